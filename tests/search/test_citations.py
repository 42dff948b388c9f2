"""RIS, BibTeX and plain citations: what they say, and that no article can break out of its field."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.article import Article
from search.citations import bibtex_entry, bibtex_key, iter_bibtex, iter_ris, one_line, plain_citation, ris_record

ARTICLE = Article(
    "k-1_a",
    "قمة في سوتشي",
    "نص",
    url="https://a.example/خبر/1?x=1&y={2}",
    source="رمال الغد",
    author="ليلى حداد",
    published="2021-01-26T09:30:00+03:00",
    language="ar",
)
HOSTILE = st.text() | st.lists(
    st.sampled_from(
        ["\n", "\r\nER  - \r\n", "TY  - ", "{", "}", "\\", "%", ",", "@article{x", '"', "\u202e", "\x00", "نص"]
    )
).map("".join)
HOSTILE_ARTICLES = st.builds(
    Article,
    st.just("k1"),
    title=HOSTILE,
    source=HOSTILE,
    author=HOSTILE,
    url=HOSTILE,
    language=HOSTILE,
    agencies=st.lists(HOSTILE, max_size=2).map(tuple),
    published=st.sampled_from([None, "2021-01-26", "0987-02-03"]),
    published_evidence=HOSTILE,
    published_confidence=st.sampled_from([0.0, 0.4, 0.9]),
)


def ris_fields(text: str) -> list[list[tuple[str, str]]]:
    """Read RIS as its readers do: tagged lines, a record from TY to ER."""
    records: list[list[tuple[str, str]]] = []
    for line in text.split("\r\n"):
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line, re.DOTALL)
        if not found:
            assert not line
        elif found[1] == "TY":
            records.append([])
        elif found[1] != "ER":
            records[-1].append((found[1], found[2]))
    return records


def bibtex_fields(entry: str) -> dict[str, str]:
    """Read an entry as BibTeX does: braces are counted, whatever stands before them."""
    head = re.match(r"@article\{([^,\s]+),\n", entry)
    assert head
    fields, place = {"key": head[1]}, head.end()
    while not entry.startswith("}", place):
        name = re.compile(r"  (\w+) = ").match(entry, place)
        assert name, entry[place:]
        start = place = name.end()
        depth = 0
        while True:
            depth += {"{": 1, "}": -1}.get(entry[place], 0)
            if depth == 0 and entry[place] == ",":
                break
            place += 1
        fields[name[1]] = entry[start:place]
        place += 2
    assert entry[place:] == "}\n\n"
    return fields


def test_ris_says_what_a_reference_manager_asks_for() -> None:
    assert ris_fields(ris_record(ARTICLE)) == [
        [
            ("TI", "قمة في سوتشي"),
            ("AU", "ليلى حداد"),
            ("T2", "رمال الغد"),
            ("JO", "رمال الغد"),
            ("PY", "2021"),
            ("DA", "2021/01/26/"),
            ("UR", "https://a.example/خبر/1?x=1&y=%7B2%7D"),
            ("AN", "k-1_a"),
            ("LA", "ar"),
        ]
    ]
    assert ris_record(ARTICLE).startswith("TY  - NEWS\r\n")


def test_bibtex_says_the_same() -> None:
    assert bibtex_fields(bibtex_entry(ARTICLE)) == {
        "key": "fihris-k-1_a",
        "author": "{ليلى حداد}",
        "title": "{{قمة في سوتشي}}",
        "journal": "{رمال الغد}",
        "date": "{2021-01-26}",
        "year": "{2021}",
        "month": "jan",
        "url": "{https://a.example/خبر/1?x=1&y=%7B2%7D}",
        "language": "{ar}",
    }


def test_an_article_without_an_author_is_cited_by_its_agencies() -> None:
    article = Article("k", "خبر", agencies=("رويترز", "وكالة الأناضول"))
    assert [value for tag, value in ris_fields(ris_record(article))[0] if tag == "AU"] == ["رويترز", "وكالة الأناضول"]
    assert bibtex_fields(bibtex_entry(article))["author"] == "{{رويترز} and {وكالة الأناضول}}"


def test_what_is_not_known_is_left_out() -> None:
    assert ris_record(Article("k")) == "TY  - NEWS\r\nAN  - k\r\nER  - \r\n\r\n"
    assert bibtex_entry(Article("k")) == "@article{fihris-k,\n}\n\n"
    assert plain_citation(Article("k")) == ""


def test_a_footnote_names_author_title_newspaper_day_and_address() -> None:
    seen = dt.date(2026, 11, 5)
    url = "https://a.example/خبر/1?x=1&y=%7B2%7D"
    assert plain_citation(ARTICLE, seen=seen) == (
        f"ليلى حداد، «قمة في سوتشي»، رمال الغد، 26/1/2021، شوهد في 5/11/2026، في: {url}"
    )
    assert plain_citation(ARTICLE, "en", seen=seen) == (
        f"ليلى حداد, “قمة في سوتشي”, رمال الغد, 26 January 2021, accessed 5 November 2026, {url}"
    )


def test_an_article_without_an_address_is_cited_by_its_place_in_the_archive() -> None:
    citation = plain_citation(Article("k", "خبر"), address="https://archive.example/article/k")
    assert citation == "«خبر»، في: https://archive.example/article/k"
    assert "archive.example" not in plain_citation(ARTICLE, address="https://archive.example/article/k")


GUESSED = Article(
    "k", "خبر", "نص", published="2015-08-04", published_evidence="from the day it was fetched", published_confidence=0.4
)


def test_a_day_that_is_a_guess_is_cited_as_one_with_its_reason() -> None:
    note = "نحو 4/8/2015 (about 4 August 2015: from the day it was fetched)"
    ris = dict(ris_fields(ris_record(GUESSED))[0])
    assert (ris["DA"], ris["PY"], ris["N1"]) == ("2015/08/04/about", "2015", note)
    bibtex = bibtex_fields(bibtex_entry(GUESSED))
    assert (bibtex["date"], bibtex["year"], bibtex["note"]) == ("{2015-08-04~}", "{2015}", f"{{{note}}}")
    assert plain_citation(GUESSED) == "«خبر»، نحو 4/8/2015"
    assert plain_citation(GUESSED, "en") == "“خبر”, about 4 August 2015"


@pytest.mark.parametrize("confidence", [0.0, 0.5, 1.0])
def test_a_day_that_is_sure_enough_or_of_unknown_sureness_has_no_note(confidence: float) -> None:
    article = replace(GUESSED, published_confidence=confidence)
    assert "N1" not in dict(ris_fields(ris_record(article))[0])
    assert "note" not in bibtex_fields(bibtex_entry(article))
    assert plain_citation(article) == "«خبر»، 4/8/2015"


def test_every_author_has_a_line_of_its_own() -> None:
    article = Article("k", "خبر", author="ميرزا الخويلدي، عرفات مدابش، محمد علي محسن")
    names = ["ميرزا الخويلدي", "عرفات مدابش", "محمد علي محسن"]
    assert [value for tag, value in ris_fields(ris_record(article))[0] if tag == "AU"] == names
    assert bibtex_fields(bibtex_entry(article))["author"] == f"{{{' and '.join(names)}}}"
    assert plain_citation(article).startswith("ميرزا الخويلدي وعرفات مدابش ومحمد علي محسن، ")
    assert plain_citation(article, "en").startswith("ميرزا الخويلدي, عرفات مدابش and محمد علي محسن, ")


@pytest.mark.parametrize("author", ["وكالات", "أحمد علي، وكالات", "فهيم الحامد، هاتفيا"])
def test_an_author_that_is_no_name_of_a_person_is_one_whole_in_bibtex(author: str) -> None:
    article = Article("k", "خبر", author=author)
    assert [value for tag, value in ris_fields(ris_record(article))[0] if tag == "AU"] == [author]
    assert bibtex_fields(bibtex_entry(article))["author"] == f"{{{{{author}}}}}"


@pytest.mark.parametrize("key", ["a b", "a,b", "مفتاح", "a}b", "%x"])
def test_entry_keys_are_plain_whatever_the_article_is_called(key: str) -> None:
    assert re.fullmatch("[A-Za-z0-9_-]+", bibtex_key(key))


def test_distinct_keys_stay_distinct() -> None:
    assert len({bibtex_key(key) for key in ("a b", "a,b", "a", "ab", "a-b")}) == 5


@given(HOSTILE_ARTICLES)
def test_no_article_breaks_out_of_its_ris_record(article: Article) -> None:
    text = "".join(iter_ris([article, ARTICLE]))
    records = ris_fields(text)
    assert len(records) == 2
    assert dict(records[0])["AN"] == "k1"
    assert records[1] == ris_fields(ris_record(ARTICLE))[0]
    text.encode()


@given(HOSTILE_ARTICLES)
def test_no_article_breaks_out_of_its_bibtex_entry(article: Article) -> None:
    first, second = iter_bibtex([article, ARTICLE])
    known = {"key", "author", "title", "journal", "date", "year", "month", "url", "language", "note"}
    assert set(bibtex_fields(first)) <= known
    assert bibtex_fields(second)["title"] == "{{قمة في سوتشي}}"
    first.encode()


@given(HOSTILE)
def test_a_line_neither_steers_nor_turns_what_shows_it(text: str) -> None:
    line = one_line(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", line)
    assert one_line(line) == line
