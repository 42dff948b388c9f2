"""Up to four searches side by side: lines over time and what is distinctive of each, as a page and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import flask

import search
from web.addresses import public_url
from web.api import json_response
from web.engine_access import current_engine
from web.findings_json import contrasts_as_json
from web.own_parameters import read_own, read_state
from web.parameters import Pair
from web.presenters.comparison import (
    FIELDS,
    MOST_SERIES,
    VALUES_SHOWN,
    WORDS_SHOWN,
    Comparison,
    present_comparison,
)
from web.presenters.series import SCALES
from web.search_state import SearchState, notice_of
from web.telling_words import is_telling
from web.timelines import Timelines, aligned_timelines

SERIES_FACETS = ("source", *(name for name in search.TERM_FACETS if name != "source"))
"""The facet whose selected values are compared is the first of these that has several."""

OWN_PARAMETERS = ("scale",)

WORDS_ASKED = 3 * WORDS_SHOWN
"""Some are left out."""

blueprint = flask.Blueprint("comparison", __name__)


@blueprint.get("/compare")
def page() -> str:
    """Show the comparison, and the form that asks for another."""
    comparison, notices = read_comparison(flask.request.args.items(multi=True), page=True)
    timelines, contrasted = _ask(comparison)
    return flask.render_template(
        "compare.html",
        state=comparison.base,
        comparison=comparison,
        view=present_comparison(comparison, timelines, contrasted, mirrored=comparison.base.lang == "ar"),
        notices=notices,
        page_parameters=comparison.pairs(),
        address=public_url(comparison.url()),
    )


@blueprint.get("/api/compare")
def find() -> flask.Response:
    """Answer the same as JSON."""
    comparison, _ = read_comparison(flask.request.args.items(multi=True), page=False)
    timelines, contrasted = _ask(comparison)
    series = zip(comparison.labels, timelines.counts, timelines.volumes, contrasted, strict=True)
    return json_response(
        {
            "by": comparison.by or None,
            "scale": comparison.scale,
            "series": [
                {
                    "label": label,
                    "articles": found.articles,
                    "timeline": search.facet_as_json(timeline),
                    "volume": search.facet_as_json(volume),
                    "words": contrasts_as_json(found.words),
                    "sampled": found.sampled,
                    "names": {field: contrasts_as_json(values) for field, values in found.values.items()},
                }
                for label, timeline, volume, found in series
            ],
        }
    )


def read_comparison(pairs: Iterable[Pair], *, page: bool) -> tuple[Comparison, tuple[search.Notice, ...]]:
    """Return what the parameters compare, and the notices of a page.

    Several `q` are compared; else the values of the first facet that has several selected; all else is common to all.
    Raises RequestError, on a page QueryTextError only.
    """
    given = list(pairs)
    scale, of_scale = read_own(given, OWN_PARAMETERS, _read_scale, page=page)
    texts = list(dict.fromkeys(value for name, value in given if name == "q" and value.strip()))
    several = len(texts) > 1
    others = [pair for pair in given if pair[0] != "q"]
    base = read_state(others if several else [*others, *(("q", text) for text in texts)], OWN_PARAMETERS, page=page)
    notices = (*base.notices, *of_scale)
    try:
        _check_number("q" if several else "", texts)
        comparison = _compare_texts(base, texts) if several else _compare_values(base, base)
    except search.ParameterValueError as error:
        if not page:
            raise
        notices = (*notices, notice_of(error))
        comparison = _compare_texts(base, texts[:MOST_SERIES]) if several else _compare_values(base, _cut(base))
    for state in comparison.states:
        state.to_request()
    return replace(comparison, scale=scale), notices


def _read_scale(values: dict[str, str]) -> str:
    scale = values.get("scale", SCALES[0])
    if scale not in SCALES:
        raise search.ParameterValueError("scale", scale, "count or share", "count أو share")
    return scale


def _compare_texts(base: SearchState, texts: list[str]) -> Comparison:
    return Comparison(base, "q", tuple(base.with_text(text) for text in texts), tuple(texts))


def _compare_values(base: SearchState, shown: SearchState) -> Comparison:
    """Return the comparison of a facet's selected values; of one search alone, where no facet has several."""
    by, values = _compared_values(shown)
    if not by:
        return Comparison(base, "", (base,), (base.text,))
    _check_number(by, values)
    plain = base
    for item in base.selections:
        if item.field == by and item.op == "any":
            plain = plain.without_value(by, item.value)
    return Comparison(base, by, tuple(plain.with_value(by, value) for value in values), tuple(values))


def _compared_values(state: SearchState) -> tuple[str, list[str]]:
    for name in SERIES_FACETS:
        values = [item.value for item in state.selections if (item.field, item.op) == (name, "any")]
        if len(values) > 1:
            return name, values
    return "", []


def _cut(state: SearchState) -> SearchState:
    """Return the state with as many values of the facet compared as are shown."""
    by, values = _compared_values(state)
    for value in values[MOST_SERIES:]:
        state = state.without_value(by, value)
    return state


def _check_number(name: str, values: list[str]) -> None:
    if name and len(values) > MOST_SERIES:
        raise search.ParameterValueError(
            name, values[MOST_SERIES], f"at most {MOST_SERIES} to compare", f"{MOST_SERIES} على الأكثر للمقارنة"
        )


def _ask(comparison: Comparison) -> tuple[Timelines, tuple[search.Contrasted, ...]]:
    """Return the timeline of each series and what is distinctive of it; of nothing asked, nothing."""
    if not comparison.is_asked:
        empty = search.DateFacet("year", (), 0)
        return Timelines((empty,), (empty,), empty), (search.Contrasted(0, 0),)
    requests = [state.to_request(facets=()) for state in comparison.states]
    engine = current_engine()
    fields = [field for field in FIELDS if field != comparison.by]
    contrasted = engine.contrast(requests, fields, VALUES_SHOWN, WORDS_ASKED)
    return aligned_timelines(engine, requests), tuple(
        replace(found, words=tuple(item for item in found.words if is_telling(item.value))[:WORDS_SHOWN])
        for found in contrasted
    )
