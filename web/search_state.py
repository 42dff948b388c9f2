"""SearchState: a search as a URL says it, immutable; the only module that knows the URL grammar.

Reads the parameters of page, JSON, export and feed (and of `fihris search --params`), turns them into
the one `SearchRequest`, and writes canonical links: parameters in one order, defaults left out. Every
change returns a new state on its first page. Free of Flask. Not for: carrying a search out (`search`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, NamedTuple, Self
from urllib.parse import quote

import search
from web.date_entry import MONTH_LOCALES, read_typed
from web.parameters import (
    Pair,
    TypedDateError,
    empty_value_error,
    read_number,
    repeated_error,
    reversed_range_error,
    unread_date_error,
)

Operator = Literal["any", "all", "not"]

OPERATOR_SUFFIXES: dict[str, Operator] = {"": "any", ".all": "all", ".not": "not"}
FILTER_PARAMETERS: dict[str, tuple[str, Operator]] = {
    name + suffix: (name, op) for name in search.TERM_FACETS for suffix, op in OPERATOR_SUFFIXES.items()
}
DATE_PARAMETERS: dict[str, tuple[str, int]] = {
    "from": ("date", 0),
    "to": ("date", 1),
    "mentioned.from": ("mentioned", 0),
    "mentioned.to": ("mentioned", 1),
}
SEARCH_PARAMETERS: tuple[str, ...] = (
    *("q", "match", "level"),
    *FILTER_PARAMETERS,
    *DATE_PARAMETERS,
    *("story", "collapse", "sort", "size", "after"),
)
"""Every parameter of a search, in the order of canonical links."""

TYPED_SUFFIX = ".typed"
"""Behind the name of a date parameter: as people write dates. Boxes of a page send it, and it becomes a redirect."""

LANGUAGES = ("ar", "en")
MONTH_NAMES = tuple(MONTH_LOCALES)
"""Values of `months`, which a page remembers: by which names readers know the months."""

PAGE_PARAMETERS = ("lang", "months", *(name + TYPED_SUFFIX for name in DATE_PARAMETERS))
"""What a page takes beside a search."""

DEFAULT_SIZE = 10

_PARAMETER_OF = {pair: name for name, pair in FILTER_PARAMETERS.items()}
_PLACE_OF_PARAMETER = {name: place for place, name in enumerate((*SEARCH_PARAMETERS, "lang"))}
_OPERATORS: tuple[Operator, ...] = tuple(OPERATOR_SUFFIXES.values())
_OTHER_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


class Selection(NamedTuple):
    """One value of a facet that is selected ("any"), required ("all") or excluded ("not")."""

    field: str
    op: Operator
    value: str


class Period(NamedTuple):
    """A range of days as ISO years, months or days; inclusive, "" where it is open."""

    first: str = ""
    last: str = ""


OPEN_PERIOD = Period()


class ValueUrls:
    """The links that give one more value of a facet a role, canonical as `SearchState.url`, some microseconds each.

    A page has hundreds of them, and they differ in one parameter.
    """

    def __init__(self, state: SearchState, name: str, path: str = "/search", extra: Iterable[Pair] = ()) -> None:
        """state: on its first page. name: the facet. path, extra: as of `SearchState.url`."""
        self._name = name
        self._path = path
        # Filters alone may have several values, and stand in the order of these.
        self._parts = [
            (
                _PLACE_OF_PARAMETER[given],
                value if given in FILTER_PARAMETERS else "",
                f"{quoted(given)}={quoted(value)}",
            )
            for given, value in state.pairs()
        ]
        self._extra = [f"{quoted(given)}={quoted(value)}" for given, value in extra]

    def __call__(self, value: str, op: Operator) -> str:
        """Return the link that gives the role to a value that has none."""
        parameter = _PARAMETER_OF[self._name, op]
        part = (_PLACE_OF_PARAMETER[parameter], value, f"{quoted(parameter)}={quoted(value)}")
        parts = sorted((*self._parts, part))
        return f"{self._path}?{'&'.join([*(text for _, _, text in parts), *self._extra])}"


@dataclass(frozen=True, slots=True)
class SearchState:
    """What a search URL says. Equal searches are equal states, in whatever order they were written.

    published, mentioned: the ranges of the two date facets. story: key of an article whose story alone is shown.
    collapse: "story" where each story shows once, else "". notices: parameters of a page that were
    left out, with the reason; they are no part of the search. refused: the dates among them, as they were typed.
    """

    text: str = ""
    match: str = "auto"
    level: str = "stem"
    selections: tuple[Selection, ...] = ()
    published: Period = OPEN_PERIOD
    mentioned: Period = OPEN_PERIOD
    story: str = ""
    collapse: str = ""
    sort: str = "relevance"
    size: int = DEFAULT_SIZE
    after: str | None = None
    lang: str = "ar"
    notices: tuple[search.Notice, ...] = field(default=(), compare=False)
    refused: tuple[Pair, ...] = field(default=(), compare=False)

    @classmethod
    def from_args(
        cls,
        pairs: Iterable[Pair],
        *,
        page: bool = False,
        extra: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
    ) -> Self:
        """Return the state that the parameters describe.

        page: leave out what cannot be, with a notice, and take `lang`; otherwise raise. extra:
        parameters that the endpoint reads itself. without: parameters of a search that it has
        not. Raises RequestError (on a page QueryTextError only).
        """
        given = [pair for pair in pairs if pair[0] not in extra]
        known = tuple(name for name in SEARCH_PARAMETERS if name not in without) + extra
        return cls._read_leniently(given, (*known, *PAGE_PARAMETERS)) if page else cls._read_strictly(given, known)

    def to_request(self, *, facets: tuple[str, ...] = search.DEFAULT_FACETS) -> search.SearchRequest:
        """Return the request that every engine answers. Raises RequestError."""
        return search.SearchRequest(
            self.text,
            match=self.match,
            level=self.level,
            filters=tuple(search.Filter(item.field, (item.value,), item.op) for item in self.selections),
            published_from=self.published.first,
            published_to=self.published.last,
            mentioned_from=self.mentioned.first,
            mentioned_to=self.mentioned.last,
            story=self.story or None,
            collapse=self.collapse or None,
            sort=self.sort,
            size=self.size,
            after=self.after,
            facets=facets,
        )

    # Links

    def pairs(self) -> list[Pair]:
        """Return the parameters of the canonical URL, defaults left out."""
        default = _DEFAULT
        values: dict[str, tuple[str, ...]] = {
            "q": (self.text,),
            "match": (self.match,) if self.match != default.match else (),
            "level": (self.level,) if self.level != default.level else (),
            "from": (self.published.first,),
            "to": (self.published.last,),
            "mentioned.from": (self.mentioned.first,),
            "mentioned.to": (self.mentioned.last,),
            "story": (self.story,),
            "collapse": (self.collapse,),
            "sort": (self.sort,) if self.sort != default.sort else (),
            "size": (str(self.size),) if self.size != default.size else (),
            "after": (self.after or "",),
            "lang": (self.lang,) if self.lang != default.lang else (),
        }
        for item in self.selections:
            name = _PARAMETER_OF[item.field, item.op]
            values[name] = (*values.get(name, ()), item.value)
        order = (*SEARCH_PARAMETERS, "lang")
        return [(name, value) for name in order for value in values.get(name, ()) if value]

    def url(self, path: str = "/search", extra: Iterable[Pair] = ()) -> str:
        """Return the canonical link of this search at a path. extra: the path's own parameters."""
        query = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in (*self.pairs(), *extra))
        return f"{path}?{query}" if query else path

    # Questions

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything but the words narrows the search."""
        return bool(self.selections or self.story) or (self.published, self.mentioned) != (OPEN_PERIOD, OPEN_PERIOD)

    def period(self, facet: str) -> Period:
        """Return the chosen range of a date facet, "date" or "mentioned"."""
        return self.mentioned if facet == "mentioned" else self.published

    def refused_date(self, parameter: str) -> str | None:
        """Return what was typed for a bound of dates and left out, if anything was."""
        return dict(self.refused).get(parameter)

    # Changes; each returns a state on its first page

    def with_value(self, name: str, value: str, op: Operator = "any") -> Self:
        """Return the state with a value selected (or required, or excluded) and in no other role."""
        others = (item for item in self.selections if (item.field, item.value) != (name, value))
        return self._changed(selections=_in_order((*others, Selection(name, op, value))))

    def require(self, name: str, value: str) -> Self:
        """Return the state in which every hit must have the value."""
        return self.with_value(name, value, "all")

    def exclude(self, name: str, value: str) -> Self:
        """Return the state in which no hit may have the value."""
        return self.with_value(name, value, "not")

    def without_value(self, name: str, value: str) -> Self:
        """Return the state with a value neither selected nor required nor excluded."""
        kept = tuple(item for item in self.selections if (item.field, item.value) != (name, value))
        return self._changed(selections=kept)

    def toggle(self, name: str, value: str, op: Operator = "any") -> Self:
        """Return the state with a value selected if it was not, and not selected if it was."""
        chosen = Selection(name, op, value) in self.selections
        return self.without_value(name, value) if chosen else self.with_value(name, value, op)

    def without_field(self, name: str) -> Self:
        """Return the state with nothing chosen in a facet, dates included."""
        if name in search.DATE_FACETS:
            return self.with_dates("", "", facet=name)
        return self._changed(selections=tuple(item for item in self.selections if item.field != name))

    def without_filters(self) -> Self:
        """Return the state with its words alone."""
        return self._changed(selections=(), published=OPEN_PERIOD, mentioned=OPEN_PERIOD, story="")

    def renamed(self, names: search.NameMap) -> Self:
        """Return the state with merged names under those that they are shown as, on the same page of hits."""
        shown = (item._replace(value=names.canonical(item.field, item.value)) for item in self.selections)
        return replace(self, selections=_in_order(shown)) if names else self

    def with_dates(self, first: str, last: str, *, facet: str = "date") -> Self:
        """Return the state with the range of a date facet; "" leaves an end open."""
        period = canonical_period(first, last)
        return self._changed(mentioned=period) if facet == "mentioned" else self._changed(published=period)

    def with_text(self, text: str) -> Self:
        """Return the state with other words."""
        return self._changed(text=text)

    def with_level(self, level: str) -> Self:
        """Return the state at another level of precision."""
        return self._changed(level=level)

    def with_match(self, match: str) -> Self:
        """Return the state in which all words, or any, must occur."""
        return self._changed(match=match)

    def with_sort(self, sort: str) -> Self:
        """Return the state in another order."""
        return self._changed(sort=sort)

    def with_story(self, key: str) -> Self:
        """Return the state in which every hit tells the story of an article; "" for any story."""
        return self._changed(story=key)

    def with_collapse(self, collapse: str) -> Self:
        """Return the state in which each story shows once ("story"), or every article ("")."""
        return self._changed(collapse=collapse)

    def with_lang(self, lang: str) -> Self:
        """Return the state in another language of the page, on the same page of hits."""
        return replace(self, lang=lang, notices=(), refused=())

    def first_page(self) -> Self:
        """Return the state on its first page of hits."""
        return self._changed()

    def whole(self) -> Self:
        """Return the state of all its hits, whatever page of whatever size it shows."""
        return self._changed(size=DEFAULT_SIZE)

    def next_page(self, cursor: str) -> Self:
        """Return the state on the page that a cursor opens."""
        return replace(self, after=cursor, notices=(), refused=())

    def _changed(self, **changes: object) -> Self:
        return replace(self, **{"after": None, "notices": (), "refused": (), **changes})  # type: ignore[arg-type]

    # Reading

    @classmethod
    def _read_strictly(cls, pairs: Iterable[Pair], known: tuple[str, ...]) -> Self:
        values: dict[str, list[str]] = {}
        for name, value in pairs:
            if name not in known:
                raise search.UnknownParameterError(name, known)
            if not value and name != "q":
                raise empty_value_error(name)
            if name in values and name not in FILTER_PARAMETERS:
                raise repeated_error(name, value)
            values.setdefault(name, []).append(value)
        state = cls._from_values(values)
        state.to_request()
        return state

    @classmethod
    def _read_leniently(cls, pairs: Iterable[Pair], known: tuple[str, ...]) -> Self:
        kept: list[Pair] = []
        typed: dict[str, str] = {}
        errors: list[search.RequestError] = []
        for name, value in pairs:
            if not value and name in known:
                continue  # a form sends its empty boxes too
            try:
                pair = _without_calendar(name, value)
                cls._read_strictly([pair], known)
                if name not in FILTER_PARAMETERS and any(pair[0] == other for other, _ in kept):
                    raise repeated_error(name, value)
                kept.append(pair)
                typed[pair[0]] = value
            except search.QueryTextError:
                raise
            except search.RequestError as error:
                errors.append(error)
        state = None
        while state is None:
            try:
                state = cls._read_strictly(kept, known)
            except search.RequestError as error:  # values possible each by itself: a range that ends before it begins
                rest = [pair for pair in kept if pair[0] != error.parameter]
                if len(rest) == len(kept):
                    raise
                kept = rest
                errors.append(_as_typed(error, typed))
        refused = tuple((error.box, error.typed) for error in errors if isinstance(error, TypedDateError))
        return replace(state, notices=tuple(notice_of(error) for error in errors), refused=refused)

    @classmethod
    def _from_values(cls, values: dict[str, list[str]]) -> Self:
        single = {name: given[0] for name, given in values.items()}
        lang = single.get("lang", LANGUAGES[0])
        if lang not in LANGUAGES:
            raise search.ParameterValueError("lang", lang, "ar or en", "ar أو en")
        if single.get("months", MONTH_NAMES[0]) not in MONTH_NAMES:
            choices = " | ".join(MONTH_NAMES)
            raise search.ParameterValueError("months", single["months"], choices, choices)
        return cls(
            text=single.get("q", ""),
            match=single.get("match", "auto"),
            level=single.get("level", "stem"),
            selections=_in_order(_selections(values)),
            published=_period(single, "from", "to"),
            mentioned=_period(single, "mentioned.from", "mentioned.to"),
            story=single.get("story", ""),
            collapse=single.get("collapse", ""),
            sort=single.get("sort", "relevance"),
            size=read_number(single, "size", DEFAULT_SIZE, search.MAX_PAGE_SIZE),
            after=single.get("after"),
            lang=lang,
        )


_DEFAULT = SearchState()


@lru_cache(maxsize=4096)
def quoted(text: str) -> str:
    """Return a text as it stands in a URL; a page has a thousand links made of the same few texts."""
    return quote(text, safe="", errors="replace")


def notice_of(error: search.SearchError) -> search.Notice:
    """Return the error as a notice, for what a page leaves out instead of failing."""
    return search.Notice(error.code, error.message, error.message_ar)


def has_typed_dates(pairs: Iterable[Pair]) -> bool:
    """Return whether a date is written as people write it, so that another URL says the same canonically."""
    return any(
        value
        and (
            name.endswith(TYPED_SUFFIX)
            or (name in DATE_PARAMETERS and search.parse_period(value.translate(_OTHER_DIGITS)) is None)
        )
        for name, value in pairs
    )


def _without_calendar(name: str, value: str) -> Pair:
    """Return a parameter of a page as a search has it: dates that people wrote as ISO. Raises ParameterValueError."""
    own = name.removesuffix(TYPED_SUFFIX)
    if own not in DATE_PARAMETERS:
        return name, value
    iso = value.translate(_OTHER_DIGITS)
    if own == name and search.parse_period(iso):
        return own, iso
    days = read_typed(value)
    if days is None:
        raise unread_date_error(own, value)
    return own, days[DATE_PARAMETERS[own][1]].isoformat()


def _as_typed(error: search.RequestError, typed: dict[str, str]) -> search.RequestError:
    """Return the error of a range that ends before it begins in the words of its boxes, any other as it is."""
    first = (error.parameter or "").removesuffix("to") + "from"
    if error.parameter not in DATE_PARAMETERS or first not in typed:
        return error
    return reversed_range_error(error.parameter, typed[error.parameter], typed[first])


def _selections(values: dict[str, list[str]]) -> Iterator[Selection]:
    for name, (facet, op) in FILTER_PARAMETERS.items():
        for value in values.get(name, ()):
            yield Selection(facet, op, value)


def _in_order(selections: Iterable[Selection]) -> tuple[Selection, ...]:
    def place(item: Selection) -> tuple[int, int, str]:
        return search.TERM_FACETS.index(item.field), _OPERATORS.index(item.op), item.value

    return tuple(sorted(set(selections), key=place))


def _period(single: dict[str, str], first: str, last: str) -> Period:
    return canonical_period(single.get(first, ""), single.get(last, ""))


@lru_cache(4096)
def canonical_period(first: str, last: str) -> Period:
    """Return a range in the coarsest unit that says it: 2021-01-01 to 2021-01-31 is 2021-01 to 2021-01.

    Impossible dates stay as they are, to be named in the error.
    """
    bounds = search.parse_period(first), search.parse_period(last)
    if (first and not bounds[0]) or (last and not bounds[1]):
        return Period(first, last)
    start = bounds[0][0] if bounds[0] else None
    end = bounds[1][1] if bounds[1] else None
    for length in (len("2021"), len("2021-01"), len("2021-01-26")):
        texts = (start.isoformat()[:length] if start else "", end.isoformat()[:length] if end else "")
        units = search.parse_period(texts[0]), search.parse_period(texts[1])
        if (not units[0] or units[0][0] == start) and (not units[1] or units[1][1] == end):
            return Period(*texts)
    return Period(first, last)
