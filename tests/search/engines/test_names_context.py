"""What an archive says about two names: articles with both, what stands beside them, and what is said of them."""

from __future__ import annotations

import pytest

from search import Article, EntityMention, open_engine
from search.engines.local.names_context import ArchiveContext
from search.engines.local.names_offices import passages

SHORT, FULL, OTHER = "بكري عساس", "بكري بن معتوق عساس", "بكري حماد"


def told(key: str, name: str, before: str, after: str = "", **values) -> Article:
    text = f"{before} {name} {after}"
    mention = EntityMention("text", len(before) + 1, len(before) + 1 + len(name), name, "person", name)
    return Article(key, "خبر", text, people=(name,), entities=(mention,), **values)


ARTICLES = [
    told("a", SHORT, "أوضح مدير الجامعة الدكتور", organisations=("جامعة أم القرى",)),
    told("b", FULL, "قال مدير الجامعة", organisations=("جامعة أم القرى",)),
    told("c", OTHER, "سجل المهاجم", "هدف الفوز", places=("جدة",)),
    told("d", OTHER, "تعادل المهاجم", "في الدقيقة الأخيرة"),
    Article("e", people=(FULL, OTHER)),
    *(Article(f"x{number}", "خبر", "كلام عن شيء آخر") for number in range(60)),
]


@pytest.fixture
def context(tmp_path):
    with open_engine(tmp_path / "index", create=True) as engine:
        for start in range(0, len(ARTICLES), 20):
            engine.write(ARTICLES[start : start + 20])
            engine.commit()
        snapshot = engine._current()
        column = snapshot.column("person")
        yield ArchiveContext(snapshot, "person", [column.ordinal(name) for name in (SHORT, FULL, OTHER)])


def test_articles_with_both_are_counted(context):
    assert context.shared(0, 1) == 0
    assert context.shared(1, 2) == 1


def test_what_stands_beside_two_names_is_compared(context):
    assert context.likeness(0, 1) == pytest.approx(1.0, abs=0.35)
    assert context.likeness(0, 2) == 0.0


def test_the_office_of_two_names_is_compared_and_told(context):
    share, words = context.said(0, 1)
    assert share > 0.5
    assert "الجامعة" in words
    assert context.said(0, 2)[0] == 0.0


def test_a_passage_ends_with_its_sentence_and_holds_only_mentions_of_the_name():
    article = told("a", SHORT, "انتهى الخبر. وأوضح المدير", "أمس. ثم عاد")
    (passage,) = passages(article, "person", SHORT)
    assert passage.split() == ["وأوضح", "المدير", "أمس"]
    assert passages(article, "place", SHORT) == []
    assert passages(article, "person", FULL) == []
