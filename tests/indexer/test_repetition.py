"""RepeatedLines: lines count once for each different article, and what is saved is what was known."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import repetition
from indexer.extract.boilerplate.units import number_of
from indexer.records import RawArticle
from indexer.repetition import PLAIN_ARTICLES, SERVICE_ARTICLES, RepeatedLines, source_of

FOOTER = "تابعونا على تويتر"
SLOGAN = "صحيفة المثال الأولى"


def article(number: int, *footers: str, author: str | None = None, source: str = "المثال") -> RawArticle:
    name = "".join("ابتثجحخدذر"[int(digit)] for digit in str(number))
    body = f"جاء في خبر {name} أن المباحثات ستستأنف قريبا في العاصمة بحضور الجميع."
    return RawArticle(f"a/{number}", body="\n".join((body, *footers)), author=author, source=source)


def count(articles: list[RawArticle], table: RepeatedLines | None = None) -> RepeatedLines:
    table = table or RepeatedLines()
    for raw in articles:
        table.note(raw)
    return table


def test_a_service_line_counts_from_four_articles_on() -> None:
    few = count([article(number, FOOTER) for number in range(SERVICE_ARTICLES - 1)])
    assert few.of_sources() == {}
    enough = count([article(number, FOOTER) for number in range(SERVICE_ARTICLES)])
    assert enough.of_sources() == {"المثال": frozenset([number_of(FOOTER)])}


def test_another_line_needs_many_articles_by_several_authors() -> None:
    many = range(PLAIN_ARTICLES)
    line = frozenset([number_of(SLOGAN)])
    assert count([article(number, SLOGAN) for number in many]).of_sources() == {"المثال": line}
    by_one = count([article(number, SLOGAN, author="أحمد السالم") for number in many])
    assert by_one.of_sources() == {}
    by_all = count([article(number, SLOGAN, author=f"كاتب {number}") for number in many])
    assert by_all.of_sources() == {"المثال": line}


def test_a_heading_that_stands_in_the_middle_is_no_footer() -> None:
    lines = [f"فقرة {name} من النص الطويل." for name in "أبتثجحخدذرز"]
    heading = [
        RawArticle(raw.origin, body="\n".join([*lines[:5], SLOGAN, raw.body, *lines[5:]]), source=raw.source)
        for raw in (article(number) for number in range(100, 110))
    ]
    assert count([article(number, SLOGAN) for number in range(40)] + heading).of_sources() == {}


def test_copies_and_editions_of_one_article_count_once() -> None:
    copies = [article(1, FOOTER), article(1, FOOTER), article(1, "تصحيح", FOOTER)] * 5
    assert count(copies).of_sources() == {}


def test_sources_are_counted_apart() -> None:
    spread = [article(number, FOOTER, source=f"صحيفة {number % 3}") for number in range(9)]
    assert count(spread).of_sources() == {}


def test_an_article_counts_under_its_outlet_else_its_host_else_not_at_all() -> None:
    assert source_of(RawArticle("a", source=" الشرق  الأوسط ", url="https://b.example/1")) == "الشرق الأوسط"
    assert source_of(RawArticle("a", url="https://b.example/1")) == "b.example"
    assert source_of(RawArticle("a", url="http://[broken")) == ""
    assert count([RawArticle(str(n), body=f"{n}\n{FOOTER}") for n in range(9)]).of_sources() == {}


def test_counting_again_changes_nothing(tmp_path: Path) -> None:
    articles = [article(number, FOOTER, SLOGAN, f"سطر {number % 7} آخر") for number in range(60)]
    once = count(articles)
    once.save(tmp_path / "once.tsv")
    again = count(articles, RepeatedLines.load(tmp_path / "once.tsv"))
    again.save(tmp_path / "again.tsv")
    assert again.of_sources() == once.of_sources() != {}
    assert (tmp_path / "again.tsv").read_bytes() == (tmp_path / "once.tsv").read_bytes()


def test_a_reader_may_keep_a_line_for_good(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    articles = [article(number, FOOTER) for number in range(9)]
    count(articles).save(path)
    path.write_text(path.read_text(encoding="utf-8").replace("\tboilerplate\t", "\tkeep\t"), encoding="utf-8")
    table = count(articles, RepeatedLines.load(path))
    assert table.of_sources() == {}
    table.save(path)
    assert "\tkeep\t" in path.read_text(encoding="utf-8")
    assert count(articles, table.only_kept()).of_sources() == {}


def test_a_damaged_table_costs_its_damaged_rows(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    count([article(number, FOOTER) for number in range(9)]).save(path)
    whole = path.read_text(encoding="utf-8")
    path.write_text(f"nonsense\n{whole}a\tb\tzz\t-\t-\tc\n\t\n", encoding="utf-8")
    assert RepeatedLines.load(path).of_sources() == {"المثال": frozenset([number_of(FOOTER)])}


def test_nothing_known_leaves_no_file(tmp_path: Path) -> None:
    RepeatedLines().save(tmp_path / "table.tsv")
    assert not (tmp_path / "table.tsv").exists()
    assert RepeatedLines.load(tmp_path / "table.tsv").of_sources() == {}


def test_the_table_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repetition, "MAX_LINES", 10)
    letters = "ابتثجحخدذرزسشصضطظعغف"
    table = count([article(number, f"تابعونا {letters[number % 20]}") for number in range(300)])
    assert len(list(table.rows())) == 10
    assert all(len(line.edges) <= repetition.MAX_CONTEXTS for _, _, line in table.rows())


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from([FOOTER, SLOGAN, "x", ""])), max_size=60))
def test_a_second_run_over_any_articles_knows_what_the_first_knew(chosen: list[tuple[int, str]]) -> None:
    articles = [article(number, footer) for number, footer in chosen]
    table = count(articles)
    first = [(source, number, line.text, set(line.edges), set(line.middles)) for source, number, line in table.rows()]
    count(articles, table)
    assert first == [(source, number, line.text, line.edges, line.middles) for source, number, line in table.rows()]
