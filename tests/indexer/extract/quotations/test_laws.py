"""Laws of find_quotations that hold for any text, and texts made to slow it down."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.quotations import find_quotations
from search.article import EntityMention
from tests.indexer.extract.quotations.samples import mark

NAMES = {"{لافروف=سيرغي لافروف}", "{هادي منصور}", "{o:وزارة الصحة}", "{p:موسكو}", "{وسامي=سامي راشد}"}
WORDS = "قال وقال أكد وأضاف أن إن أنه بأن مضيفا مشيرا إلى الوزير الوزارة بحسب فإن عن قوله لم البيان نقلت وبين جهته مصدر"
SIGNS = [" ", " ", " ", ": ", "، ", ". ", ".", "\n", "«", "»", '"', "“", "”", "''", "(", ")", "..", "؟ ", "\u200f", "ً"]
PIECES = st.lists(st.sampled_from([*sorted(NAMES), *WORDS.split(), *SIGNS, "الجسر", "جاهز", "ab", "4"]), max_size=60)


@given(PIECES, PIECES)
def test_spans_lie_in_their_part_in_order_and_apart(title_pieces, text_pieces):
    title, in_title = mark("".join(title_pieces), "title")
    text, in_text = mark(" ".join(text_pieces))
    parts, names = {"title": title, "text": text}, {mention.name for mention in [*in_title, *in_text]}
    done = {"title": 0, "text": 0}
    for quotation in find_quotations(title, text, [*in_title, *in_text]):
        part = parts[quotation.where]
        assert done[quotation.where] <= quotation.start < quotation.end <= len(part)
        assert part[quotation.start : quotation.end] == quotation.text == quotation.text.strip()
        assert 0 <= quotation.speaker_start < quotation.speaker_end <= len(part)
        assert quotation.speaker in names
        assert quotation.kind in ("direct", "reported")
        assert quotation.evidence
        done[quotation.where] = quotation.end


@given(st.text(max_size=200), st.text(max_size=400), st.data())
def test_any_text_with_mentions_anywhere_is_legal(title, text, data):
    mentions = []
    for where, part in (("title", title), ("text", text)):
        edges = sorted(data.draw(st.lists(st.integers(0, len(part)), max_size=8)))
        for start, end in zip(edges[::2], edges[1::2], strict=False):
            kind = data.draw(st.sampled_from(["person", "place", "organisation"]))
            mentions.append(EntityMention(where, start, end, part[start:end], kind, part[start:end] or "س"))
    find_quotations(title, text, mentions)


@given(PIECES)
def test_a_paragraph_added_behind_changes_nothing_before_it(pieces):
    text, mentions = mark(" ".join(pieces))
    added = f"{text}\n\nنزل المطر على المدينة."
    before = [(q.start, q.end, q.speaker) for q in find_quotations("", text, mentions) if '"' not in text]
    after = [(q.start, q.end, q.speaker) for q in find_quotations("", added, mentions) if '"' not in text]
    assert before == after


FEWER = 5
"""Where calls are counted, texts are so many times shorter: counting is slow, and tells the same of fewer."""

SPEECH = "قال {هادي منصور} إن الجسر جاهز، مضيفا أن «كل شيء» تم. "
HOSTILE = {
    "one line": SPEECH * 1_000,
    "upright marks": SPEECH + '"' * 50_000,
    "opening marks": SPEECH + "«" * 50_000,
    "nested marks": SPEECH + "«ا " * 25_000 + "»" * 25_000,
    "curly marks": SPEECH + "“ا " * 25_000,
    "double apostrophes": SPEECH + "''" * 50_000,
    "brackets": SPEECH + "(" * 50_000,
    "verbs": SPEECH + "وقال " * 10_000,
    "between": SPEECH + "وبين " * 10_000,
    "conjunctions": SPEECH + "قال أن " * 10_000,
    "sources": SPEECH + "بحسب " * 10_000,
    "lines in marks": SPEECH + ("وقال الوزير إن " + "«ا\n" * 40) * 300,
    "points": SPEECH + "." * 200_000,
    "lines": SPEECH + "\n" * 200_000,
    "marks on nothing": SPEECH + "\u064b" * 200_000,
    "no Arabic": SPEECH + "abc " * 50_000,
    "a long word": SPEECH + "ا" * 300_000,
}


def count_calls(text: str, mentions: list[EntityMention]) -> int:
    """Return how many Python functions one call runs: a measure of work that no other process disturbs."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        find_quotations("", text, mentions)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("case", HOSTILE)
def test_work_is_linear_in_hostile_text(case):
    text, mentions = mark(HOSTILE[case])
    whole, half = (count_calls(*first_part(text, mentions, parts)) for parts in (FEWER, 2 * FEWER))
    assert whole <= 3 * half + 1_000


def first_part(text: str, mentions: list[EntityMention], parts: int) -> tuple[str, list[EntityMention]]:
    """Return the first of so many parts of a text, with its mentions."""
    end = len(text) // parts
    return text[:end], [mention for mention in mentions if mention.end <= end]


def test_hostile_text_does_not_hide_what_was_said_before_it():
    for case, marked in HOSTILE.items():
        text, mentions = mark(marked)
        quotations = find_quotations("", text, mentions)
        assert quotations, case
        assert quotations[0].text == "الجسر جاهز", case
