"""The local engine: writing, generations, locks, cursors, and folders that are not ours."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from search import (
    Article,
    ArticleNotFoundError,
    BackendUnavailableError,
    Filter,
    IndexCorruptError,
    IndexForeignError,
    IndexLockedError,
    IndexMissingError,
    IndexVersionError,
    ParameterValueError,
    SearchRequest,
    UnknownFieldError,
    open_engine,
)

PARTS = ["*.trm", "*.pst", "*.frq", "*.pos", "*.col", "*.sto", "*.fam", "*.del"]


def make_article(number: int, **values) -> Article:
    fields = {
        "title": f"خبر رقم {number}",
        "text": f"نص الخبر {number} عن سوتشي",
        "published": f"2021-01-{number % 28 + 1:02}",
    }
    return Article(f"k{number}", **(fields | values))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(folder):
    with open_engine(folder, create=True) as opened:
        yield opened


def write(engine, *articles):
    report = engine.write(articles)
    engine.commit()
    return report


def keys(engine, text="", **options):
    return [hit.key for hit in engine.search(SearchRequest(text, **options)).hits]


def test_an_empty_index_answers_with_nothing(engine):
    results = engine.search(SearchRequest("سوتشي"))
    assert (results.total, results.hits, results.next) == (0, (), None)
    assert engine.info().articles == 0


def test_written_articles_are_invisible_until_the_commit(engine):
    engine.write([make_article(1)])
    assert keys(engine) == []
    engine.commit()
    assert keys(engine) == ["k1"]


def test_writing_the_same_article_twice_changes_nothing(engine):
    write(engine, make_article(1))
    generation = engine.info().generation
    report = write(engine, make_article(1, fetched="2021-02-01"))
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 1)
    assert engine.info().generation == generation


def test_a_changed_article_replaces_its_old_self(engine):
    write(engine, make_article(1), make_article(2))
    report = write(engine, make_article(1, text="نص جديد تمامًا"))
    assert (report.added, report.replaced) == (0, 1)
    assert keys(engine, "جديد") == ["k1"]
    assert keys(engine, "سوتشي") == ["k2"]
    assert engine.info().articles == 2


def test_the_last_of_two_articles_with_one_key_in_a_batch_wins(engine):
    write(engine, make_article(1, text="قديم"), make_article(1, text="حديث"))
    assert engine.get("k1").text == "حديث"
    assert engine.info().articles == 1


def test_a_key_written_again_after_its_segment_went_to_disk_is_replaced(folder):
    with open_engine(folder, create=True, memory_mebibytes=0) as engine:
        for article in (make_article(1), make_article(2), make_article(1, text="حديث"), make_article(3)):
            engine.write([article])
        engine.delete(["k2"])
        engine.commit()
        assert engine.get("k1").text == "حديث"
        assert engine.info().articles == 2
        assert keys(engine, "حديث") == ["k1"]


def test_deleting_says_how_many_there_were(engine):
    write(engine, make_article(1), make_article(2))
    assert engine.delete(["k1", "k1", "absent"]) == 1
    engine.commit()
    assert keys(engine) == ["k2"]
    with pytest.raises(ArticleNotFoundError):
        engine.get("k1")


def test_a_deleted_article_can_come_back(engine):
    write(engine, make_article(1))
    engine.delete(["k1"])
    engine.write([make_article(1)])
    engine.commit()
    assert keys(engine) == ["k1"]


def test_rollback_forgets_and_releases_the_lock(engine, folder):
    engine.write([make_article(1)])
    engine.rollback()
    with open_engine(folder) as other:
        write(other, make_article(2))
    assert keys(engine) == ["k2"]


def test_a_second_writer_is_told_who_holds_the_lock(engine, folder):
    engine.write([make_article(1)])
    with open_engine(folder) as other, pytest.raises(IndexLockedError, match=r"process \d+, since"):
        other.write([make_article(2)])


def test_the_lock_of_a_dead_process_does_not_bind(folder):
    script = (
        "import os, search\n"
        f"engine = search.open_engine({str(folder)!r}, create=True)\n"
        "engine.write([search.Article('k1', 'x')])\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    with open_engine(folder) as engine:
        write(engine, make_article(2))
        assert keys(engine) == ["k2"]


def test_a_commit_of_another_process_is_seen_at_once(engine, folder):
    assert keys(engine) == []
    with open_engine(folder) as other:
        write(other, make_article(1))
    assert keys(engine) == ["k1"]


def test_a_scan_keeps_the_snapshot_it_began_with(engine):
    write(engine, *(make_article(number) for number in range(6)))
    scan = engine.scan(SearchRequest(sort="oldest"))
    first = next(scan)
    engine.delete([f"k{number}" for number in range(6)])
    engine.commit()
    assert len([first, *scan]) == 6
    assert keys(engine) == []


def test_every_original_byte_comes_back(engine):
    text = "مُحَمَّـــد\u200f قال:\u00a0«ﻻ»\r\n\tسطر \U0001f30d\x00 ثانٍ"
    write(engine, make_article(1, text=text, title="\u202eعنوان\u202c", metadata={"m": "\n"}))
    assert engine.get("k1") == make_article(1, text=text, title="\u202eعنوان\u202c", metadata={"m": "\n"})


def test_undated_articles_come_last_in_both_date_orders(engine):
    write(engine, make_article(1), make_article(2, published=None), make_article(3))
    assert keys(engine, sort="newest") == ["k3", "k1", "k2"]
    assert keys(engine, sort="oldest") == ["k1", "k3", "k2"]


def test_articles_of_one_day_are_ordered_by_their_own_clock(engine):
    write(
        engine,
        make_article(1, published="2021-01-26T23:30:00+03:00"),
        make_article(2, published="2021-01-26T08:00:00Z"),
        make_article(3, published="2021-01-26"),
    )
    assert keys(engine, sort="newest") == ["k1", "k2", "k3"]
    assert keys(engine, published_from="2021-01-26", published_to="2021-01-26", sort="oldest") == ["k3", "k2", "k1"]


def test_pages_stay_whole_while_the_archive_grows(engine):
    write(engine, *(make_article(number) for number in range(10)))
    request = SearchRequest(sort="newest", size=4)
    first = engine.search(request)
    write(engine, make_article(20, published="2022-01-01"), make_article(21, published="2020-01-01"))
    engine.delete([first.hits[-1].key])
    engine.commit()
    seen = [hit.key for hit in first.hits]
    after = first.next
    while after:
        page = engine.search(dataclasses.replace(request, after=after))
        seen += [hit.key for hit in page.hits]
        after = page.next
    assert len(seen) == len(set(seen)) == 11, "the ten and the one that came behind, none twice"


def test_a_cursor_of_another_request_is_refused(engine):
    write(engine, *(make_article(number) for number in range(10)))
    after = engine.search(SearchRequest("سوتشي", size=2)).next
    for other in (SearchRequest("خبر", after=after), SearchRequest("سوتشي", after="x"), SearchRequest("", after="ﻻ=")):
        with pytest.raises(ParameterValueError, match="after"):
            engine.search(other)


def test_the_cursor_carries_the_match_mode_of_the_first_page(engine):
    write(engine, *(make_article(number, text="سوتشي" if number % 2 else "أستانة") for number in range(6)))
    request = SearchRequest("سوتشي أستانة", size=2)
    first = engine.search(request)
    assert first.query.match == "any"
    assert first.notices[0].code == "match_any"
    write(engine, make_article(9, text="أستانة سوتشي"))
    second = engine.search(dataclasses.replace(request, after=first.next))
    assert second.query.match == "any"
    assert second.notices[0].code == "match_any"
    assert engine.search(request).query.match == "all"


def test_match_auto_is_decided_before_filters(engine):
    write(
        engine,
        make_article(1, text="أستانة سوتشي", source="أ"),
        make_article(2, text="أستانة", source="ب"),
    )
    results = engine.search(SearchRequest("أستانة سوتشي", filters=(Filter("source", ("ب",)),)))
    assert (results.query.match, results.total) == ("all", 0)


def test_levels_widen_from_letters_to_roots(engine):
    write(
        engine,
        make_article(1, text="إيران", title=""),
        make_article(2, text="ايران", title=""),
        make_article(3, text="وإيران", title=""),
        make_article(4, text="الإيرانية", title=""),
    )
    assert keys(engine, "إيران", level="exact") == ["k1"]
    assert set(keys(engine, "إيران", level="folded")) == {"k1", "k2"}
    assert set(keys(engine, "إيران", level="stem")) >= {"k1", "k2", "k3"}
    assert keys(engine, "إيران", level="stem")[0] in {"k1", "k2"}


def test_captions_are_found_and_shown_and_boilerplate_is_not(engine):
    write(engine, make_article(1, captions=("صورة من باكو",), boilerplate=("ادعم موقعنا",)))
    [hit] = engine.search(SearchRequest("باكو")).hits
    assert [(snippet.where, snippet.text) for snippet in hit.snippets] == [("caption", "صورة من باكو")]
    assert keys(engine, "ادعم") == []
    assert keys(engine, '"سوتشي صورة"') == [], "no phrase runs from the body into a caption"


def test_marks_are_whole_original_words(engine):
    write(engine, make_article(1, text="التقى الوزيرُ بِسُوتْشِـي أمس"))
    [hit] = engine.search(SearchRequest("سوتشي")).hits
    [(start, end)] = hit.snippets[0].marks
    assert hit.snippets[0].text[start:end] == "بِسُوتْشِـي"


def test_a_whole_article_is_marked_as_its_hit_was(engine):
    write(engine, make_article(1, title="سوتشي", text="في سوتشي.\n\nوبسوتشي أيضًا", captions=("منظر", "سوتشي ليلًا")))
    title, text, first, second = engine.mark("k1", SearchRequest("سوتشي -جنيف"))
    assert [title.text[start:end] for start, end in title.marks] == ["سوتشي"]
    assert text.text[slice(*text.marks[0])] == "سوتشي"
    assert (first.marks, len(second.marks), second.where) == ((), 1, "caption")
    with pytest.raises(ArticleNotFoundError):
        engine.mark("absent", SearchRequest())


def test_similar_articles_share_telling_words(engine):
    write(
        engine,
        make_article(1, text="زلزال مدمر يضرب أغادير ويدمر المباني", title="زلزال"),
        make_article(2, text="ضحايا زلزال أغادير في ازدياد", title="أغادير"),
        make_article(3, text="مباراة كرة قدم في القاهرة", title="كرة"),
    )
    assert [hit.key for hit in engine.similar("k1")] == ["k2"]
    with pytest.raises(ArticleNotFoundError):
        engine.similar("absent")


def test_suggestions_fold_what_was_typed(engine):
    write(engine, make_article(1, people=("أحمد الطيب",), places=("الأردن",)))
    first = engine.suggest("احم")[0]
    assert (first.kind, first.text) == ("person", "أحمد الطيب")
    assert engine.suggest("") == ()


def test_values_of_a_facet_are_found_by_any_of_their_words_in_any_spelling(engine):
    write(engine, make_article(1, people=("سيرغي لافروف", "أحمد الطيب")), make_article(2, people=("سيرغي لافروف",)))
    for prefix in ("لافر", "ﻻفروف", "سيرغي لا"):
        assert [(v.value, v.count) for v in engine.facet_values("person", SearchRequest(), prefix).values] == [
            ("سيرغي لافروف", 2)
        ]
    with pytest.raises(UnknownFieldError):
        engine.facet_values("colour", SearchRequest())


def test_searches_from_many_threads_agree(engine):
    write(engine, *(make_article(number) for number in range(50)))
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda _: keys(engine, "سوتشي", size=50), range(32)))
    assert len(answers[0]) == 50
    assert all(answer == answers[0] for answer in answers)


class TestFolders:
    def test_a_missing_index_is_named_with_the_remedy(self, folder):
        with pytest.raises(IndexMissingError, match="fihris index"):
            open_engine(folder)
        assert not folder.exists()

    def test_an_empty_folder_with_a_readme_becomes_an_index(self, folder):
        folder.mkdir()
        (folder / "README.md").write_text("ours")
        with open_engine(folder, create=True) as engine:
            assert engine.info().articles == 0

    def test_a_folder_of_other_files_is_refused_and_left_alone(self, folder):
        folder.mkdir()
        (folder / "thesis.docx").write_text("mine")
        for create in (False, True):
            with pytest.raises(IndexForeignError, match=r"thesis\.docx"):
                open_engine(folder, create=create)
        assert [path.name for path in folder.iterdir()] == ["thesis.docx"]

    def test_a_file_is_refused(self, tmp_path):
        (tmp_path / "file").write_text("x")
        with pytest.raises(IndexForeignError):
            open_engine(tmp_path / "file", create=True)

    def test_a_stranger_whoosh_index_is_not_unpickled(self, folder):
        folder.mkdir()
        (folder / "_MAIN_1.toc").write_bytes(b"anything")
        with pytest.raises(IndexForeignError):
            open_engine(folder)

    @pytest.mark.parametrize("part", ["format", "analysis"])
    def test_another_version_is_a_clear_error_with_the_remedy(self, folder, part):
        open_engine(folder, create=True).close()
        marker = folder / "fihris.json"
        marker.write_text(json.dumps(json.loads(marker.read_text()) | {part: "0"}))
        with pytest.raises(IndexVersionError, match="--rebuild"):
            open_engine(folder)

    # Whoosh leaves the file it failed to read to the garbage collector.
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    @pytest.mark.parametrize("pattern", ["fihris.json", "*.toc", *PARTS])
    def test_a_file_cut_short_is_an_error_and_not_served(self, folder, pattern):
        self.make_two_articles(folder)
        [path] = folder.glob(pattern)
        path.write_bytes(path.read_bytes()[:20])
        with pytest.raises(IndexCorruptError, match=re.escape(path.name)), open_engine(folder) as engine:
            engine.search(SearchRequest('"الخبر 1"'))

    @pytest.mark.parametrize("pattern", PARTS)
    @pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.9, 1.0])
    def test_a_flipped_bit_is_an_error_that_names_the_file_or_lies_where_nothing_is_read(self, folder, pattern, place):
        self.make_two_articles(folder)
        with open_engine(folder) as engine:
            expected = engine.search(SearchRequest('"الخبر 1"', filters=(Filter("source", ("س",)),)))
        [path] = folder.glob(pattern)
        content = bytearray(path.read_bytes())
        content[int(place * (len(content) - 1))] ^= 4
        path.write_bytes(content)
        found = None
        with contextlib.suppress(IndexVersionError):
            try:
                with open_engine(folder) as engine:
                    found = engine.search(SearchRequest('"الخبر 1"', filters=(Filter("source", ("س",)),)))
            except IndexCorruptError as error:
                named = str(error.file)
            else:
                named = path.name
            assert named.endswith(path.name)
        assert found is None or (found.hits, found.facets) == (expected.hits, expected.facets)

    @pytest.mark.parametrize("pattern", PARTS)
    def test_a_lost_file_is_named(self, folder, pattern):
        self.make_two_articles(folder)
        [path] = folder.glob(pattern)
        path.unlink()
        with pytest.raises(IndexCorruptError, match=re.escape(path.name)), open_engine(folder) as engine:
            engine.search(SearchRequest("سوتشي"))

    @staticmethod
    def make_two_articles(folder):
        with open_engine(folder, create=True) as engine:
            write(engine, make_article(1, source="س"), make_article(2), make_article(3))
            engine.delete(["k3"])
            engine.commit()

    def test_a_cluster_is_named_as_not_served_yet(self):
        with pytest.raises(BackendUnavailableError):
            open_engine("http://127.0.0.1:9200")
