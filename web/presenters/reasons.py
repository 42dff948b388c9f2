"""Why an article has the names, dates and speakers that it has, for a reader who wants to check them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import gettext as _

import search
from web.evidence_of_finds import byline_reason, date_reason, name_reason, quotation_reason
from web.i18n import field_label, period_label

MOST_REASONS = 60


class Reason(NamedTuple):
    """A find, the words of the article that it was made of, and why. why: "" where the language cannot say it."""

    found: str
    written: str
    why: str


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """The finds of one kind. unseen: how many more there are."""

    label: str
    reasons: tuple[Reason, ...]
    unseen: int


def present_reasons(article: search.Article, lang: str) -> tuple[ReasonGroup, ...]:
    """Return the finds with their reasons, those of one kind together, nothing where nothing was found."""
    groups = [
        (_("Author, agency and place filed from"), _byline(article, lang)),
        *((field_label(kind), _names(article, kind, lang)) for kind in ("person", "place", "organisation")),
        (field_label("mentioned"), _dates(article, lang)),
        (field_label("speaker"), _speakers(article, lang)),
    ]
    return tuple(
        ReasonGroup(str(label), tuple(reasons[:MOST_REASONS]), max(0, len(reasons) - MOST_REASONS))
        for label, reasons in groups
        if reasons
    )


def _byline(article: search.Article, lang: str) -> list[Reason]:
    names = [value for field in ("author", "agency", "dateline") for value in article.values(field)]
    why = byline_reason(article.byline_evidence, lang)
    return [Reason("، ".join(names) if lang == "ar" else ", ".join(names), "", why)] if names and why else []


def _names(article: search.Article, kind: str, lang: str) -> list[Reason]:
    """Return each name once, with the first mention that bears it by itself, not as a part of another."""
    mentions: dict[str, search.EntityMention] = {}
    for item in article.entities:
        if item.kind == kind:
            known = mentions.setdefault(item.name, item)
            if known.evidence.startswith("part of") and not item.evidence.startswith("part of"):
                mentions[item.name] = item
    return [Reason(item.name, _line(item.text), name_reason(item.evidence, lang)) for item in mentions.values()]


def _dates(article: search.Article, lang: str) -> list[Reason]:
    return _distinct(
        Reason(period_label(item.first, item.last), _line(item.text), date_reason(item.evidence, lang))
        for item in article.dates
    )


def _speakers(article: search.Article, lang: str) -> list[Reason]:
    return _distinct(Reason(item.speaker, "", quotation_reason(item.evidence, lang)) for item in article.quotations)


def _distinct(reasons: Iterable[Reason]) -> list[Reason]:
    return list(dict.fromkeys(reasons))


def _line(text: str) -> str:
    return " ".join(text.split())
