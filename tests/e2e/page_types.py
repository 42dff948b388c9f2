"""One address of every page type, on the samples; what tests of all pages go through."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request

PAGE_TYPES = {
    "home": "/",
    "results": "/search?q=أستانة سوتشي",
    "results, narrowed": "/search?q=سوريا&person=سيرغي لافروف&place.not=جنيف&place.all=سوتشي&from=2021",
    "results, another page": "/search?q=في&size=5&after={cursor}",
    "results, none": "/search?q=زقزقة_لا_توجد&person=سيرغي لافروف&level=exact",
    "results, a notice": '/search?q="سوتشي&size=1000',
    "article": "/article/{key}",
    "article from a search": "/article/{key}?q=أستانة سوتشي",
    "versions": "/article/{key}/versions",
    "all values of a facet": "/facet/person?q=سوتشي&person=سيرغي لافروف",
    "all values, by letters": "/facet/person?sort=alphabet&months=levant",
    "all values, distinctive": "/facet/place?q=سوتشي&sort=distinctive&size=20",
    "a person": "/entity/person/سيرغي لافروف",
    "a place": "/entity/place/سوتشي",
    "comparison": "/compare?q=أستانة&q=سوتشي",
    "concordance": "/concordance?q=أستانة",
    "record": "/record?q=أستانة سوتشي",
    "error": "/article/none",
}


def address_of(server: str, path: str, lang: str = "ar") -> str:
    """Return the whole address of a page type; {key} is the best hit for Astana, {cursor} opens a second page."""
    if "{key}" in path:
        path = path.replace("{key}", _found(server, "q=أستانة سوتشي&size=1")["hits"][0]["key"])
    if "{cursor}" in path:
        path = path.replace("{cursor}", _found(server, "q=في&size=5")["next"])
    if lang != "ar":
        path += ("&" if "?" in path else "?") + f"lang={lang}"
    return server + urllib.parse.quote(path, safe="/?&=%+")


def _found(server: str, query: str) -> dict:
    with urllib.request.urlopen(f"{server}/api/search?{urllib.parse.quote(query, safe='&=')}", timeout=20) as answer:
        return json.load(answer)
