from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

import search
from tests.web.articles import HOSTILE_TITLE
from web import create_app
from web.plain_text import direction_of, one_line

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text())
def test_nothing_is_left_that_turns_or_breaks_a_line(text: str) -> None:
    kept = one_line(text)
    assert not set(BIDI) & set(kept)
    assert all(unicodedata.category(char) != "Cc" for char in kept)
    assert kept == " ".join(kept.split())


@given(st.text(alphabet="أ<>&\"'ltgamp;#x3c \x00\x07\u202e\n"))
def test_what_was_escaped_stays_escaped(text: str) -> None:
    kept = one_line(escape(text))
    assert isinstance(kept, Markup)
    assert "<" not in kept
    assert kept.unescape() == one_line(text)


def test_words_stay() -> None:
    assert one_line("قمة\u200f  سوتشي\n2021") == "قمة\u200f سوتشي 2021"
    assert "سوتشي" in one_line(HOSTILE_TITLE)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("سوتشي", "rtl"),
        ("Astana", "ltr"),
        ("«2021: Astana» سوتشي", "ltr"),
        ("2021 … سوتشي", "rtl"),
        ("", ""),
        ("12 - 3", ""),
    ],
)
def test_the_first_strong_letter_gives_the_direction(text: str, direction: str) -> None:
    assert direction_of(text) == direction


HALF = "\ud800"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The site of an archive in which halves of characters stand everywhere, as only Python can write them."""
    article = search.Article(
        "k1",
        f"عنوان {HALF} غريب",
        f"نص فيه {HALF} سوريا\udfff",
        source=f"م{HALF}ص",
        people=(f"سوري{HALF}",),
        url=f"https://x.example/{HALF}",
        author=HALF,
    )
    with search.open_engine(tmp_path_factory.mktemp("broken"), create=True) as engine:
        engine.write([article])
        engine.commit()
        yield create_app(engine, TESTING=True).test_client()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=سوريا",
        "/search?lang=en&person=سوري",
        "/article/k1?q=سوريا",
        "/article/k1/versions",
        "/article/k1.ris",
        "/facet/person",
        "/concordance?q=سوريا",
        "/concordance.csv?q=سوريا",
        "/compare?q=سوريا&q=نص",
        "/record?q=سوريا",
        "/api/search?q=سوريا",
        "/api/articles/k1",
        "/api/suggest?q=عنو",
        "/api/record?q=سوريا",
        "/export.csv?q=سوريا",
        "/export.jsonl",
        "/export.ris",
        "/export.bib",
        "/feed.atom",
        "/feed.rss",
    ],
)
def test_half_a_character_is_shown_as_what_cannot_be_shown(broken: FlaskClient, address: str) -> None:
    answer = broken.get(address)
    assert answer.status_code == 200
    assert answer.data.decode("utf-8", "strict")
