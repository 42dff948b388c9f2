from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from indexer.readers import read_sources
from indexer.records import RawArticle
from search.errors import SourceError


def read(tmp_path: Path, name: str, content: str | bytes) -> tuple[list[RawArticle], list[SourceError]]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    skipped: list[SourceError] = []
    return list(read_sources([path], on_skip=skipped.append)), skipped


def titles(articles: list[RawArticle]) -> list[str]:
    return [each.title for each in articles]


# ── plain text ──


def test_first_line_is_the_title_and_the_rest_is_kept_byte_for_byte(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, "a.txt", "\n\n عنوان \r\n\r\n  فقرة\u00a0أولى\t\n\n\nفقرة \n")
    assert (article.title, article.body) == ("عنوان", "\r\n  فقرة\u00a0أولى\t\n\n\nفقرة \n")


def test_title_without_body_is_an_article_and_a_first_line_of_prose_is_no_title(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, "a.txt", "عنوان وحيد")
    assert (article.title, article.body) == ("عنوان وحيد", "")
    (article,), _ = read(tmp_path, "b.txt", "جملة طويلة " * 60)
    assert article.title == ""
    assert article.body == "جملة طويلة " * 60


# ── JSON ──

ONE = {"title": "أول", "text": "نص"}
TWO = {"title": "ثان", "text": "نص"}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([ONE, TWO]),
        json.dumps([ONE, TWO], ensure_ascii=False, indent=4),
        json.dumps({"articles": [ONE, TWO], "status": "ok"}),
        json.dumps({"status": "ok", "total": 2, "data": [ONE, TWO]}),
        json.dumps({"title": "اسم الخلاصة", "items": [ONE, TWO]}),
        json.dumps({"response": {"numFound": 2, "docs": [ONE, TWO]}}),
        json.dumps({"hits": {"total": 2, "hits": [{"_id": "1", "_source": ONE}, {"_source": TWO}]}}),
        json.dumps(ONE) + "\n" + json.dumps(TWO),
        json.dumps(ONE, indent=1) + "\n" + json.dumps(TWO, indent=1),
        json.dumps(ONE) + ",\n" + json.dumps(TWO) + ",",
    ],
)
def test_records_are_found_in_each_shape_of_json(tmp_path: Path, content: str) -> None:
    articles, skipped = read(tmp_path, "a.json", content)
    assert (titles(articles), skipped) == (["أول", "ثان"], [])


def test_single_object_is_one_article_and_its_lists_are_metadata(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, "a.json", json.dumps({**ONE, "items": ["أ", "ب"], "id": 7}))
    assert article.metadata == {"items": '["أ", "ب"]', "id": "7"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_json_is_read_in_each_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    records = [{"title": "لافروف وظريف ينسقان مواقفهما بشأن سوريا", "text": "وقال لافروف إن المواقف متطابقة"}] * 3
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    content = "\n".join(lines) if name == "a.jsonl" else f"[{','.join(lines)}]"
    articles, skipped = read(tmp_path, name, content.encode(encoding))
    assert (titles(articles), skipped) == ([records[0]["title"]] * 3, [])


def test_records_before_a_cut_are_read_and_the_cut_is_named_with_its_place(tmp_path: Path) -> None:
    content = json.dumps([ONE, TWO, ONE], ensure_ascii=False, indent=0)
    articles, (error,) = read(tmp_path, "a.json", content[: content.rindex("نص")])
    assert titles(articles) == ["أول", "ثان"]
    assert "a.json, line 12, column 9" in error.source
    assert "cut off here. 2 whole records before it were read" in error.reason


def test_cut_inside_a_wrapped_array_is_named(tmp_path: Path) -> None:
    content = json.dumps({"meta": {"n": 3}, "results": [ONE, TWO]}, ensure_ascii=False)
    articles, (error,) = read(tmp_path, "a.json", content[:-2])
    assert titles(articles) == ["أول", "ثان"]
    assert "cut off" in error.reason


def test_bad_line_of_json_lines_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps(ONE), '{"title": "مقطوع', "", "[1]", '"نص"', json.dumps({"x": 1}), json.dumps(TWO)]
    articles, skipped = read(tmp_path, "a.jsonl", "\n".join(lines))
    assert [each.origin.rpartition("#")[2] for each in articles] == ["1", "6"]
    assert ["(line 2)" in skipped[0].source, "(line 4)" in skipped[1].source] == [True, True]
    assert len(skipped) == 4
    assert "Its fields: x" in skipped[3].reason


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv"])
def test_record_with_a_byte_that_is_not_utf8_costs_only_itself(tmp_path: Path, name: str) -> None:
    rows = ["خبر سليم أول", "خبر تالف ÿ هنا", "خبر سليم ثان"]
    if name == "a.csv":
        content = "title,text\n" + "".join(f"{row},نص\n" for row in rows)
    else:
        records = [json.dumps({"title": row, "text": "نص"}, ensure_ascii=False) for row in rows]
        content = "\n".join(records) if name == "a.jsonl" else f"[{','.join(records)}]"
    articles, (error,) = read(tmp_path, name, content.encode().replace("ÿ".encode(), b"\xff"))
    assert titles(articles) == [rows[0], rows[2]]
    assert "#2" in error.source
    assert "byte" in error.reason


@pytest.mark.parametrize("content", ["[" * 100_000, '{"title": ' + "9" * 5000 + "}", "not json", '{"a": }', "[1, 2]"])
def test_json_that_is_none_is_named(tmp_path: Path, content: str) -> None:
    articles, skipped = read(tmp_path, "a.json", content)
    assert articles == []
    assert skipped


def test_half_a_character_is_replaced_and_counted(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, "a.json", '{"title": "أ\\ud83d", "text": "ب\\ud83d\\ude00"}')
    assert (article.title, article.body) == ("أ\ufffd", "ب😀")
    assert article.metadata == {"replaced_half_characters": "1"}


# ── field names ──


def test_common_names_are_mapped_and_the_rest_is_kept(tmp_path: Path) -> None:
    record = {
        "source": {"id": None, "name": "الصحيفة"},
        "headline": "عنوان",
        "articleBody": "نص &quot;كما هو&quot;",
        "description": "موجز",
        "byline": ["أحمد", {"name": "ليلى"}],
        "publishedAt": "2021-01-26",
        "date_extracted": "2021-02-01 10:00:00",
        "link": "http://a.com/1",
        "lang": "ar",
        "views": 12,
        "tags": ["أ", "ب"],
        "empty": None,
        "metadata": {"قسم": "سياسة"},
        "captions": ["شرح"],
    }
    (article,), _ = read(tmp_path, "a.json", json.dumps(record))
    assert article == RawArticle(
        origin=f"{tmp_path.name}/a.json#1",
        title="عنوان",
        body="نص &quot;كما هو&quot;",
        url="http://a.com/1",
        source="الصحيفة",
        author="أحمد، ليلى",
        published="2021-01-26",
        fetched="2021-02-01 10:00:00",
        language="ar",
        captions=("شرح",),
        metadata={"description": "موجز", "views": "12", "tags": '["أ", "ب"]', "قسم": "سياسة"},
    )


def test_time_of_fetching_is_never_the_time_of_publication(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, "a.json", json.dumps({**ONE, "date_extracted": "2015-07-21 02:51:32"}))
    assert (article.published, article.fetched) == (None, "2015-07-21 02:51:32")


def test_body_of_markup_becomes_paragraphs(tmp_path: Path) -> None:
    record = {"title": {"rendered": "عنوان"}, "content": {"rendered": "<p>أ &amp; <b>ب</b></p>\n<p>ج<br/>د</p>"}}
    (article,), _ = read(tmp_path, "a.json", json.dumps(record))
    assert (article.title, article.body) == ("عنوان", "أ & ب\n\nج\nد")


def test_own_key_is_kept_only_without_address_and_derived_fields_are_dropped(tmp_path: Path) -> None:
    exported = {**ONE, "key": "abcdefghijklmn23", "people": ["س"], "entities": [], "dates": [{"first": "2021-01-01"}]}
    (article,), _ = read(tmp_path, "a.json", json.dumps(exported))
    assert (article.key, article.metadata) == ("abcdefghijklmn23", {})
    (article,), _ = read(tmp_path, "a.json", json.dumps({**exported, "url": "http://a.com/1"}))
    assert article.key is None
    (article,), _ = read(tmp_path, "a.json", json.dumps({**ONE, "key": "their-own"}))
    assert (article.key, article.metadata) == (None, {"key": "their-own"})


# ── CSV ──


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_with_arabic_header_is_read_under_each_separator(tmp_path: Path, separator: str) -> None:
    rows = [["العنوان", "النص", "التاريخ", "الكاتب"], ["أول", '"سطر, أول;\nسطر ثان"', "2021-01-26", "أحمد"]]
    (article,), skipped = read(tmp_path, "a.csv", "\n".join(separator.join(row) for row in rows) + "\n")
    assert skipped == []
    assert (article.title, article.body, article.published, article.author) == (
        "أول",
        "سطر, أول;\nسطر ثان",
        "2021-01-26",
        "أحمد",
    )


def test_csv_of_excel_with_hint_and_mark_is_read(tmp_path: Path) -> None:
    articles, skipped = read(tmp_path, "a.csv", "sep=;\r\ntitle;text\r\nأ;ب\r\n".encode("utf-16"))
    assert (titles(articles), articles[0].body, skipped) == (["أ"], "ب", [])


def test_huge_field_is_read(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, "a.csv", "title,text\nأ," + "كلمة " * 200_000)
    assert len(article.body) == 1_000_000


def test_row_that_does_not_fit_is_named_with_its_line(tmp_path: Path) -> None:
    articles, skipped = read(tmp_path, "a.csv", "title,text\nأ,ب\nج,د,ه\nو\nز,ح,\n")
    assert titles(articles) == ["أ", "ز"]
    assert [error.source.rpartition("#")[2] for error in skipped] == ["2 (line 3)", "3 (line 4)"]


def test_quote_that_is_never_closed_costs_its_row_and_not_the_file(tmp_path: Path) -> None:
    articles, skipped = read(tmp_path, "a.csv", 'title,text\nأ,ب\nج,"د\nه,و\nز,"ح\nط"\n')
    assert titles(articles)[0] == "أ"
    assert any("line 3" in error.source for error in skipped)


def test_csv_without_a_title_or_text_column_is_named(tmp_path: Path) -> None:
    articles, (error,) = read(tmp_path, "a.csv", "x,y\n1,2\n")
    assert articles == []
    assert "Columns: x, y" in error.reason


# ── HTML ──

PARAGRAPH = "دعت وزارتا الخارجية الروسية والإيرانية إلى إيجاد حل سياسي للأزمة السورية، وسط حديث عن عقد لقاء {}."


def page(body: str, head: str = "") -> str:
    return f'<html lang="ar"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def test_page_gives_article_captions_and_facts(tmp_path: Path) -> None:
    ld = {"@graph": [{"@type": "NewsArticle", "headline": "عنوان &quot;الخبر&quot;", "author": [{"name": "أحمد"}],
                      "datePublished": "2021-01-26T10:00:00+03:00", "publisher": {"name": "الصحيفة"}}]}  # fmt: skip
    head = (
        f'<script type="application/ld+json">{json.dumps(ld)}</script><meta property="og:title" content="آخر">'
        '<link rel="canonical" href="https://a.com/1"><meta property="article:published_time" content="2020-01-01">'
    )
    paragraphs = "".join(f"<p>{PARAGRAPH.format(n)}</p>" for n in "أبجد")
    body = (
        "<nav><a href=/>الرئيسية</a></nav><article><h1>عنوان</h1><figure><img src=x><figcaption>شرح الصورة</figcaption>"
        f"</figure>{paragraphs}<h2>عنوان فرعي</h2><p>نعم.</p></article><footer>حقوق</footer>"
    )
    (article,), skipped = read(tmp_path, "a.html", page(body, head))
    assert skipped == []
    assert (article.title, article.author, article.source) == ('عنوان "الخبر"', "أحمد", "الصحيفة")
    assert (article.url, article.published, article.language) == ("https://a.com/1", "2021-01-26T10:00:00+03:00", "ar")
    assert article.captions == ("شرح الصورة",)
    assert [text for text in article.body.split("\n\n") if text != "عنوان"] == [
        *(PARAGRAPH.format(n) for n in "أبجد"),
        "عنوان فرعي",
        "نعم.",
    ]


def test_paragraph_that_repeats_and_page_read_twice_lose_nothing(tmp_path: Path) -> None:
    content = page("<article><h1>عنوان</h1>" + f"<p>{PARAGRAPH.format('أ')}</p>" * 4 + "</article>")
    for _ in range(4):
        (article,), _ = read(tmp_path, "a.html", content)
        assert article.body.count("دعت وزارتا") == 4


def test_short_page_is_read_by_its_visible_paragraphs(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, "a.html", page("<h1>عنوان</h1><p>نص الخبر هنا.</p>"))
    assert (article.title, article.body) == ("عنوان", "نص الخبر هنا.")


def test_page_in_its_declared_encoding_is_read(tmp_path: Path) -> None:
    content = page("<h1>خبر</h1><p>نص</p>").replace("utf-8", "windows-1256").encode("cp1256")
    (article,), _ = read(tmp_path, "a.html", content)
    assert (article.title, article.body) == ("خبر", "نص")


def test_page_without_text_is_named(tmp_path: Path) -> None:
    articles, (error,) = read(tmp_path, "a.html", page("<script>draw()</script>"))
    assert articles == []
    assert "the page shows no text" in error.reason


# ── zip ──


def packed(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_members_are_read_by_their_own_readers_and_shadows_are_left_out(tmp_path: Path) -> None:
    inner = packed({"ب.json": json.dumps([TWO]).encode()})
    members = {
        "صحيفة/أ.txt": "أول\nنص".encode(),
        "داخل.zip": inner,
        "__MACOSX/صحيفة/._أ.txt": b"\0\1",
        "صحيفة/.DS_Store": b"\0",
    }
    articles, skipped = read(tmp_path, "أرشيف.zip", packed(members))
    assert skipped == []
    assert [(each.origin, each.source) for each in articles] == [
        ("أرشيف/صحيفة/أ.txt", "صحيفة"),
        ("أرشيف/داخل.zip/ب.json#1", None),
    ]


def test_third_level_of_zips_is_named(tmp_path: Path) -> None:
    deep = packed({"c.zip": packed({"b.zip": packed({"a.txt": "أ".encode()})})})
    articles, (error,) = read(tmp_path, "d.zip", deep)
    assert articles == []
    assert "a zip inside a zip inside a zip" in error.reason


def test_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    members = {"bomb.json": b" " * (40 << 20), "a.txt": "عنوان".encode()}
    articles, (error,) = read(tmp_path, "a.zip", packed(members))
    assert titles(articles) == ["عنوان"]
    assert "bomb.json" in error.source
    assert "times its size" in error.reason


def test_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    members = {"a.txt": "أول خبر".encode() * 100, "b.txt": "ثان".encode()}
    data = bytearray(packed(members, zipfile.ZIP_STORED))
    data[200] ^= 0xFF
    articles, (error,) = read(tmp_path, "a.zip", bytes(data))
    assert titles(articles) == ["ثان"]
    assert "damaged zip" in error.reason


def test_cut_zip_is_named(tmp_path: Path) -> None:
    articles, (error,) = read(tmp_path, "a.zip", packed({"a.txt": "أ".encode()})[:-10])
    assert articles == []
    assert "damaged zip" in error.reason


def test_encrypted_member_is_named(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": "أول".encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    _, (error,) = read(tmp_path, "a.zip", bytes(data))
    assert "encrypted" in error.reason


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_member_names_without_the_utf8_flag_are_read_as_their_author_wrote_them(tmp_path: Path, encoding: str) -> None:
    raw = "خبر.txt".encode(encoding)
    placeholder = "x" * len(raw)
    data = packed({placeholder: "أول".encode()}).replace(placeholder.encode(), raw)
    (article,), _ = read(tmp_path, "a.zip", data)
    assert article.origin == "a/خبر.txt"


def test_member_path_cannot_leave_the_archive(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, "a.zip", packed({"../../etc/x.txt": "أ".encode()}))
    assert article.origin == "a/etc/x.txt"
