"""Entities over whole articles and over any text at all: the seed article, invariants, cost, scores."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.entities import Entity, find_article_entities, find_entities
from indexer.extract.entities.patterns import find_by_patterns
from indexer.extract.entities.words import read_words
from tests.indexer.extract.entity_scoring import score_file

SENTENCE = """وزارتا الخارجية الروسية والإيرانية سيرغي لافروف ولافروف محمد بن عبد الله أبو آل الأسد في موسكو
“ ” ( ) ، . - الرئيس وزير قال جامعة الملك شركة نادي برشلونة تل أبيب وتل مُحَمَّد إيـران لل وال 2017 NATO ـ"""
WORDS = st.sampled_from([*SENTENCE.split(), "\n", "\u200f", "\u064b"])
UNITS = (
    "(",
    "\u064b",
    "ـ",
    "و",
    "محمد بن ",
    "وزارتا ",
    "والروسية ",
    "شركة “",
    "قال الشيخ ",
    "لافروف ",
    "عبد ",
    "جامعة الملك ",
)


@pytest.fixture(scope="module")
def seed(corpora) -> tuple[str, str]:
    title, _, rest = (corpora / "seed" / "article.txt").read_text(encoding="utf-8").partition("\n")
    return title, rest.partition("مقالات متعلقة")[0]


@pytest.mark.corpora
def test_the_seed_article_has_its_entities_and_no_others(seed):
    names: dict[str, set[str]] = {"person": set(), "place": set(), "organisation": set()}
    for mention in find_article_entities(*seed):
        names[mention.kind].add(mention.name)
    assert names == {
        "person": {"سيرغي لافروف", "محمد جواد ظريف"},
        "place": {"روسيا", "إيران", "سوريا", "تركيا", "سوتشي", "موسكو", "أستانة", "باكو", "كاراباخ", "طهران"},
        "organisation": {"الخارجية الروسية", "الخارجية الإيرانية"},
    }


@pytest.mark.corpora
def test_the_seed_title_has_full_names(seed):
    title = [mention.name for mention in find_article_entities(*seed) if mention.where == "title"]
    assert title == ["أستانة", "سيرغي لافروف", "محمد جواد ظريف", "سوريا"]


@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map("".join)))
def test_any_text_gives_ordered_mentions_that_do_not_overlap(text):
    previous = 0
    for entity in find_entities(text):
        assert previous <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
        assert entity.kind in ("person", "place", "organisation")
        assert entity.name.strip() == entity.name != ""
        assert "ـ" not in entity.name
        previous = entity.end


@given(st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=40).map(" ".join))
def test_article_mentions_point_into_their_part(title, text):
    for mention in find_article_entities(title, text, ["سيرغي لافروف"]):
        source = {"title": title, "text": text}[mention.where]
        assert source[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("unit", UNITS)
def test_cost_grows_with_length_only(unit):
    find_entities(unit)
    started = time.process_time()
    find_entities(unit * (300_000 // len(unit)))
    assert time.process_time() - started < 10  # under 2 s on an idle core; quadratic cost would be minutes


def test_a_list_of_thousands_of_people_stays_cheap():
    letters = "بتجدرسفكلمن"
    names = [f"محمد {a}{b}{c}{d}ث" for a in letters for b in letters for c in letters for d in letters[:5]]
    started = time.process_time()
    find_entities(" وقال ".join(names))
    assert time.process_time() - started < 20


def find_by_patterns_alone(text: str) -> list[Entity]:
    words = read_words(text)
    return [
        Entity(words.starts[m.first], words.ends[m.last - 1], "", m.kind, m.name, m.evidence)
        for m in find_by_patterns([words])[0]
    ]


@pytest.mark.slow
@pytest.mark.corpora
@pytest.mark.parametrize(
    ("name", "last_sixth", "least"),
    [
        ("anercorp.train.conll", True, {"all": 68, "PER": 61, "LOC": 82, "ORG": 57}),
        ("aqmar.dev.conll", False, {"all": 47, "PER": 30, "LOC": 56, "ORG": 52}),
    ],
)
def test_scores_of_the_patterns_do_not_fall(corpora, name, last_sixth, least):
    scores = score_file(corpora / "entities" / name, find_by_patterns_alone, only_last_sixth=last_sixth)
    assert {kind: score.f1 >= least[kind] for kind, score in scores.items()} == dict.fromkeys(least, True), scores


@pytest.mark.slow
@pytest.mark.corpora
@pytest.mark.parametrize("name", ["anercorp.train.conll", "aqmar.dev.conll"])
def test_the_shipped_model_still_knows_what_it_was_trained_on(corpora, name):
    # No measure of quality (docs/extraction.md has that): it fails when files, features and tokens do not fit together.
    assert score_file(corpora / "entities" / name, find_entities, only_last_sixth=True)["all"].f1 > 90
