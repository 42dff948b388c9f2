"""Where articles go: chunk by chunk into an engine, committed every so often, or a whole new index beside the old one.

`ArticleSink` writes; `open_index` decides into what. With `rebuild` the new index grows in a folder beside
the old one, which is served until the two change places in one step. Not for: what an index is made of
(`search`), or the report's form (`indexer.report`).
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import glob
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.report import IndexReport
from search import (
    MEMORY_MEBIBYTES,
    AnalysedArticles,
    BackendError,
    Engine,
    IndexCorruptError,
    IndexMissingError,
    IndexStateError,
    IndexVersionError,
    SourceError,
    open_engine,
)

ADAPTED = "adapted_words.zip"
"""The table of words learned from an index, in its folder (`indexer.adapting`)."""

COMMIT_ARTICLES = 5_000
"""A run that is killed keeps all but the last 5,000 articles; a run that is repeated leaves those alone."""

FATAL = (OSError, MemoryError, IndexStateError, BackendError)
"""What no other article could survive either."""

_REBUILD_MARK = ".rebuild-"
_OLD_MARK = ".old-"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class ArticleSink:
    """Writes analysed articles to an engine and counts what became of them in the report."""

    def __init__(self, engine: Engine, report: IndexReport, *, commit_articles: int = COMMIT_ARTICLES) -> None:
        """Write nothing yet."""
        self._engine = engine
        self._report = report
        self._commit_articles = commit_articles
        self._uncommitted = 0
        self._origins: dict[bytes, str] = {}

    def add(self, articles: AnalysedArticles, origins: Sequence[str]) -> None:
        """Write the articles. Of two articles of this run with one key the later stays, and both are named.

        origins: where each was read.
        """
        keys = articles.batch.keys
        for key, origin in zip(keys, origins, strict=True):
            self._note_same_key(key, origin)
        last = {key: place for place, key in enumerate(keys)}
        if len(last) < len(keys):
            # Only the later of two in a batch is written, whatever an engine makes of such a batch.
            places = sorted(last.values())
            articles, origins = articles.select(places), [origins[place] for place in places]
        done = 0
        while done < len(origins):
            # A commit comes after just so many articles, wherever the chunks end.
            end = min(done + self._commit_articles - self._uncommitted, len(origins))
            is_whole = (done, end) == (0, len(origins))
            self._write(articles if is_whole else articles.select(range(done, end)), origins[done:end])
            done = end
            if self._uncommitted >= self._commit_articles:
                self._commit()

    def finish(self) -> None:
        """Commit what is left."""
        self._commit()

    def _note_same_key(self, key: bytes, origin: str) -> None:
        earlier = self._origins.setdefault(key, origin)
        if earlier == origin:
            return
        shown = key.decode("utf-8", "replace")
        self._report.same_key += 1
        self._report.warnings.append(
            SourceError(
                origin,
                f"has the same key ({shown}) as {earlier} and replaces it; give each its own URL to keep both",
                f"له المفتاح نفسه ({shown}) الذي لـ {earlier} فحلّ محله؛ أعط كلًّا منهما رابطًا خاصًّا به",
            )
        )
        self._origins[key] = origin

    def _write(self, articles: AnalysedArticles, origins: Sequence[str]) -> None:
        try:
            self._report.written.add(self._engine.write(articles))
        except FATAL:
            raise
        except Exception:  # noqa: BLE001 -- one article that the engine cannot take must not cost the others
            self._write_one_by_one(articles, origins)
        self._uncommitted += len(articles)

    def _write_one_by_one(self, articles: AnalysedArticles, origins: Sequence[str]) -> None:
        for place, origin in enumerate(origins):
            try:
                self._report.written.add(self._engine.write(articles.select([place])))
            except FATAL:
                raise
            except Exception as error:  # noqa: BLE001 -- as above; this one is named
                reason = f"the index did not take it ({type(error).__name__}: {str(error)[:200]})"
                self._report.skipped.append(SourceError(origin, reason, f"لم يقبله الفهرس ({error})"))

    def _commit(self) -> None:
        if self._uncommitted:
            self._engine.commit()
            self._report.commits += 1
            self._uncommitted = 0


@contextlib.contextmanager
def open_index(location: str, *, rebuild: bool = False, memory_mebibytes: int = MEMORY_MEBIBYTES) -> Iterator[Engine]:
    """Open the index for writing, making it where there is none; what is not committed at the end is forgotten.

    rebuild: give an empty engine instead, whose folder takes the place of the old one when the block
    ends without an exception and something was committed; otherwise the old index stays as it was.
    memory_mebibytes: what writing may take before it goes to disk.
    Raises IndexStateError, BackendError, OSError.
    """
    if rebuild and not location.startswith(("http://", "https://")):
        with _open_replacement(Path(location), memory_mebibytes) as engine:
            yield engine
        return
    with open_engine(location, create=True, memory_mebibytes=memory_mebibytes) as engine:
        yield engine


@contextlib.contextmanager
def _open_replacement(folder: Path, memory_mebibytes: int) -> Iterator[Engine]:
    folder = Path(os.path.realpath(folder))
    old = _lock_old_index(folder)
    replacement = folder.with_name(f"{folder.name}{_REBUILD_MARK}{os.getpid()}")
    try:
        _remove_leftovers(folder)
        with open_engine(replacement, create=True, memory_mebibytes=memory_mebibytes) as engine:
            yield engine
            is_empty = engine.info().articles == 0
        keeps_old = is_empty and old is not None and old.info().articles > 0
        if old is not None:
            # The engine knows its folder by name, so it must let go before another folder has that name.
            old.close()
            old = None
        if not keeps_old:
            _put_in_place(replacement, folder)
    finally:
        if old is not None:
            old.close()
        shutil.rmtree(replacement, ignore_errors=True)


def _lock_old_index(folder: Path) -> Engine | None:
    """Return the old index with its write lock held, so that nobody writes to what is about to go.

    None where there is no index, or one that this program cannot read: a rebuild is the remedy for both.
    Raises IndexForeignError, IndexLockedError.
    """
    try:
        engine = open_engine(folder)
    except (IndexMissingError, IndexVersionError, IndexCorruptError):
        return None
    try:
        engine.write(())
    except (IndexVersionError, IndexCorruptError):
        engine.close()
        return None
    except BaseException:
        engine.close()
        raise
    return engine


def _remove_leftovers(folder: Path) -> None:
    """Remove what rebuilds of this index left behind that were killed; those of living processes stay."""
    for mark in (_REBUILD_MARK, _OLD_MARK):
        for leftover in folder.parent.glob(f"{glob.escape(folder.name)}{mark}*"):
            pid = leftover.name.rpartition("-")[2]
            # Our own number on a folder that is older than us: in a container numbers come again.
            is_dead = pid.isdigit() and (int(pid) == os.getpid() or not _is_alive(int(pid)))
            if is_dead and folder.exists() and leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)


def _put_in_place(replacement: Path, folder: Path) -> None:
    """Let the new folder take the name of the old one; readers that hold the old one open keep reading it."""
    if not folder.exists():
        replacement.rename(folder)
        return
    _carry_over_tables(folder, replacement)
    if _exchange(replacement, folder):
        _sync_folder(folder.parent)
        shutil.rmtree(replacement, ignore_errors=True)
        return
    # Without an atomic exchange there is an instant with no index; the old one waits beside under its own name.
    old = folder.with_name(f"{folder.name}{_OLD_MARK}{os.getpid()}")
    folder.rename(old)
    try:
        replacement.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    _sync_folder(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def _carry_over_tables(folder: Path, replacement: Path) -> None:
    """Keep what a person has put into the folder: notes, synonyms, and which names were merged."""
    for name in ("README.md", ".gitignore", "synonyms.tsv", "names.tsv", ADAPTED):
        if (folder / name).is_file() and not (replacement / name).exists():
            shutil.copy2(folder / name, replacement / name)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux `renameat2`); return False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
