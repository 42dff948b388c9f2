"""Feeds of any search: `/feed.atom` and `/feed.rss`, the newest hits first, a page of them at a time."""

from __future__ import annotations

from dataclasses import replace

import flask
from flask_babel import gettext as _

import search
from search.citations import one_line
from search.record import program_version
from web.addresses import public_host, public_url
from web.engine_access import current_engine
from web.evidence import evidence_label
from web.feed_documents import EPOCH, Feed, FeedEntry, atom_document, moment_of, rss_document
from web.parameters import read_parameters
from web.presenters.results import present_chips, published_label
from web.search_state import LANGUAGES, SearchState

FEED_SIZE = 50
"""Entries of a feed that asks for no `size`: a day of a busy search."""

SUMMARY_CHARS = 400
DOCUMENTS = {
    "atom": ("application/atom+xml; charset=utf-8", atom_document),
    "rss": ("application/rss+xml; charset=utf-8", rss_document),
}

blueprint = flask.Blueprint("feeds", __name__)


@blueprint.get("/feed.<any(atom, rss):extension>")
def feed(extension: str) -> flask.Response:
    """Answer the newest hits of a search as a feed; unchanged since the caller's ETag, answer 304."""
    state = feed_state()
    content_type, document = DOCUMENTS[extension]
    found = current_engine().search(state.to_request(facets=()))
    response = flask.Response(document(_feed_of(state, found, f"/feed.{extension}")), content_type=content_type)
    response.add_etag()
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(flask.request)  # type: ignore[return-value]


def feed_state() -> SearchState:
    """Return the search that the parameters describe, newest first, in the language asked for. Raises RequestError."""
    pairs = list(flask.request.args.items(multi=True))
    state = SearchState.from_args(pairs, extra=("lang",))
    lang = read_parameters((pair for pair in pairs if pair[0] == "lang"), ("lang",)).get("lang", LANGUAGES[0])
    if lang not in LANGUAGES:
        raise search.ParameterValueError("lang", lang, "ar or en", "ar أو en")
    size = state.size if "size" in flask.request.args else FEED_SIZE
    return replace(state, sort="newest", size=size, lang=lang)


def _feed_of(state: SearchState, found: search.SearchResults, path: str) -> Feed:
    """Return the hits as a feed. state: the search as `feed_state` gives it."""
    whole = state.whole()
    name = _search_name(whole)
    unordered = replace(state, sort=SearchState().sort, size=SearchState().size)
    asked = [("size", str(state.size))] if state.size != FEED_SIZE else []
    return Feed(
        id=_tag(unordered.whole().with_lang(LANGUAGES[0]).url("/feed")),
        title=f"{_('Fihris')}: {name}",
        subtitle=str(_("The newest articles of a search in the archive: %(search)s", search=name)),
        language=state.lang,
        page=public_url(whole.url()),
        self=public_url(unordered.url(path, asked)),
        next=public_url(unordered.next_page(found.next).url(path, asked)) if found.next else "",
        publisher=str(_("Fihris")),
        version=program_version(),
        entries=tuple(_entry_of(hit, state.lang) for hit in found.hits),
    )


def _entry_of(hit: search.Hit, lang: str) -> FeedEntry:
    article = hit.article
    published = None if article.is_day_guessed() else moment_of(article.published)
    has_address = (article.url or "").startswith(("http://", "https://"))
    return FeedEntry(
        id=_tag(f"/article/{article.key}"),
        url=public_url(SearchState(lang=lang).url(f"/article/{article.key}")),
        via=article.url or "" if has_address else "",
        title=article.title or str(_("(untitled)")),
        summary=_summary_of(hit),
        author=article.author or "",
        source=article.source or "",
        published=published,
        updated=published or moment_of(article.fetched) or moment_of(article.published) or EPOCH,
        categories=tuple(
            (facet, value) for facet in ("person", "place", "organisation") for value in article.values(facet)
        ),
    )


def _summary_of(hit: search.Hit) -> str:
    """Return the passages that answer the search, else the beginning of the text; before them a day that is a guess.

    Neither format has a date that is about right only, so such a day stands nowhere else.
    """
    passages = [one_line(passage.text) for passage in hit.snippets if passage.where != "title"]
    text = " … ".join(filter(None, passages)) or one_line(hit.article.text[:SUMMARY_CHARS])
    return " ".join(filter(None, (_guessed_day(hit.article), text)))


def _guessed_day(article: search.Article) -> str:
    """Return in words that the day of publication is about right only, and why; "" where it is sure or not known."""
    if not article.is_day_guessed():
        return ""
    reason = evidence_label(article.published_evidence)
    date = published_label(article)
    if not reason:
        return str(_("Published %(date)s.", date=date))
    return str(_("Published %(date)s (%(reason)s).", date=date, reason=reason))


def _search_name(state: SearchState) -> str:
    """Return a search in words: what was typed, then what narrows it."""
    words = [state.text] if state.text else []
    for chip in present_chips(state):
        label = f"{_('without')} {chip.label}" if chip.role == "not" else chip.label
        words.append(f"{label}: {chip.value}")
    return " · ".join(words) or str(_("The whole archive"))


def _tag(path: str) -> str:
    """Return a tag URI (RFC 4151): the same under any scheme and port of the site."""
    return f"tag:{public_host()},2026:{path}"


@blueprint.app_template_global()
def feed_url(state: SearchState, extension: str) -> str:
    """Return the feed of a search, in the language of its page; a feed has an order and a size of its own."""
    return replace(state.whole(), sort=SearchState().sort).url(f"/feed.{extension}")
