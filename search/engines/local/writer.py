"""Writer: articles into segments, one process at a time, under Whoosh's lock, in one step per commit.

Nothing that a reader sees changes before the table of contents is renamed into place: segments are written under
names that no table of contents has, flushed to disk, then named together. Deletions are a new mask beside the segment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from search.analysis import FAMILIES_VERSION
from search.article import Article
from search.codec.batch import DocumentBatch
from search.codec.builder import SegmentBuilder
from search.codec.files import write_deletions
from search.codec.merge import merge_segments
from search.codec.reader import SegmentReader
from search.codec.segment import FihrisSegment
from search.engines.base import WriteReport
from search.engines.local.analysing import AnalysedArticles, analyse_articles, keys_of_forms
from search.engines.local.locking import WriteLock
from search.engines.local.merging import choose_merges
from search.engines.local.snapshot import Snapshot
from search.engines.local.store import INDEX_NAME, Store
from search.engines.local.story_files import carry_over, decide_leaders, write_leaders
from search.errors import IndexStateError
from search.schema import TERM_FACETS, TEXT_FIELDS

MEMORY_MEBIBYTES = 512
"""What a writer may take before it writes a segment to disk and begins the next."""

BATCH_ARTICLES = 500
"""Articles analysed at a time."""

MAX_DOCUMENTS = 2**31 - 1
"""Of an index: documents are numbered in 31 bits."""


class Writer:
    """An open write: holds the lock from the first change to `commit` or `rollback`."""

    def __init__(
        self, store: Store, open_snapshot: Callable[[], Snapshot], memory_mebibytes: int = MEMORY_MEBIBYTES
    ) -> None:
        """open_snapshot: called once the lock is held, gives what the index holds now.

        Raises IndexLockedError naming the process that writes.
        """
        self._store = store
        self._memory_bytes = memory_mebibytes << 20
        self._lock = WriteLock(store)
        try:
            self._snapshot = open_snapshot()
            # Another process may have died since this one opened the index; its files bear the names of ours.
            store.remove_unneeded()
        except BaseException:
            self._lock.release()
            raise
        self._failure: BaseException | None = None
        self._builder: SegmentBuilder | None = None
        self._entry: FihrisSegment | None = None
        self._finished: list[FihrisSegment] = []
        self._new: dict[bytes, tuple[FihrisSegment, int, bytes]] = {}
        self._deleted: set[int] = set()
        self._dead: dict[FihrisSegment, list[int]] = {}

    def write(self, articles: Iterable[Article]) -> WriteReport:
        """Add the articles; one whose content is what the index holds already is left alone.

        articles: maybe `AnalysedArticles`, whose analysis is not done again.
        """
        if isinstance(articles, AnalysedArticles):
            return self.write_batch(articles.batch)
        report = WriteReport()
        pending: list[Article] = []
        for article in articles:
            pending.append(article)
            if len(pending) >= BATCH_ARTICLES:
                report.add(self.write_batch(analyse_articles(pending).batch))
                pending = []
        if pending:
            report.add(self.write_batch(analyse_articles(pending).batch))
        return report

    def write_batch(self, batch: DocumentBatch) -> WriteReport:
        """Add documents that have been analysed, maybe in another process; otherwise like `write`.

        Where that fails, everything since the last commit is forgotten and the writer takes nothing any more.
        """
        self._check_usable()
        try:
            return self._write_batch(batch)
        except BaseException as error:
            self._failure = error
            self._forget()
            raise

    def _write_batch(self, batch: DocumentBatch) -> WriteReport:
        report = WriteReport()
        last = {key: place for place, key in enumerate(batch.keys)}
        kept: list[int] = []
        known_here: dict[bytes, bytes] = {}
        for place, (key, content_hash) in enumerate(zip(batch.keys, batch.hashes, strict=True)):
            known = known_here.get(key) or self._known_hash(key)
            known_here[key] = content_hash
            if known == content_hash:
                report.unchanged += 1
            elif known is None:
                report.added += 1
            else:
                report.replaced += 1
            if last[key] == place and self._known_hash(key) != content_hash:
                self._remove(key)
                kept.append(place)
        if kept:
            self._add(batch if len(kept) == len(batch) else batch.select(kept))
        return report

    def delete(self, keys: Iterable[str]) -> int:
        """Delete articles by key and return how many of them there were."""
        self._check_usable()
        return sum(self._remove(key.encode("utf-8", "surrogatepass")) for key in keys)

    def commit(self) -> int:
        """Make everything durable and visible, release the lock, return the generation: the same if nothing changed."""
        self._check_usable()
        if self._builder is None and not self._finished and not self._deleted:
            self._lock.release()
            return self._snapshot.generation
        try:
            self._finish_segment()
            segments = self._merged([*self._committed_segments(), *self._new_segments()])
            generation = self._snapshot.generation + 1
            self._write_stories(segments, generation)
            self._store.write_toc(segments, generation)
        except BaseException:
            self.rollback()
            raise
        try:
            self._store.remove_unneeded()
        finally:
            self._lock.release()
        return generation

    def rollback(self) -> None:
        """Forget everything and release the lock."""
        if self._failure is None:
            self._forget()

    def _forget(self) -> None:
        """Remove what was written since the last commit and release the lock."""
        try:
            if self._builder is not None:
                self._builder.abandon()
                self._builder = None
            # Where the commit failed after its one step (flushing the folder), it has happened: nothing is removed.
            if self._store.generation == self._snapshot.generation:
                self._store.remove_unneeded()
        finally:
            self._lock.release()

    def _check_usable(self) -> None:
        if self._failure is not None:
            raise IndexStateError(
                f"Writing failed before ({self._failure}), and what was written since the last commit is lost. "
                "Roll back, then write it again.",
                f"فشلت الكتابة من قبل ({self._failure}) وضاع ما كُتب منذ آخر إيداع. تراجع ثم أعد الكتابة.",
            ) from self._failure

    def _known_hash(self, key: bytes) -> bytes | None:
        """Return the content hash under which the key is held now, or None."""
        new = self._new.get(key)
        if new is not None:
            return new[2]
        doc_id = self._committed(key)
        return None if doc_id is None else self._snapshot.hash_of(doc_id)

    def _committed(self, key: bytes) -> int | None:
        """Return the document of the snapshot that the key names, None where there is none or it was deleted here."""
        doc_id = self._snapshot.doc_id(key.decode("utf-8", "surrogatepass"))
        return None if doc_id in self._deleted else doc_id

    def _remove(self, key: bytes) -> bool:
        """Delete the document of a key, committed or new; return whether there was one."""
        new = self._new.pop(key, None)
        if new is not None:
            entry, doc_id, _ = new
            if entry is self._entry and self._builder is not None:
                self._builder.discard(doc_id)
            else:
                self._dead.setdefault(entry, []).append(doc_id)
            return True
        committed = self._committed(key)
        if committed is None:
            return False
        self._deleted.add(committed)
        return True

    def _add(self, batch: DocumentBatch) -> None:
        if self._builder is None:
            self._entry = FihrisSegment(INDEX_NAME)
            self._builder = SegmentBuilder(
                self._store.path,
                self._entry,
                text_fields=[field.name for field in TEXT_FIELDS],
                value_fields=TERM_FACETS,
                keys_of=keys_of_forms,
                families_version=FAMILIES_VERSION,
            )
        assert self._entry is not None
        base = self._builder.add(batch)
        for place, (key, content_hash) in enumerate(zip(batch.keys, batch.hashes, strict=True), base):
            self._new[key] = (self._entry, place, content_hash)
        if self._builder.memory_bytes >= self._memory_bytes:
            self._finish_segment()

    def _finish_segment(self) -> None:
        if self._builder is not None:
            assert self._entry is not None
            self._builder.finish()
            self._finished.append(self._entry)
            self._builder = self._entry = None

    def _committed_segments(self) -> list[FihrisSegment]:
        """Return the entries of the snapshot's segments with what was deleted since."""
        entries = []
        for segment in self._snapshot.segments:
            entry: Any = segment.reader.entry
            gone = [doc_id - segment.base for doc_id in self._deleted if 0 <= doc_id - segment.base < segment.doc_count]
            entries.append(self._with_deletions(entry, segment.reader, gone))
        return entries

    def _new_segments(self) -> list[FihrisSegment]:
        entries = []
        for entry in self._finished:
            gone = self._dead.get(entry, [])
            entries.append(self._with_deletions(entry, SegmentReader(self._store.path, entry), gone) if gone else entry)
        return entries

    def _with_deletions(self, entry: FihrisSegment, reader: SegmentReader, gone: list[int]) -> FihrisSegment:
        """Return the entry, or a copy of it under a new mask of deleted documents that is written here."""
        if not gone:
            return entry
        live = np.ones(reader.doc_count, np.bool_) if reader.live is None else reader.live.copy()
        live[gone] = False
        changed = entry.revised(deletions=entry.deletions + 1, deleted=int(np.count_nonzero(~live)))
        write_deletions(self._store.path, changed, live)
        return changed

    def _merged(self, entries: list[FihrisSegment]) -> list[FihrisSegment]:
        """Return the entries after the merges that the policy asks for; segments without a living document go."""
        entries = [entry for entry in entries if entry.document_count > entry.deleted]
        merged: list[FihrisSegment] = []
        done = 0
        for start, end in choose_merges([(entry.document_count, entry.deleted) for entry in entries]):
            merged += entries[done:start]
            merged.append(self._merge(entries[start:end]))
            done = end
        return merged + entries[done:]

    def _write_stories(self, segments: list[FihrisSegment], generation: int) -> None:
        """Write which articles of the new generation tell one story, starting from what the last one says."""
        count = sum(entry.document_count - entry.deleted for entry in segments)
        if not count:
            return
        stories = self._snapshot.stories
        is_kept = ~np.isin(stories.living, list(self._deleted))
        leaders = carry_over(stories.living_leaders, is_kept, count)
        known = {
            (segment.reader.name, segment.reader.entry.deletions): segment.reader for segment in self._snapshot.segments
        }
        readers = [
            known.get((entry.segment_id(), entry.deletions)) or SegmentReader(self._store.path, entry)
            for entry in segments
        ]
        write_leaders(self._store.stories_path(generation), decide_leaders(readers, leaders))

    def _merge(self, entries: list[FihrisSegment]) -> FihrisSegment:
        result = FihrisSegment(INDEX_NAME)
        readers = [SegmentReader(self._store.path, entry) for entry in entries]
        merge_segments(self._store.path, readers, result, FAMILIES_VERSION)
        return result
