"""The reasons of names, dates, quotations and bylines in the language of the page."""

from __future__ import annotations

import re

import flask
import pytest

from web.evidence import evidence_label
from web.evidence_of_finds import byline_reason, date_reason, name_reason, quotation_reason

CASES = [
    (name_reason, "listed person"),
    (name_reason, "listed place, و- taken off"),
    (name_reason, "head مؤسسة; spelling of a listed name"),
    (name_reason, "model 0.98; title الرئيس; listed name in that year"),
    (name_reason, "part of a full name in the article, ل- taken off"),
    (name_reason, "GeoNames/CLDR place"),
    (name_reason, "quoted after صحيفة; listed name"),
    (name_reason, "coordination under شركة"),
    (name_reason, "place after فريق"),
    (name_reason, "given name"),
    (name_reason, "ministry and nationality"),
    (byline_reason, "named in the author field of the metadata (لندن); the source is an agency"),
    (byline_reason, "named in the dateline or credit of the text (رويترز)"),
    (byline_reason, "from the source's metadata"),
    (quotation_reason, "يصرح before the words, its subject جواد ظريف named in the same sentence"),
    (quotation_reason, "قائلًا before the words, said by the subject of the sentence"),
    (quotation_reason, "وأكد before the words, الأمين العام is the only person of the article called so"),
    (quotation_reason, "وقال before the words, معاليه: the only person of the article honoured so"),
    (quotation_reason, "شدد before the words, continued, the speaker of the sentence before"),
    (quotation_reason, "وفق behind the words, named behind it"),
    (quotation_reason, "وقال before the words, the only person whom the sentence names before"),
    (quotation_reason, "named before a colon at the beginning"),
    (date_reason, "weekday, resolved against 2015-07-23"),
    (date_reason, "numeric date"),
]


@pytest.mark.parametrize(("say", "evidence"), CASES)
def test_every_usual_reason_is_said_in_arabic(app: flask.Flask, say, evidence) -> None:
    with app.test_request_context("/?lang=ar"):
        label = say(evidence, "ar")
    assert label
    assert not re.search("[A-Za-z]", label)


@pytest.mark.parametrize("say", [name_reason, byline_reason, quotation_reason])
def test_an_unknown_reason_is_said_in_its_own_language_only(app: flask.Flask, say) -> None:
    with app.test_request_context("/?lang=ar"):
        assert say("some new rule", "ar") == ""
    with app.test_request_context("/?lang=en"):
        assert say("some new rule", "en") == "some new rule"
        assert say("", "en") == ""


def test_days_inside_a_reason_are_said_in_words(app: flask.Flask) -> None:
    with app.test_request_context("/?lang=ar&months=levant"):
        assert date_reason("weekday, resolved against 2015-07-23", "ar") == "محسوب من 23 تموز 2015"
        assert "26 كانون الثاني 2021" in evidence_label("from the source's metadata; «أمس» counts from 2021-01-26")
