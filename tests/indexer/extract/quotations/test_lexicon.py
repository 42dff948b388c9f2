"""The tables of reported speech: every form of a verb by rule, every class of words there."""

from __future__ import annotations

import pytest

from indexer.extract.quotations.lexicon import NOUN_CLASSES, inflect, is_title, load_nouns, load_verbs, read_rows
from search.analysis import fold


def test_a_verb_has_the_persons_numbers_and_participles_that_news_uses():
    words = {word for word, *_ in inflect("أكد", "يؤكد", "مؤكدا")}
    assert words >= {"أكد", "أكدت", "أكدوا", "أكدا", "يؤكد", "تؤكد", "يؤكدون", "مؤكدا", "مؤكدة", "مؤكدين", "مؤكدات"}


@pytest.mark.parametrize(
    ("past", "present", "participle", "expected"),
    [
        ("نفى", "ينفي", "نافيا", {"نفت", "نفوا", "ينفون", "نافية", "نافين"}),
        ("دعا", "يدعو", "داعيا", {"دعت", "دعوا", "يدعون", "داعية"}),
        ("رأى", "يرى", "-", {"رأت", "رأوا", "ترى", "يرون"}),
    ],
)
def test_weak_verbs_lose_their_last_letter(past, present, participle, expected):
    assert {word for word, *_ in inflect(past, present, participle)} >= expected


def test_conjunctions_join_any_form_and_keep_its_verb():
    verbs = load_verbs()
    for word in ("وقالت", "فقال", "ومضيفا", "ويقول"):
        form = verbs[fold(word)]
        assert form.joined
        assert verbs[fold(word)[1:]].lemma == form.lemma


def test_feminine_forms_agree_with_women_and_with_organisations():
    verbs = load_verbs()
    assert [verbs[fold(word)].gender for word in ("قال", "قالت", "مشيرا", "مشيرة", "تؤكد")] == ["m", "f", "m", "f", "f"]


def test_every_row_of_the_tables_is_read():
    rows = read_rows("speech_verbs.tsv")
    assert all(len(row) == 4 for row in rows)
    assert {row[0] for row in rows} == {"say", "more", "weak", "told", "relay", "act", "mind"}
    assert [row[0] for row in read_rows("speech_nouns.tsv")] == NOUN_CLASSES.split()
    assert all(getattr(load_nouns(), name) for name in NOUN_CLASSES.split())


def test_titles_are_those_of_men_and_women():
    assert all(is_title(fold(word)) for word in ("وزير", "وزيرة", "مدير", "مديرة", "طبيبة"))
    assert not any(is_title(fold(word)) for word in ("شركة", "قال", "ال", ""))
