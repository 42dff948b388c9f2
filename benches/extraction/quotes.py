"""`python -m benches.extraction.quotes [FOLDER]`: whether quotations are found and given to who said them.

A quotation of ours is right where it covers half of the shorter of itself and a gold one, and its speaker's hash is
among those annotated. Quotations that are right but not needed count for precision alone. "Misnamed" says of how many
wrong speakers the value alone is wrong: most mentions that carry the name are of who spoke, so the fault is that of
the names (`benches.extraction.names`).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from benches.extraction.corpus import Read, find_news, read_annotated
from benches.extraction.gold import HALVES, GoldName, GoldQuote, read_articles, read_names, read_quotes
from benches.extraction.names import mentions_of
from benches.extraction.values import speaker_hash
from benches.tables import Report

Gold = TypeVar("Gold", GoldName, GoldQuote)

ENOUGH = 0.5
"""Share of the shorter of two spans that must lie in the other."""

GROUPS = ("all", "direct", "reported", "speaker by name", "speaker by title", "speaker by pronoun")


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation that our system found, in the offsets of the article as read."""

    where: str
    start: int
    end: int
    kind: str
    speaker: str
    text: str


@dataclass(slots=True)
class Score:
    """Counts over articles. misspoken, unknown, missed: what to show to a reader who asks for the errors."""

    found: int = 0
    right: int = 0
    misnamed: int = 0
    strict: int = 0
    misspoken: list[tuple[str, str, str]] = field(default_factory=list)
    unknown: list[tuple[str, str, str]] = field(default_factory=list)
    needed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    recalled: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    missed: list[tuple[str, str, str]] = field(default_factory=list)

    def precision(self) -> list[object]:
        """Return a row of the table of precision: counts; those right, and strict spans among them, in per cent."""
        return [
            self.found,
            _percent(self.right, self.found),
            len(self.misspoken),
            self.misnamed,
            len(self.unknown),
            _percent(self.strict, self.right),
        ]

    def recall(self) -> list[list[object]]:
        """Return rows of what was needed, and found in per cent: all, by kind, by how the speaker is named."""
        return [
            [group, self.needed[group], _percent(self.recalled[group], self.needed[group])]
            for group in GROUPS
            if group in self.needed
        ]


def agrees(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    """Return whether two spans (where, start, end) share enough of the shorter."""
    shared = min(one[2], other[2]) - max(one[1], other[1])
    return one[0] == other[0] and shared > 0 and shared >= ENOUGH * min(one[2] - one[1], other[2] - other[1])


def score_article(
    score: Score,
    gold: Sequence[GoldQuote],
    found: Sequence[Said],
    bearers: Mapping[str, frozenset[str]] | None = None,
    read: Read | None = None,
) -> None:
    """Add one article to the score.

    bearers: what each name that our system gave stands for (`bearers_of`). read: gives the words of what was missed.
    """
    bearers = bearers or {}
    recalled: set[int] = set()
    score.found += len(found)
    for said in found:
        near = [quote for quote in gold if agrees(_span(said), _span(quote))]
        right = [quote for quote in near if speaker_hash(said.speaker) in quote.speakers]
        recalled |= {id(quote) for quote in right}
        score.right += bool(right)
        score.strict += any((quote.start, quote.end) == _trimmed(said) for quote in right)
        if not right:
            score.misnamed += any(bearers.get(said.speaker, frozenset()) & quote.speakers for quote in near)
            (score.misspoken if near else score.unknown).append((_key(gold, read), said.speaker, said.text))
    for quote in gold:
        if quote.needed:
            for group in ("all", quote.kind, f"speaker by {quote.by}"):
                score.needed[group] += 1
                score.recalled[group] += id(quote) in recalled
            if id(quote) not in recalled:
                words = read.part(quote.where)[quote.start : quote.end] if read else ""
                score.missed.append((quote.key, f"{quote.kind} by {quote.by}", words))


def quotations_of(read: Read) -> list[Said]:
    """Return what the indexer found, in the offsets of the article as read."""
    found = []
    for quotation in read.article.quotations:
        place = read.to_raw(quotation.where, quotation.start, quotation.end)
        if place is not None:
            found.append(Said(*place, quotation.kind, quotation.speaker, quotation.text))
    return found


def bearers_of(read: Read, names: Sequence[GoldName]) -> dict[str, frozenset[str]]:
    """Return for each name that the indexer gave the right values of what most of its mentions are mentions of."""
    votes: dict[str, Counter[frozenset[str]]] = defaultdict(Counter)
    for mention in mentions_of(read):
        for name in names:
            if name.where == mention.where and name.start < mention.end and mention.start < name.end and name.values:
                votes[mention.name][name.values] += 1
    return {name: counts.most_common(1)[0][0] for name, counts in votes.items()}


def main() -> None:
    """Print two tables for each half, and the errors where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", help="SaudiNewsNet; where none is given, the one beside the project")
    parser.add_argument("--half", choices=HALVES, help="only this half; tune on development alone")
    parser.add_argument("--errors", action="store_true", help="list what is wrong or missed (development only)")
    options = parser.parse_args()
    report, gold, names = Report(), _by_article(read_quotes()), _by_article(read_names())
    for half in [options.half] if options.half else HALVES:
        articles = read_articles(half)
        scores: dict[str, Score] = {"chosen": Score(), "any": Score(), "all": Score()}
        for read in read_annotated(find_news(options.folder), articles):
            kept = [quote for quote in gold[read.gold.key] if read.holds(quote.where, quote.start, quote.end)]
            bearers = bearers_of(read, names[read.gold.key])
            for name in (read.gold.quotes, "all"):
                score_article(scores[name], kept, quotations_of(read), bearers, read)
        _print_half(report, half, scores, errors=options.errors and half == "development")


def _print_half(report: Report, half: str, scores: dict[str, Score], *, errors: bool) -> None:
    columns = ["articles", "found", "right", "wrong speaker", "misnamed", "no quotation", "strict spans"]
    report.table(f"{half}, precision", columns, [[name, *score.precision()] for name, score in scores.items()])
    report.table(f"{half}, recall", ["quotations", "needed", "found"], scores["all"].recall())
    if errors:
        for title in ("misspoken", "unknown", "missed"):
            for row in getattr(scores["all"], title):
                print(title, *row, sep=" · ")


def _by_article(rows: Iterable[Gold]) -> dict[str, list[Gold]]:
    by_article: dict[str, list[Gold]] = defaultdict(list)
    for row in rows:
        by_article[row.key].append(row)
    return by_article


def _span(one: Said | GoldQuote) -> tuple[str, int, int]:
    return one.where, one.start, one.end


def _trimmed(said: Said) -> tuple[int, int]:
    """Return the span without the signs and spaces at its ends."""
    left = len(said.text) - len(said.text.lstrip(_SIGNS))
    right = len(said.text) - len(said.text.rstrip(_SIGNS))
    return said.start + left, said.end - right


_SIGNS = " \n\t\u00a0.,;:!?؟،؛…«»\"“”'‘’()[]{}–-"


def _key(gold: Sequence[GoldQuote], read: Read | None) -> str:
    return read.gold.key if read else gold[0].key if gold else ""


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


if __name__ == "__main__":
    main()
