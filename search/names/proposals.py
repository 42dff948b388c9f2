"""Proposals: which values of a facet are probably one, the surest first.

Values are compared only inside blocks: those with the same loose key of two of their parts. So the cost grows with the
values, not with their pairs. How sure a pair is: `judging`. Not for: applying anything; a person, or a threshold that
a person chose, decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from search.names.comparing import Relation, compare_names
from search.names.judging import LOWEST, Context, Judge, NameValue, Pair, Proposal
from search.names.spelling import SON_OF, loose_part, name_parts

MAX_BLOCK = 150
"""Values of a block that are compared with each other; a larger one is of names so common that they say nothing."""

KNOWN = Relation("listed", 0.99, "both are names of one in the table of well-known names")


Listed = Callable[[str], str | None]
"""A value → the well-known name it stands for, or None."""


def propose(
    field: str, values: Sequence[NameValue], context: Context, *, kind: str, listed: Listed | None = None
) -> list[Proposal]:
    """Return the merges to propose, the surest first, each value merged into at most one other.

    kind: "person", "place", "organisation" or another facet (`compare_names`). listed: two values that stand for two
    well-known names are never proposed. Cost: linear in the values for the blocks, and bounded within each.
    """
    known = [listed(each.value) if listed else None for each in values]
    related = list(_related(values, known, kind))
    judge = Judge(field, values, known, context, related)
    judged = sorted(
        (judge.proposal(pair, relation) for pair, relation in related),
        key=lambda item: (-item[1].confidence, -item[1].member.count, item[1].member.value),
    )
    return list(_compatible(judged, values, known, kind))


def _related(values: Sequence[NameValue], known: Sequence[str | None], kind: str) -> Iterator[tuple[Pair, Relation]]:
    """Yield each pair of values that may be one, once."""
    seen: set[Pair] = set()
    for block in _blocks(values, known, kind):
        for pair in combinations(block, 2):
            if pair in seen:
                continue
            seen.add(pair)
            one, other = known[pair[0]], known[pair[1]]
            if one and other:
                if one == other:
                    yield pair, KNOWN
                continue
            relation = compare_names(values[pair[0]].value, values[pair[1]].value, kind)
            if relation:
                yield pair, relation


def _blocks(values: Sequence[NameValue], known: Sequence[str | None], kind: str) -> Iterator[list[int]]:
    """Yield the places of values that share a loose key, each block increasing."""
    blocks: dict[tuple[str, ...], list[int]] = {}
    for place, each in enumerate(values):
        for key in _keys(each.value, kind):
            blocks.setdefault(key, []).append(place)
        if name := known[place]:
            blocks.setdefault(("listed", name), []).append(place)
    for key, block in blocks.items():
        if len(block) > MAX_BLOCK and key[0] != "listed":
            block = sorted(sorted(block, key=lambda place: -values[place].count)[:MAX_BLOCK])
        if len(block) > 1:
            yield block


def _keys(value: str, kind: str) -> Iterable[tuple[str, ...]]:
    """Return the blocks of a value: of persons the first and last, the two first and the two last parts."""
    parts = [loose_part(part) for part in name_parts(value) if part != SON_OF]
    if not parts:
        return ()
    if kind != "person":
        return {("all", *parts), ("joined", "".join(name_parts(value)))}
    if len(parts) < 2:
        return ()
    return {("ends", parts[0], parts[-1]), ("front", *parts[:2]), ("back", *parts[-2:])}


def _compatible(
    judged: Iterable[tuple[Pair, Proposal]],
    values: Sequence[NameValue],
    known: Sequence[str | None],
    kind: str,
) -> Iterator[Proposal]:
    """Yield the proposals that can all be applied: no value twice, and nobody united through a third name.

    A short name may be one of two people; whichever proposal is surer takes it, and the other falls.
    """
    groups: dict[int, list[int]] = {}
    merged: set[int] = set()
    for (canonical, member), proposal in judged:
        if proposal.confidence < LOWEST or member in merged:
            continue
        one, other = groups.get(canonical, [canonical]), groups.get(member, [member])
        if one is other or not _fit(one, other, values, known, kind):
            continue
        merged.add(member)
        one = one + other
        groups.update(dict.fromkeys(one, one))
        yield proposal


def _fit(
    one: Sequence[int], other: Sequence[int], values: Sequence[NameValue], known: Sequence[str | None], kind: str
) -> bool:
    """Tell whether any two members of two groups may be one."""
    for a in one:
        for b in other:
            if known[a] and known[b]:
                if known[a] != known[b]:
                    return False
            elif compare_names(values[a].value, values[b].value, kind) is None:
                return False
    return True
