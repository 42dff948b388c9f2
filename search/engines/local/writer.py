"""Writer: articles into segments, one process at a time, through Whoosh's lock, generations and merge policy."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.writing import LockError

from search.article import Article
from search.engines.base import WriteReport
from search.engines.local.snapshot import Snapshot
from search.engines.local.store import Store
from search.engines.local.whoosh_schema import document_of
from search.errors import IndexLockedError

CODEC_OPTIONS = {"compression": 0, "blocklimit": 1024}
"""Commits take a seventh less time than with Whoosh's own (compressed blocks of 128), for a fifth more disk."""

POOL_MEBIBYTES = 192
"""Postings that Whoosh collects before it sorts them to disk."""

NOTE = "writer.json"
"""Says which process holds the lock, for the error that others get."""

MAX_PENDING = 5000
"""Articles held before they go to Whoosh: within these a later article replaces an earlier one of the same key."""


class Writer:
    """An open write: holds the lock from the first change to `commit` or `rollback`."""

    def __init__(self, store: Store, open_snapshot: Callable[[], Snapshot]) -> None:
        """open_snapshot: called once the lock is held, gives what the index holds now.

        Raises IndexLockedError naming the process that writes.
        """
        self._store = store
        self._open_snapshot = open_snapshot
        self._note = store.path / NOTE
        self._open()

    def write(self, batch: Iterable[Article]) -> WriteReport:
        """Add the articles; one whose content is what the index holds already is left alone."""
        report = WriteReport()
        for article in batch:
            self._write_one(article, report)
        return report

    def delete(self, keys: Iterable[str]) -> int:
        """Delete articles by key and return how many of them there were."""
        count = 0
        for key in keys:
            if key in self._flushed:
                self._restart()
            was_pending = self._pending.pop(key, None) is not None
            count += self._delete_committed(key) or was_pending
        return count

    def commit(self) -> int:
        """Make everything visible, release the lock and return the generation: the same if nothing changed."""
        if not (self._pending or self._flushed or self._deleted):
            self.rollback()
            return self._store.generation
        self._flush()
        self._whoosh.commit()
        self._note.unlink(missing_ok=True)
        return self._store.generation

    def rollback(self) -> None:
        """Forget everything and release the lock."""
        self._whoosh.cancel()
        self._note.unlink(missing_ok=True)

    def _open(self) -> None:
        try:
            self._whoosh: Any = self._store.whoosh.writer(limitmb=POOL_MEBIBYTES, codec=W3Codec(**CODEC_OPTIONS))
        except LockError as error:
            raise IndexLockedError(self._store.path, _read_holder(self._note)) from error
        try:
            self._snapshot = self._open_snapshot()
        except Exception:
            self._whoosh.cancel()
            raise
        self._note.write_text(json.dumps({"pid": os.getpid(), "since": _now()}), encoding="utf-8")
        self._pending: dict[str, tuple[Article, str]] = {}
        self._flushed: set[str] = set()
        self._deleted: set[str] = set()

    def _write_one(self, article: Article, report: WriteReport) -> None:
        if article.key in self._flushed:
            self._restart()
        content_hash = article.content_hash()
        known = self._known_hash(article.key)
        if known == content_hash:
            report.unchanged += 1
            return
        if known is None:
            report.added += 1
        else:
            report.replaced += 1
            self._delete_committed(article.key)
        self._pending[article.key] = (article, content_hash)
        if len(self._pending) >= MAX_PENDING:
            self._flush()

    def _known_hash(self, key: str) -> str | None:
        """Return the content hash under which the key is held now, or None."""
        pending = self._pending.get(key)
        if pending is not None:
            return pending[1]
        doc_id = None if key in self._deleted else self._snapshot.doc_id(key)
        return None if doc_id is None else self._snapshot.hash_of(doc_id)

    def _delete_committed(self, key: str) -> bool:
        doc_id = self._snapshot.doc_id(key)
        if doc_id is None or key in self._deleted:
            return False
        # Whoosh numbers documents over all segments as the snapshot does; the lock keeps them from moving.
        self._whoosh.delete_document(doc_id)
        self._deleted.add(key)
        return True

    def _flush(self) -> None:
        for article, content_hash in self._pending.values():
            self._whoosh.add_document(**document_of(article, content_hash))
        self._flushed.update(self._pending)
        self._pending.clear()

    def _restart(self) -> None:
        """Commit and open again: a document that Whoosh has taken cannot be replaced before it is committed."""
        self._flush()
        self._whoosh.commit()
        self._open()


def _read_holder(note: Path) -> str:
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
        return f"process {found['pid']}, since {found['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "unknown process"


def _now() -> str:
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")
