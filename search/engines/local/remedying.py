"""Remedies for a search that found too little or too much: changes to the request, and what they find; none is made.

Each is a request of its own that was evaluated (`trying`). The kinds come in the order of how likely they are meant:
what was typed otherwise than meant (`misread`), then what was asked too narrowly (`narrowed`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from search.engines.local.misread import Misread, absent_values
from search.engines.local.narrowed import Narrowed
from search.engines.local.planner import Plan
from search.engines.local.snapshot import Snapshot
from search.engines.local.trying import Count, Trials, unknown_words
from search.query_parser import ParsedQuery
from search.request import SearchRequest
from search.results import Remedy

MAX_REMEDIES = 8


def remedies(
    request: SearchRequest, parsed: ParsedQuery, plan: Plan, total: int, snapshot: Snapshot, count: Count
) -> tuple[Remedy, ...]:
    """Return what may help: everything where nothing was found, else what mends a word or value that the archive lacks.

    Beside hits also all words together, where that many were too many to ask for, and far more frequent names that rare
    Latin words spell. plan: of the request. total: what it found.
    """
    unknown, absent = unknown_words(plan), absent_values(request, snapshot)
    trials = Trials(count)
    misread = Misread(request, parsed, snapshot, trials, needs_all=total > 0)
    narrowed = Narrowed(request, parsed, snapshot, trials)
    kinds: list[Iterable[Remedy]] = []
    if total:
        kinds += [narrowed.all_words(plan, total), misread.other_values(absent)]
        kinds += [misread.other_texts(unknown) if unknown else misread.frequent_names(total)]
    else:
        texts = misread.other_texts(unknown)
        kinds += [misread.other_values(absent), texts or misread.other_texts_without_filters(unknown)]
        kinds += [narrowed.looser_words(), narrowed.looser_level(), narrowed.any_word(plan)]
        filters = [*narrowed.fewer_filters(), *narrowed.wider_dates()]
        kinds += [filters or narrowed.no_filters(), narrowed.fewer_words(plan)]
    found: dict[Remedy, Remedy] = {}
    for kind in kinds:
        for remedy in kind:
            # What was typed and what was meant says nothing of the request that results.
            found.setdefault(replace(remedy, kind="", count=0, value=remedy.value if remedy.field else ""), remedy)
    return tuple(found.values())[:MAX_REMEDIES]
