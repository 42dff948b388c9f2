"""Search records: what they hold, that they are read back as written, and what a comparison calls a difference."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Article, Filter, Fingerprints, SearchRequest, open_engine
from search.record import (
    RecordFormatError,
    compare,
    digest_of,
    iter_record_json,
    read_record,
    record_head,
    take_record,
    text_hash,
)

NOW = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)
HASHES = st.dictionaries(st.text("abc", min_size=1), st.text("01", min_size=1))


def article(number: int, **values: str) -> Article:
    fields = {"title": f"خبر {number}", "text": f"لقاء في سوتشي رقم {number}", "published": f"2021-01-{number:02}"}
    return Article(f"k{number}", **(fields | values))


@pytest.fixture
def engine(tmp_path: Path):
    with open_engine(tmp_path / "index", create=True) as opened:
        opened.write([article(number, source="رمال الغد") for number in range(1, 26)])
        opened.commit()
        yield opened


def written(engine, request=None, url="/search?q=x") -> str:
    return "".join(iter_record_json(take_record(engine, request or SearchRequest("سوتشي"), url, NOW)))


def test_a_record_has_every_hit_in_its_order_whatever_the_page_is(engine) -> None:
    request = SearchRequest("سوتشي", sort="oldest", size=3)
    record = json.loads(written(engine, request))
    assert [row["key"] for row in record["articles"]] == [f"k{number}" for number in range(1, 26)]
    assert record["total"] == record["listed"] == record["index"]["articles"] == 25
    assert record["articles"][0] == {
        "key": "k1",
        "content_hash": engine.get("k1").content_hash(),
        "text_hash": text_hash(engine.get("k1")),
        "title": "خبر 1",
        "source": "رمال الغد",
        "published": "2021-01-01",
        "published_evidence": "",
        "published_confidence": 0.0,
        "url": None,
    }
    assert record["facets"]["source"] == {"distinct": 1, "values": [{"value": "رمال الغد", "count": 25}]}
    assert record["facets"]["date"]["missing"] == 0


def test_a_record_says_how_the_search_was_understood_and_of_which_index(engine) -> None:
    request = SearchRequest("سوتشي", filters=(Filter("source", ("رمال الغد",)),))
    record = json.loads(written(engine, request, "/search?q=a&source=b"))
    assert record["query"]["canonical"] == "سوتشي"
    assert record["query"]["filters"] == {"source": ["رمال الغد"]}
    assert record["index"]["generation"] == engine.info().generation
    assert (record["url"], record["taken"]) == ("/search?q=a&source=b", "2026-11-25T12:00:00+00:00")


def test_a_record_is_read_back_as_it_was_written(engine) -> None:
    kept = read_record(written(engine))
    found = engine.fingerprints(SearchRequest("سوتشي"))
    assert tuple(kept.hashes.items()) == tuple(zip(found.keys, found.hashes, strict=True))
    assert (kept.url, kept.match, kept.titles["k7"]) == ("/search?q=x", "all", "خبر 7")
    assert compare(kept.hashes, found).is_same


def test_a_search_without_hits_has_a_record_too(engine) -> None:
    kept = read_record(written(engine, SearchRequest("لندن")))
    assert kept.hashes == {}


def test_titles_with_half_characters_are_recorded(engine) -> None:
    engine.write([article(26, title="خبر \ud800")])
    engine.commit()
    assert read_record(written(engine).encode()).titles["k26"] == "خبر \ud800"


def test_what_came_went_and_changed_is_told_apart(engine) -> None:
    before = read_record(written(engine)).hashes
    engine.write([article(26), article(3, text="لقاء آخر في سوتشي"), article(4, text="لقاء في لندن")])
    engine.delete(["k5"])
    engine.commit()
    difference = compare(before, engine.fingerprints(SearchRequest("سوتشي")))
    assert (difference.added, set(difference.gone), difference.changed) == (("k26",), {"k4", "k5"}, ("k3",))
    assert not difference.is_same


def test_another_order_alone_is_no_difference() -> None:
    difference = compare({"a": "1", "b": "2"}, Fingerprints(1, ("b", "a"), ("2", "1")))
    assert difference.is_same
    assert difference.reordered


def test_the_digest_does_not_depend_on_the_order() -> None:
    assert digest_of([("a", "1"), ("b", "2")]) == digest_of([("b", "2"), ("a", "1")])
    assert digest_of([("a", "1")]) != digest_of([("a", "2")])


def test_the_head_has_no_articles_and_the_digest_of_all(engine) -> None:
    head = record_head(take_record(engine, SearchRequest("سوتشي"), "/", NOW))
    assert "articles" not in head
    assert head["digest"] == json.loads(written(engine))["digest"]


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.update(format="other"),
        lambda record: record.pop("articles"),
        lambda record: record.update(articles=[1]),
        lambda record: record["articles"][0].pop("key"),
        lambda record: record["articles"][0].update(key=5),
        lambda record: record["articles"][0].update(content_hash="0" * 32),
        lambda record: record["articles"].pop(),
        lambda record: record.update(url=None),
        lambda record: record.update(taken=5),
        lambda record: record["index"].update(generation="2"),
        lambda record: record.update(program="fihris"),
        lambda record: record.update(index=[]),
        lambda record: record.update(query="سوتشي"),
    ],
)
def test_a_record_that_was_changed_is_refused_with_the_reason(engine, change) -> None:
    record = json.loads(written(engine))
    change(record)
    with pytest.raises(RecordFormatError) as caught:
        read_record(json.dumps(record))
    assert caught.value.message_ar


@pytest.mark.parametrize("text", ["", "{", "[]", "3", b"\xff\xfe", "[" * 100_000, "null"])
def test_a_file_that_is_no_record_is_refused(text) -> None:
    with pytest.raises(RecordFormatError):
        read_record(text)


@given(HASHES, HASHES)
def test_a_comparison_turned_round_swaps_what_came_and_what_went(first: dict[str, str], second: dict[str, str]) -> None:
    def found(hashes: dict[str, str]) -> Fingerprints:
        return Fingerprints(1, tuple(hashes), tuple(hashes.values()))

    there, back = compare(first, found(second)), compare(second, found(first))
    assert set(there.added) == set(back.gone)
    assert set(there.changed) == set(back.changed)
    assert there.is_same == (first == second)


def test_the_facets_of_a_record_divide_the_hits_and_nothing_else(engine):
    engine.write(
        [
            Article(f"d{number}", title="تفريق", source=source, people=people)
            for number, (source, people) in enumerate(
                [("أ", ("زيد",)), ("أ", ("زيد", "عمرو")), ("ب", ("عمرو",)), ("ج", ("بكر",)), ("ج", ())]
            )
        ]
    )
    engine.commit()

    def facet(name, *filters):
        record = take_record(engine, SearchRequest("تفريق", filters=filters), "/")
        head = record_head(record)
        return {value["value"]: value["count"] for value in head["facets"][name]["values"]}, head["total"]

    assert facet("source", Filter("source", ("أ",))) == ({"أ": 2}, 2)
    assert facet("person", Filter("person", ("عمرو",))) == ({"عمرو": 2, "زيد": 1}, 2)
    assert facet("source", Filter("source", ("أ", "ب"))) == ({"أ": 2, "ب": 1}, 3)
    counted, total = facet("source", Filter("source", ("ج",), "not"))
    assert "ج" not in counted
    assert sum(counted.values()) == total
