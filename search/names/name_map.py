"""NameMap: which values of a facet are shown under another one, why and since when; its text form is a table.

One line a merge: value, canonical value, facet, rule, evidence, day. A merge may lead to a value that is itself merged
into a third: undoing one line leaves the others as they were. Not for: the file in an index's folder, and who may
write it (`search.engines.local.own_names`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from search.request import MAX_FACET_VALUE_CHARS, is_text
from search.schema import TERM_FACETS

HEADER = (
    "# Names of this index: values of a facet that are shown under another. Written by `fihris names`; may be edited.\n"
    "# value\tshown as\tfacet\trule\tevidence\tsince\n"
)

NAMED_AFTER: dict[str, tuple[str, ...]] = {"speaker": ("person", "organisation"), "dateline": ("place",)}
"""Facets whose values are names of others: a merge there counts here, too, unless this facet decides otherwise."""

Names = Mapping[str, str]
"""Member value → canonical value, never a member itself."""


class NameMapError(ValueError):
    """A line of a map that cannot be read. line: its number, from 1."""

    def __init__(self, line: int, reason: str, reason_ar: str) -> None:
        """Keep where and why, in both languages."""
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason
        self.reason_ar = reason_ar


@dataclass(frozen=True, slots=True)
class Merge:
    """One value of a facet that is shown under another. since: the ISO day on which that was decided."""

    field: str
    value: str
    canonical: str
    rule: str = ""
    evidence: str = ""
    since: str = ""


@dataclass(frozen=True)
class NameMap:
    """The merges of one index. Every value is merged at most once, and no chain of merges leads back to itself."""

    merges: tuple[Merge, ...] = ()
    _resolved: dict[str, Names] = field(default_factory=dict, compare=False, repr=False)
    _gathered: dict[str, dict[str, list[str]]] = field(default_factory=dict, compare=False, repr=False)

    def __bool__(self) -> bool:
        """Return whether there is any merge."""
        return bool(self.merges)

    def of(self, facet: str) -> Names:
        """Return member → canonical value of one facet, those of the facets it is named after included."""
        names = self._resolved.get(facet)
        if names is None:
            own, others = self._steps(facet), self._steps(*NAMED_AFTER.get(facet, ()))
            names = self._resolved[facet] = _followed(_joined(own, others) if others else own)
        return names

    def _steps(self, *facets: str) -> dict[str, str]:
        """Return value → what it is merged into, of several facets the first that says."""
        steps: dict[str, str] = {}
        for facet in facets:
            for merge in self.merges:
                if merge.field == facet:
                    steps.setdefault(merge.value, merge.canonical)
        return steps

    def canonical(self, facet: str, value: str) -> str:
        """Return what a value is shown as: itself, where it is not merged."""
        return self.of(facet).get(value, value)

    def members(self, facet: str, canonical: str) -> tuple[str, ...]:
        """Return the values that are shown as this one, itself left out, in the order of their code points."""
        gathered = self._gathered.get(facet)
        if gathered is None:
            gathered = self._gathered[facet] = {}
            for value in sorted(self.of(facet)):
                gathered.setdefault(self.of(facet)[value], []).append(value)
        return tuple(gathered.get(canonical, ()))

    def with_merges(self, merges: Iterable[Merge]) -> NameMap:
        """Return the map with more merges, in their order; a value merged before is merged anew.

        Where the canonical value was itself shown under the other, it is so no longer. Raises ValueError where a merge
        would show a value under itself.
        """
        kept = {(merge.field, merge.value): merge for merge in self.merges}
        for merge in merges:
            if merge.value == merge.canonical:
                raise ValueError(f"{merge.value!r} is shown under itself")
            kept.pop((merge.field, merge.value), None)
            if _leads_to(merge.value, merge.canonical, merge.field, kept):
                del kept[merge.field, merge.canonical]
            kept[merge.field, merge.value] = merge
        changed = NameMap(tuple(kept.values()))
        changed.check()
        return changed

    @property
    def version(self) -> str:
        """Return some letters that differ between different maps; empty for the empty one."""
        packed = repr([(merge.field, merge.value, merge.canonical) for merge in self.merges]).encode()
        return hashlib.blake2b(packed, digest_size=8).hexdigest() if self.merges else ""

    def without(self, facet: str, name: str) -> tuple[NameMap, tuple[Merge, ...]]:
        """Return the map without the merge of a value, or where it is none, without all that lead to it; and those."""
        gone = [merge for merge in self.merges if merge.field == facet and merge.value == name]
        gone = gone or [merge for merge in self.merges if merge.field == facet and merge.canonical == name]
        return NameMap(tuple(merge for merge in self.merges if merge not in gone)), tuple(gone)

    def check(self) -> None:
        """Raise ValueError where some chain of merges leads back to its beginning."""
        for facet in TERM_FACETS:
            self.of(facet)


def _leads_to(value: str, name: str, facet: str, merges: Mapping[tuple[str, str], Merge]) -> bool:
    """Tell whether a name is shown, over however many merges, under the value."""
    while (merge := merges.get((facet, name))) is not None:
        name = merge.canonical
        if name == value:
            return True
    return False


def _joined(own: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """Return the steps of a facet and the others, without those of the others that close a circle; each walked once."""
    steps = {**others, **own}
    seen: set[str] = set()
    for value in list(steps):
        chain: list[str] = []
        current = value
        while current in steps and current not in seen:
            seen.add(current)
            chain.append(current)
            current = steps[current]
        if current in chain:
            for each in chain[chain.index(current) :]:
                if each not in own:
                    del steps[each]
    return steps


def _followed(steps: Mapping[str, str]) -> Names:
    """Return for each value the end of its chain; each link is walked once. Raises ValueError on a circle."""
    ends: dict[str, str] = {}
    for value in steps:
        chain: dict[str, None] = {}
        current = value
        while current in steps and current not in ends:
            if current in chain:
                raise ValueError(f"{current!r} leads back to itself")
            chain[current] = None
            current = steps[current]
        end = ends.get(current, current)
        ends.update(dict.fromkeys(chain, end))
    return ends


def parse_map(text: str) -> NameMap:
    """Return the map that `print_map` wrote, or a hand. Raises NameMapError."""
    merges: list[Merge] = []
    lines: dict[tuple[str, str], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        merge = _parse_line(number, line.rstrip("\r"))
        if (first := lines.setdefault((merge.field, merge.value), number)) != number:
            raise NameMapError(
                number, f"{merge.value!r} stands in line {first} already", f"القيمة مكررة من السطر {first}"
            )
        merges.append(merge)
    found = NameMap(tuple(merges))
    try:
        found.check()
    except ValueError as error:
        raise NameMapError(max(lines.values()), str(error), "تعود القيمة إلى نفسها") from error
    return found


def _parse_line(number: int, line: str) -> Merge:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) < 3 or not cells[0] or not cells[1]:
        raise NameMapError(
            number,
            "value, canonical value and facet are wanted, apart by tabs",
            "المطلوب: القيمة والاسم المعتمد والحقل، بينها Tab",
        )
    value, canonical, facet = cells[:3]
    if not (_can_be_asked_for(value) and _can_be_asked_for(canonical)):
        raise NameMapError(
            number,
            f"a name has at most {MAX_FACET_VALUE_CHARS} characters, none of them broken",
            f"الاسم {MAX_FACET_VALUE_CHARS} حرف على الأكثر، بلا محارف معطوبة",
        )
    if facet not in TERM_FACETS:
        raise NameMapError(number, f"{facet!r} is no facet", f"لا يوجد حقل باسم «{facet}»")
    if value == canonical:
        raise NameMapError(number, "a value cannot be shown as itself", "القيمة والاسم المعتمد واحد")
    return Merge(facet, value, canonical, *[*cells, "", "", ""][3:6])


def print_map(names: NameMap) -> str:
    """Return the table, a header and one line a merge; tabs and line ends within a value become spaces."""
    rows = (
        (merge.value, merge.canonical, merge.field, merge.rule, merge.evidence, merge.since) for merge in names.merges
    )
    return HEADER + "".join("\t".join(map(_one_line, row)) + "\n" for row in rows)


def is_writable(value: str) -> bool:
    """Tell whether a value can stand in the table, and a filter name it.

    Not empty, not too long, no comment, no tab, line end, broken character or space at its ends.
    """
    is_cell = bool(value) and value == value.strip() and not value.startswith("#") and not set(value) & set("\t\n\r")
    return is_cell and _can_be_asked_for(value)


def _can_be_asked_for(value: str) -> bool:
    """Tell whether a filter may have a value (`search.request.Filter`)."""
    return len(value) <= MAX_FACET_VALUE_CHARS and is_text(value)


def _one_line(cell: str) -> str:
    return cell.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def today() -> str:
    """Return the day of now, ISO."""
    return dt.date.today().isoformat()
