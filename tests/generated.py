"""Hypothesis strategies shared by the property and oracle tests: small archives in which everything collides."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from search import Article, Filter, MentionedDate, SearchRequest

# Spellings of few words, so that families, phrases and duplicates happen all the time.
ASTANA = ("أستانة", "استانه", "آستانا")
WORDS = (*ASTANA, "سوتشي", "بسوتشي", "المحادثات", "محادثات", "وزير", "الوزير", "علي", "على", "2021")
PEOPLE = ("سيرغي لافروف", "محمد جواد ظريف", "علي", "على")
PLACES = ("سوتشي", "موسكو", "أستانة", "الأردن")
SOURCES = ("المرصد", "رمال", None)
DAYS = tuple(dt.date(year, month, day) for year in (2017, 2020, 2021) for month in (1, 2) for day in (1, 28))

texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
days = st.sampled_from(DAYS)


@st.composite
def mentions(draw: st.DrawFn) -> MentionedDate:
    first = draw(days)
    length = draw(st.sampled_from((0, 0, 27, 400)))
    return MentionedDate("text", 0, 1, "x", first, first + dt.timedelta(days=length), "day")


@st.composite
def articles(draw: st.DrawFn, key: str) -> Article:
    published = draw(st.none() | days.map(dt.date.isoformat) | days.map(lambda day: f"{day}T23:30:00+03:00"))
    return Article(
        key,
        draw(texts),
        draw(texts),
        source=draw(st.sampled_from(SOURCES)),
        author=draw(st.sampled_from((None, "ليلى"))),
        published=published,
        captions=tuple(draw(st.lists(texts, max_size=1))),
        people=tuple(draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=3))),
        places=tuple(draw(st.lists(st.sampled_from(PLACES), unique=True, max_size=3))),
        dates=tuple(draw(st.lists(mentions(), max_size=2))),
    )


@st.composite
def archives(draw: st.DrawFn, max_size: int = 14) -> list[Article]:
    size = draw(st.integers(0, max_size))
    return [draw(articles(f"k{number}")) for number in range(size)]


def filters_on(field: str, values: tuple[str, ...]) -> st.SearchStrategy[Filter]:
    chosen = st.lists(st.sampled_from(values), min_size=1, max_size=2).map(tuple)
    return st.builds(Filter, st.just(field), chosen, st.sampled_from(("any", "all", "not")))


filters = (
    filters_on("person", (*PEOPLE, "لا أحد")) | filters_on("place", PLACES) | filters_on("source", ("المرصد", "رمال"))
)

QUERIES = (
    "",
    "سوتشي",
    "استانه محادثات",
    '"محادثات سوتشي"',
    "وزير -علي",
    "علي OR سوتشي",
    "شخص:لافروف",
    "شخص:علي",
    "سوت*",
    '="على"',
    "2021",
)
queries = st.sampled_from(QUERIES)


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    published = sorted(draw(st.tuples(days, days)))
    mentioned = sorted(draw(st.tuples(days, days)))
    return SearchRequest(
        draw(queries),
        match=draw(st.sampled_from(("auto", "all", "any"))),
        level=draw(st.sampled_from(("exact", "folded", "stem", "root"))),
        filters=tuple(draw(st.lists(filters, max_size=4))),
        published_from=draw(st.sampled_from((None, published[0]))),
        published_to=draw(st.sampled_from((None, published[1]))),
        mentioned_from=draw(st.sampled_from((None, mentioned[0]))),
        mentioned_to=draw(st.sampled_from((None, mentioned[1]))),
        sort=draw(st.sampled_from(("relevance", "newest", "oldest"))),
        size=draw(st.sampled_from((0, 1, 3, 10))),
    )
