"""Upkeep: new family maps for an index that is otherwise fine, made from its dictionaries without reading an article.

A better stemmer changes `FAMILIES_VERSION`, and `open` then refuses the index until this has run.
"""

from __future__ import annotations

from pathlib import Path

from search.analysis import FAMILIES_VERSION
from search.codec.families import PART as FAMILIES
from search.codec.families import build_families, write_families
from search.codec.parts import Part
from search.codec.reader import TERMS, part_path
from search.codec.segment import FihrisSegment
from search.codec.strings import StringTable
from search.engines.local.analysing import keys_of_forms
from search.engines.local.locking import WriteLock
from search.engines.local.store import Store
from search.engines.local.story_files import open_stories, read_leaders, write_leaders
from search.errors import IndexCorruptError


def rebuild_families(path: Path, *, force: bool = False) -> int:
    """Give every segment whose families are of another version (or damaged) new ones; return how many there were.

    force: every segment, whatever its version. Readers go on with the old families until the one step at the end.
    Raises IndexLockedError and what `Store.open` raises.
    """
    store = Store.open(path, create=False)
    lock = WriteLock(store)
    try:
        store.remove_unneeded()
        return _rebuild(store, force=force)
    finally:
        lock.release()


def _rebuild(store: Store, *, force: bool) -> int:
    generation = store.generation
    segments = store.read_toc(generation)
    try:
        renewed = [_renewed(store.path, entry) if force or _needs(store.path, entry) else entry for entry in segments]
        count = sum(new is not old for new, old in zip(renewed, segments, strict=True))
        if count:
            _keep_stories(store, generation)
            store.write_toc(renewed, generation + 1)
    except BaseException:
        # As in `Writer`: where only what comes after the one step failed, the commit has happened.
        if store.generation == generation:
            store.remove_unneeded()
        raise
    store.remove_unneeded()
    return count


def _keep_stories(store: Store, generation: int) -> None:
    """Write the stories again under the next generation: families change neither articles nor signatures."""
    part = open_stories(store.stories_path(generation))
    leaders = read_leaders(part, part.facts["documents"]) if part else None
    if leaders is not None:
        write_leaders(store.stories_path(generation + 1), leaders)


def _needs(folder: Path, entry: FihrisSegment) -> bool:
    """Return whether the families are of another version than this program's, or damaged."""
    try:
        part = Part(part_path(folder, entry, FAMILIES), FAMILIES)
        part.check_all()
    except IndexCorruptError:
        return True
    return bool(part.facts["families_version"] != FAMILIES_VERSION)


def _renewed(folder: Path, entry: FihrisSegment) -> FihrisSegment:
    """Write new families beside the old ones and return the entry that names them."""
    changed = entry.revised(families=entry.families + 1)
    part = Part(part_path(folder, entry, TERMS), TERMS)
    families = build_families(StringTable.read(part, "forms").load(), keys_of_forms)
    write_families(part_path(folder, changed, FAMILIES), families, FAMILIES_VERSION)
    return changed
