"""The values of a facet for a request: those that fit what a reader types, and all of them page by page."""

from __future__ import annotations

import numpy as np

from search.analysis import fold_text
from search.analysis.latin import latin_word_keys
from search.engines.local.answer import evaluate_request, facet_counter, facet_of
from search.engines.local.log_odds import log_odds
from search.engines.local.snapshot import Snapshot
from search.errors import ParameterValueError
from search.execution.scratch import Scratch
from search.facets.columns import FacetColumn
from search.facets.listing import (
    VALUE_ORDERS,
    Heading,
    ListedValue,
    Numbers,
    Scores,
    ValueList,
    in_alphabet,
    in_order_of_counts,
    in_order_of_scores,
)
from search.names.applying import rename_request
from search.query_parser import parse_query
from search.request import SearchRequest
from search.results import FacetValue, TermFacet
from search.types import Mask


def values_beginning_with(
    name: str, prefix: str, request: SearchRequest, snapshot: Snapshot, scratch: Scratch, *, limit: int
) -> TermFacet:
    """Return the values of a facet that fit what was typed; see `fitting_values`."""
    request, _ = rename_request(request, snapshot.names)
    allowed, _ = fitting_values(name, prefix, snapshot)
    found = evaluate_request(parse_query(request.text), request, snapshot, scratch, ranked=False)
    counter = facet_counter(snapshot, scratch)
    facet = facet_of(name, request, snapshot, found, counter, limit=limit, allowed=allowed)
    assert isinstance(facet, TermFacet)
    return facet


def list_values(
    name: str,
    request: SearchRequest,
    snapshot: Snapshot,
    scratch: Scratch,
    *,
    prefix: str,
    order: str,
    place: int,
    size: int,
) -> ValueList:
    """Return a page of the values of a facet. Cost: one pass over the values of the matches, and a sort of them."""
    if order not in VALUE_ORDERS:
        raise ParameterValueError("sort", order, "one of " + ", ".join(VALUE_ORDERS), "أحد: " + "، ".join(VALUE_ORDERS))
    request, _ = rename_request(request, snapshot.names)
    allowed, by_sound = fitting_values(name, prefix, snapshot) if prefix.strip() else (None, False)
    found = evaluate_request(parse_query(request.text), request, snapshot, scratch, ranked=False)
    counter = facet_counter(snapshot, scratch)
    column = snapshot.column(name)
    pinned: tuple[FacetValue, ...] = ()
    if any(item.field == name for item in request.filters):
        facet = facet_of(name, request, snapshot, found, counter, limit=0, allowed=allowed)
        assert isinstance(facet, TermFacet)
        pinned = facet.values
    documents = [selection.counted_by(name) for selection in found.selections]
    ordinals, counts = counter.counts(column, documents)
    kept = np.ones(len(ordinals), np.bool_) if allowed is None else allowed[ordinals]
    distinct = int(np.count_nonzero(kept))
    named = [column.ordinal(value.value) for value in pinned]
    kept &= ~np.isin(ordinals, [ordinal for ordinal in named if ordinal is not None])
    articles = sum(map(len, documents))
    values, headings = _page(column, ordinals[kept], counts[kept], order, (articles, snapshot.live_count), place, size)
    listed = int(np.count_nonzero(kept))
    following = place + size if place + size < listed else None
    return ValueList(
        order, pinned, values, distinct, listed, place, following, headings, articles, snapshot.live_count, by_sound
    )


def _page(
    column: FacetColumn,
    ordinals: Numbers,
    counts: Numbers,
    order: str,
    articles: tuple[int, int],
    place: int,
    size: int,
) -> tuple[tuple[ListedValue, ...], tuple[Heading, ...]]:
    """Return the values from a place on, and the letters of all of them. articles: that were counted, and all."""
    counted, archive = articles
    totals = column.totals[ordinals].astype(np.int64)
    headings: tuple[Heading, ...] = ()
    scores: Scores | None = None
    if order == "alphabet":
        sequence, headings = in_alphabet(ordinals, column.alphabet)
    elif order == "distinctive" and counted == archive:
        scores = np.zeros(len(ordinals))  # of nothing beside it
        sequence = in_order_of_counts(ordinals, counts)
    elif order == "distinctive":
        scores = np.asarray(log_odds(counts, counted, totals - counts, archive - counted, totals, archive), np.float64)
        sequence = in_order_of_scores(ordinals, scores)
    else:
        sequence = in_order_of_counts(ordinals, counts)
    page = sequence[place : place + size]
    values = map(
        ListedValue,
        column.values_of(ordinals[page].tolist()),
        counts[page].tolist(),
        totals[page].tolist(),
        [None] * len(page) if scores is None else np.round(scores[page], 3).tolist(),
    )
    return tuple(values), headings


def fitting_values(name: str, prefix: str, snapshot: Snapshot) -> tuple[Mask, bool]:
    """Return (values,) which values have a word that begins with a prefix, and whether some were found by sound.

    The prefix is folded; the ال of a word may be missing. Latin letters find Arabic names, too.
    """
    column = snapshot.column(name)
    allowed = np.zeros(len(column), np.bool_)
    folded, sounds = fold_text(prefix), latin_word_keys(prefix)
    by_sound = False
    for segment, translation in zip(snapshot.segments, column.translations, strict=True):
        found = segment.folded(name).continuing(folded, skip_article=True)
        if sounds:
            sounding = segment.latin(name).sounding(sounds, begun=True)
            by_sound = by_sound or len(sounding) > 0
            found = np.union1d(found, sounding)
        allowed[translation[found] if len(translation) else found] = True
    return allowed, by_sound
