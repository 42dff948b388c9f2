"""Why a name, a mentioned date, a quotation or a byline is one, in the language of the page.

The index holds the reasons in English, as the indexer wrote them. The rules below know the usual ones; another is
shown as it stands on the English page and nowhere else. Not for: days of publication (`web.evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from flask_babel import gettext as _

from web.i18n import day_in_words

_Rule = tuple[re.Pattern[str], Callable[[dict[str, str]], str]]


def _rule(pattern: str, say: Callable[[dict[str, str]], str]) -> _Rule:
    return re.compile(pattern), say


_NAME_RULES: tuple[_Rule, ...] = (
    _rule("listed person", lambda _w: _("on the list of well-known people")),
    _rule("listed place", lambda _w: _("on the list of places")),
    _rule("listed organisation", lambda _w: _("on the list of organisations")),
    _rule("GeoNames/CLDR place", lambda _w: _("on the list of places of the world")),
    _rule("listed name(?: in that year)?", lambda _w: _("shown under its well-known name")),
    _rule("spelling of a listed name", lambda _w: _("a spelling of a well-known name")),
    _rule("part of a full name in the article", lambda _w: _("part of a full name that the article has")),
    _rule("given name", lambda _w: _("begins with a given name")),
    _rule("club", lambda _w: _("the name of a club")),
    _rule("ministry and nationality", lambda _w: _("a ministry with its nationality")),
    _rule("title (?P<cue>.+)", lambda w: _("behind the title «%(cue)s»", **w)),
    _rule("office (?P<cue>.+)", lambda w: _("behind the office «%(cue)s»", **w)),
    _rule("head (?P<cue>.+)", lambda w: _("begins with «%(cue)s», as organisations do", **w)),
    _rule("coordination under (?P<cue>.+)", lambda w: _("one of several that share «%(cue)s»", **w)),
    _rule("quoted after (?P<cue>.+)", lambda w: _("between quotation marks behind «%(cue)s»", **w)),
    _rule("(?:place )?after (?P<cue>.+)", lambda w: _("stands behind «%(cue)s»", **w)),
    _rule(r"model [\d.]+", lambda _w: _("found by the trained model")),
)
_BYLINE_RULES: tuple[_Rule, ...] = (
    _rule(
        r"named in the author field of the metadata \((?P<cue>.*)\)",
        lambda w: _("named in the author field of the source's own data: «%(cue)s»", **w),
    ),
    _rule(
        r"named in the dateline or credit of the text \((?P<cue>.*)\)",
        lambda w: _("named at the beginning or the end of the text: «%(cue)s»", **w),
    ),
    _rule("the source is an agency", lambda _w: _("the source is a news agency")),
    _rule("from the source's metadata", lambda _w: _("from the source's own data")),
)
_QUOTATION_RULES: tuple[_Rule, ...] = (
    _rule(
        "(?P<cue>.+) (?:before|behind) the words, its subject (?P<subject>.+) named in the same sentence",
        lambda w: _("«%(subject)s» is the subject of «%(cue)s» in the same sentence", **w),
    ),
    _rule(
        "(?P<cue>.+) (?:before|behind) the words, said by the subject of the sentence",
        lambda w: _("«%(cue)s» goes with the subject of the sentence", **w),
    ),
    _rule(
        "(?P<cue>.+) (?:before|behind) the words, continued, .*",
        lambda w: _("«%(cue)s» goes on with what the same speaker said before", **w),
    ),
    _rule(
        "(?P<cue>.+) (?:before|behind) the words, (?P<subject>.+?):? (?:is )?the only .* of the article .*",
        lambda w: _("«%(cue)s», and only one in the article is called «%(subject)s»", **w),
    ),
    _rule(
        "(?P<cue>.+) (?:before|behind) the words, the only person whom the sentence names before",
        lambda w: _("«%(cue)s», and the sentence names one person only before", **w),
    ),
    _rule(
        "(?P<cue>.+) (?:before|behind) the words, named behind .*",
        lambda w: _("named behind «%(cue)s»", **w),
    ),
    _rule("named before a colon at the beginning", lambda _w: _("named before a colon at the beginning")),
)
_TAKEN_OFF = re.compile("(?P<reason>.*), (?P<cue>.+)- taken off")
_RESOLVED = re.compile(r"(?P<reason>.*), resolved against (?P<day>[\d-]+)")


def name_reason(evidence: str, lang: str) -> str:
    """Return why a name is one; "" where that cannot be said in the language."""
    return _said(evidence, _NAME_RULES, lang)


def byline_reason(evidence: str, lang: str) -> str:
    """Return how author, agency and place of filing are known; "" where that cannot be said in the language."""
    return _said(evidence, _BYLINE_RULES, lang)


def quotation_reason(evidence: str, lang: str) -> str:
    """Return how the speaker of a quotation is known; "" where that cannot be said in the language."""
    return _said(evidence, _QUOTATION_RULES, lang, separator=None)


def date_reason(evidence: str, lang: str) -> str:
    """Return how a mentioned date was read; "" where that cannot be said in the language."""
    resolved = _RESOLVED.fullmatch(evidence)
    if resolved:
        return str(_("counted from %(day)s", day=day_in_words(resolved["day"])))
    return evidence if lang == "en" or not evidence else str(_("named in full"))


def _said(evidence: str, rules: tuple[_Rule, ...], lang: str, separator: str | None = "; ") -> str:
    parts = evidence.split(separator) if separator else [evidence]
    said = dict.fromkeys(_part(part, rules, lang) for part in parts if part)
    return str(_("; ")).join(filter(None, said))


def _part(text: str, rules: tuple[_Rule, ...], lang: str) -> str:
    cut = _TAKEN_OFF.fullmatch(text)
    if cut:
        reason = _part(cut["reason"], rules, lang)
        return str(_("%(reason)s, without «%(cue)s»", reason=reason, cue=cut["cue"])) if reason else ""
    for pattern, say in rules:
        found = pattern.fullmatch(text)
        if found:
            return say(found.groupdict())
    return text if lang == "en" else ""
