from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import web
from web.i18n import TRANSLATIONS
from web.search_state import LANGUAGES

WEB = Path(web.__file__).parent
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext.babel_extract")]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
TRANSLATED = [language for language in LANGUAGES if language != "en"]


def messages() -> set[str | tuple[str, ...]]:
    return {message for _, _, message, _, _ in extract_from_dir(WEB, METHODS, options_map={})}


@pytest.fixture(params=TRANSLATED)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    with (TRANSLATIONS / request.param / "LC_MESSAGES" / "messages.po").open("rb") as lines:
        return read_po(lines, locale=request.param, abort_invalid=True)


def test_every_message_is_translated_in_every_plural_form(catalogue: Catalog) -> None:
    missing = []
    for message in messages():
        found = catalogue.get(message if isinstance(message, str) else message[0])
        string = found.string if found else ""
        forms = (string,) if isinstance(string, str) else tuple(string or ())
        wanted = 1 if isinstance(message, str) else catalogue.num_plurals
        if len(forms) != wanted or not all(forms):
            missing.append(message)
    assert not missing


def test_no_translation_is_left_over(catalogue: Catalog) -> None:
    used = {message if isinstance(message, str) else message[0] for message in messages()}
    ids = {item.id if isinstance(item.id, str) else item.id[0] for item in catalogue if item.id}
    assert ids - used == set()


def test_translations_keep_the_placeholders(catalogue: Catalog) -> None:
    for item in catalogue:
        if item.id and isinstance(item.id, str):
            assert set(PLACEHOLDER.findall(item.id)) == set(PLACEHOLDER.findall(str(item.string)))
        elif item.id:
            known = set(PLACEHOLDER.findall(item.id[1]))
            forms = tuple(item.string or ())
            assert all(set(PLACEHOLDER.findall(form)) <= known for form in forms)
            assert set(PLACEHOLDER.findall(forms[-1])) == known


def test_arabic_has_six_plural_forms() -> None:
    with (TRANSLATIONS / "ar" / "LC_MESSAGES" / "messages.po").open("rb") as lines:
        assert read_po(lines, locale="ar").num_plurals == 6
