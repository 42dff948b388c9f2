"""What the indexer writes as evidence of a date, the page says in the reader's language."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from indexer.extract.publication import find_publication
from web import create_app
from web.evidence import evidence_label

TODAY = dt.date(2021, 2, 10)
CASES = [
    {"text": "نص", "published": "2021-01-26"},
    {"text": "نص", "fetched": "2021-01-28 03:00:00"},
    {"text": "نص"},
    {"text": "قال في موسكو أمس الثلاثاء", "fetched": "2021-01-28 03:00:00"},
    {"text": "في مؤتمر صحفي، الثلاثاء 26 من كانون الثاني، في موسكو خلال 2021"},
    {"text": "موسكو - الثلاثاء 26 كانون الثاني 2021 - التقى الوزيران"},
    {"text": "نص", "published": "2031-01-26", "fetched": "2021-01-28"},
    {"text": "نص", "published": "31/02/2020"},
    {"text": "نص", "published": "0"},
    {"text": "قال في موسكو أمس الثلاثاء", "published": "2021-01-27"},
    {"text": "نص", "published": "2021-01-28 03:00:00", "fetched": "2021-01-28 03:00:00"},
    {"text": "قال في موسكو أمس الثلاثاء", "published": "2021-01-28", "fetched": "2021-01-28 03:00:00"},
    {"text": "قال في موسكو أمس الثلاثاء", "published": "2021-01-28T02:00:00"},
    {"text": "قال في موسكو أمس الثلاثاء", "published": "2021-01-30T12:00:00"},
    {"text": "موسكو، الثلاثاء 26 كانون الثاني 2021: التقى الوزيران", "published": "2021-02-09"},
    {"text": "قال في موسكو اليوم الثلاثاء 26 كانون الثاني 2021"},
]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("language", "foreign"), [("ar", "[A-Za-z]"), ("en", "(?!)")])
def test_every_reason_is_said_in_the_language_of_the_page(tmp_path, case, language, foreign):
    case = dict(case)
    found = find_publication("عنوان", case.pop("text"), today=TODAY, **case)
    with create_app(tmp_path).test_request_context(f"/?lang={language}"):
        label = evidence_label(found.evidence)
    assert label
    assert not re.search(foreign, re.sub("«.*?»|'.*?'", "", label)), f"{found.evidence!r} became {label!r}"
