"""Merged names of an index folder: the file, who sees a change when, locks and files that cannot be read."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from indexer.sinks import open_index
from search import (
    Article,
    Filter,
    IndexLockedError,
    IndexStateError,
    ParameterValueError,
    SearchRequest,
    UnknownNameError,
    check_index,
    open_engine,
)
from search.engines.local.own_names import FILE_NAME

MEMBER, CANONICAL = "سيرجي لافروف", "سيرغي لافروف"


@pytest.fixture
def folder(tmp_path):
    with open_engine(tmp_path / "index", create=True) as engine:
        engine.write([Article("a", people=(MEMBER,)), Article("b", people=(CANONICAL, "#وسم"))])
        engine.commit()
    return tmp_path / "index"


def count(engine, name=CANONICAL) -> int:
    return engine.search(SearchRequest(filters=(Filter("person", name),))).total


def test_an_engine_that_is_open_elsewhere_sees_a_merge_at_once(folder):
    with open_engine(folder) as reader, open_engine(folder) as other:
        assert count(reader) == 1
        other.merge_names("person", CANONICAL, [MEMBER])
        assert count(reader) == 2
        other.undo_names("person", CANONICAL)
        assert count(reader) == 1


def test_a_merge_is_kept_in_a_table_that_a_hand_may_change(folder):
    with open_engine(folder) as engine:
        engine.merge_names("person", CANONICAL, [MEMBER], "الوزير نفسه")
        table = folder / FILE_NAME
        lines = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert [line.split("\t")[:5] for line in lines] == [[MEMBER, CANONICAL, "person", "hand", "الوزير نفسه"]]
        table.write_text(f"{CANONICAL}\t{MEMBER}\tperson\n", encoding="utf-8")
        assert engine.get("b").people[0] == MEMBER


def test_a_table_that_cannot_be_read_is_told_with_every_answer_and_never_written_over(folder):
    (folder / FILE_NAME).write_text("لافروف\n", encoding="utf-8")
    with open_engine(folder) as engine:
        results = engine.search(SearchRequest())
        assert results.total == 2
        assert [notice.code for notice in results.notices] == ["names_unreadable"]
        with pytest.raises(IndexStateError):
            engine.merge_names("person", CANONICAL, [MEMBER])
    assert (folder / FILE_NAME).read_text(encoding="utf-8") == "لافروف\n"


def test_a_check_notes_a_table_that_cannot_be_read_as_no_damage(folder):
    assert check_index(folder).notes == ()
    (folder / FILE_NAME).write_text("لافروف\n", encoding="utf-8")
    report = check_index(folder)
    assert report.is_sound
    assert [note.code for note in report.notes] == ["names_unreadable"]


def test_a_table_of_another_encoding_is_told(folder):
    (folder / FILE_NAME).write_bytes("سيرجي\tسيرغي\tperson".encode("cp1256"))
    with open_engine(folder) as engine:
        assert [notice.code for notice in engine.search(SearchRequest()).notices] == ["names_unreadable"]


def test_names_are_not_merged_while_another_process_writes(folder):
    with open_engine(folder) as writer, open_engine(folder) as other:
        writer.write([Article("c")])
        with pytest.raises(IndexLockedError):
            other.merge_names("person", CANONICAL, [MEMBER])
        writer.merge_names("person", CANONICAL, [MEMBER])
        assert count(other) == 2
        writer.commit()
        assert count(other) == 2


def test_a_merge_that_cannot_be_written_as_a_line_is_refused(folder):
    with open_engine(folder) as engine, pytest.raises(ParameterValueError):
        engine.merge_names("person", CANONICAL, ["#وسم"])


def test_an_index_without_a_table_uses_its_columns_as_they_are(folder):
    with open_engine(folder) as engine:
        snapshot = engine._current()
        for segment in snapshot.segments:
            assert segment.column("person") is segment.reader.columns["person"]
            assert segment.folded("person") is segment.opened.facets.folded("person", {})


def test_a_segment_is_merged_once_for_all_commits_under_one_map(folder):
    with open_engine(folder) as engine:
        engine.merge_names("person", CANONICAL, [MEMBER])
        before = engine._current().segments[0].column("person")
        engine.write([Article("c")])
        engine.commit()
        after = engine._current().segments
        assert any(segment.column("person") is before for segment in after)


def test_a_cursor_goes_on_where_names_were_merged_between_two_pages(folder):
    with open_engine(folder) as engine:
        request = SearchRequest(size=1, filters=(Filter("person", (MEMBER, CANONICAL)),))
        first = engine.search(request)
        engine.merge_names("person", CANONICAL, [MEMBER])
        second = engine.search(SearchRequest(size=1, filters=request.filters, after=first.next))
        assert {hit.key for hit in (*first.hits, *second.hits)} == {"a", "b"}


def test_searches_go_on_while_names_are_merged_and_undone(folder):
    stop = threading.Event()

    def ask(engine) -> set[int]:
        seen = set()
        while not stop.is_set():
            seen.add(count(engine))
        return seen

    with open_engine(folder) as engine, ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(ask, engine) for _ in range(3)]
        for _ in range(10):
            engine.merge_names("person", CANONICAL, [MEMBER])
            engine.undo_names("person", CANONICAL)
        stop.set()
        assert set().union(*(each.result() for each in asking)) <= {1, 2}


def test_a_rebuilt_index_keeps_its_merges(folder):
    with open_engine(folder) as engine:
        engine.merge_names("person", CANONICAL, [MEMBER])
    with open_index(str(folder), rebuild=True) as engine:
        engine.write([Article("d", people=(MEMBER,))])
        engine.commit()
    with open_engine(folder) as engine:
        assert engine.get("d").people == (CANONICAL,)


def test_a_table_that_an_editor_begins_with_a_byte_order_mark_is_read(folder):
    (folder / FILE_NAME).write_bytes(f"{MEMBER}\t{CANONICAL}\tperson\r\n".encode("utf-8-sig"))
    with open_engine(folder) as engine:
        results = engine.search(SearchRequest(filters=(Filter("person", CANONICAL),)))
        assert (results.total, results.notices) == (2, ())


@pytest.mark.parametrize("name", ["\ud800لافروف", "ل" * 501])
def test_a_name_that_no_request_can_ask_for_is_not_merged(tmp_path, name):
    with open_engine(tmp_path / "names", create=True) as engine:
        engine.write([Article("a", people=(name,)), Article("b", people=(CANONICAL,))])
        engine.commit()
        for canonical, member in ((CANONICAL, name), (name, CANONICAL)):
            with pytest.raises(ParameterValueError):
                engine.merge_names("person", canonical, [member])
        assert count(engine) == 1


def test_what_is_proposed_can_be_accepted_as_a_whole(tmp_path):
    with open_engine(tmp_path / "names", create=True) as engine:
        spellings = ("سيرجي\tلافروف", "سيرجي\nلافروف", MEMBER, CANONICAL)
        engine.write([Article(f"k{place}", people=(name,)) for place, name in enumerate(spellings)])
        engine.commit()
        proposals = engine.propose_names("person")
        assert engine.accept_names(proposals)
        assert engine.propose_names("person") == []


def test_speakers_may_be_merged_against_the_persons(folder):
    with open_engine(folder) as engine:
        engine.write([Article("c", speakers=(MEMBER,)), Article("d", speakers=(CANONICAL,))])
        engine.commit()
        engine.merge_names("person", CANONICAL, [MEMBER])
        engine.merge_names("speaker", MEMBER, [CANONICAL])
        assert engine.search(SearchRequest(filters=(Filter("speaker", CANONICAL),))).total == 2
        assert engine.get("c").speakers == engine.get("d").speakers == (MEMBER,)
        assert engine.get("a").people == (CANONICAL,)


def test_an_outlet_may_be_shown_under_a_name_that_no_article_has(tmp_path):
    with open_engine(tmp_path / "index", create=True) as engine:
        for number, source in enumerate(["aawsat", "okaz", "aawsat"]):
            engine.write([Article(f"k{number}", title="خبر", source=source)])
            engine.commit()
        engine.merge_names("source", "الشرق الأوسط", ["aawsat"])
        for asked in ("aawsat", "الشرق الأوسط"):
            found = engine.search(SearchRequest(filters=(Filter("source", asked),), facets=("source",)))
            assert found.total == 2
            assert {hit.article.source for hit in found.hits} == {"الشرق الأوسط"}
            assert {value.value: value.count for value in found.facets["source"].values} == {
                "الشرق الأوسط": 2,
                "okaz": 1,
            }
        engine.undo_names("source", "الشرق الأوسط")
        assert engine.search(SearchRequest(filters=(Filter("source", "aawsat"),))).total == 2
        with pytest.raises(UnknownNameError):
            engine.merge_names("person", "الشرق الأوسط", ["aawsat"])
        with pytest.raises(UnknownNameError):
            engine.merge_names("source", "الشرق الأوسط", ["لا أحد"])
