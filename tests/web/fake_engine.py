"""FakeEngine: an engine in memory, slow and obvious; the twin that web tests run against.

Matching is "some word begins with the query word" after a little folding; counts are counted by their
definition (the total of the same request with that value alone selected in its facet).
"""

from __future__ import annotations

import base64
import calendar
import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Self

from search import (
    DATE_FACETS,
    LEVELS,
    Article,
    ArticleNotFoundError,
    ArticleOccurrences,
    Contrast,
    Contrasted,
    DateBucket,
    DateFacet,
    EngineInfo,
    ExplainedWord,
    Explanation,
    FacetValue,
    Filter,
    Fingerprints,
    Heading,
    Hit,
    ListedValue,
    NameMap,
    Neighbours,
    Notice,
    ParameterValueError,
    Place,
    QueryWord,
    Remedy,
    SearchRequest,
    SearchResults,
    Snippet,
    Story,
    StoryVersions,
    Suggestion,
    TermFacet,
    UnderstoodQuery,
    ValueList,
    Version,
    WordMatch,
    WriteReport,
)

_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_LETTERS = str.maketrans("أإآٱىة", "اااايه")
_WORD = re.compile("[\\w\u064b-\u065f\u0640\u0670]+")
FACET_SIZE = 50


def fold(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).translate(_LETTERS).lower()


class FakeEngine:
    """Implements `search.Engine` over a list of articles."""

    def __init__(self, articles: Sequence[Article], facet_size: int = FACET_SIZE) -> None:
        self.articles = {article.key: article for article in articles}
        self.generation = 1
        self.facet_size = facet_size
        self.requests: list[SearchRequest] = []

    def search(self, request: SearchRequest) -> SearchResults:
        self.requests.append(request)
        found = self._find(request)
        total = len(found)
        if request.collapse:
            found = self._first_of_stories(found)
        start = _read_cursor(request.after)
        page = found[start : start + request.size]
        following = start + request.size
        notices: tuple[Notice, ...] = ()
        if '"' in request.text:
            notices = (Notice("fake_phrase", "Phrases are words here.", "العبارات هنا كلمات."),)
        return SearchResults(
            query=UnderstoodQuery(request.text, None, request.text, _mode(request), request.level),
            total=total,
            hits=tuple(self._hit(article, request) for article in page),
            facets={name: self._facet(name, request, self.facet_size) for name in request.facets},
            next=_write_cursor(following) if request.size and following < len(found) else None,
            generation=self.generation,
            took_ms=0.5,
            notices=notices,
            stories=len(found) if request.collapse else None,
            suggestions=() if total else self._remedies(request),
            offset=start,
            previous=_write_cursor(start - request.size) if request.size and start > request.size else None,
        )

    def _remedies(self, request: SearchRequest) -> tuple[Remedy, ...]:
        """Any word instead of all, and the search without each value of its filters."""
        found = [Remedy("match", request.text, len(self._find(replace(request, match="any"))), "match", "any")]
        for item in request.filters:
            for value in item.values:
                rest = tuple(each for each in item.values if each != value)
                others = tuple(each for each in request.filters if each is not item)
                filters = (*others, Filter(item.field, rest, item.op)) if rest else others
                total = len(self._find(replace(request, filters=filters)))
                found.append(Remedy("without_filter", request.text, total, item.field, value))
        return tuple(each for each in found if each.count)

    def understand(self, request: SearchRequest) -> tuple[tuple[QueryWord, ...], int]:
        """Every word of the text; a word is locked where a level and a colon stand before it."""
        words = []
        for found in _WORD.finditer(request.text):
            totals = {level: len(self._find(SearchRequest(found[0], level=level))) for level in LEVELS}
            before, behind = request.text[: found.start()], request.text[found.end() :]
            locks = {level: f"{before}{level}:{found[0]}{behind}" for level in LEVELS} | {"": request.text}
            words.append(QueryWord(found[0], *found.span(), request.level, False, totals, locks))
        return tuple(words), len(words)

    def scan(self, request: SearchRequest) -> Iterator[Article]:
        found = self._find(request)
        yield from self._first_of_stories(found) if request.collapse else found

    def fingerprints(self, request: SearchRequest) -> Fingerprints:
        found = list(self.scan(request))
        return Fingerprints(
            self.generation,
            tuple(article.key for article in found),
            tuple(article.content_hash() for article in found),
        )

    def versions(self, key: str, size: int = 100) -> StoryVersions:
        """Articles of one text tell one story."""
        own = self.get(key)
        members = self._members(own)
        versions = tuple(Version(item, 1.0) for item in members[:size])
        return StoryVersions(self._story(own), versions)

    def _members(self, article: Article) -> list[Article]:
        found = [item for item in self.articles.values() if item.text == article.text]
        return sorted(found, key=lambda item: (item.published or "9", item.key))

    def _story(self, article: Article) -> Story:
        members = self._members(article)
        return Story(members[0].key, len(members), len({item.source for item in members if item.source}))

    def _first_of_stories(self, found: list[Article]) -> list[Article]:
        first: dict[str, Article] = {}
        for article in found:
            first.setdefault(self._story(article).id, article)
        return list(first.values())

    def _hit(self, article: Article, request: SearchRequest) -> Hit:
        return replace(_hit(article, request), story=self._story(article))

    def get(self, key: str) -> Article:
        if key not in self.articles:
            raise ArticleNotFoundError(key)
        return self.articles[key]

    def mark(self, key: str, request: SearchRequest) -> tuple[Snippet, ...]:
        article = self.get(key)
        texts = [("title", article.title), ("text", article.text), *(("caption", item) for item in article.captions)]
        return tuple(Snippet(text, _marks(text, request), where) for where, text in texts)

    def explain(self, request: SearchRequest, key: str | None = None) -> Explanation:
        if key is not None:
            self.get(key)
        query = UnderstoodQuery(request.text, None, request.text, _mode(request), request.level)
        return Explanation(query, *self.explain_words(request.text))

    def explain_words(self, text: str) -> tuple[tuple[ExplainedWord, ...], bool]:
        words = (ExplainedWord(found[0], found.start(), found.end(), (), {}) for found in _WORD.finditer(text))
        return tuple(words), False

    def similar(self, key: str, size: int = 5) -> tuple[Hit, ...]:
        own = set(self.get(key).places)
        others = [item for item in self.articles.values() if item.key != key and own & set(item.places)]
        others.sort(key=lambda item: -len(own & set(item.places)))
        return tuple(self._hit(item, SearchRequest()) for item in others[:size])

    def neighbours(self, key: str, request: SearchRequest) -> Neighbours | None:
        own, found = self.get(key), self._find(request)
        if own not in found:
            return None
        place = found.index(own)
        before = found[place - 1] if place else None
        return Neighbours(place + 1, len(found), before, next(iter(found[place + 1 :]), None))

    def occurrences(self, request: SearchRequest, skip: int = 0) -> Iterator[ArticleOccurrences]:
        for article in self._find(request)[skip:]:
            parts = [("title", 0, article.title), ("text", 0, article.text)]
            parts += [("caption", index, text) for index, text in enumerate(article.captions)]
            places = tuple(
                Place(where, part, *span) for where, part, text in parts for span in sorted(_marks(text, request))
            )
            yield ArticleOccurrences(article, places, len(places))

    def contrast(
        self, requests: Sequence[SearchRequest], fields: Sequence[str], size: int = 10, words: int = 0
    ) -> tuple[Contrasted, ...]:
        """By the lift alone."""
        found = [self._find(request) for request in requests]
        everything = [item for each in found for item in each] if len(found) > 1 else list(self.articles.values())
        return tuple(
            Contrasted(
                len(own),
                len(everything) - len(own),
                {
                    field: self._contrast(own, everything, lambda item, field=field: _values(item, field), size)
                    for field in fields
                },
                self._contrast(own, everything, lambda item: tuple(_words(item.text, "stem")), words),
                len(own),
            )
            for own in found
        )

    @staticmethod
    def _contrast(
        own: list[Article], everything: list[Article], values_of: Callable[[Article], tuple[str, ...]], size: int
    ) -> tuple[Contrast, ...]:
        counts = Counter(value for item in own for value in set(values_of(item)))
        totals = Counter(value for item in everything for value in set(values_of(item)))
        lifts = {value: count / len(own) * len(everything) / totals[value] for value, count in counts.items()}
        best = sorted(lifts, key=lambda value: (-lifts[value], value))[:size]
        return tuple(
            Contrast(value, counts[value], totals[value] - counts[value], round(lifts[value], 2), lifts[value])
            for value in best
            if lifts[value] > 1
        )

    def suggest(self, prefix: str, size: int = 10) -> tuple[Suggestion, ...]:
        people = sorted({name for item in self.articles.values() for name in item.people})
        fits = [name for name in people if prefix and fold(name).startswith(fold(prefix))]
        return tuple(
            Suggestion("person", name, sum(name in item.people for item in self.articles.values()))
            for name in fits[:size]
        )

    def facet_values(self, field: str, request: SearchRequest, prefix: str = "", size: int = 100) -> TermFacet:
        facet = self._terms(field, request, size=10_000)
        fits = tuple(
            item
            for item in facet.values
            if not prefix or any(word.startswith(fold(prefix)) for word in fold(item.value).split())
        )
        return TermFacet(fits[:size], len(fits), len(fits) > size)

    def list_values(
        self,
        field: str,
        request: SearchRequest,
        prefix: str = "",
        order: str = "count",
        place: int = 0,
        size: int = 100,
    ) -> ValueList:
        facet = self._terms(field, request, size=10_000)
        fits = self.facet_values(field, request, prefix, 10_000).values
        pinned = tuple(item for item in facet.values if item.selected or item.required or item.excluded)
        listed = [item for item in fits if item not in pinned and item.count]
        if order == "alphabet":
            listed.sort(key=lambda item: fold(item.value).removeprefix("ال"))
        totals = Counter(value for article in self.articles.values() for value in set(_values(article, field)))
        initials = [fold(item.value).removeprefix("ال")[0] for item in listed] if order == "alphabet" else []
        headings = tuple(
            Heading(letter, initials.index(letter), initials.count(letter)) for letter in dict.fromkeys(initials)
        )
        scores = {item.value: float(item.count) / totals[item.value] for item in listed}
        if order == "distinctive":
            listed.sort(key=lambda item: (-scores[item.value], item.value))
        page = tuple(
            ListedValue(
                item.value,
                item.count,
                totals[item.value],
                scores[item.value] if order == "distinctive" else None,
            )
            for item in listed[place : place + size]
        )
        following = place + size if place + size < len(listed) else None
        articles = len(self._find(replace(request, filters=tuple(f for f in request.filters if f.field != field))))
        return ValueList(
            order,
            pinned,
            page,
            len([item for item in fits if item.count]),
            len(listed),
            place,
            following,
            headings,
            articles,
            len(self.articles),
        )

    def names(self) -> NameMap:
        return NameMap()

    def write(self, batch: Iterable[Article]) -> WriteReport:
        raise NotImplementedError

    def delete(self, keys: Iterable[str]) -> int:
        raise NotImplementedError

    def commit(self) -> int:
        raise NotImplementedError

    def rollback(self) -> None:
        raise NotImplementedError

    def published_range(self) -> tuple[dt.date, dt.date] | None:
        days = [day for article in self.articles.values() if (day := article.published_day())]
        return (min(days), max(days)) if days else None

    def info(self) -> EngineInfo:
        return EngineInfo("fake", len(self.articles), self.generation, 1, "memory")

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def _find(self, request: SearchRequest) -> list[Article]:
        found = [article for article in self.articles.values() if _fits(article, request)]
        if request.story:
            own = self.articles.get(request.story)
            found = [article for article in found if own and article.text == own.text]
        if request.effective_sort == "relevance":
            return sorted(found, key=lambda item: (-_score(item, request), item.key))
        dated = sorted((item for item in found if item.published), key=lambda item: (item.published or "", item.key))
        if request.effective_sort == "newest":
            dated.reverse()
        return dated + [item for item in found if not item.published]

    def _facet(self, name: str, request: SearchRequest, size: int) -> TermFacet | DateFacet:
        return self._dates(name, request) if name in DATE_FACETS else self._terms(name, request, size)

    def _terms(self, name: str, request: SearchRequest, size: int) -> TermFacet:
        chosen = {op: request.values_of(name, op) for op in ("any", "all", "not")}
        pinned = {value for values in chosen.values() for value in values}
        others = tuple(item for item in request.filters if (item.field, item.op) != (name, "any"))
        open_hits = self._find(replace(request, filters=others))
        present = {value for article in open_hits for value in _values(article, name)}
        values = []
        for value in present | pinned:
            if value in chosen["not"]:
                kept = tuple(item for item in request.filters if item.field != name or item.op != "not")
                filters = (*kept, Filter(name, (value,)))
            else:
                filters = (*others, Filter(name, (value,)))
            count = len(self._find(replace(request, filters=filters)))
            roles = {op: value in chosen[op] for op in chosen}
            values.append(FacetValue(value, count, roles["any"], roles["all"], roles["not"]))
        values.sort(key=lambda item: (item.value not in pinned, -item.count, item.value))
        kept_values = values[: max(size, len(pinned))]
        return TermFacet(tuple(kept_values), len(present), len(kept_values) < len(values))

    def _dates(self, name: str, request: SearchRequest) -> DateFacet:
        bounds = {"date": "published", "mentioned": "mentioned"}[name]
        first, last = getattr(request, f"{bounds}_from"), getattr(request, f"{bounds}_to")
        open_request = replace(request, **{f"{bounds}_from": None, f"{bounds}_to": None})  # type: ignore[arg-type]
        hits = self._find(open_request)
        ranges = [_ranges(article, name) for article in hits]
        missing = sum(not item for item in ranges)
        days = [day for item in ranges for pair in item for day in pair]
        if not days:
            return DateFacet("year", (), missing)
        start, end = first or min(days), last or max(days)
        interval = "year" if start.year != end.year else "month" if start.month != end.month else "day"
        if (first or last) and interval == "year" and start.year == end.year:
            interval = "month"
        buckets = tuple(
            DateBucket(low, high, sum(any(a <= high and b >= low for a, b in item) for item in ranges))
            for low, high in _units(start, end, interval)
        )
        return DateFacet(interval, buckets, missing)


def _mode(request: SearchRequest) -> str:
    return "all" if request.match == "auto" else request.match


def _terms_of(request: SearchRequest) -> list[str]:
    return [word for word in _WORD.findall(request.text if request.level == "exact" else fold(request.text)) if word]


def _words(text: str, level: str) -> list[str]:
    return _WORD.findall(text if level == "exact" else fold(text))


def _fits(article: Article, request: SearchRequest) -> bool:
    words = _words(f"{article.title}\n{article.text}", request.level)
    found = [any(_same(word, term) for word in words) for term in _terms_of(request)]
    if found and not (any(found) if _mode(request) == "any" else all(found)):
        return False
    for item in request.filters:
        own = set(_values(article, item.field))
        wanted = set(item.values)
        fits = {"any": bool(own & wanted), "all": wanted <= own, "not": not own & wanted}
        if not fits[item.op]:
            return False
    return _in_range(_ranges(article, "date"), request.published_from, request.published_to) and _in_range(
        _ranges(article, "mentioned"), request.mentioned_from, request.mentioned_to
    )


def _same(word: str, term: str) -> bool:
    return word.removeprefix("و").removeprefix("ال").startswith(term) or word.startswith(term)


def _in_range(ranges: list[tuple[dt.date, dt.date]], first: object, last: object) -> bool:
    if first is None and last is None:
        return True
    low = first if isinstance(first, dt.date) else dt.date.min
    high = last if isinstance(last, dt.date) else dt.date.max
    return any(start <= high and end >= low for start, end in ranges)


def _ranges(article: Article, name: str) -> list[tuple[dt.date, dt.date]]:
    if name == "mentioned":
        return [(item.first, item.last) for item in article.dates]
    day = article.published_day()
    return [(day, day)] if day else []


def _values(article: Article, name: str) -> tuple[str, ...]:
    return {
        "person": article.people,
        "place": article.places,
        "country": article.countries,
        "organisation": article.organisations,
        "speaker": article.speakers,
        "source": (article.source,) if article.source else (),
        "agency": article.agencies,
        "author": (article.author,) if article.author else (),
        "dateline": (article.dateline,) if article.dateline else (),
    }[name]


def _units(start: dt.date, end: dt.date, interval: str) -> Iterator[tuple[dt.date, dt.date]]:
    day = (
        start.replace(day=1) if interval == "month" else start.replace(month=1, day=1) if interval == "year" else start
    )
    while day <= end:
        if interval == "year":
            last = day.replace(month=12, day=31)
        elif interval == "month":
            last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        else:
            last = day
        yield day, last
        day = last + dt.timedelta(days=1)


def _score(article: Article, request: SearchRequest) -> float:
    words = _words(f"{article.title} {article.title} {article.text}", request.level)
    return float(sum(_same(word, term) for term in _terms_of(request) for word in words))


def _hit(article: Article, request: SearchRequest) -> Hit:
    lines = [line for line in article.text.splitlines() if line.strip()]
    passages = [Snippet(line, _marks(line, request)) for line in lines]
    marked = tuple(item for item in passages if item.marks)[:2] or tuple(passages[:1])
    title = Snippet(article.title, _marks(article.title, request), "title")
    return Hit(article, _score(article, request), title, marked, matches=_matches(article, request))


def _matches(article: Article, request: SearchRequest) -> tuple[WordMatch, ...]:
    """Every word of the query by the words of the article that begin so: exact where one is the same."""
    found = []
    for term in _terms_of(request):
        forms = dict.fromkeys(
            word for word in _words(f"{article.title}\n{article.text}", request.level) if _same(word, term)
        )
        if forms:
            level = "exact" if term in forms else "stem"
            found.append(WordMatch(term, level, (term,) if term in forms else tuple(forms)[:3]))
    return tuple(found)


def _marks(text: str, request: SearchRequest) -> tuple[tuple[int, int], ...]:
    terms = _terms_of(request)
    return tuple(
        found.span()
        for found in _WORD.finditer(text)
        if any(_same(found[0] if request.level == "exact" else fold(found[0]), term) for term in terms)
    )


def _write_cursor(start: int) -> str:
    return base64.urlsafe_b64encode(f"at:{start}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        kind, _, start = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        return int(start if kind == "at" else kind)
    except ValueError as error:
        raise ParameterValueError("after", cursor, "a cursor of an answer", "مؤشر من جواب سابق") from error
