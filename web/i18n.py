"""The languages of the page: catalogues read from `.po` at start, plural forms, dates and numbers as words.

Messages are written in English in the source and translated in `translations/<language>/LC_MESSAGES`.
Reading `.po` directly leaves no compiled file to build, forget or commit. Digits are ASCII in both
languages, as in most Arabic news sites: copied text and typed queries then agree with what is shown.
"""

from __future__ import annotations

import datetime as dt
import io
from functools import lru_cache
from pathlib import Path

import flask
import flask_babel
from babel.dates import format_date, format_skeleton, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

import search
from web.date_entry import MONTH_LOCALES
from web.search_state import LANGUAGES, MONTH_NAMES

TRANSLATIONS = Path(__file__).parent / "translations"
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
MONTHS_COOKIE = "months"
MONTHS_REMEMBERED = 365 * 24 * 3600
LANGUAGE_NAMES = {"ar": "العربية", "en": "English"}


class PoDomain(flask_babel.Domain):  # type: ignore[misc]  # flask-babel is untyped
    """A translation domain whose catalogues are `.po` files, read once."""

    def __init__(self, folder: Path = TRANSLATIONS) -> None:
        """Read every catalogue of the folder."""
        super().__init__(domain="messages")
        self._catalogues = {name: read_catalogue(folder, name) for name in LANGUAGES}

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the language of the page being made."""
        return self._catalogues[current_language()]


def read_catalogue(folder: Path, language: str) -> NullTranslations:
    """Return the translations of a language; English is the source and needs none."""
    path = folder / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as lines:
        catalogue = read_po(lines, locale=language, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def current_language() -> str:
    """Return the language that the URL asks for; Arabic where it asks for none or an unknown one."""
    asked = flask.request.args.get("lang") if flask.has_request_context() else None
    return asked if asked in LANGUAGES else LANGUAGES[0]


def current_months() -> str:
    """Return by which names the reader knows the months: as the URL says, else as it said last, else as most papers."""
    if not flask.has_request_context():
        return MONTH_NAMES[0]
    asked = (flask.request.args.get("months"), flask.request.cookies.get(MONTHS_COOKIE))
    return next((name for name in asked if name in MONTH_NAMES), MONTH_NAMES[0])


def date_locale() -> str:
    """Return the locale by which dates are written."""
    language = current_language()
    return MONTH_LOCALES[current_months()] if language == "ar" else language


def month_sample(months: str) -> str:
    """Return how a choice of month names looks: January and August."""
    names = get_month_names("wide", locale=MONTH_LOCALES[months])
    return f"{names[1]}، {names[8]}"


def say(english: str, arabic: str) -> str:
    """Return the text of the page's language, where both come with the data (notices, errors, field labels)."""
    return arabic if current_language() == "ar" else english


def field_label(name: str) -> str:
    """Return what readers call a field of the schema."""
    found = next(item for item in search.FIELDS if item.name == name)
    return say(found.label_en, found.label_ar)


def number(value: int) -> str:
    """Return a number with its thousands separated, in ASCII digits."""
    return f"{value:,}"


def long_date(day: dt.date) -> str:
    """Return a day in words: الثلاثاء، 26 يناير 2021."""
    return str(format_date(day, "full", locale=date_locale()))


def period_label(first: dt.date, last: dt.date) -> str:
    """Return a day, month or year in words, or both ends of any other range in the coarsest unit that says it."""
    return _period_label(first, last, date_locale())


@lru_cache(maxsize=4096)
def _period_label(first: dt.date, last: dt.date, locale: str) -> str:
    for length, skeleton in ((len("2021"), "y"), (len("2021-01"), "yMMMM")):
        units = [search.parse_period(day.isoformat()[:length]) for day in (first, last)]
        if units[0] and units[1] and (units[0][0], units[1][1]) == (first, last):
            ends = [str(format_skeleton(skeleton, day, locale=locale)) for day in (first, last)]
            return " – ".join(dict.fromkeys(ends))
    ends = [str(format_date(day, "long", locale=locale)) for day in (first, last)]
    return " – ".join(dict.fromkeys(ends))


def day_in_words(iso: str) -> str:
    """Return an ISO day in words, anything else as it stands: digits with hyphens run backwards in an Arabic line."""
    found = search.parse_period(iso)
    return period_label(*found) if found else iso


def init_app(app: flask.Flask) -> None:
    """Give the application and its templates their languages."""
    babel = flask_babel.Babel(app, default_locale=LANGUAGES[0], locale_selector=current_language)
    babel.domain_instance = PoDomain()
    app.after_request(_remember_months)
    app.jinja_env.globals.update(
        current_language=current_language,
        current_months=current_months,
        directions=DIRECTIONS,
        field_label=field_label,
        language_names=LANGUAGE_NAMES,
        long_date=long_date,
        month_names=MONTH_NAMES,
        month_sample=month_sample,
        number=number,
        period_label=period_label,
        say=say,
    )


def _remember_months(response: flask.Response) -> flask.Response:
    """Keep the reader's choice for pages whose URL does not say it; pages differ by it, and caches must know."""
    if response.mimetype == "text/html":
        response.vary.add("Cookie")
        if flask.request.args.get("months") in MONTH_NAMES:
            response.set_cookie(
                MONTHS_COOKIE,
                current_months(),
                max_age=MONTHS_REMEMBERED,
                secure=flask.request.is_secure,
                httponly=True,
                samesite="Lax",
            )
    return response
