"""`python -m benches.hostile --queries 100000`: queries that mean harm, and what becomes of them.

Each is parsed, printed and parsed again, shown as JSON and in words, and asked of an index of the samples, in many
processes' stead by one: the figures are for finding what is slow, not for comparing. Whatever leaves the parser, and
whatever but a SearchError leaves the engine, is reported with its query; then the slowest. `hostile_queries` is the
generator, which `tests/search/test_query_hostile.py` uses too.
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.pipeline import RunOptions, index_sources
from search import Engine, SearchError, SearchRequest, open_engine
from search.query_json import tree_as_json
from search.query_parser import parse_query
from search.query_printer import describe, print_query
from search.query_tree import And, Node, Not, Or, Sequence
from search.request import LEVELS, MATCHES, MAX_QUERY_CHARS

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SHOWN = 15
LONG = 10_000
LONG_SHARE = 0.03

_PIECES = {
    "words": "و في من على عَلَى علي أستانة سوتشي محادثات الرئيس قرب أو ليس إلى شخص تاريخ جذري ﷺ ½ ﻻ x U N أ ف ب 5 ٢٠٢١ "
    "2021-01 a-b c_d don't 2.5 1,000 10:30 Łódź 中文 हिन्दी ไทย İ ß ǆ 𐎠 👨‍👩‍👧 é ـ",
    "signs": "( ) [ ] { } \" « » “ ” ' ‘ ’ ﴿ ﴾ - − – = : ： * ٭ ? ؟ ~ ~1 ~2 ~5 ~99 / /5 , ، ؛ . … .. # @ & && "
    "|| ! ^ \\ | % $ ` ´",
    "operators": "AND OR NOT NEAR/5 NEAR/0 NEAR/99 قرب/5 قرب/٥٠ 5/قرب /و/ /أو/ /ليس/ ،و، ،أو، ،وليس، TO إلى",
    "names": "title: عنوان: text: نص: شخص: place: org: source: author: تاريخ: date: ذكر: mentioned: exact: حرفي: "
    "folded: إملائي: stem: صرفي: root: جذري: foo: 10: =",
    "dates": "[2021-01_إلى_2021-03] [*_TO_2021] {2020_TO_2022} [2021_TO_*] ]2021_إلى_2022[ [*_TO_*] {0001_TO_0001} "
    "{9999_TO_*] [0000_TO_99999] 2021..2020 .. ..2021 2021.. 2021-02-30 ٢٠٢١/١/٢٦ [[[2021 [TO] [2021_TO_2022",
    "costly": "ا* ال* *ا* *ال* ?ا? ??? ا?* *?*?* محا* *ات اا~1 الر~2 محمد~2 الرئيس~2 قال~1 *ين ال*ين م*م*م*",
}
WORDS, SIGNS, OPERATORS, NAMES, DATES, COSTLY = (pieces.split() for pieces in _PIECES.values())
DATES = [date.replace("_", " ") for date in DATES]
INVISIBLE = (
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\ufeff\u00ad\u0640"
)
MARKS = "\u064b\u064c\u064e\u0651\u0652\u0670\u0653\u0654\u06d6\u0300\u20dd\ufe7c"
CONTROLS = "".join(map(chr, (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF, 0x10FFFF, 0xE0001)))
SURROGATES = "\ud800\udbff\udc00\udfff"
MODEL_QUERIES = (
    "محادثات قرب/5 أستانة /أو/ «نور سلطان»~3 -تاريخ:[2020 إلى 2021]",
    'title:(stem:talks OR "summit meeting"~5) AND person:"سيرغي لافروف" -place:حلب',
    "جذري:(كتاب مكتبة =على) OR سوت* AND لافروف~2 أ ف ب",
)


def hostile_queries(seed: int, *, longest: int = LONG) -> Iterator[str]:
    """Yield hostile queries without end, the same for the same seed; a few have the greatest length."""
    rng = random.Random(seed)
    while True:
        query = rng.choice(_KINDS)(rng)
        if rng.random() < LONG_SHARE:
            query *= longest // max(len(query), 1) + 1
        yield query[:longest]


def _soup(rng: random.Random) -> str:
    """Return pieces of everything in any order, apart, together, or both."""
    groups = rng.choices((WORDS, SIGNS, OPERATORS, NAMES, DATES, COSTLY), (6, 5, 3, 3, 1, 1), k=rng.randint(1, 60))
    glue = rng.choice((("",), (" ",), (" ", ""), (" ", "", rng.choice(INVISIBLE), rng.choice(MARKS))))
    return "".join(rng.choice(group) + rng.choice(glue) for group in groups)


def _nested(rng: random.Random) -> str:
    opening = rng.choice(("(", "((", "-(", "title:(", "root:(", "=(", "(a OR ", "(x NEAR/2 ", "date:[", '("', "NOT ("))
    inside = rng.choice((*WORDS, *COSTLY, ""))
    depth = rng.choice((1, 5, 39, 40, 41, 120, 300))
    closing = ")" * rng.choice((0, depth, depth, depth, depth + 1))
    return opening * depth + inside + closing


def _repeated(rng: random.Random) -> str:
    """Return one or two pieces again and again: ***, "a" OR, NEAR/5."""
    unit = "".join(rng.choice(rng.choice((WORDS, SIGNS, OPERATORS, NAMES))) for _ in range(rng.randint(1, 3)))
    return (unit + rng.choice(("", " "))) * rng.choice((3, 50, 400))


def _quotes(rng: random.Random) -> str:
    signs = "\"“”„‟«»‹›'‘’﴿﴾~=-()"
    return "".join(rng.choice(signs) if rng.random() < 0.6 else rng.choice((*WORDS, " ")) for _ in range(80))


def _operators(rng: random.Random) -> str:
    rare = rng.random() * 0.5
    parts = (rng.choice(WORDS if rng.random() < rare else OPERATORS) for _ in range(rng.choice((10, 150, 2000))))
    return " ".join(parts)[:LONG]


def _well_formed(rng: random.Random) -> str:
    """Return a query of words and operators in their places, with names, wildcards and dates before the words."""
    leaves = (rng.choice(("", "", *NAMES)) + rng.choice((*WORDS, *COSTLY)) for _ in range(rng.randint(2, 40)))
    return "".join(f"{leaf} {rng.choice((*OPERATORS, '', '', '-'))} " for leaf in leaves) + "x"


def _mutated(rng: random.Random) -> str:
    """Return a sensible query with characters inserted, dropped, doubled and exchanged."""
    chars = list(rng.choice(MODEL_QUERIES))
    for _ in range(rng.randint(1, 12)):
        place = rng.randrange(len(chars))
        strange = rng.choice((INVISIBLE, MARKS, CONTROLS, "".join(SIGNS), " \u00a0\u3000\t\n"))
        chars[place : place + rng.choice((0, 0, 1, 2))] = rng.choice(
            (rng.choice(strange), "", chars[place] * 2, rng.choice(chars))
        )
        chars = chars or [" "]
    return "".join(chars)


def _strange(rng: random.Random) -> str:
    """Return control characters, direction marks, marks, surrogates and words mixed."""
    source = rng.choice((CONTROLS, INVISIBLE, MARKS, SURROGATES + "ا", CONTROLS + INVISIBLE + MARKS))
    return "".join(rng.choice(source if rng.random() < 0.7 else (*WORDS, *SIGNS)) for _ in range(rng.randint(1, 120)))


def _any_text(rng: random.Random) -> str:
    highest = rng.choice((0x7F, 0x6FF, 0xFFFF, 0x10FFFF))
    return "".join(chr(rng.randint(0, highest)) for _ in range(rng.randint(1, 200)))


def _costly(rng: random.Random) -> str:
    """Return as many patterns, near spellings and frequent words as a query may hold."""
    glue = rng.choice((" ", " OR ", " AND ", " NEAR/50 ", " -"))
    return glue.join(rng.choice((*COSTLY, *WORDS[:6])) for _ in range(rng.choice((5, 30, 150))))[:MAX_QUERY_CHARS]


_KINDS: tuple[Callable[[random.Random], str], ...] = (
    *(_soup, _soup, _mutated, _mutated),
    *(_nested, _repeated, _quotes, _operators, _well_formed, _strange, _any_text, _costly),
)


def without_places(node: Node | None) -> Node | None:
    """Return the tree with every offset 0."""
    if isinstance(node, Sequence | And | Or):
        return type(node)(tuple(item for item in map(without_places, node.items) if item is not None))
    if isinstance(node, Not):
        item = without_places(node.item)
        assert item is not None
        return Not(item)
    return replace(node, start=0, end=0) if node is not None else None


def check_parsing(query: str) -> None:
    """Parse, print, describe and parse again. Raises AssertionError where the trees differ."""
    tree = parse_query(query).tree
    printed = print_query(tree)
    again = parse_query(printed)
    assert without_places(again.tree) == without_places(tree), f"printed as {printed!r}, which is another tree"
    assert again.notices == (), f"printed as {printed!r}, which has the notice {again.notices[0].code}"
    tree_as_json(tree)
    describe(tree, "all", "stem", "ar")
    describe(tree, "any", "stem", "en")


@dataclass
class Findings:
    """What went wrong, and the slowest queries of each stage."""

    failures: list[tuple[str, str, str]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, list[tuple[float, str]]] = field(default_factory=dict)
    seconds: Counter[str] = field(default_factory=Counter)

    def run(self, stage: str, query: str, act: Callable[[], object]) -> None:
        """Carry out one stage for one query and remember how it went."""
        started = time.perf_counter()
        try:
            act()
        except SearchError as error:
            self.refused[error.code] += 1
        except Exception as error:  # noqa: BLE001 - any other exception is what we look for
            self.failures.append((stage, query, f"{type(error).__name__}: {error}"))
        seconds = time.perf_counter() - started
        self.seconds[stage] += seconds
        slowest = self.slowest.setdefault(stage, [])
        heapq.heappush(slowest, (seconds, query))
        if len(slowest) > SHOWN:
            heapq.heappop(slowest)

    def print_report(self) -> None:
        for stage, slowest in self.slowest.items():
            print(f"\n{stage}: {self.seconds[stage]:.1f} s in all; slowest:")
            for seconds, query in sorted(slowest, reverse=True):
                print(f"  {seconds * 1000:8.1f} ms  {len(query):5d} chars  {query[:100]!r}")
        print(f"\nrefused: {dict(self.refused)}")
        print(f"failures: {len(self.failures)}")
        for (stage, message), found in itertools.groupby(sorted(self.failures, key=_kind), key=_kind):
            queries = [query for _, query, _ in found]
            print(f"  {stage} {message} ({len(queries)} queries), shortest: {min(queries, key=len)!r}")


def _kind(failure: tuple[str, str, str]) -> tuple[str, str]:
    stage, _, message = failure
    return stage, message[:60]


def ask(engine: Engine, query: str, rng: random.Random) -> None:
    """Ask the engine for a page; what is too long is asked in its first thousand characters half of the time."""
    text = query[:MAX_QUERY_CHARS] if rng.random() < 0.5 else query
    request = SearchRequest(text, match=rng.choice(MATCHES), level=rng.choice(LEVELS), size=rng.choice((0, 3)))
    engine.search(request)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benches.hostile", description=__doc__)
    parser.add_argument("--queries", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parse-only", action="store_true", help="leave the engine out")
    options = parser.parse_args()
    findings, rng = Findings(), random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="fihris-hostile-") as folder:
        if not options.parse_only:
            index_sources([str(SAMPLES)], folder + "/index", RunOptions(workers=1, demo=True))
        engine = None if options.parse_only else open_engine(folder + "/index")
        for query in itertools.islice(hostile_queries(options.seed), options.queries):
            findings.run("parsing", query, lambda query=query: check_parsing(query))
            if engine is not None:
                findings.run("searching", query, lambda query=query: ask(engine, query, rng))
        if engine is not None:
            engine.close()
    findings.print_report()
    return 1 if findings.failures else 0


if __name__ == "__main__":
    sys.exit(main())
