"""The page of results: hits, what is selected, the switches above them, what to try where nothing was found."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

import search
from web.i18n import field_label, long_date, number, period_label
from web.presenters.dates import chosen_label
from web.presenters.passages import Piece, cut_at_marks
from web.presenters.why import MatchView, present_matches_of, reading_time
from web.search_state import OPEN_PERIOD, SearchState

NAMES_SHOWN = {"person": 3, "place": 2, "organisation": 1}
DATES_SHOWN = 1


@dataclass(frozen=True, slots=True)
class NameLink:
    """A facet value of an article and the link that narrows the search to it. note: why it is one."""

    field: str
    value: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SnippetView:
    """A passage in pieces. where: "text" or "caption". is_cut: whether its sentence goes on behind it."""

    pieces: tuple[Piece, ...]
    where: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class StoryLink:
    """Where else the archive has the story of an article, in words, and the link to all of its versions."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class HitView:
    """One hit. snippets: its passages, the best one first; the template folds the others.

    names: people, places and organisations that the search does not name itself; unseen: how many more the article has.
    dates: that it mentions. why: the levels at which it meets the query. reading: how long it takes to read, in words.
    """

    article: search.Article
    href: str
    title: tuple[Piece, ...]
    snippets: tuple[SnippetView, ...]
    source: NameLink | None
    date: str
    names: tuple[NameLink, ...]
    unseen: int
    story: StoryLink | None
    dates: tuple[NameLink, ...] = ()
    why: tuple[MatchView, ...] = ()
    reading: str = ""

    @property
    def is_literal(self) -> bool:
        """Return whether it has the words of the query letter by letter, so that naming them says nothing more."""
        return [match.name for match in self.why] == ["exact"]


@dataclass(frozen=True, slots=True)
class Chip:
    """Something selected, in words, and the link that takes it away."""

    label: str
    value: str
    role: str
    href: str


@dataclass(frozen=True, slots=True)
class Switch:
    """One of several settings. hint: what it means."""

    name: str
    label: str
    href: str
    is_current: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a page of hits stands. first, last: of its hits. listed: articles, or stories, in the whole list."""

    first: int
    last: int
    listed: int
    page: int
    pages: int


def present_place(state: SearchState, results: search.SearchResults) -> ListPlace:
    """Return the place of the page shown."""
    listed = results.total if results.stories is None else results.stories
    size = max(1, state.size)
    first, last = results.offset + bool(results.hits), results.offset + len(results.hits)
    return ListPlace(first, last, listed, results.offset // size + 1, max(1, -(-listed // size)))


def present_hit(state: SearchState, hit: search.Hit) -> HitView:
    """Return a hit with its links; they narrow the search that found it."""
    article = hit.article
    asked = {search.fold_text(state.text).strip(), *(search.fold_text(item.value) for item in state.selections)}
    others = {
        field: [value for value in article.values(field) if search.fold_text(value) not in asked]
        for field in NAMES_SHOWN
    }
    names = [
        NameLink(field, value, state.with_value(field, value).url())
        for field, shown in NAMES_SHOWN.items()
        for value in others[field][:shown]
    ]
    snippets = best_first(hit) or _opening(article)
    return HitView(
        article,
        state.url(f"/article/{article.key}"),
        cut_at_marks(hit.title.text, hit.title.marks),
        tuple(SnippetView(cut_at_marks(item.text, item.marks), item.where, _is_cut(item.text)) for item in snippets),
        source_link(state, article),
        published_label(article),
        tuple(names),
        sum(map(len, others.values())) - len(names),
        _story_link(state, hit.story),
        _mentioned_dates(state, article),
        present_matches_of(hit),
        reading_time(article),
    )


def best_first(hit: search.Hit) -> tuple[search.Snippet, ...]:
    """Return the passages of a hit, before the others the one that shows most of its words, the first of these."""
    word_of = {search.fold_text(form): match.word for match in hit.matches for form in match.forms}

    def words_shown(snippet: search.Snippet) -> tuple[int, int]:
        marked = [search.fold_text(snippet.text[start:end]) for start, end in snippet.marks]
        # Words of phrases and of synonyms are marked, too, but no word of the query more is shown by them.
        return len({word_of[form] for form in marked if form in word_of}), len(marked)

    best = max(hit.snippets, key=words_shown, default=None)
    return () if best is None else (best, *(each for each in hit.snippets if each is not best))


def _mentioned_dates(state: SearchState, article: search.Article) -> tuple[NameLink, ...]:
    """Return the first dates that an article mentions beside its own day, as links to what else mentions them."""
    own = article.published_day()
    seen = dict.fromkeys((item.first, item.last) for item in article.dates if not item.first == item.last == own)
    return tuple(
        NameLink(
            "mentioned",
            period_label(first, last),
            state.with_dates(first.isoformat(), last.isoformat(), facet="mentioned").url(),
        )
        for first, last in list(seen)[:DATES_SHOWN]
    )


def _is_cut(passage: str) -> bool:
    """Return whether a passage ends inside a sentence: with a letter, a figure or a comma."""
    last = passage.rstrip()[-1:]
    return last.isalnum() or last in tuple("،,؛;ًٌٍَُِّْ")


def _story_link(state: SearchState, story: search.Story | None) -> StoryLink | None:
    """Return the way to all versions of a story, whatever was searched; None where there is one only, or they show."""
    if story is None or story.articles < 2 or state.story:
        return None
    label = (
        ngettext("in %(shown)s source", "in %(shown)s sources", story.sources, shown=number(story.sources))
        if story.sources > 1
        else ngettext("%(shown)s version", "%(shown)s versions", story.articles, shown=number(story.articles))
    )
    return StoryLink(label, SearchState(lang=state.lang, sort="oldest", story=story.id).url())


def source_link(state: SearchState, article: search.Article) -> NameLink | None:
    """Return the outlet of an article as a link, or None where it is not known."""
    if not article.source:
        return None
    return NameLink("source", article.source, state.with_value("source", article.source).url())


def published_label(article: search.Article) -> str:
    """Return the day of publication in words, "" where the article is undated; a day that is a guess says so."""
    day = article.published_day()
    if day is None:
        return ""
    if article.is_day_guessed():
        return str(_("about %(date)s", date=period_label(day, day)))
    return long_date(day)


def present_chips(state: SearchState, story_title: str = "") -> tuple[Chip, ...]:
    """Return everything that narrows the search, in the order of the URL. story_title: of the article it names."""
    chips = [
        Chip(field_label(item.field), item.value, item.op, state.without_value(item.field, item.value).url())
        for item in state.selections
    ]
    chips += [
        Chip(field_label(name), chosen_label(state.period(name)), "any", state.without_field(name).url())
        for name in search.DATE_FACETS
        if state.period(name) != OPEN_PERIOD
    ]
    if state.story:
        chips.append(Chip(_("One story"), story_title or state.story, "any", state.with_story("").url()))
    return tuple(chips)


def present_levels(state: SearchState) -> tuple[Switch, ...]:
    """Return the ladder of precision."""
    return tuple(
        Switch(level, label, state.with_level(level).url(), level == state.level, hint)
        for level, label, hint in (
            ("exact", _("Exact"), _("Letters exactly as typed")),
            ("folded", _("Spelling"), _("Ignores hamza, taa marbuta and alef maqsura")),
            ("stem", _("Stem"), _("Also with prefixes and endings")),
            ("root", _("Root"), _("Also words of the same root")),
        )
    )


def present_matches(state: SearchState, results: search.SearchResults) -> tuple[Switch, ...]:
    """Return the modes; the automatic one says what it decided."""
    decided = {"all": _("Automatic: all words"), "any": _("Automatic: any word")}
    return tuple(
        Switch(match, label, state.with_match(match).url(), match == state.match)
        for match, label in (
            ("auto", decided[results.query.match] if state.match == "auto" else _("Automatic")),
            ("all", _("All words")),
            ("any", _("Any word")),
        )
    )


def present_sorts(state: SearchState, request: search.SearchRequest) -> tuple[Switch, ...]:
    """Return the orders; an empty query has no relevance."""
    labels = (("relevance", _("Relevance")), ("newest", _("Newest")), ("oldest", _("Oldest")))
    return tuple(
        Switch(sort, label, state.with_sort(sort).url(), sort == request.effective_sort)
        for sort, label in labels
        if sort != "relevance" or request.text.strip()
    )


def present_collapse(state: SearchState) -> Switch | None:
    """Return the switch that shows each story once; None where one story is shown."""
    if state.story and not state.collapse:
        return None
    href = state.with_collapse("" if state.collapse else "story").url()
    hint = _("Reports in nearly the same words, in one source or several, show once")
    return Switch("story", _("Each story once"), href, state.collapse == "story", hint)


def _opening(article: search.Article) -> tuple[search.Snippet, ...]:
    """Return the first lines of an article that was found by its filters alone."""
    first = next((line for line in article.text.splitlines() if line.strip()), "")
    limit = 240
    if len(first) > limit:
        first = first[: first.rfind(" ", 0, limit) if " " in first[:limit] else limit] + " …"
    return (search.Snippet(first),) if first else ()
