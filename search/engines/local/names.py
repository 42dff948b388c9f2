"""The names of an index: its values with their variants, merges proposed, applied and undone, no article read again.

What two values have to do with each other is decided in `search.names`; this brings it together with a snapshot and
with the map in the index's folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches

import numpy as np

from search.analysis import fold_text
from search.engines.local.locking import WriteLock
from search.engines.local.names_context import ArchiveContext
from search.engines.local.own_names import OwnNames
from search.engines.local.snapshot import Snapshot
from search.engines.local.store import Store
from search.errors import ParameterValueError, UnknownFieldError, UnknownNameError
from search.facets.columns import FacetColumn, documents_of
from search.names.judging import NameEntry, NameValue, Proposal
from search.names.name_map import Merge, NameMap, is_writable, today
from search.names.proposals import Listed, propose
from search.request import MAX_FACET_VALUE_CHARS
from search.schema import TERM_FACETS
from search.types import Mask

MAX_NEAR = 3
FREELY_NAMED = ("source",)
"""Outlets come named as their folders are (aawsat); an archive may show them under the names that readers know."""
"""Values named in the error about one that does not exist."""


def check_facet(field: str) -> None:
    """Raise UnknownFieldError where a name is none of a facet of values."""
    if field not in TERM_FACETS:
        raise UnknownFieldError(field, TERM_FACETS)


def list_names(snapshot: Snapshot, field: str, prefix: str, size: int) -> list[NameEntry]:
    """Return the most frequent values in which a word begins so, each with the values that are shown under it."""
    column = snapshot.column(field)
    wanted = _beginning(snapshot, column, field, prefix)
    best = [ordinal for ordinal in column.by_total.tolist() if wanted[ordinal] and column.totals[ordinal]][:size]
    entries = []
    for ordinal in best:
        value = column.value(ordinal)
        members = snapshot.names.members(field, value)
        variants = [NameValue(each, _count_written(snapshot, field, each)) for each in (value, *members)]
        entries.append(NameEntry(value, int(column.totals[ordinal]), tuple(variants) if members else ()))
    return entries


def propose_names(snapshot: Snapshot, field: str, limit: int, listed: Listed | None) -> list[Proposal]:
    """Return the merges to propose for a facet, the surest first."""
    column = snapshot.column(field)
    ordinals = [each for each in np.flatnonzero(column.totals).tolist() if is_writable(column.value(each))]
    values = [NameValue(column.value(ordinal), int(column.totals[ordinal])) for ordinal in ordinals]
    kind = "person" if field in ("speaker", "author") else field
    return propose(field, values, ArchiveContext(snapshot, field, ordinals), kind=kind, listed=listed)[:limit]


def merges_of(
    snapshot: Snapshot, field: str, canonical: str, members: Sequence[str], evidence: str
) -> tuple[Merge, ...]:
    """Return the merges that show the members under the canonical value, as a person has decided.

    The canonical value of a field of FREELY_NAMED may be new. Raises UnknownNameError, ParameterValueError.
    """
    _check_name(snapshot, field, canonical, may_be_new=field in FREELY_NAMED)
    for name in members:
        _check_name(snapshot, field, name)
    others = [name for name in dict.fromkeys(members) if name != canonical]
    if not others:
        raise ParameterValueError(field, canonical, "two different names to merge", "اسمان مختلفان للدمج")
    return tuple(Merge(field, name, canonical, "hand", evidence or "decided by hand", today()) for name in others)


def merges_of_proposals(snapshot: Snapshot, proposals: Iterable[Proposal]) -> tuple[Merge, ...]:
    """Return the merges that proposals amount to. Raises UnknownNameError, ParameterValueError."""
    merges = []
    for each in proposals:
        for name in (each.canonical.value, each.member.value):
            _check_name(snapshot, each.field, name)
        evidence = f"{each.evidence} ({each.confidence:.2f})"
        merges.append(Merge(each.field, each.member.value, each.canonical.value, each.rule, evidence, today()))
    return tuple(merges)


def change_names(store: Store, names: OwnNames, is_locked: bool, change: Callable[[NameMap], NameMap]) -> NameMap:
    """Change the map in its folder under the write lock and return it. is_locked: by this engine's writer already.

    Raises IndexLockedError, IndexStateError, and what `change` raises.
    """
    lock = None if is_locked else WriteLock(store)
    try:
        changed = change(names.current())
        names.replace(changed)
    finally:
        if lock:
            lock.release()
    return names.current()


def freed(names: NameMap, field: str, name: str) -> tuple[NameMap, tuple[Merge, ...]]:
    """Return the map without the merges of a name, and those. Raises UnknownNameError where there are none."""
    changed, gone = names.without(field, name)
    if not gone:
        known = [each for merge in names.merges if merge.field == field for each in (merge.value, merge.canonical)]
        raise UnknownNameError(field, name, tuple(get_close_matches(name, known, MAX_NEAR)), merged=True)
    return changed, gone


def _check_name(snapshot: Snapshot, field: str, name: str, *, may_be_new: bool = False) -> None:
    if not is_writable(name):
        raise ParameterValueError(
            field,
            name,
            f"a name of at most {MAX_FACET_VALUE_CHARS} characters without tabs, line ends, broken characters and "
            "spaces at its ends, that does not begin with #",
            f"اسم من {MAX_FACET_VALUE_CHARS} حرف على الأكثر، بلا علامات جدولة أو نهايات أسطر أو محارف معطوبة أو "
            "مسافات في طرفيه، ولا يبدأ بالرمز #",
        )
    column = snapshot.column(field)
    if not may_be_new and column.ordinal(name) is None and name not in snapshot.names.of(field):
        raise UnknownNameError(field, name, _near(snapshot, column, field, name))


def _near(snapshot: Snapshot, column: FacetColumn, field: str, name: str) -> tuple[str, ...]:
    """Return the most frequent values with the longest word of a name that any value has."""
    for word in sorted(fold_text(name).split(), key=len, reverse=True):
        wanted = _beginning(snapshot, column, field, word)
        best = [ordinal for ordinal in column.by_total.tolist() if wanted[ordinal]][:MAX_NEAR]
        if best:
            return tuple(column.values_of(best))
    return ()


def _beginning(snapshot: Snapshot, column: FacetColumn, field: str, prefix: str) -> Mask:
    """Return (values,) bool, the values in which a word begins with the prefix, also under another name."""
    wanted = np.zeros(len(column), np.bool_)
    for segment, translation in zip(snapshot.segments, column.translations, strict=True):
        ordinals = segment.folded(field).continuing(fold_text(prefix), skip_article=True)
        wanted[translation[ordinals] if len(translation) else ordinals] = True
    return wanted


def _count_written(snapshot: Snapshot, field: str, value: str) -> int:
    """Return how many living articles have a value as it was written, whatever it is shown under."""
    packed = value.encode("utf-8", "surrogatepass")
    columns = ((segment, segment.reader.columns[field]) for segment in snapshot.segments)
    return sum(
        len(segment.living(documents_of(column, ordinal)))
        for segment, column in columns
        if (ordinal := column.values.find(packed)) is not None
    )
