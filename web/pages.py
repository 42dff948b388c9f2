"""The pages for readers: home, results, one article. Complete without JavaScript; every state is a URL."""

from __future__ import annotations

import datetime as dt

import flask
from werkzeug import Response

import search
from search.citations import plain_citation
from web.addresses import public_url
from web.engine_access import current_engine
from web.i18n import current_language
from web.own_parameters import read_own
from web.presenters import marking
from web.presenters.article import present_article
from web.presenters.dates import present_dates
from web.presenters.facets import present_facets
from web.presenters.home import present_home
from web.presenters.neighbours import present_neighbours
from web.presenters.reasons import present_reasons
from web.presenters.remedies import present_remedies
from web.presenters.results import (
    present_chips,
    present_collapse,
    present_hit,
    present_levels,
    present_place,
    present_sorts,
    published_label,
    source_link,
)
from web.presenters.understood import UnderstoodView, present_understood
from web.presenters.versions import present_comparison, present_versions
from web.presenters.views import present_views
from web.search_state import LANGUAGES, SearchState, has_typed_dates, notice_of

SIMILAR_SHOWN = 5
LATEST_SHOWN = 6
VERSIONS_LISTED = 8
"""On the page of an article; its page of versions lists VERSIONS_SHOWN."""

VERSIONS_SHOWN = 50

blueprint = flask.Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """Show the search box, what the archive holds and ways into it."""
    state = plain_state()
    results = current_engine().search(SearchState(size=LATEST_SHOWN, collapse="story").to_request())
    return flask.render_template(
        "home.html",
        state=state,
        levels=present_levels(state),
        view=present_home(state, results),
        latest=[present_hit(state, hit) for hit in results.hits],
    )


@blueprint.get("/search")
def results() -> str | Response:
    """Show one page of hits with the facets beside them; dates written as people do lead to the URL that says them."""
    state = _state_of_page()
    if has_typed_dates(flask.request.args.items(multi=True)) and not state.notices:
        return flask.redirect(state.url())
    try:
        request = state.to_request()
        found = current_engine().search(request)
    except search.ParameterValueError as error:
        if error.parameter != "after":
            raise
        # A cursor that has had its day: the first page, and the reason why.
        notices = (*state.notices, notice_of(error))
        state = state.first_page()
        request = state.to_request()
        found = current_engine().search(request)
    else:
        notices = state.notices
    state = state.renamed(current_engine().names())
    return flask.render_template(
        "results.html",
        state=state,
        address=public_url(state.url()),
        results=found,
        notices=(*notices, *found.notices),
        hits=[present_hit(state, hit) for hit in found.hits],
        chips=present_chips(state, _title_of(state.story)),
        collapse=present_collapse(state),
        dates=present_dates(state, found, mirrored=state.lang == "ar", archive=current_engine().published_range()),
        facets=present_facets(state, found),
        levels=present_levels(state),
        views=present_views(state, found),
        place=present_place(state, found),
        remedies=present_remedies(state, found),
        understood=_understood(state, request, found),
        sorts=present_sorts(state, request),
    )


@blueprint.get("/article/<key>")
def article(key: str) -> str:
    """Show one article; the search that led here stays in the URL, for its marks and for the way back."""
    pairs = list(flask.request.args.items(multi=True))
    state = SearchState.from_args(pairs, page=True, extra=marking.OWN_PARAMETERS)
    marks, own_notices = read_own(pairs, marking.OWN_PARAMETERS, marking.read_marks, page=True)
    engine = current_engine()
    found = engine.get(key)
    versions = engine.versions(key, VERSIONS_LISTED)
    request = state.to_request(facets=())
    marked = engine.mark(key, request) if state.text.strip() else ()
    plain = SearchState(lang=state.lang)
    return flask.render_template(
        "article.html",
        state=state,
        came_from_search=state != plain,
        view=present_article(found, state.lang, marked, marks),
        marks=marking.present_marks(state, found, marks),
        neighbours=present_neighbours(state, engine.neighbours(key, request), marks) if state != plain else None,
        reasons=present_reasons(found, state.lang),
        citation=plain_citation(
            found, "en" if state.lang == "en" else "ar", address=public_url(f"/article/{key}"), seen=dt.date.today()
        ),
        page_parameters=marks.pairs(),
        published=published_label(found),
        source=source_link(plain, found),
        story=present_versions(versions, key, plain) if versions.story.articles > 1 else None,
        similar=[present_hit(plain, hit) for hit in _other_stories(engine, key, versions)],
        notices=(*state.notices, *own_notices),
    )


@blueprint.get("/article/<key>/versions")
def versions(key: str) -> str:
    """Show the versions of an article's story, and what it has that the one named by `with` has not."""
    pairs = [pair for pair in flask.request.args.items(multi=True) if pair[0] != "with"]
    state = SearchState.from_args(pairs, page=True)
    engine = current_engine()
    found = engine.get(key)
    story = engine.versions(key, VERSIONS_SHOWN)
    others = [version.article for version in story.versions if version.article.key != key]
    named = flask.request.args.get("with")
    other = engine.get(named) if named else next(iter(others), None)
    return flask.render_template(
        "versions.html",
        state=state,
        article=found,
        published=published_label(found),
        comparison=present_comparison(found, other, SearchState(lang=state.lang)) if other else None,
        story=present_versions(story, key, SearchState(lang=state.lang), other.key if other else None),
        notices=state.notices,
    )


def _understood(
    state: SearchState, request: search.SearchRequest, found: search.SearchResults
) -> UnderstoodView | None:
    """Return how the query was understood, None where nothing was asked in words."""
    if not state.text.strip():
        return None
    return present_understood(state, found, *current_engine().understand(request))


def _other_stories(engine: search.Engine, key: str, versions: search.StoryVersions) -> list[search.Hit]:
    """Return articles like one, those of its own story left out: they have a list of their own."""
    wanted = min(SIMILAR_SHOWN + versions.story.articles - 1, search.MAX_PAGE_SIZE)
    hits = engine.similar(key, wanted)
    return [hit for hit in hits if hit.story is None or hit.story.id != versions.story.id][:SIMILAR_SHOWN]


def _title_of(key: str) -> str:
    """Return the headline of an article, "" where there is none of this key."""
    try:
        return current_engine().get(key).title if key else ""
    except search.ArticleNotFoundError:
        return ""


@blueprint.app_template_global()
def plain_state() -> SearchState:
    """Return the search for everything, in the language of the page."""
    return SearchState(lang=current_language())


@blueprint.app_template_global()
def api_url(state: SearchState) -> str:
    """Return the JSON twin of a page of hits."""
    return state.with_lang(LANGUAGES[0]).url("/api/search")


@blueprint.app_template_global()
def export_url(state: SearchState, extension: str) -> str:
    """Return the download of all hits of a search."""
    return state.first_page().with_lang(LANGUAGES[0]).url(f"/export.{extension}")


def _state_of_page() -> SearchState:
    return SearchState.from_args(flask.request.args.items(multi=True), page=True)
