"""The article page: the text as written, names and dates in it as links, and the reasons for them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import search
from web.i18n import field_label, period_label
from web.presenters.marking import ALL_MARKS, Marks
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
    """What somebody is reported to have said. is_direct: between quotation marks.

    verb: the reporting words, "" where a colon stands for them. note: how the speaker is known.
    """

    words: str
    is_direct: bool
    verb: str
    note: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Everything that an article has one speaker say, in its order."""

    speaker: NameLink
    said: tuple[QuotationView, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article ready to print."""

    article: search.Article
    title: tuple[Piece, ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    captions: tuple[tuple[Piece, ...], ...]
    groups: tuple[NameGroup, ...]
    dates: tuple[DateMentionView, ...]
    quotations: tuple[SpeakerView, ...]
    credits: tuple[NameLink, ...]


def present_article(
    article: search.Article, lang: str, marked: tuple[search.Snippet, ...] = (), shown: Marks = ALL_MARKS
) -> ArticleView:
    """Return the article with its links. marked: its title, text and captions as the engine marked them.

    shown: the kinds of marks that the reader has not switched off.
    """
    everything = SearchState(lang=lang)
    # Looked up by the text itself: an article that was replaced meanwhile shows no marks rather than wrong ones.
    marks = {(passage.where, passage.text): passage.marks for passage in marked if shown.words}
    return ArticleView(
        article,
        cut_at_marks(article.title, marks.get(("title", article.title), ())),
        cut_into_paragraphs(article.text, _spans(article, everything, shown), marks.get(("text", article.text), ())),
        tuple(cut_at_marks(caption, marks.get(("caption", caption), ())) for caption in article.captions),
        tuple(
            NameGroup(field_label(field), _counted(article, everything, field, values))
            for field, values in _values_by_field(article)
            if values
        ),
        _date_mentions(article, everything),
        _by_speaker(article, everything),
        tuple(
            NameLink(field, value, everything.with_value(field, value).url())
            for field in ("agency", "dateline")
            for value in article.values(field)
        ),
    )


def _values_by_field(article: search.Article) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, article.values(name)) for name in ("person", "place", "organisation", "speaker"))


def _spans(article: search.Article, state: SearchState, shown: Marks) -> list[Span]:
    spans = [
        Span(item.start, item.end, item.kind, state.with_value(item.kind, item.name).url(), item.name)
        for item in article.entities
        if item.where == "text" and shown.names
    ]
    return spans + [
        Span(
            item.start, item.end, "date", _dates_url(state, item.first, item.last), period_label(item.first, item.last)
        )
        for item in article.dates
        if item.where == "text" and shown.dates
    ]


def _by_speaker(article: search.Article, state: SearchState) -> tuple[SpeakerView, ...]:
    """Return the quotations by speaker, speakers in the order in which they first speak."""
    said: dict[str, list[QuotationView]] = {}
    for item in article.quotations:
        verb = item.verb if any(map(str.isalpha, item.verb)) else ""
        words = " ".join(item.text.split())
        view = QuotationView(words, item.kind == "direct", verb, _note(item.evidence, state))
        said.setdefault(item.speaker, []).append(view)
    return tuple(
        SpeakerView(NameLink("speaker", name, state.with_value("speaker", name).url()), tuple(views))
        for name, views in said.items()
    )


def _note(evidence: str, state: SearchState) -> str:
    """Return evidence for a reader of the page's language: it is written in English, and elsewhere left out."""
    return evidence if state.lang == "en" else ""


def _counted(
    article: search.Article, state: SearchState, field: str, values: tuple[str, ...]
) -> tuple[tuple[NameLink, int], ...]:
    times = Counter(item.name for item in article.entities if item.kind == field)
    times.update(said.speaker for said in article.quotations if field == "speaker")
    evidence = {item.name: item.evidence for item in reversed(article.entities) if item.kind == field}
    return tuple(
        (
            NameLink(field, value, state.with_value(field, value).url(), _note(evidence.get(value, ""), state)),
            times[value],
        )
        for value in values
    )


def _date_mentions(article: search.Article, state: SearchState) -> tuple[DateMentionView, ...]:
    seen: dict[tuple[dt.date, dt.date], search.MentionedDate] = {}
    for item in sorted(article.dates, key=lambda mention: (mention.first, mention.last)):
        seen.setdefault((item.first, item.last), item)
    return tuple(
        DateMentionView(period_label(*days), item.text, _dates_url(state, *days), _note(item.evidence, state))
        for days, item in seen.items()
    )


def _dates_url(state: SearchState, first: dt.date, last: dt.date) -> str:
    return state.with_dates(first.isoformat(), last.isoformat(), facet="mentioned").url()
