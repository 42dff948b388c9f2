"""`python -m benches.analysis`: what turning text into words costs on one core, beside pyarabic and plain Python.

Runs on the news corpus where it lies beside the project, else on the samples. Every way reads the same
texts, the rounds of all ways in turn, and its best round counts. "known": the texts were read before;
"cold": every form was forgotten. "new texts" is what an archive that grows sees: the first half is known,
the second is read for the first time, and of forms not met before the keys at all levels are made too.
The peers split and little more: they keep presentation forms and digit sets apart, and know no places.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence

from pyarabic import araby

from benches.corpus import find_sources, read_some
from benches.tables import Report
from search.analysis import keys_at_levels, surface_forms, tokenize
from search.analysis import normalize as normalizing
from search.analysis import tokenize as tokenizing_function

ROUNDS = 5
tokenizing = sys.modules[tokenizing_function.__module__]

Way = tuple[str, Callable[[str], Sequence[object]], bool]
"""Its name, what it does to a text, and whether the forms are forgotten before each round."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benches.analysis", description=__doc__)
    parser.add_argument("--articles", type=int, default=5000, help="how many are read")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("sources", nargs="*", help="default: the news corpus, or the samples")
    options = parser.parse_args()
    raws = read_some(options.sources or find_sources(), options.articles)
    texts = [f"{raw.title}\n{raw.body}" for raw in raws]
    report = Report()
    _facts(report, texts)
    _ways(report, texts, options.rounds)
    _new_texts(report, texts, options.rounds)
    _keys(report, texts, options.rounds)


def _facts(report: Report, texts: list[str]) -> None:
    rows = [
        ("articles", len(texts)),
        ("million characters", sum(map(len, texts)) / 1e6),
        ("words", sum(len(surface_forms(text)) for text in texts)),
        ("distinct words as written", len({raw for text in texts for raw in tokenizing._words.findall(text)})),
        ("distinct surface forms", len({form for text in texts for form in surface_forms(text)})),
    ]
    report.table("the texts", ("", ""), rows)


def _ways(report: Report, texts: list[str], rounds: int) -> None:
    ways: list[Way] = [
        ("surface forms, known (indexing)", surface_forms, False),
        ("surface forms, cold", surface_forms, True),
        ("tokens with offsets, known", tokenize, False),
        ("tokens with offsets, cold", tokenize, True),
        ("our regular expression alone", tokenizing._words.findall, False),
        ("str.split", str.split, False),
        (r"re.findall(r'\w+')", re.compile(r"\w+").findall, False),
        ("pyarabic.araby.tokenize", araby.tokenize, False),
        ("pyarabic tokenize + strip_tashkeel, strip_tatweel", _pyarabic_forms, False),
    ]
    counts = {name: sum(len(way(text)) for text in texts) for name, way, _ in ways}
    best = dict.fromkeys(counts, float("inf"))
    for _ in range(rounds):
        for name, way, cold in ways:
            if cold:
                _forget()
            best[name] = min(best[name], _seconds(way, texts))
            if cold:
                _forget()
                _seconds(surface_forms, texts)
    words = counts["surface forms, known (indexing)"]
    rows = [(name, round(words / best[name]), counts[name], len(texts) / best[name]) for name in counts]
    headers = ("", "our words/s", "pieces found", "articles/s")
    report.table("one core; rates are in our words, whatever each way makes of the text", headers, rows)


def _new_texts(report: Report, texts: list[str], rounds: int) -> None:
    """Read the second half of the texts after the first: without keys, and with the keys of forms that are new."""
    half = len(texts) // 2
    words = sum(len(surface_forms(text)) for text in texts[half:])
    plain = keyed = float("inf")
    new = 0
    for _ in range(rounds):
        _forget()
        known = {form for text in texts[:half] for form in surface_forms(text)}
        before = len(known)
        started = time.perf_counter()
        found = [surface_forms(text) for text in texts[half:]]
        plain = min(plain, time.perf_counter() - started)
        for forms in found:
            for form in forms:
                if form not in known:
                    known.add(form)
                    keys_at_levels(form)
        keyed = min(keyed, time.perf_counter() - started)
        new = len(known) - before
    rows = [
        ("surface forms", words, round(words / plain), None),
        ("surface forms, and the keys of new ones", words, round(words / keyed), new),
    ]
    report.table("new texts: the second half after the first", ("", "words", "words/s", "new forms"), rows)


def _keys(report: Report, texts: list[str], rounds: int) -> None:
    forms = list(dict.fromkeys(form for text in texts for form in surface_forms(text)))
    written = list(dict.fromkeys(raw for text in texts for raw in tokenizing._words.findall(text)))
    steps: list[tuple[str, Callable[[str], object], list[str]]] = [
        ("surface, of distinct written words", normalizing.surface, written),
        ("fold, of distinct forms", normalizing._fold, forms),
        ("keys_at_levels, of distinct forms", keys_at_levels, forms),
    ]
    rows = []
    for name, step, items in steps:
        seconds = float("inf")
        for _ in range(rounds):
            _forget()
            seconds = min(seconds, _seconds(step, items))
        rows.append((name, len(items), round(len(items) / seconds), 1e6 * seconds / len(items)))
    report.table("once for each distinct word, nothing remembered", ("", "words", "words/s", "µs each"), rows)


def _pyarabic_forms(text: str) -> list[str]:
    return [araby.strip_tatweel(araby.strip_tashkeel(token)) for token in araby.tokenize(text)]


def _forget() -> None:
    tokenizing._FORMS.clear()
    normalizing._cached_fold.cache_clear()


def _seconds(way: Callable[[str], object], items: list[str]) -> float:
    started = time.perf_counter()
    for item in items:
        way(item)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
