"""Why an article's date is what it is, in the language of the page.

The index holds the reason in English, as the indexer wrote it, with the words of the article inside. The
rules below know its sentences (a contract test compares them with what the indexer writes); one that
they do not know is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import flask
from flask_babel import gettext as _

from web.i18n import day_in_words

_RULES: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], str]], ...] = (
    (re.compile("from the source's metadata"), lambda _words: _("from the source's own data")),
    (
        re.compile("from the source's metadata, and the text agrees: «(?P<cue>.*)»"),
        lambda words: _("from the source's own data, and the text agrees: «%(cue)s»", **words),
    ),
    (
        re.compile("from the source's metadata, which is the moment of fetching"),
        lambda _words: _("from the source's own data, which give the moment it was fetched"),
    ),
    (
        re.compile(r"from the source's metadata; «(?P<cue>.*)» counts from (?P<day>[\d-]+)"),
        lambda words: _("from the source's own data; «%(cue)s» counts from %(day)s", **_with_day(words)),
    ),
    (
        re.compile(r"from the source's metadata, though «(?P<cue>.*)» would be of (?P<day>[\d-]+)"),
        lambda words: _("from the source's own data, though «%(cue)s» would be of %(day)s", **_with_day(words)),
    ),
    (
        re.compile("from «(?P<cue>.*)», the nearest such day not after the metadata's date"),
        lambda words: _("from «%(cue)s», the nearest such day before the date of the source's own data", **words),
    ),
    (re.compile("from the day it was fetched"), lambda _words: _("from the day it was fetched")),
    (re.compile("no day of publication is told"), lambda _words: _("no day of publication is told")),
    (re.compile("from the lead: (?P<cue>.*)"), lambda words: _("from the lead: «%(cue)s»", **words)),
    (
        re.compile("from «(?P<cue>.*)», the nearest such day not after it was fetched"),
        lambda words: _("from «%(cue)s», the nearest such day before it was fetched", **words),
    ),
    (
        re.compile(r"from «(?P<cue>.*)»: the weekday fits (?P<year>\d+)"),
        lambda words: _("from «%(cue)s»: the weekday fits the year %(year)s", **words),
    ),
    (re.compile("from «(?P<cue>[^»]*)»"), lambda words: _("from «%(cue)s»", **words)),
    (
        re.compile("the metadata's date (?P<cue>['\"].*['\"]) was not used: (?P<reason>.*)"),
        lambda words: _(
            "the date %(cue)s of the source's own data was not used: %(reason)s",
            **(words | {"reason": _first_match(words["reason"], _REASONS)}),
        ),
    ),
)

_REASONS: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], str]], ...] = (
    (re.compile("it names no day that exists"), lambda _words: _("it names no day that exists")),
    (re.compile("it lies after (?P<day>.*)"), lambda words: _("it lies after %(day)s", **_with_day(words))),
    (re.compile("it is a computer's zero, not a day"), lambda _words: _("it is a computer's zero, not a day")),
    (re.compile("the text speaks against it"), lambda _words: _("the text speaks against it")),
)


def evidence_label(evidence: str) -> str:
    """Return the evidence of a publication date in the language of the page."""
    reason, separator, note = evidence.partition("; the metadata's date ")
    parts = [reason, *([f"the metadata's date {note}"] if separator else [])]
    return str(_("; ")).join(_first_match(part, _RULES) for part in parts)


def _with_day(words: dict[str, str]) -> dict[str, str]:
    return words | {"day": day_in_words(words["day"])}


def init_app(app: flask.Flask) -> None:
    """Give the templates the label."""
    app.jinja_env.globals["evidence_label"] = evidence_label


def _first_match(text: str, rules: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], str]], ...]) -> str:
    for pattern, say in rules:
        found = pattern.fullmatch(text)
        if found:
            return say(found.groupdict())
    return text
