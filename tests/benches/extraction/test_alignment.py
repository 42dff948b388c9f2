"""Where lines of an article lie in what was read: whole lines, in order, some of them left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benches.extraction.alignment import align

lines = st.lists(st.tuples(st.text(alphabet="ab نص", max_size=8), st.booleans()), max_size=8)


def test_what_is_left_out_before_a_line_moves_it():
    whole = "menu\nfirst line\nshare\nsecond line"
    alignment = align("first line\nsecond line", whole)
    assert whole[slice(*alignment.to_raw(0, 5))] == "first"
    assert whole[slice(*alignment.to_raw(11, 17))] == "second"
    assert alignment.covers(5, 10)
    assert not alignment.covers(0, 4)
    assert not alignment.covers(16, 21)


def test_a_line_that_is_nowhere_has_no_place():
    alignment = align("first line\nnew", "first line")
    assert alignment.to_raw(11, 14) is None
    assert alignment.to_raw(0, 14) is None


def test_nothing_aligns_with_nothing():
    assert align("", "").to_raw(0, 0) is None
    assert align("", "abc").to_raw(0, 1) is None
    assert not align("", "abc").covers(0, 1)


@given(lines)
def test_every_character_of_a_kept_line_is_found_in_the_whole(parts):
    """Lines are numbered, so that none is like another."""
    whole = "\n".join(f"{number}:{text}." for number, (text, _) in enumerate(parts))
    part = "\n".join(f"{number}:{text}." for number, (text, kept) in enumerate(parts) if kept)
    alignment = align(part, whole)
    for at, character in enumerate(part):
        if character != "\n":
            start, end = alignment.to_raw(at, at + 1)
            assert whole[start:end] == character
            assert alignment.covers(start, end)
