"""SearchRequest: the one object that page, JSON, export, feed and command line build and every engine answers.

Frozen and validated: a request that exists can be carried out. It knows no engine and no URL (`web.search_state`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from search.article import KEY_PATTERN
from search.errors import ParameterValueError, QueryTextError, QueryTooLongError, UnknownFieldError
from search.schema import DEFAULT_FACETS, TERM_FACETS

MAX_QUERY_CHARS = 1000
MAX_PAGE_SIZE = 100
MAX_FACET_VALUE_CHARS = 500
LEVELS = ("exact", "folded", "stem", "root")
MATCHES = ("auto", "all", "any")
SORTS = ("relevance", "newest", "oldest")
OPERATORS = ("any", "all", "not")
COLLAPSES = ("story",)

FilterOperator = Literal["any", "all", "not"]

_CHOICES_AR = {
    "exact": "حرفي",
    "folded": "إملائي",
    "stem": "صرفي",
    "root": "جذري",
    "auto": "تلقائي",
    "all": "كل الكلمات",
    "any": "أي كلمة",
    "relevance": "الأوثق صلة",
    "newest": "الأحدث",
    "oldest": "الأقدم",
    "story": "القصة",
}
"""The choices of the parameters as Arabic pages call them."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filter:
    """Keep articles by the values of one facet field.

    op: "any" = at least one of the values, "all" = every one, "not" = none of them.
    Raises UnknownFieldError, ParameterValueError.
    """

    field: str
    values: tuple[str, ...]
    op: FilterOperator = "any"

    def __post_init__(self) -> None:
        """Check the field, the operator and the values; one string counts as one value."""
        if self.field not in TERM_FACETS:
            raise UnknownFieldError(self.field, TERM_FACETS)
        if self.op not in OPERATORS:
            raise ParameterValueError("op", self.op, "any, all or not", "any أو all أو not")
        values = (self.values,) if isinstance(self.values, str) else tuple(self.values)
        for value in values:
            if not value or len(value) > MAX_FACET_VALUE_CHARS or not is_text(value):
                raise ParameterValueError(
                    self.field,
                    value.encode("utf-8", "backslashreplace").decode(),
                    f"a value of 1 to {MAX_FACET_VALUE_CHARS} characters",
                    f"قيمة من حرف إلى {MAX_FACET_VALUE_CHARS} حرف",
                )
        object.__setattr__(self, "values", tuple(dict.fromkeys(values)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    match: str = "auto"
    level: str = "stem"
    filters: tuple[Filter, ...] = ()
    published_from: str | dt.date | None = None
    published_to: str | dt.date | None = None
    mentioned_from: str | dt.date | None = None
    mentioned_to: str | dt.date | None = None
    sort: str = "relevance"
    size: int = 10
    after: str | None = None
    facets: tuple[str, ...] = DEFAULT_FACETS
    story: str | None = None
    collapse: str | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest(_Options):
    """What is asked of an archive.

    text: the query as typed; empty lists everything the filters allow, newest first.
    match: whether all words must occur or any; "auto" decides on the text alone and says so.
    level: how near a word must be: exact, folded, stem or root.
    published_from, published_to, mentioned_from, mentioned_to: inclusive; "2021", "2021-01",
    "2021-01-26" or a datetime.date; held as datetime.date after construction.
    size: hits on a page, 0–100. after: the cursor that the page before gave as `next`.
    facets: the facets to count, in the order wanted.
    story: key of an article; only articles that tell the same story, itself among them.
    collapse: "story" shows each story once, where the first of its articles stands in the order; counts stay those
    of articles.

    Raises QueryTooLongError, QueryTextError, ParameterValueError, UnknownFieldError.
    """

    text: str = ""

    def __post_init__(self) -> None:
        """Validate every value and turn the dates into first and last days."""
        check_query_text(self.text)
        _check_choice("match", self.match, MATCHES)
        _check_choice("level", self.level, LEVELS)
        _check_choice("sort", self.sort, SORTS)
        if not isinstance(self.size, int) or not 0 <= self.size <= MAX_PAGE_SIZE:
            raise ParameterValueError(
                "size", self.size, f"a whole number from 0 to {MAX_PAGE_SIZE}", f"عدد صحيح من 0 إلى {MAX_PAGE_SIZE}"
            )
        if self.collapse is not None:
            _check_choice("collapse", self.collapse, COLLAPSES)
        if self.story is not None and not KEY_PATTERN.fullmatch(self.story):
            raise ParameterValueError("story", self.story, "the key of an article", "مفتاح مقالة")
        for name in self.facets:
            if name not in DEFAULT_FACETS:
                raise UnknownFieldError(name, DEFAULT_FACETS)
        object.__setattr__(self, "filters", _merge_filters(self.filters))
        object.__setattr__(self, "facets", tuple(dict.fromkeys(self.facets)))
        for name in ("published", "mentioned"):
            first = _as_day(f"{name}_from", getattr(self, f"{name}_from"), last=False)
            last = _as_day(f"{name}_to", getattr(self, f"{name}_to"), last=True)
            if first and last and last < first:
                raise ParameterValueError(
                    URL_NAMES[f"{name}_to"], last, f"a day not before {first}", f"يوم لا يسبق {first}"
                )
            object.__setattr__(self, f"{name}_from", first)
            object.__setattr__(self, f"{name}_to", last)

    @property
    def effective_sort(self) -> str:
        """Return the order of the hits: an empty query has no relevance and sorts by newest."""
        return "newest" if self.sort == "relevance" and not self.text.strip() else self.sort

    def values_of(self, field: str, op: FilterOperator) -> tuple[str, ...]:
        """Return the values that one facet field is filtered by with one operator."""
        return next((item.values for item in self.filters if item.field == field and item.op == op), ())


URL_NAMES = {
    "published_from": "from",
    "published_to": "to",
    "mentioned_from": "mentioned.from",
    "mentioned_to": "mentioned.to",
}
"""What the date bounds are called in URLs and on the command line."""


def is_text(value: str) -> bool:
    """Return whether the string is valid Unicode text (no lone surrogates)."""
    return not any("\ud800" <= char <= "\udfff" for char in value)


def check_query_text(text: str) -> None:
    """Raise QueryTooLongError or QueryTextError where the text cannot be a query."""
    if len(text) > MAX_QUERY_CHARS:
        raise QueryTooLongError(len(text), MAX_QUERY_CHARS)
    if not is_text(text):
        raise QueryTextError(
            "The query holds a broken character (a lone surrogate). Type it again.",
            "في الاستعلام محرف معطوب (نصف محرف). أعد كتابته من فضلك.",
            parameter="q",
        )


def parse_period(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of an ISO year, month or day, or None where the text is none of these."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is None or month is None:
            return dt.date(year or 0, 1, 1), dt.date(year or 0, 12, 31)
        if day is None:
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        return dt.date(year, month, day), dt.date(year, month, day)
    except ValueError:
        return None


def _as_day(name: str, value: str | dt.date | None, *, last: bool) -> dt.date | None:
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    period = parse_period(value)
    if period is None:
        raise ParameterValueError(
            URL_NAMES[name],
            value,
            "an existing day, month or year such as 2021-01-26, 2021-01 or 2021",
            "يوم أو شهر أو سنة موجودة مثل 2021-01-26 أو 2021-01 أو 2021",
        )
    return period[1] if last else period[0]


def _check_choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        arabic = [f"{choice} ({_CHOICES_AR[choice]})" for choice in choices]
        raise ParameterValueError(name, value, " or ".join(choices), " أو ".join(arabic))


def _merge_filters(filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
    """Return one filter per field and operator, in one order, values in one order: equal requests are equal."""
    merged: dict[tuple[str, FilterOperator], set[str]] = {}
    for item in filters:
        merged.setdefault((item.field, item.op), set()).update(item.values)
    order = sorted(merged, key=lambda key: (TERM_FACETS.index(key[0]), OPERATORS.index(key[1])))
    return tuple(Filter(field, tuple(sorted(merged[field, op])), op) for field, op in order if merged[field, op])
