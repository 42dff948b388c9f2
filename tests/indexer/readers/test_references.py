"""Character references in titles and names: decoded where they are references, kept where they are text."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.field_mapping import raw_article_from_record
from indexer.readers.references import decode_fields, decode_references


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        ("الوزير: &#8220;لن نتراجع&#8221;", "الوزير: “لن نتراجع”"),
        ("&quot;سبق&quot; تنشر التفاصيل", '"سبق" تنشر التفاصيل'),
        ("أحمد&nbsp;السالم", "أحمد\u00a0السالم"),
        ("&#x627;لخبر", "الخبر"),
        ("AT&amp;T توسع شبكتها", "AT&T توسع شبكتها"),
        ("معنى &amp;lt; في الصفحات", "معنى &lt; في الصفحات"),
        ("سطر&#10;وسطر", "سطر وسطر"),
    ],
)
def test_references_become_their_characters_once(read: str, shown: str) -> None:
    assert decode_references(read) == shown


@pytest.mark.parametrize(
    "text",
    [
        "الفرق بين < و&lt; في HTML",
        "R&D وS&P500",
        "اسم &غير; معروف و&nosuchname; أيضا",
        "&#0; &#xD800; &#8; &#1114112;",
        "&quot بلا فاصلة منقوطة",
    ],
)
def test_what_is_no_reference_stays(text: str) -> None:
    assert decode_references(text) == text


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))))
def test_an_escaped_text_comes_back_as_it_was_written(text: str) -> None:
    assert decode_references(escape(text, quote=True)) == text


@given(st.text(max_size=40) | st.sampled_from(["&quot;", "&#8220;"]))
def test_any_text_is_legal_and_one_without_ampersands_is_unchanged(text: str) -> None:
    decoded = decode_references(text)
    assert len(decoded) <= 2 * len(text)
    if "&" not in text:
        assert decoded == text


def test_many_ampersands_cost_no_more_than_their_length() -> None:
    assert decode_references("&#" * 200_000) == "&#" * 200_000


def test_a_changed_field_is_kept_as_it_was_read() -> None:
    shown, as_read = decode_fields({"title": "&quot;خبر&quot;", "author": "أحمد", "source": None})
    assert shown == {"title": '"خبر"', "author": "أحمد", "source": None}
    assert as_read == {"title_as_read": "&quot;خبر&quot;"}


def test_a_record_shows_its_title_decoded_and_its_body_as_it_is() -> None:
    record = {"title": "قال: &#8220;نعم&#8221;", "text": "نص فيه &quot;اقتباس&quot;", "author": "&nbsp;سلمى (جدة)"}
    raw = raw_article_from_record(record, "a.json#1")
    assert raw is not None
    assert (raw.title, raw.body, raw.author) == ("قال: “نعم”", "نص فيه &quot;اقتباس&quot;", "سلمى (جدة)")
    assert raw.metadata == {"title_as_read": "قال: &#8220;نعم&#8221;", "author_as_read": "&nbsp;سلمى (جدة)"}
