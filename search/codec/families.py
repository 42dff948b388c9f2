"""Families: for each analysis level, the surface forms of a segment that share a key.

Looser matching never touches the postings: a word's key is looked up here, the forms of its family are read and
united. The maps are made from the term dictionary alone (`build_families`), so a better stemmer needs no article.
The level functions are arguments: this module knows nothing of Arabic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from search.codec.arrays import offsets_of, ragged_indices
from search.codec.parts import Array, Part, PartWriter
from search.codec.strings import StringTable, merge_tables

PART = "families"

KeysOf = Callable[[Sequence[str]], dict[str, list[str]]]
"""Surface forms -> level -> the key of each form at that level."""

Forms = npt.NDArray[np.uint32]
"""(n,) uint32, increasing: ordinals of surface forms in the dictionary of one segment."""

NO_FORMS: Forms = np.empty(0, np.uint32)


@dataclass(frozen=True, slots=True)
class FamilyLevel:
    """The families of one level: those of key i are members[offsets[i]:offsets[i + 1]], ordinals of forms.

    keys: sorted and distinct. offsets: (k + 1,) uint32. members: (f,) uint32; every form of the segment stands in
    exactly one family.
    """

    keys: StringTable
    offsets: Array
    members: Array

    def find(self, key: bytes) -> Forms:
        """Return the forms of the family of a key; empty where there is none. Not to be modified."""
        ordinal = self.keys.find(key)
        return NO_FORMS if ordinal is None else self.members[self.offsets[ordinal] : self.offsets[ordinal + 1]]

    def forms_of(self, ordinals: npt.NDArray[np.int64]) -> Forms:
        """Return the forms of several families, given by the ordinals of their keys; family by family."""
        starts = self.offsets[ordinals].astype(np.int64)
        forms: Forms = self.members[ragged_indices(starts, self.offsets[ordinals + 1].astype(np.int64) - starts)]
        return forms

    def key_ordinals(self) -> npt.NDArray[np.uint32]:
        """Return (f,) uint32, for each form the ordinal of its key."""
        ordinals = np.empty(len(self.members), np.uint32)
        ordinals[self.members] = np.repeat(np.arange(len(self.keys), dtype=np.uint32), np.diff(self.offsets))
        return ordinals


Families = dict[str, FamilyLevel]


def build_families(forms: Sequence[bytes], keys_of: KeysOf) -> Families:
    """Return the families of the forms of a dictionary, given in its order.

    >>> families = build_families([b"ab", b"b"], lambda forms: {"last": [form[-1] for form in forms]})
    >>> families["last"].find(b"b").tolist()
    [0, 1]
    """
    keys = keys_of([form.decode() for form in forms])
    return {level: _level_of([key.encode() for key in found]) for level, found in keys.items()}


def merge_families(
    sources: Sequence[Families], form_maps: Sequence[npt.NDArray[np.int64]], form_count: int
) -> Families:
    """Return the families of a merged dictionary, computing no key anew.

    form_maps: for each source the new ordinal of each of its forms, -1 where the form is gone.
    """
    return {level: _merge_level([source[level] for source in sources], form_maps, form_count) for level in sources[0]}


def write_families(path: Path, families: Families, version: str) -> None:
    """Write the part file. version: of the functions that made the keys."""
    part = PartWriter(path, PART)
    try:
        for name, level in families.items():
            level.keys.write(part, f"{name}.keys")
            part.add(f"{name}.offsets", level.offsets)
            part.add(f"{name}.members", level.members)
        part.close(levels=list(families), families_version=version)
    except BaseException:
        part.abandon()
        raise


def read_families(part: Part) -> Families:
    """Return the families of a part file, nothing copied. Raises IndexCorruptError."""
    return {
        name: FamilyLevel(
            StringTable.read(part, f"{name}.keys"), part.array(f"{name}.offsets"), part.array(f"{name}.members")
        )
        for name in part.facts["levels"]
    }


def _level_of(keys: list[bytes]) -> FamilyLevel:
    distinct = sorted(set(keys))
    ordinal_of = {key: ordinal for ordinal, key in enumerate(distinct)}
    return _grouped(distinct, np.fromiter(map(ordinal_of.__getitem__, keys), np.int64, len(keys)))


def _merge_level(
    levels: Sequence[FamilyLevel], form_maps: Sequence[npt.NDArray[np.int64]], form_count: int
) -> FamilyLevel:
    keys, key_maps = merge_tables([level.keys for level in levels])
    ordinals = np.zeros(form_count, np.int64)
    for level, form_map, key_map in zip(levels, form_maps, key_maps, strict=True):
        kept = form_map >= 0
        ordinals[form_map[kept]] = key_map[level.key_ordinals()[kept]]
    used = np.unique(ordinals)
    return _grouped([keys[ordinal] for ordinal in used.tolist()], np.searchsorted(used, ordinals))


def _grouped(keys: list[bytes], ordinals: npt.NDArray[np.int64]) -> FamilyLevel:
    offsets = offsets_of(np.bincount(ordinals, minlength=len(keys)))
    members = np.argsort(ordinals, kind="stable")
    return FamilyLevel(StringTable.of(keys), offsets.astype(np.uint32), members.astype(np.uint32))
