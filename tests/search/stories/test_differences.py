"""Differences: the new text comes out letter by letter, the words of the old one with it, and no text is too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import fold, surface_forms
from search.stories import differences as module
from search.stories.differences import Change, differences

WORDS = ("قال", "وزير", "الخارجية", "إنّ", "المحادثات", "في", "سوتشي", "«أستانة»", "،", "2021.", "\n", "ﷺ", "NATO")
texts = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


def words_of(text):
    return [fold(form) for form in surface_forms(text)]


def joined(changes, *kinds):
    return "".join(change.text for change in changes if change.kind in kinds)


@given(texts | st.text(max_size=40), texts | st.text(max_size=40))
def test_both_texts_come_out_whole(old, new):
    changes = differences(old, new)
    assert joined(changes, "same", "added") == new
    kept = [word for change in changes if change.kind != "added" for word in words_of(change.text)]
    assert kept == words_of(old)
    assert all(change.text for change in changes)


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    changes = differences(text, text)
    assert {change.kind for change in changes} <= ({"same"} if words_of(text) else {"added"})


@given(texts, texts, texts)
def test_what_stands_before_and_behind_a_change_stays(before, middle, after):
    changes = differences(f"{before} قديم {after}", f"{before} {middle} جديد {after}")
    gone = [word for change in changes if change.kind == "removed" for word in words_of(change.text)]
    assert "قديم" in gone


def test_a_replaced_sentence_is_what_differs():
    old = "قال الوزير إن المحادثات بدأت. وأضاف أن الوفد وصل أمس إلى المدينة. ثم غادر القاعة بعد ساعة."
    new = "قال الوزير إن المحادثات بدأت. ونفى أن يكون أحد قد تأخر. ثم غادر القاعة بعد ساعة."
    assert differences(old, new) == (
        Change("same", "قال الوزير إن المحادثات بدأت. "),
        Change("removed", "وأضاف أن الوفد وصل أمس إلى المدينة. "),
        Change("added", "ونفى أن يكون أحد قد تأخر. "),
        Change("same", "ثم غادر القاعة بعد ساعة."),
    )


def test_marks_hamza_and_punctuation_are_no_difference():
    new = "قالَ الوزير: «إن أستانة مدينة كبيرة»!"
    assert differences("قال الوزير ان استانة مدينه كبيره", new) == (Change("same", new),)


def test_a_single_word_between_changes_is_not_shown_as_kept():
    changes = differences("ألف باء تاء ثاء جيم حاء خاء", "ألف زين تاء سين صاد حاء خاء")
    assert [change.kind for change in changes] == ["same", "removed", "added", "same"]


def test_an_empty_text_is_all_new_or_all_gone():
    assert differences("", "نص جديد") == (Change("added", "نص جديد"),)
    assert differences("نص قديم", "") == (Change("removed", "نص قديم"),)
    assert differences("", "") == ()


def test_long_texts_without_an_anchor_are_not_compared_word_by_word(monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("compared")

    monkeypatch.setattr(module, "SequenceMatcher", refuse)
    old, new = "نعم لا " * 20_000, "لا لا نعم " * 20_000
    changes = differences(old, new)
    assert joined(changes, "same", "added") == new


def test_of_a_monstrous_text_the_common_beginning_and_end_stay():
    middles = [[f"{kind}{number}" for number in range(module.MAX_COMPARED_WORDS + 1)] for kind in "بج"]
    old, new = (" ".join(["أول", "الكلام", *middle, "آخر", "الكلام"]) for middle in middles)
    changes = differences(old, new)
    assert [change.kind for change in changes] == ["same", "removed", "added", "same"]
    assert joined(changes, "same") == "أول الكلام آخر الكلام"


def test_a_long_text_with_one_change_keeps_all_else():
    words = [f"كلمة{number}" for number in range(20_000)]
    changes = differences(" ".join(words), " ".join([*words[:9000], "زيادة", *words[9000:]]))
    assert [(change.kind, change.text) for change in changes if change.kind != "same"] == [("added", "زيادة ")]
