"""Who said what on the page of an article: by speaker, in the language of the page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

import search
from tests.web.articles import LAVROV, ZARIF, make_article
from tests.web.fake_engine import FakeEngine
from web import create_app

TEXT = f"قال {LAVROV} إن الحوار مستمر. وأعلن {ZARIF} أن الوفد وصل. وأضاف {LAVROV} أن النتائج قريبة."
SAID = ((LAVROV, "قال", "الحوار مستمر"), (ZARIF, "وأعلن", "الوفد وصل"), (LAVROV, "وأضاف", "النتائج قريبة"))


@pytest.fixture
def client() -> FlaskClient:
    article = make_article("said", "خبر", TEXT, "2021-01-26", "المرصد", people=(LAVROV, ZARIF), said=SAID)
    headline = search.Quotation("title", 0, 3, "خبر", ZARIF, 0, 3, ":", "direct", "العنوان")
    article = replace(article, quotations=(*article.quotations, headline), dateline="موسكو", agencies=("رويترز",))
    return create_app(FakeEngine([article]), TESTING=True).test_client()


def quotations(text: str) -> str:
    return text[text.index('<details class="quotations">') :].partition("</details>")[0]


def test_each_speaker_stands_once_above_all_that_he_says(client: FlaskClient) -> None:
    shown = quotations(client.get("/article/said").text)
    assert re.findall(r"<dt>.*?>([^<>]+)</span></a></dt>", shown) == [LAVROV, ZARIF]
    places = [shown.index(words) for words in ("الحوار مستمر", "النتائج قريبة", "الوفد وصل")]
    assert places == sorted(places)


def test_a_colon_is_not_shown_as_a_verb(client: FlaskClient) -> None:
    shown = quotations(client.get("/article/said").text)
    assert re.findall(r"as-written[^>]*>([^<]*)<", shown) == ["قال", "وأضاف", "وأعلن"]


@pytest.mark.parametrize(("lang", "is_shown"), [("ar", False), ("en", True)])
def test_evidence_in_english_is_for_english_pages(client: FlaskClient, lang: str, is_shown: bool) -> None:
    text = client.get(f"/article/said?lang={lang}").text
    for evidence in ("الفعل قبل القول", "اسم معروف"):  # what the articles of these tests have in its place
        assert (f'title="{evidence}"' in text) == is_shown


def test_where_a_report_was_filed_is_said_in_words(client: FlaskClient) -> None:
    assert "كُتب في" in client.get("/article/said").text
    assert "filed from" in client.get("/article/said?lang=en").text
