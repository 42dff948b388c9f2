from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from tests.web.articles import HOSTILE_TITLE
from web.plain_text import one_line

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
