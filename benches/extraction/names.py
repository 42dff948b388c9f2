"""`python -m benches.extraction.names [FOLDER]`: whether names are found, and have the value that they should have.

Mentions are paired where they overlap and are of one kind; what is annotated as ignored counts neither way. A value
is right where its hash is among those annotated. Within an article one gold name under several values is a split,
one value over several gold names a wrong merge.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benches.extraction.corpus import Read, find_news, read_annotated
from benches.extraction.gold import HALVES, IGNORED, KINDS, GoldName, read_articles, read_names
from benches.extraction.values import value_hash
from benches.tables import Report


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention that our system found, in the offsets of the article as read."""

    where: str
    start: int
    end: int
    kind: str
    name: str


@dataclass(slots=True)
class Score:
    """Counts of one kind of name. wrong, splits, merges: what to show to a reader who asks for the errors."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    exact: int = 0
    right: int = 0
    right_exact: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    splits: list[tuple[str, ...]] = field(default_factory=list)
    merges: list[tuple[str, ...]] = field(default_factory=list)

    def figures(self) -> list[object]:
        """Return the figures of a row of `COLUMNS`: counts, and the rest in per cent."""
        return [
            self.gold,
            self.found,
            _percent(self.matched, self.found),
            _percent(self.matched, self.gold),
            _percent(2 * self.exact, self.gold + self.found),
            _percent(self.right, self.matched),
            _percent(self.right_exact, self.exact),
            len(self.wrong),
            len(self.splits),
            len(self.merges),
        ]


COLUMNS = ["kind", "gold", "found", "precision", "recall", "exact F1", "value right", "of exact spans"]
COLUMNS += ["wrong values", "splits", "merges"]


def pair_mentions(gold: Sequence[GoldName], found: Sequence[Mention]) -> list[tuple[GoldName, Mention]]:
    """Return pairs that overlap and are of one kind, each mention in one pair at most, the longest overlaps first."""
    places: dict[str, list[GoldName]] = defaultdict(list)
    for name in gold:
        places[name.where].append(name)
    overlaps = sorted(
        (
            (min(name.end, mention.end) - max(name.start, mention.start), name.start == mention.start, name, mention)
            for mention in found
            for name in places[mention.where]
            if name.kind == mention.kind and name.start < mention.end and mention.start < name.end
        ),
        key=lambda each: (-each[0], not each[1], each[2].start, each[3].start),
    )
    taken: set[int] = set()
    pairs = []
    for _, _, name, mention in overlaps:
        if id(name) not in taken and id(mention) not in taken:
            taken |= {id(name), id(mention)}
            pairs.append((name, mention))
    return pairs


def score_article(scores: dict[str, Score], kinds: Iterable[str], gold: list[GoldName], found: list[Mention]) -> None:
    """Add one article to the scores of the kinds of names that are annotated in it."""
    ignored = [name for name in gold if name.kind == IGNORED]
    for kind in kinds:
        names = [name for name in gold if name.kind == kind]
        mentions = [mention for mention in found if mention.kind == kind]
        pairs = pair_mentions(names, mentions)
        paired = {id(mention) for _, mention in pairs}
        counted = [m for m in mentions if id(m) in paired or not any(_overlap(m, name) for name in ignored)]
        score = scores[kind]
        score.gold += len(names)
        score.found += len(counted)
        score.matched += len(pairs)
        for name, mention in pairs:
            exact = (name.start, name.end) == (mention.start, mention.end)
            score.exact += exact
            if value_hash(mention.name, kind) in name.values:
                score.right += 1
                score.right_exact += exact
            else:
                score.wrong.append((name.key, f"{name.where} {name.start}–{name.end}", mention.name))
        _count_clusters(score, pairs, kind)


def _count_clusters(score: Score, pairs: list[tuple[GoldName, Mention]], kind: str) -> None:
    """Count gold names with several values, and values with several gold names that share no right value."""
    values: dict[int, dict[str, str]] = defaultdict(dict)
    clusters: dict[str, dict[int, GoldName]] = defaultdict(dict)
    for name, mention in pairs:
        values[name.cluster].setdefault(value_hash(mention.name, kind), mention.name)
        clusters[value_hash(mention.name, kind)].setdefault(name.cluster, name)
    key = pairs[0][0].key if pairs else ""
    score.splits += [(key, *found.values()) for found in values.values() if len(found) > 1]
    shown = {value_hash(mention.name, kind): mention.name for _, mention in pairs}
    for value, names in clusters.items():
        distinct = list(names.values())
        if any(one.values.isdisjoint(other.values) for one in distinct for other in distinct):
            score.merges.append((key, shown[value]))


def mentions_of(read: Read) -> list[Mention]:
    """Return what the indexer found, in the offsets of the article as read."""
    found = []
    for entity in read.article.entities:
        place = read.to_raw(entity.where, entity.start, entity.end)
        if place is not None:
            found.append(Mention(*place, entity.kind, entity.name))
    return found


def score_half(read: Iterable[Read], names: Iterable[GoldName]) -> dict[str, Score]:
    """Return the scores by kind over the articles read."""
    by_article: dict[str, list[GoldName]] = defaultdict(list)
    for name in names:
        by_article[name.key].append(name)
    scores = {kind: Score() for kind in KINDS}
    for each in read:
        kept = [name for name in by_article[each.gold.key] if each.holds(name.where, name.start, name.end)]
        score_article(scores, each.gold.kinds, kept, mentions_of(each))
    return scores


def main() -> None:
    """Print a table for each half, and the errors where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", help="SaudiNewsNet; where none is given, the one beside the project")
    parser.add_argument("--half", choices=HALVES, help="only this half; tune on development alone")
    parser.add_argument("--errors", action="store_true", help="list wrong values, splits and merges (development only)")
    options = parser.parse_args()
    report, gold = Report(), read_names()
    for half in [options.half] if options.half else HALVES:
        articles = read_articles(half)
        scores = score_half(read_annotated(find_news(options.folder), articles), gold)
        counted = Counter(kind for article in articles.values() for kind in article.kinds)
        rows = [[kind, *score.figures()] for kind, score in scores.items()]
        report.table(f"{half}: " + ", ".join(f"{kind} in {n} articles" for kind, n in counted.items()), COLUMNS, rows)
        if options.errors and half == "development":
            _print_errors(scores)


def _print_errors(scores: dict[str, Score]) -> None:
    for kind, score in scores.items():
        for title, rows in (("value", score.wrong), ("split", score.splits), ("merge", score.merges)):
            for row in rows:
                print(kind, title, *row, sep=" · ")


def _overlap(mention: Mention, name: GoldName) -> bool:
    return mention.where == name.where and mention.start < name.end and name.start < mention.end


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


if __name__ == "__main__":
    main()
