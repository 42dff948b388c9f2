"""Borders of people's names: where a name goes on, where it ends, where two people are joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.entities.model import Mention
from indexer.extract.entities.repairing import repair_names, repair_people
from indexer.extract.entities.words import read_words


def person(text, words):
    read = read_words(text)
    chosen = words.split()
    surfaces = [form.surface for form in read.forms]
    first = next(n for n in range(len(surfaces)) if surfaces[n : n + len(chosen)] == chosen)
    return Mention(first, first + len(chosen), "person", words, "model 0.90")


def repaired(text, *names):
    words = read_words(text)
    found = repair_people(words, [person(text, name) for name in names])
    return [(words.join(mention.first, mention.last), mention.name) for mention in found]


@pytest.mark.parametrize(
    ("text", "found", "wanted"),
    [
        ("استقبل عبد الله بن سعود الوفد", "عبد الله بن", "عبد الله بن سعود"),
        ("وصل خالد بن سعد بن ناصر أمس", "خالد", "خالد بن سعد بن ناصر"),
        ("قال محمد أبو طالب إن", "محمد أبو", "محمد أبو طالب"),
        ("رعى فهد العتيبي رحمه الله البناء", "فهد العتيبي رحمه", "فهد العتيبي"),
        ("غنى الفنان سالم العامري", "الفنان سالم العامري", "سالم العامري"),
        ("كتب الناقد يوسف بهاء الدين", "بهاء الدين", "يوسف بهاء الدين"),
        ("رعى فهد العتيبي رحمه الله البناء", "فهد العتيبي رحمه الله", "فهد العتيبي"),
    ],
)
def test_a_name_is_as_long_as_its_grammar(text, found, wanted):
    assert repaired(text, found) == [(wanted, wanted)]


def test_a_name_that_goes_on_takes_the_one_behind_it():
    assert repaired("وصل محمد بن سلمان الحربي أمس", "محمد بن", "سلمان الحربي") == [
        ("محمد بن سلمان الحربي", "محمد بن سلمان الحربي")
    ]


def test_people_joined_by_and_are_two():
    assert repaired("وقع تركي البراهيم والمعمر العقد", "تركي البراهيم والمعمر") == [
        ("تركي البراهيم", "تركي البراهيم"),
        ("والمعمر", "المعمر"),
    ]


@pytest.mark.parametrize("name", ["خالد وليد", "وائل وهبة", "عبد الله", "فضل الله", "محمد بن"])
def test_a_name_without_a_reason_stays(name):
    assert repaired(f"{name}.", name) == [(name, name)]


def test_a_verb_or_title_is_no_father():
    assert repaired("محمد بن قال", "محمد بن") == [("محمد بن", "محمد بن")]


WORDS = ("محمد", "بن", "أبو", "والمعمر", "سلمان", "رحمه", "الله", "قال", "في", "،", ".", "وليد", "عبد")


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.data())
def test_mentions_stay_in_order_and_apart(drawn, data):
    words = read_words(" ".join(drawn))
    mentions, position = [], 0
    while position < len(words):
        first = data.draw(st.integers(position, len(words) - 1))
        last = data.draw(st.integers(first + 1, min(len(words), first + 4)))
        kind = data.draw(st.sampled_from(["person", "place"]))
        mentions.append(Mention(first, last, kind, words.join(first, last), ""))
        position = last
    found = repair_people(words, mentions)
    position = 0
    for mention in found:
        assert position <= mention.first < mention.last <= len(words)
        position = mention.last
    assert [m for m in found if m.kind == "place"] == [m for m in mentions if m.kind == "place"]


def test_a_university_named_after_a_king_has_his_name():
    text = "افتتح معرض جامعة الملك فيصل أمس"
    words = read_words(text)
    university = Mention(2, 4, "organisation", "جامعة الملك", "model 0.80")
    found = repair_names([words], [[university, person(text, "فيصل")]])
    assert [(m.kind, m.name, m.last) for m in found[0]] == [("organisation", "جامعة الملك فيصل", 5)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قالت السيدة كاسماريك ذلك", "كاسماريك"),
        ("قالت السيدة كاسماريك ذلك ثم سكتت اسماريك", "اسماريك"),
        ("قدم لخالد هدية", "خالد"),
    ],
)
def test_attached_letters_go_where_the_rest_is_known(text, name):
    words = read_words(text)
    first = next(n for n, form in enumerate(words.forms) if form.surface.endswith(name) or name in form.surface)
    written = words.forms[first].surface
    found = Mention(first, first + 1, "person", written[1:], f"model 0.90; {written[0]}- taken off")
    [[kept]] = repair_names([words], [[found]])
    assert kept.name == name
