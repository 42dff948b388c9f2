"""Worker processes that turn chunks of raw articles into articles, in order, surviving each other's deaths.

Each process is driven by one thread of the parent over a pipe, so that a death is known at once and
together with the articles it happened on. Those are then tried one at a time in a new process; the one
that kills it is built without extraction and reported. Not for: what is done to an article
(`indexer.building`) or where it goes (`indexer.sinks`).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.forkserver
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from indexer.building import BuiltArticle, BuiltChunk, analyse_chunk, build_bare, build_many
from indexer.records import RawArticle
from search import SearchError

Chunk = list[RawArticle]

CHUNK_ARTICLES = 32
CHUNK_CHARS = 400_000
WINDOW_CHUNKS = 40
WINDOW_CHARS = 20_000_000
"""Work held for each worker, and in all: enough to go on with while the parent commits, and bounded."""

START_TIMEOUT_SECONDS = 120.0
ARTICLE_TIMEOUT_SECONDS = 60.0
SLOWEST_CHARS_PER_SECOND = 5_000
"""Extraction does about a hundred times as much: a process that is slower than this hangs."""


def iter_chunks(articles: Iterable[RawArticle]) -> Iterator[Chunk]:
    """Yield the articles in lists of about equal work; a huge article is a chunk of its own."""
    chunk: Chunk = []
    chars = 0
    for article in articles:
        if chunk and (len(chunk) >= CHUNK_ARTICLES or chars + len(article.body) > CHUNK_CHARS):
            yield chunk
            chunk, chars = [], 0
        chunk.append(article)
        chars += len(article.body)
    if chunk:
        yield chunk


def build_in_order(
    articles: Iterable[RawArticle], *, workers: int, demo: bool, words: Path | None = None
) -> Generator[BuiltChunk]:
    """Yield the built and analysed articles by chunks, in the order of the raw ones. workers: 1 = in this process.

    Reads ahead by a window of WINDOW_CHUNKS and WINDOW_CHARS. Raises WorkerStartError where no process
    can be started; closing the generator ends the processes at once.
    """
    if workers <= 1:
        for chunk in iter_chunks(articles):
            yield analyse_chunk(build_many(chunk, demo=demo, words=words))
        return
    with WorkerPool(workers, demo=demo, words=words) as pool:
        window: deque[tuple[int, Future[BuiltChunk]]] = deque()
        held_chars = 0
        for chunk in iter_chunks(articles):
            chars = _chars(chunk)
            window.append((chars, pool.submit(chunk)))
            held_chars += chars
            while window and (len(window) >= WINDOW_CHUNKS * workers or held_chars > WINDOW_CHARS):
                chars, future = window.popleft()
                held_chars -= chars
                yield future.result()
        for _, future in window:
            yield future.result()


class WorkerStartError(SearchError):
    """A worker process cannot be started at all, so that trying again would not help."""

    code = "worker_start"


class WorkerDiedError(RuntimeError):
    """A worker process ended, or hung and was ended, before it answered."""


class WorkerPool:
    """Processes and the threads that drive them; close it, or leave its `with` block, to end them."""

    def __init__(self, workers: int, *, demo: bool, words: Path | None = None) -> None:
        """Start no process yet: each thread starts its own with its first chunk."""
        _start_server()
        self._demo = demo
        self._words = words
        self._closing = threading.Event()
        self._local = threading.local()
        self._live: set[Worker] = set()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="fihris-worker")

    def __enter__(self) -> WorkerPool:
        """Return the pool."""
        return self

    def __exit__(self, *exc_info: object) -> None:
        """End the processes; what was submitted and not asked for is dropped."""
        self._closing.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        # Killed here, so that threads waiting for an answer wake up; ended only when no thread uses the pipes.
        for worker in list(self._live):
            worker.kill()
        self._threads.shutdown(wait=True)
        for worker in list(self._live):
            worker.end()

    def submit(self, chunk: Chunk) -> Future[BuiltChunk]:
        """Hand over a chunk; the future gives one outcome for each of its raw articles."""
        return self._threads.submit(self._build, chunk)

    def _build(self, chunk: Chunk) -> BuiltChunk:
        try:
            return self._worker().build(chunk)
        except WorkerDiedError:
            self._forget_worker()
            return analyse_chunk([self._build_alone(article) for article in chunk])  # raises once the pool is closing

    def _build_alone(self, article: RawArticle) -> BuiltArticle:
        try:
            built = self._worker().build([article])
            [outcome] = built.outcomes
            found = built.articles[0] if outcome.key is not None else None
            return BuiltArticle(outcome.origin, found, outcome.text_bytes, outcome.warnings)
        except WorkerDiedError as error:
            self._forget_worker()
            return build_bare(article, f"its worker process {error}; indexed without dates and names", demo=self._demo)

    def _worker(self) -> Worker:
        if self._closing.is_set():
            raise WorkerStartError("the run is ending")
        worker: Worker | None = getattr(self._local, "worker", None)
        if worker is None:
            worker = Worker(demo=self._demo, words=self._words)
            self._live.add(worker)
            self._local.worker = worker
            worker.await_start()
        return worker

    def _forget_worker(self) -> None:
        worker: Worker | None = getattr(self._local, "worker", None)
        self._local.worker = None
        if worker is not None:
            worker.end()
            self._live.discard(worker)


class Worker:
    """One process and this end of its pipe."""

    def __init__(self, *, demo: bool, words: Path | None = None) -> None:
        """Start the process."""
        context = _context()
        # One at a time: a process started between Pipe() and close() could inherit the other end and hide a death.
        with _STARTING:
            self._connection, theirs = context.Pipe()
            self._process: BaseProcess = context.Process(target=_serve, args=(theirs, demo, words), daemon=True)
            self._process.start()
            theirs.close()

    def await_start(self) -> None:
        """Wait until the process has loaded its tables. Raises WorkerStartError."""
        try:
            self._receive(START_TIMEOUT_SECONDS)
        except WorkerDiedError as error:
            raise WorkerStartError(
                f"a worker process {error} while starting; index with --workers 1, or free memory and try again"
            ) from error

    def build(self, chunk: Chunk) -> BuiltChunk:
        """Return what became of a chunk. Raises WorkerDiedError."""
        try:
            self._connection.send(chunk)
        except OSError as error:
            raise WorkerDiedError(self._describe_end()) from error
        answer = self._receive(ARTICLE_TIMEOUT_SECONDS + _chars(chunk) / SLOWEST_CHARS_PER_SECOND)
        assert answer is not None
        return answer

    def kill(self) -> None:
        """Kill the process without waiting; safe while a thread waits for its answer."""
        self._process.kill()

    def end(self) -> None:
        """Kill the process, wait for its end and close the pipe."""
        self._process.kill()
        self._process.join()
        self._connection.close()

    def _receive(self, timeout_seconds: float) -> BuiltChunk | None:
        try:
            if not self._connection.poll(timeout_seconds):
                raise WorkerDiedError(f"gave no answer for {timeout_seconds:.0f} s")
            answer: BuiltChunk | None = self._connection.recv()
        except (OSError, EOFError) as error:
            raise WorkerDiedError(self._describe_end()) from error
        return answer

    def _describe_end(self) -> str:
        self._process.join(5)
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"was ended by signal {signal.Signals(-code).name}"
        return f"ended with status {code}"


def _chars(chunk: Chunk) -> int:
    return sum(len(article.body) for article in chunk)


_STARTING = threading.Lock()


def _context() -> Any:
    """Return how processes start: from a server that has loaded the tables once, or anew where there is none.

    Never a plain fork: the parent holds threads, locks and memory maps.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["indexer.building"])
    return context


def _start_server() -> None:
    """Start the process that workers are forked from, deaf to the terminal's interrupt from its first instant.

    It ignores interrupts by itself only after loading its tables; before, Ctrl-C makes it print a stack trace.
    """
    if _context().get_start_method() != "forkserver" or threading.current_thread() is not threading.main_thread():
        return
    listening = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        multiprocessing.forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, listening)


def _serve(connection: Connection, demo: bool, words: Path | None) -> None:
    """Answer chunks until the pipe closes. An interrupt from the terminal is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        connection.send(None)
        while True:
            connection.send(analyse_chunk(build_many(connection.recv(), demo=demo, words=words)))
