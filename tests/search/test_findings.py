"""Rows of a concordance: slices of the original, cut between words, arranged by what stands beside the keyword."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search import Article, ArticleOccurrences, Place, arranged, concordance_rows

TEXT = "قال الوزير إن الوزير باق، ثم سكت الوزير."


def rows_of(text, word, context=72, where="text"):
    starts = [place for place in range(len(text)) if text.startswith(word, place)]
    places = tuple(Place(where, 0, start, start + len(word)) for start in starts)
    article = Article("a", text if where == "title" else "", text if where == "text" else "", captions=(text,))
    return concordance_rows(ArticleOccurrences(article, places, len(places)), context)


def test_a_row_is_a_slice_of_the_original():
    rows = rows_of(TEXT, "الوزير")
    assert [row.before + row.keyword + row.after for row in rows] == [TEXT] * 3
    assert rows_of(TEXT, "الوزير", where="title")[0].after == rows[0].after
    assert rows_of(TEXT, "الوزير", where="caption")[0].after == rows[0].after


def test_context_is_cut_between_words():
    row = rows_of(TEXT, "باق", context=10)[0]
    assert (row.before, row.keyword, row.after) == ("الوزير ", "باق", "، ثم سكت")


def test_rows_are_arranged_by_the_alphabet_of_the_words_beside():
    rows = rows_of(TEXT, "الوزير")
    assert [row.before.split()[-1] for row in arranged(rows, "before")] == ["إن", "سكت", "قال"]
    assert [row.after.split()[0] for row in arranged(rows, "after")][:2] == ["إن", "باق،"]
    assert arranged(rows, "article") == rows


def test_rows_without_a_neighbour_come_last():
    rows = rows_of(TEXT, "الوزير")
    assert arranged(rows, "after")[-1] == rows[-1]


@given(st.text(st.sampled_from("اب \n\u202e،"), max_size=80), st.integers(0, 12))
def test_any_text_gives_slices_of_itself(text, context):
    for row in rows_of(text, "ا", context):
        whole = row.before + row.keyword + row.after
        assert whole in text
        assert len(row.before) <= context
        assert len(row.after) <= context


def test_one_word_without_end_gives_a_bounded_row():
    row = rows_of("ا" * 5000 + "ب" + "ا" * 5000, "ب")[0]
    assert len(row.before) == len(row.after) == 72
