"""The questions of the benches: neighbouring words of headlines, the same in every run."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from search import query_tree
from search.analysis import key_of, surface_forms
from search.query_parser import parse_query

SEED = 20150721
WARM_UP = 30
"""Questions asked before the clock runs, none of which is asked again in its row."""


@dataclass(frozen=True, slots=True)
class Question:
    """words: as a reader types them. keys: their folded forms, which the peers hold.

    kind: "or", "and", "phrase" or "prefix" (of the only word). is_faceted: with all facets. person,
    month (its first day): filters. interval: "year", "month" or "day", the buckets of the date facet.
    """

    kind: str
    words: tuple[str, ...]
    is_faceted: bool = False
    person: str | None = None
    month: dt.date | None = None
    interval: str = "year"
    keys: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", tuple(key_of(word, "folded") for word in self.words))

    @property
    def month_end(self) -> dt.date | None:
        """Return the last day of the month."""
        if self.month is None:
            return None
        return (self.month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the tables: what is asked, with how many words, drawn in turn. filter: "person" or "month"."""

    name: str
    kind: str
    lengths: tuple[int, ...]
    is_faceted: bool = False
    filter: str = ""


ROWS = (
    Row("one word, top 10", "or", (1,)),
    Row("two words, any, top 10", "or", (2,)),
    Row("three words, any, top 10", "or", (3,)),
    Row("two or three words, all, top 10", "and", (2, 3)),
    Row("phrase of two words", "phrase", (2,)),
    Row("phrase of three words", "phrase", (3,)),
    Row("prefix of 3 or 4 letters", "prefix", (1,)),
    Row("faceted page", "or", (1, 2, 3), is_faceted=True),
    Row("faceted page, one person", "or", (1, 2, 3), is_faceted=True, filter="person"),
    Row("faceted page, one month", "or", (1, 2, 3), is_faceted=True, filter="month"),
)


def sample_questions(titles: Sequence[list[str]], row: Row, count: int) -> list[Question]:
    """Return up to `count` distinct questions and the warm-up before them.

    titles: the surface forms of each headline. Fewer come back where the headlines have no more.
    """
    chooser = random.Random(f"{SEED} {row.name}")
    wanted = count + WARM_UP
    found: dict[tuple[str, ...], Question] = {}
    for attempt in range(20 * wanted):
        if not titles or len(found) == wanted:
            break
        words = chooser.choice(titles)
        length = row.lengths[attempt % len(row.lengths)]
        start = chooser.randrange(max(1, len(words) - length + 1))
        taken = tuple(words[start : start + length])
        if len(taken) < length or not _is_plain(taken):
            continue
        question = Question(row.kind, taken, row.is_faceted)
        if row.kind == "prefix":
            letters = 3 + len(found) % 2
            if len(question.keys[0]) <= letters:
                continue
            question = Question("prefix", (question.keys[0][:letters],), row.is_faceted)
        found.setdefault(question.keys, question)
    return list(found.values())


def headline_words(titles: Sequence[str]) -> list[list[str]]:
    """Return the words of the headlines that have any."""
    return [words for title in titles if (words := surface_forms(title))]


def _is_plain(words: tuple[str, ...]) -> bool:
    """Return whether our parser reads nothing but these words, none of them twice."""
    tree = parse_query(" ".join(words)).tree
    items = tree.items if isinstance(tree, query_tree.Sequence) else (tree,)
    plain = tuple(item.form for item in items if isinstance(item, query_tree.Word) and item.level is None)
    return plain == words and len({key_of(word, "folded") for word in words}) == len(words)
