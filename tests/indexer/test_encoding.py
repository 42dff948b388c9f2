from __future__ import annotations

import pytest

from indexer.encoding import decode
from search.errors import UnreadableSourceError

NEWS = (
    "دعت وزارتا الخارجية الروسية والإيرانية إلى ضرورة إيجاد حل سياسي للأزمة السورية، وسط حديث عن عقد لقاء في سوتشي "
    "ضمن مسار «أستانة». وقال لافروف إن المواقف متطابقة.\n"
) * 3


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("cp1256", "cp1256"),
    ],
)
def test_arabic_text_comes_back_whole_from_each_encoding(encoding: str, name: str) -> None:
    decoded = decode(NEWS.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (NEWS, name)


def test_iso_8859_6_is_told_from_cp1256() -> None:
    text = NEWS.replace("«", "").replace("»", "")
    assert decode(text.encode("iso8859_6"), "a.txt").text == text


def test_short_headline_in_cp1256_is_read() -> None:
    assert decode("لافروف وظريف ينسقان مواقفهما بشأن سوريا".encode("cp1256"), "a").encoding == "cp1256"


def test_latin_text_in_utf16_without_mark_is_read() -> None:
    assert decode("Plain words in English.".encode("utf-16-le"), "a").text == "Plain words in English."


def test_english_with_curly_quotes_is_read() -> None:
    assert decode("He said “peace” – twice".encode("cp1252"), "a").text == "He said “peace” – twice"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Господин министр заявил о необходимости мира в стране. " * 5, "cp1251"),
        ("Le président a été réélu à Genève, côté français. " * 5, "cp1252"),
        ("Ο πρόεδρος δήλωσε ότι η ειρήνη είναι αναγκαία. " * 5, "iso8859_7"),
    ],
)
def test_other_alphabets_are_not_taken_for_arabic(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableSourceError, match="unknown encoding"):
        decode(text.encode(encoding), "a.txt")


def test_declared_encoding_is_believed_where_the_bytes_do_not_prove_otherwise() -> None:
    french = "Le président a été réélu à Genève. "
    assert decode(french.encode("latin-1"), "a.html", declared="ISO-8859-1").text == french
    assert decode(NEWS.encode(), "a.html", declared="windows-1256").text == NEWS
    assert decode(NEWS.encode("cp1256"), "a.html", declared="utf-8").text == NEWS


def test_one_bad_byte_in_a_large_utf8_file_is_named_and_never_read_as_cp1256() -> None:
    whole = (NEWS * 5000).encode()
    data = whole[:1_500_000] + b"\xff" + whole[1_500_000:]
    with pytest.raises(
        UnreadableSourceError, match=r"damaged UTF-8 at byte 1,5\d\d,\d\d\d|damaged UTF-8 at byte 1,499"
    ):
        decode(data, "big.txt")


def test_bad_bytes_are_escaped_and_reported_on_demand() -> None:
    data = NEWS.encode() + b"\xff end"
    decoded = decode(data, "a.json", escape_bad_bytes=True)
    assert decoded.bad_byte == len(NEWS.encode())
    assert "\udcff" in decoded.text


def test_text_cut_inside_a_character_says_so() -> None:
    with pytest.raises(UnreadableSourceError, match="cut off in the middle of a character"):
        decode(NEWS.encode().rstrip()[:-1] + b"\xd8", "a.txt")


def test_utf16_cut_inside_a_character_says_so() -> None:
    with pytest.raises(UnreadableSourceError, match=r"UTF-16-LE at byte .* cut off"):
        decode(NEWS.encode("utf-16")[:-1], "a.txt")
    with pytest.raises(UnreadableSourceError, match="cut off"):
        decode(NEWS.encode("utf-16-be")[:-1], "a.txt")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(256)) * 20, "NUL byte"),
        (bytes(range(1, 32)) * 20, "control bytes"),
    ],
)
def test_binary_data_is_refused_with_its_kind_in_both_languages(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSourceError, match=reason) as caught:
        decode(data, "ملف.bin")
    assert caught.value.source == "ملف.bin"
    assert "ليس نصًّا" in caught.value.message_ar
