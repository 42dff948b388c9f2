"""The article page: the text as written, names and dates in it as links, and the reasons for them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import search
from web.i18n import field_label, period_label
from web.presenters.passages import Piece, Run, Span, cut_at_marks, cut_into_paragraphs
from web.presenters.results import NameLink
from web.search_state import SearchState


@dataclass(frozen=True, slots=True)
class NameGroup:
    """The names of one facet in an article, with how often each occurs."""

    label: str
    names: tuple[tuple[NameLink, int], ...]


@dataclass(frozen=True, slots=True)
class DateMentionView:
    """A date that the text names. written: its words. note: how it was read."""

    label: str
    written: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class QuotationView:
    """What somebody is reported to have said. is_direct: between quotation marks. verb: the reporting words."""

    speaker: NameLink
    words: str
    is_direct: bool
    verb: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article ready to print."""

    article: search.Article
    title: tuple[Piece, ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    captions: tuple[tuple[Piece, ...], ...]
    groups: tuple[NameGroup, ...]
    dates: tuple[DateMentionView, ...]
    quotations: tuple[QuotationView, ...]
    credits: tuple[NameLink, ...]


def present_article(article: search.Article, lang: str, marked: tuple[search.Snippet, ...] = ()) -> ArticleView:
    """Return the article with its links. marked: its title, text and captions as the engine marked them."""
    everything = SearchState(lang=lang)
    # Looked up by the text itself: an article that was replaced meanwhile shows no marks rather than wrong ones.
    marks = {(passage.where, passage.text): passage.marks for passage in marked}
    return ArticleView(
        article,
        cut_at_marks(article.title, marks.get(("title", article.title), ())),
        cut_into_paragraphs(article.text, _spans(article, everything), marks.get(("text", article.text), ())),
        tuple(cut_at_marks(caption, marks.get(("caption", caption), ())) for caption in article.captions),
        tuple(
            NameGroup(field_label(field), _counted(article, everything, field, values))
            for field, values in _values_by_field(article)
            if values
        ),
        _date_mentions(article, everything),
        tuple(_quotation(said, everything) for said in article.quotations),
        tuple(
            NameLink(field, value, everything.with_value(field, value).url())
            for field in ("agency", "dateline")
            for value in article.values(field)
        ),
    )


def _values_by_field(article: search.Article) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, article.values(name)) for name in ("person", "place", "organisation", "speaker"))


def _spans(article: search.Article, state: SearchState) -> list[Span]:
    spans = [
        Span(item.start, item.end, item.kind, state.with_value(item.kind, item.name).url(), item.name)
        for item in article.entities
        if item.where == "text"
    ]
    return spans + [
        Span(
            item.start, item.end, "date", _dates_url(state, item.first, item.last), period_label(item.first, item.last)
        )
        for item in article.dates
        if item.where == "text"
    ]


def _quotation(said: search.Quotation, state: SearchState) -> QuotationView:
    speaker = NameLink("speaker", said.speaker, state.with_value("speaker", said.speaker).url(), said.evidence)
    return QuotationView(speaker, " ".join(said.text.split()), said.kind == "direct", said.verb)


def _counted(
    article: search.Article, state: SearchState, field: str, values: tuple[str, ...]
) -> tuple[tuple[NameLink, int], ...]:
    times = Counter(item.name for item in article.entities if item.kind == field)
    times.update(said.speaker for said in article.quotations if field == "speaker")
    evidence = {item.name: item.evidence for item in reversed(article.entities) if item.kind == field}
    return tuple(
        (NameLink(field, value, state.with_value(field, value).url(), evidence.get(value, "")), times[value])
        for value in values
    )


def _date_mentions(article: search.Article, state: SearchState) -> tuple[DateMentionView, ...]:
    seen: dict[tuple[dt.date, dt.date], search.MentionedDate] = {}
    for item in sorted(article.dates, key=lambda mention: (mention.first, mention.last)):
        seen.setdefault((item.first, item.last), item)
    return tuple(
        DateMentionView(period_label(*days), item.text, _dates_url(state, *days), item.evidence)
        for days, item in seen.items()
    )


def _dates_url(state: SearchState, first: dt.date, last: dt.date) -> str:
    return state.with_dates(first.isoformat(), last.isoformat(), facet="mentioned").url()
