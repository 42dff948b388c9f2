from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.keys import FIHRIS_KEY, article_key, canonical_url, key_of
from indexer.records import RawArticle
from search.article import KEY_PATTERN


@pytest.mark.parametrize(
    "variant",
    [
        "http://example.com/خبر?id=7",
        "https://www.example.com/خبر?id=7",
        "HTTPS://Example.COM:443/خبر/?id=7#comments",
        "https://example.com/%D8%AE%D8%A8%D8%B1?id=7",
        "https://example.com/%d8%ae%d8%a8%d8%b1?id=7&utm_source=x&fbclid=1",
        "//example.com/خبر?id=7",
        "www.example.com/خبر?id=7",
        "  http://example.com:80/خبر?id=7  ",
    ],
)
def test_spellings_of_one_address_have_one_key(variant: str) -> None:
    assert article_key(variant, "", "") == article_key("http://example.com/خبر?id=7", "", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.com/x?b=1&a=2", "http://a.com/x?a=2&b=1"),
        ("http://a.com/a%2Fb", "http://a.com/a/b"),
        ("http://a.com/X", "http://a.com/x"),
        ("http://a.com:8080/x", "http://a.com/x"),
        ("http://a.com/#!/1", "http://a.com/#!/2"),
        ("http://m.a.com/x", "http://a.com/x"),
    ],
)
def test_different_pages_keep_different_keys(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


def test_host_is_written_in_its_ascii_form() -> None:
    assert canonical_url("http://موقع.مصر/أ") == "xn--4gbrim.xn--wgbh1c/%D8%A3"


@pytest.mark.parametrize(
    "url", [None, "", "  ", "a.com/x", "mailto:a@b.c", "http:///x", "http://[::1", "http://a.com:99999/"]
)
def test_addresses_without_a_host_name_no_page(url: str | None) -> None:
    assert canonical_url(url) is None
    assert article_key(url, "مصدر", "أ.txt") == article_key(None, "مصدر", "أ.txt")


def test_without_address_the_place_in_the_source_decides() -> None:
    raw = RawArticle(origin="صحيفة/2021/خبر.json#3", body="نص")
    assert key_of(raw) == article_key(None, "صحيفة", "2021/خبر.json#3")
    assert key_of(raw) != key_of(RawArticle(origin="صحيفة/2021/خبر.json#4", body="نص"))


@given(st.one_of(st.none(), st.text()), st.text(), st.text())
def test_every_key_is_short_and_url_safe(url: str | None, source: str, path: str) -> None:
    key = article_key(url, source, path)
    assert FIHRIS_KEY.fullmatch(key)
    assert KEY_PATTERN.fullmatch(key)


@given(st.text(alphabet="abAB/?&=%2F#.: خبر-_~", max_size=40))
def test_canonical_url_is_stable_when_taken_again(tail: str) -> None:
    once = canonical_url(f"http://example.com/{tail}")
    if once:
        assert canonical_url(f"http://{once}") == once


@pytest.mark.slow
@pytest.mark.corpora
def test_all_saudi_addresses_stay_distinct(corpora: Path) -> None:
    urls = []
    for path in (corpora / "saudinewsnet").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                urls += [record["url"] for record in json.loads(archive.read(name))]
    assert len({canonical_url(url) for url in urls}) == len(urls) == 31_030
