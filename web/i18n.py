"""The languages of the page: catalogues read from `.po` at start, plural forms, dates and numbers as words.

Messages are written in English in the source and translated in `translations/<language>/LC_MESSAGES`.
Reading `.po` directly leaves no compiled file to build, forget or commit. Digits are ASCII in both
languages, as in most Arabic news sites: copied text and typed queries then agree with what is shown.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import flask
import flask_babel
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

import search
from web.evidence import evidence_label
from web.search_state import LANGUAGES

TRANSLATIONS = Path(__file__).parent / "translations"
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
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


def say(english: str, arabic: str) -> str:
    """Return the text of the page's language, where both come with the data (notices, errors, field labels)."""
    return arabic if current_language() == "ar" else english


def field_label(name: str) -> str:
    """Return what readers call a field of the schema."""
    found = next(item for item in search.FIELDS if item.name == name)
    return say(found.label_en, found.label_ar)


def number(value: int) -> str:
    """Return a number with its thousands separated, in ASCII digits."""
    return str(format_decimal(value, locale="en"))


def long_date(day: dt.date) -> str:
    """Return a day in words: الثلاثاء، 26 يناير 2021."""
    return str(format_date(day, "full", locale=current_language()))


def period_label(first: dt.date, last: dt.date) -> str:
    """Return a day, month or year in words, or the two days of any other range."""
    locale = current_language()
    if first == last:
        return str(format_date(first, "long", locale=locale))
    for shorter, skeleton in ((first.isoformat()[:4], "y"), (first.isoformat()[:7], "yMMMM")):
        if search.parse_period(shorter) == (first, last):
            return str(format_skeleton(skeleton, first, locale=locale))
    return f"{format_date(first, 'long', locale=locale)} – {format_date(last, 'long', locale=locale)}"


def init_app(app: flask.Flask) -> None:
    """Give the application and its templates their languages."""
    babel = flask_babel.Babel(app, default_locale=LANGUAGES[0], locale_selector=current_language)
    babel.domain_instance = PoDomain()
    app.jinja_env.globals.update(
        current_language=current_language,
        directions=DIRECTIONS,
        evidence_label=evidence_label,
        field_label=field_label,
        language_names=LANGUAGE_NAMES,
        long_date=long_date,
        number=number,
        period_label=period_label,
        say=say,
    )
