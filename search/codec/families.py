"""Families: for each analysis level, the surface forms that share a key.

Looser matching never touches the postings: a word is looked up here, its family's forms are read and
united. The map is computed from the term dictionary alone, so a better stemmer needs no article.
The level functions are arguments: this module knows nothing of Arabic.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

KeyOf = Callable[[str, str], str]
"""(surface form, level) -> the form's key at that level."""


class FamilyMap:
    """The families of one generation.

    forms: every surface form of the index, sorted. For each level `keys` are sorted and distinct, and
    the members of key i are forms[values[offsets[i]:offsets[i + 1]]].

    >>> families = FamilyMap.build(["قمة", "القمة", "بقمة"], ("stem",), lambda form, level: form[-3:])
    >>> families.members("stem", "قمة")
    ('القمة', 'بقمة', 'قمة')
    """

    def __init__(self, forms: list[str], levels: dict[str, _Level]) -> None:
        """Use `build` or `load`."""
        self.forms = forms
        self._levels = levels

    @classmethod
    def build(
        cls, forms: Iterable[str], levels: Sequence[str], key_of: KeyOf, known: FamilyMap | None = None
    ) -> FamilyMap:
        """Compute the families of the forms. known: an earlier map whose keys are taken over, not computed again."""
        ordered = sorted(set(forms))
        return cls(ordered, {level: _Level.build(ordered, level, key_of, known) for level in levels})

    @classmethod
    def load(cls, path: Path) -> FamilyMap:
        """Read a map that `save` wrote. Raises OSError, ValueError, KeyError where the file is not one."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                forms = _unpack(stored["forms"])
                names = _unpack(stored["levels"])
                return cls(forms, {name: _Level.from_arrays(stored, name) for name in names})
        except zipfile.BadZipFile as error:
            raise ValueError(str(error)) from error

    def save(self, path: Path) -> None:
        """Write the map beside `path`, flush it to disk, and rename it into place."""
        arrays: dict[str, npt.NDArray[np.generic]] = {"forms": _pack(self.forms), "levels": _pack(list(self._levels))}
        for name, level in self._levels.items():
            arrays |= level.as_arrays(name)
        temporary = path.with_suffix(".part")
        with temporary.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # numpy types the keyword allow_pickle among the arrays
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the levels that have families."""
        return tuple(self._levels)

    def keys(self, level: str) -> list[str]:
        """Return the sorted keys of a level. Not to be modified."""
        return self._levels[level].keys

    def members(self, level: str, key: str) -> tuple[str, ...]:
        """Return the surface forms whose key at the level is `key`, sorted; empty where there are none."""
        return tuple(self.forms[index] for index in self._levels[level].members(key))

    def key_by_form(self, level: str) -> dict[str, str]:
        """Return every form's key at a level."""
        found = self._levels.get(level)
        return dict(found.iter_pairs(self.forms)) if found else {}


class _Level:
    """The families of one level: sorted keys, and their members as ragged indices into the forms."""

    def __init__(self, keys: list[str], offsets: npt.NDArray[np.int64], values: npt.NDArray[np.int32]) -> None:
        self.keys = keys
        self._offsets = offsets
        self._values = values
        self._index = {key: index for index, key in enumerate(keys)}

    @classmethod
    def build(cls, forms: list[str], level: str, key_of: KeyOf, known: FamilyMap | None) -> _Level:
        earlier = known.key_by_form(level) if known else {}
        keys = [earlier.get(form) or key_of(form, level) for form in forms]
        distinct = sorted(set(keys))
        index = {key: ordinal for ordinal, key in enumerate(distinct)}
        ordinals = np.fromiter((index[key] for key in keys), np.int32, len(keys))
        order = np.argsort(ordinals, kind="stable").astype(np.int32)
        offsets = np.zeros(len(distinct) + 1, np.int64)
        np.cumsum(np.bincount(ordinals, minlength=len(distinct)), out=offsets[1:])
        return cls(distinct, offsets, order)

    @classmethod
    def from_arrays(cls, stored: dict[str, npt.NDArray[np.generic]], name: str) -> _Level:
        return cls(
            _unpack(stored[f"{name}_keys"]),
            stored[f"{name}_offsets"].astype(np.int64),
            stored[f"{name}_values"].astype(np.int32),
        )

    def as_arrays(self, name: str) -> dict[str, npt.NDArray[np.generic]]:
        return {f"{name}_keys": _pack(self.keys), f"{name}_offsets": self._offsets, f"{name}_values": self._values}

    def members(self, key: str) -> list[int]:
        index = self._index.get(key)
        if index is None:
            return []
        values: list[int] = self._values[self._offsets[index] : self._offsets[index + 1]].tolist()
        return values

    def iter_pairs(self, forms: list[str]) -> Iterable[tuple[str, str]]:
        bounds = self._offsets.tolist()
        values = self._values.tolist()
        for index, key in enumerate(self.keys):
            for member in values[bounds[index] : bounds[index + 1]]:
                yield forms[member], key


def _pack(strings: list[str]) -> npt.NDArray[np.uint8]:
    """Return the strings as one UTF-8 blob, a newline after each (no form or key holds a newline)."""
    return np.frombuffer("".join(f"{string}\n" for string in strings).encode(), np.uint8)


def _unpack(blob: npt.NDArray[np.generic]) -> list[str]:
    return blob.tobytes().decode().split("\n")[:-1]
