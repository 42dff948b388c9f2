"""Asks every engine the same questions in turn, so that whatever else the machine does hits all alike.

Question by question, each engine is asked once, and who comes first changes each time. Heats: the engines
of a heat are compared with each other; a second heat (our whole `Engine.search`, Tantivy with totals) asks
the questions again once the first is over. No answer is kept by any of them.
"""

from __future__ import annotations

import dataclasses
import gc
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benches.ours import OurPeer
from benches.peers import Facts, Peer
from benches.peers.sqlite_peer import SqlitePeer
from benches.peers.tantivy_peer import TantivyPeer
from benches.peers.whoosh_peer import WhooshPeer
from benches.questions import ROWS, WARM_UP, Question, Row, sample_questions

OPENERS: dict[str, tuple[str, Callable[[Path], Peer]]] = {
    "fihris": ("fihris", lambda folder: OurPeer(folder, "locate", warm=True)),
    "tantivy": ("tantivy", TantivyPeer),
    "tantivy numbered": ("tantivy-numbered", TantivyPeer),
    "fihris search": ("fihris", lambda folder: OurPeer(folder, "search", warm=True)),
    "tantivy counting": ("tantivy", lambda folder: TantivyPeer(folder, counting=True)),
    "fihris default": ("fihris", lambda folder: OurPeer(folder, "default", warm=True)),
    "sqlite": ("sqlite", SqlitePeer),
    "whoosh": ("whoosh", WhooshPeer),
}
"""Who is asked → the key of its index, and how it is opened."""

HEATS = (
    ("fihris", "tantivy", "tantivy numbered"),
    ("fihris search", "tantivy counting"),
    ("fihris default",),
    ("sqlite",),
    ("whoosh",),
)
FACETED_ONLY = "tantivy numbered"
SLOW = {"sqlite": 100, "whoosh": 30}
"""How many questions the slow ones get in each row, and fewer where `SLOW_SECONDS` are over before."""

SLOW_SECONDS = 12.0
SLOW_WARM_UP = 2


def time_rows(folders: dict[str, str], titles: list[list[str]], count: int) -> list[dict[str, Any]]:
    """Return for each row its questions' milliseconds and totals by engine, and how often the answers differ.

    folders: engine → index, for those to be asked; Tantivy must be among them, for it knows the filters.
    """
    peers = {name: opener(Path(folders[key])) for name, (key, opener) in OPENERS.items() if key in folders}
    gc.collect()
    gc.freeze()
    return [_time_row(row, peers, titles, count) for row in ROWS]


def _time_row(row: Row, peers: dict[str, Peer], titles: list[list[str]], count: int) -> dict[str, Any]:
    surveyor = peers["tantivy"]
    assert isinstance(surveyor, TantivyPeer)
    questions = [_completed(question, row, surveyor) for question in sample_questions(titles, row, count)]
    questions = [question for question in questions if question is not None]
    warm_up, asked = questions[:WARM_UP], questions[WARM_UP:]
    times: dict[str, list[float]] = {}
    facts: dict[str, list[Facts]] = {}
    for heat in HEATS:
        present = [name for name in heat if name in peers and (row.is_faceted or name != FACETED_ONLY)]
        slow = min((SLOW[name] for name in present if name in SLOW), default=None)
        for name in present:
            for question in warm_up[: SLOW_WARM_UP if slow else WARM_UP]:
                peers[name].ready(question)()
        _time_heat(present, peers, asked[:slow], times, facts, SLOW_SECONDS if slow else math.inf)
    return {
        "name": row.name,
        "questions": len(asked),
        "ms": times,
        "totals": [one.total for one in facts["tantivy counting"]],
        **_differences(row, facts),
    }


def _time_heat(
    names: list[str],
    peers: dict[str, Peer],
    questions: list[Question],
    times: dict[str, list[float]],
    facts: dict[str, list[Facts]],
    seconds: float,
) -> None:
    for name in names:
        times[name], facts[name] = [], []
    deadline = time.monotonic() + seconds
    for number, question in enumerate(questions if names else ()):
        if time.monotonic() > deadline:
            break
        turn = number % len(names)
        for name in (*names[turn:], *names[:turn]):
            ask = peers[name].ready(question)
            started = time.perf_counter()
            answer = ask()
            times[name].append((time.perf_counter() - started) * 1000)
            facts[name].append(peers[name].facts(question, answer))


def _completed(question: Question, row: Row, surveyor: TantivyPeer) -> Question | None:
    """Return the question with its filter and the interval of its buckets, None where nothing can be filtered by."""
    if not row.is_faceted:
        return question
    found = surveyor.survey(question)
    if row.filter and not found[row.filter]:
        return None
    if row.filter == "person":
        return dataclasses.replace(question, person=found["person"], interval=found["interval"])
    if row.filter == "month":
        # A chosen month is shown by its days, which is what the readers of our page get.
        return dataclasses.replace(question, month=found["month"], interval="day")
    return dataclasses.replace(question, interval=found["interval"])


def _differences(row: Row, facts: dict[str, list[Facts]]) -> dict[str, int]:
    """Return on how many questions ours and Tantivy's differ in the total, and in the counts of any facet.

    A facet of ours ignores its own filter, Tantivy's does not: the filtered one is left out. Dates are
    compared by their sum, because Tantivy's months have 30 days.
    """
    pairs = list(zip(facts.get("fihris search", []), facts["tantivy counting"], strict=False))
    skipped = {"person": "person", "month": "date"}.get(row.filter)
    return {
        "compared": len(pairs),
        "other_totals": sum(ours.total != theirs.total for ours, theirs in pairs),
        "other_facets": sum(
            any(_figure(name, ours) != _figure(name, theirs) for name in theirs.facets if name != skipped)
            for ours, theirs in pairs
        ),
    }


def _figure(name: str, facts: Facts) -> Any:
    counts = facts.facets.get(name, [])
    return sum(counts) if name == "date" else counts
