"""The site as a search engine of a browser: an OpenSearch description, and suggestions in the form browsers read.

The description is OpenSearch 1.1, the suggestions its extension 1.1: [typed, [text], [what it is], [address]].
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

import search
from web.addresses import public_url
from web.engine_access import current_engine
from web.i18n import current_language, field_label, number
from web.parameters import read_parameters
from web.plain_text import Utf8Response
from web.search_state import LANGUAGES, SearchState
from web.suggestions import address_of

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
SUGGESTIONS = 8
"""Browsers show no more."""

blueprint = flask.Blueprint("browser_search", __name__)


@blueprint.get("/opensearch.xml")
def description() -> flask.Response:
    """Describe the site to a browser that adds it as a search engine, in the language that `lang` asks for."""
    root = ET.Element("OpenSearchDescription", xmlns=NAMESPACE)
    for name, text in (
        ("ShortName", _("Fihris")),
        ("LongName", _("Fihris: search the news archive")),
        ("Description", _("Fihris: full-text search for Arabic news archives.")),
        ("Language", current_language()),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
        ("Image", public_url(f"{flask.current_app.static_url_path}/mark.svg")),
    ):
        ET.SubElement(root, name).text = str(text)
    root[-1].attrib.update({"width": "16", "height": "16", "type": "image/svg+xml"})
    for content_type, relation, template in _templates():
        ET.SubElement(root, "Url", type=content_type, rel=relation, template=public_url(template))
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Utf8Response(body, content_type="application/opensearchdescription+xml; charset=utf-8")


def _templates() -> tuple[tuple[str, str, str], ...]:
    """Return (content type, relation, address with {searchTerms}) of each way to ask."""
    lang = current_language()
    suffix = "" if lang == LANGUAGES[0] else f"&lang={lang}"
    return (
        ("text/html", "results", "/search?q={searchTerms}" + suffix),
        ("application/x-suggestions+json", "suggestions", "/suggest.json?q={searchTerms}" + suffix),
        ("application/atom+xml", "results", "/feed.atom?q={searchTerms}" + suffix),
        ("application/rss+xml", "results", "/feed.rss?q={searchTerms}" + suffix),
        ("application/json", "results", "/api/search?q={searchTerms}"),
        ("application/opensearchdescription+xml", "self", "/opensearch.xml" + suffix.replace("&", "?")),
    )


@blueprint.get("/suggest.json")
def suggest() -> flask.Response:
    """Answer what continues the text that was typed, as a browser's search box reads it."""
    text = read_parameters(flask.request.args.items(multi=True), ("q", "lang")).get("q", "")
    search.SearchRequest(text)  # the same limits as a search
    found = current_engine().suggest(text, SUGGESTIONS)
    body = [text, [item.text for item in found], [_what(item) for item in found], [_address(item) for item in found]]
    return Utf8Response(flask.json.dumps(body, ensure_ascii=False), mimetype="application/x-suggestions+json")


def _what(item: search.Suggestion) -> str:
    """Return what a suggestion is and how many results it has, where that is known."""
    if item.key:
        return str(_("headline"))
    counted = ngettext("%(shown)s result", "%(shown)s results", item.count, shown=number(item.count))
    kind = (field_label(item.kind),) if item.kind in search.TERM_FACETS else ()
    return " · ".join((*kind, str(counted)) if item.count else kind)


def _address(item: search.Suggestion) -> str:
    """Return where a suggestion leads."""
    return public_url(address_of(item, SearchState(lang=current_language())))
