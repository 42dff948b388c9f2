"""The page of one name: when and where it occurs, what occurs with it, under which names, and what it said."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import quote

import search
from web.i18n import field_label, long_date
from web.presenters.charts import Chart, PeriodUrls, present_chart
from web.presenters.results import NameLink
from web.search_state import SearchState, Selection
from web.timelines import Timelines

COMPANIONS = ("person", "organisation", "place", "speaker")
"""Facets whose values are ranked by how much more often they occur with the name."""

COMPANIONS_SHOWN = 12
MOST_QUOTATIONS = 8
MOST_NAMES = 12
MOST_FORMS_SOUGHT = 12
"""In the concordance of a name: spellings and proclitics, of those that searches do not take for the same."""

_PROCLITICS = {"لل": "ال", "ولل": "ال", "فلل": "ال"} | dict.fromkeys(
    ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل"), ""
)
"""Letters before a name, and which letters of it they stand for."""

_TATWEEL = "\u0640"
RAREST = 20
"""A first name alone is sought where one mention of so many has it."""

NAMED_IN_TEXTS = ("person", "place", "organisation", "speaker")
"""Kinds whose values are names of the text, not of the article."""

_MULTI_VALUED = frozenset(item.name for item in search.FIELDS if item.kind == "terms" and item.multi)


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody is reported to have said, and where."""

    quotation: search.Quotation
    article: search.Article


class Sought(NamedTuple):
    """The query for the places where a name stands. is_every: it finds every form of the name that is known."""

    query: str
    is_every: bool


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What the engine says of a name. results: its newest articles, and of all of them the facet `source`.

    forms: how it is written in `read` articles, with proclitics. merged: values shown under it.
    """

    kind: str
    name: str
    results: search.SearchResults
    timelines: Timelines
    contrasted: search.Contrasted
    merged: tuple[str, ...]
    forms: tuple[tuple[str, int], ...]
    read: int
    said: tuple[Said, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class CompanionView:
    """A value that occurs with the name. both_href: the articles with both. lift: as `3.4`, times as often."""

    link: NameLink
    both_href: str
    count: int
    lift: str


@dataclass(frozen=True, slots=True)
class SaidView:
    """A quotation ready to print."""

    words: str
    is_direct: bool
    verb: str
    href: str
    source: str
    date: str
    published: str | None


@dataclass(frozen=True, slots=True)
class EntityView:
    """The page. companions: by the label of their facet. closest: the first of the name's own kind, to compare with.

    concordance_href: "" where the name stands in no text. is_every_place: the concordance has all of its places.
    """

    kind_label: str
    articles_href: str
    concordance_href: str
    is_every_place: bool
    closest: NameLink | None
    chart: Chart
    sources: tuple[tuple[NameLink, int], ...]
    more_sources: int
    companions: tuple[tuple[str, tuple[CompanionView, ...]], ...]
    written: tuple[tuple[str, int], ...]
    said: tuple[SaidView, ...]
    all_said_href: str


def path_of(kind: str, name: str) -> str:
    """Return the path of a name's page."""
    return f"/entity/{kind}/{quote(name, safe='', errors='replace')}"


def with_entity(state: SearchState, kind: str, name: str) -> SearchState:
    """Return the search whose hits are those of another that have the name."""
    roles = {item.op for item in state.selections if (item.field, item.value) == (kind, name)}
    selected = [item.value for item in state.selections if (item.field, item.op) == (kind, "any")]
    if name in selected:
        for value in selected:
            state = state.without_value(kind, value)
        selected = []
    found = state.require(kind, name) if kind in _MULTI_VALUED or selected else state.with_value(kind, name)
    if "not" in roles:
        return replace(found, selections=(*found.selections, Selection(kind, "not", name)))
    return found


def forms_of(articles: Iterable[search.Article], kind: str, name: str) -> tuple[tuple[str, int], ...]:
    """Return the forms in which a name stands in articles, proclitics included, the most frequent first.

    Letters of old character sets that show their joining, and signs that do not show, are as what is seen.
    """
    counts = Counter(
        _as_typed(item.text)
        for article in articles
        for item in article.entities
        if item.name == name and kind in (item.kind, "speaker")
    )
    return _by_frequency(counts)


def names_written(forms: Sequence[tuple[str, int]], name: str) -> tuple[tuple[str, int], ...]:
    """Return how a name is written, with counts, the most frequent first.

    forms: as of `forms_of`. One with a proclitic counts as the one without, however spelt, where that is the name or
    another form of it.
    """
    spellings: dict[str, str] = {}
    for form in (*(form for form, _count in forms), name):
        spellings.setdefault(search.fold_text(form), form)
    bare: Counter[str] = Counter()
    for form, count in forms:
        bare[_without_proclitic(form, spellings)] += count
    return _by_frequency(bare)[:MOST_NAMES]


def _as_typed(text: str) -> str:
    shown = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return " ".join(shown.split())


def _by_frequency(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _without_proclitic(form: str, spellings: Mapping[str, str]) -> str:
    """Return the known form that another one is, behind a proclitic; else itself.

    spellings: of the known forms, by how these fold.
    """
    folded = search.fold_text(form)
    bare = (own + folded[len(letters) :] for letters, own in _PROCLITICS.items() if folded.startswith(letters))
    return next((spellings[item] for item in bare if item in spellings), form)


def sought_by_name(forms: Sequence[tuple[str, int]], name: str) -> Sought:
    """Return the query for the places where a name stands: its most frequent forms, without those that hold another.

    Several words are sought in any spelling, one in these letters: على, a word of every article, is spelt as علي is.
    A word with a proclitic is another word.

    >>> sought_by_name((("لافروف", 53), ("سيرغي لافروف", 20), ("ولافروف", 2)), "سيرغي لافروف").query
    '="لافروف" OR ="ولافروف"'
    """
    spellings: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for form, count in forms or ((name, 1),):
        phrase = form.replace('"', " ")
        counts[spellings.setdefault(_letters(phrase), phrase)] += count
    telling = Counter({form: count for form, count in counts.items() if not _is_rare_part(form, counts)})
    sought = _fewest([form for form, _count in telling.most_common(MOST_FORMS_SOUGHT)])
    is_every = all(any(_holds(form, other) for other in sought) for form in counts)
    return Sought(" OR ".join(f'="{form}"' if _is_word(form) else f'"{form}"' for form in sought), is_every)


def _is_word(form: str) -> bool:
    return len(form.split()) == 1


def _fewest(forms: Sequence[str]) -> list[str]:
    """Return the forms whose queries find all of them, in their order."""
    kept: list[str] = []
    for form in sorted(forms, key=lambda form: len(form.split())):
        if not any(_holds(form, other) for other in kept):
            kept.append(form)
    return sorted(kept, key=forms.index)


def _letters(form: str) -> str:
    """Return a form without vowel signs and tatweel, which searches for exact letters set aside."""
    return "".join(sign for sign in form if unicodedata.category(sign) != "Mn" and sign != _TATWEEL)


def _is_rare_part(form: str, counts: Mapping[str, int]) -> bool:
    """Return whether a word is seldom the name by itself, and another word of the whole name is so more often."""
    if not _is_word(form) or counts[form] * RAREST > sum(counts.values()):
        return False
    wholes = [whole for whole in counts if whole != form and _holds(whole, form)]
    return any(
        counts[other] > counts[form] and _is_word(other) and any(_holds(whole, other) for whole in wholes)
        for other in counts
    )


def _holds(form: str, other: str) -> bool:
    """Return whether the query for `other` finds a form wherever this stands."""
    as_sought = _letters if _is_word(other) else search.fold_text
    return f" {as_sought(other)} " in f" {as_sought(form)} "


def quotations_of(articles: Iterable[search.Article], name: str) -> tuple[Said, ...]:
    """Return what a speaker says in articles, in their order, no words twice."""
    said: dict[str, Said] = {}
    for article in articles:
        for item in article.quotations:
            if item.speaker == name:
                said.setdefault(" ".join(item.text.split()), Said(item, article))
    return tuple(said.values())[:MOST_QUOTATIONS]


def present_entity(state: SearchState, facts: EntityFacts, *, mirrored: bool) -> EntityView:
    """Return the page of a name. state: the search through which it is looked at, mostly that for everything."""
    here = with_entity(state, facts.kind, facts.name)
    sources = facts.results.facets.get("source")
    assert isinstance(sources, search.TermFacet)
    sought = sought_by_name(facts.forms, facts.name)
    is_named = facts.kind in NAMED_IN_TEXTS
    of_period = PeriodUrls(here)
    return EntityView(
        field_label(facts.kind),
        here.url(),
        here.with_text(sought.query).url("/concordance") if facts.results.total and is_named else "",
        sought.is_every and facts.read == facts.results.total and not state.text.strip(),
        _closest(state, facts),
        present_chart((facts.name,), facts.timelines, (of_period,), of_period, mirrored=mirrored),
        tuple(
            (NameLink("source", item.value, with_entity(here, "source", item.value).url()), item.count)
            for item in sources.values[:COMPANIONS_SHOWN]
        ),
        max(0, sources.distinct - COMPANIONS_SHOWN),
        tuple(
            (field_label(name), companions)
            for name, contrasts in facts.contrasted.values.items()
            if (companions := tuple(_companion(state, here, name, item) for item in contrasts))
        ),
        names_written(facts.forms, facts.name),
        tuple(_said(state, item) for item in facts.said),
        with_entity(state, "speaker", facts.name).with_sort("newest").url() if facts.said else "",
    )


def _companion(state: SearchState, here: SearchState, kind: str, item: search.Contrast) -> CompanionView:
    link = NameLink(kind, item.value, state.url(path_of(kind, item.value)))
    both = with_entity(here, kind, item.value).url()
    return CompanionView(link, both, item.count, lift_label(item.lift))


def _closest(state: SearchState, facts: EntityFacts) -> NameLink | None:
    """Return the strongest companion of the same kind with the way to the comparison."""
    for item in facts.contrasted.values.get(facts.kind, ()):
        both = state.without_field(facts.kind).with_value(facts.kind, facts.name).with_value(facts.kind, item.value)
        return NameLink(facts.kind, item.value, both.url("/compare"))
    return None


def lift_label(lift: float) -> str:
    """Return a lift as 12 or, below ten, 3.4."""
    return f"{lift:.1f}" if lift < 10 else f"{lift:,.0f}"


def _said(state: SearchState, item: Said) -> SaidView:
    day = item.article.published_day()
    verb = item.quotation.verb
    return SaidView(
        " ".join(item.quotation.text.split()),
        item.quotation.kind == "direct",
        verb if any(map(str.isalpha, verb)) else "",
        SearchState(lang=state.lang).url(f"/article/{item.article.key}"),
        item.article.source or "",
        long_date(day) if day else "",
        item.article.published,
    )
