"""Scores of quotations on articles made up of spans."""

from __future__ import annotations

from benches.extraction.gold import GoldQuote
from benches.extraction.quotes import Said, Score, agrees, score_article
from benches.extraction.values import speaker_hash

SPEAKER = "سامر كريم"


def gold(start, end, *, needed=True, by="name"):
    return GoldQuote("k", "body", start, end, "direct", by, needed, frozenset({speaker_hash(SPEAKER)}))


def said(start, end, speaker=SPEAKER, text=None):
    return Said("body", start, end, "direct", speaker, text or "ن" * (end - start))


def scored(quotes, found, bearers=None):
    score = Score()
    score_article(score, quotes, found, bearers)
    return score


def test_half_of_the_shorter_is_enough():
    assert agrees(("body", 0, 100), ("body", 90, 110))
    assert not agrees(("body", 0, 100), ("body", 91, 110))
    assert not agrees(("title", 0, 10), ("body", 0, 10))


def test_the_words_said_by_who_said_them_are_right_and_strict_without_their_marks():
    score = scored([gold(11, 20)], [said(10, 22, text="«" + "ن" * 9 + "».")])
    assert (score.found, score.right, score.strict) == (1, 1, 1)
    assert score.recall() == [["all", 1, 100.0], ["direct", 1, 100.0], ["speaker by name", 1, 100.0]]


def test_another_speaker_is_wrong_and_the_quotation_missed():
    score = scored([gold(0, 20)], [said(0, 20, "رائد نور")])
    assert (score.right, len(score.misspoken), score.misnamed, len(score.missed)) == (0, 1, 0, 1)


def test_the_speaker_under_a_wrong_value_is_misnamed():
    score = scored([gold(0, 20)], [said(0, 20, "كريم")], {"كريم": frozenset({speaker_hash(SPEAKER)})})
    assert (score.right, len(score.misspoken), score.misnamed) == (0, 1, 1)


def test_words_that_nobody_said_are_no_quotation():
    assert len(scored([gold(0, 20)], [said(30, 40)]).unknown) == 1


def test_what_is_not_needed_counts_for_precision_alone():
    assert scored([gold(0, 20, needed=False)], []).recall() == []
    assert scored([gold(0, 20, needed=False)], [said(0, 20)]).right == 1
