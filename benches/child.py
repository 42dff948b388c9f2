"""Work done in a process of its own, so that memory and caches are those of one engine: `python -m benches.child`.

Reads its task as JSON from standard input and answers in JSON on standard output. See `run`.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from benches.corpus import ROOT
from benches.memory import Watch, folder_bytes, own_bytes, peak_bytes, private_bytes

BUILDERS = {
    "fihris": ("benches.ours", "build_repeated"),
    "fihris tokens": ("benches.ours", "build_same_tokens"),
    "fihris articles": ("benches.ours", "build_articles"),
    "tantivy": ("benches.peers.tantivy_peer", "build"),
    "sqlite": ("benches.peers.sqlite_peer", "build"),
    "whoosh": ("benches.peers.whoosh_peer", "build"),
}
OPENERS = {
    "fihris": ("benches.ours", "OurPeer"),
    "tantivy": ("benches.peers.tantivy_peer", "TantivyPeer"),
    "sqlite": ("benches.peers.sqlite_peer", "SqlitePeer"),
    "whoosh": ("benches.peers.whoosh_peer", "WhooshPeer"),
}


def run(task: str, **arguments: Any) -> Any:
    """Carry a task out in a new process and return its answer. Raises CalledProcessError; its errors are shown."""
    command = [sys.executable, "-m", "benches.child", task]
    done = subprocess.run(command, input=json.dumps(arguments), stdout=subprocess.PIPE, check=True, text=True, cwd=ROOT)
    return json.loads(done.stdout)


def build(engine: str, batch: str, folder: str, copies: int = 1, **options: Any) -> dict[str, Any]:
    """Write an index and return what it took. writer_bytes: the peak of its own memory above what it began with."""
    from benches.prepared import count_tokens, load, repeat

    make = _named(BUILDERS[engine])
    documents = load(batch)
    gc.freeze()
    Path(folder).mkdir(parents=True, exist_ok=True)
    before = own_bytes()
    with Watch() as watch:
        if engine.startswith("fihris"):
            facts = make(Path(folder), documents, copies, **options)
        else:
            facts = make(repeat(documents, copies), len(documents) * copies, Path(folder), **options)
    if "tokens" in facts and facts["tokens"] != copies * count_tokens(documents):
        raise RuntimeError(f"{engine} split the words otherwise: {facts['tokens']:,} of them")
    held = facts.pop("held_bytes", before)
    return {**facts, "writer_bytes": watch.peak - held, "index_bytes": folder_bytes(Path(folder))}


def first_answer(engine: str | None, folder: str, words: list[str]) -> dict[str, Any]:
    """Open an index and answer one faceted question, all modules loaded before; without an engine do nothing."""
    from benches.questions import Question

    opener = _named(OPENERS[engine]) if engine else None
    question = Question("or", tuple(words), is_faceted=True)
    started = time.perf_counter()
    if opener:
        opener(Path(folder)).ready(question)()
    seconds = time.perf_counter() - started
    private, written = private_bytes()
    return {"seconds": seconds, "private_bytes": private, "dirty_bytes": written, "peak_bytes": peak_bytes()}


def search(**arguments: Any) -> list[dict[str, Any]]:
    """Time every row of questions; see `benches.timing`."""
    from benches.timing import time_rows

    return time_rows(**arguments)


def _named(place: tuple[str, str]) -> Any:
    return getattr(import_module(place[0]), place[1])


if __name__ == "__main__":
    tasks = {"build": build, "first_answer": first_answer, "search": search}
    json.dump(tasks[sys.argv[1]](**json.load(sys.stdin)), sys.stdout)
