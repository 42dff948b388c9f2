"""`fihris check` and `fihris rebuild-families`: what they print, with which status they end, and what they rest on."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import threading

import pytest
from click.testing import CliRunner

import fihris
import search
from search.engines.local import analysing, upkeep


def fihris_cli(*args, **options):
    return CliRunner().invoke(fihris.main, [str(arg) for arg in args], catch_exceptions=False, **options)


def make_article(number, text=""):
    return search.Article(f"k{number}", f"الخبر {number}", text or f"اجتماع الوفود في سوتشي {number}", source="س")


def write(folder, *numbers, delete=()):
    with search.open_engine(folder, create=True) as engine:
        engine.write([make_article(number) for number in numbers])
        engine.delete([f"k{number}" for number in delete])
        return engine.commit()


@pytest.fixture
def index(tmp_path):
    """Two segments, one deletion."""
    folder = tmp_path / "index"
    write(folder, *range(8))
    write(folder, 8, delete=[3])
    return folder


def keys(folder, text, **options):
    with search.open_engine(folder) as engine:
        return {hit.key for hit in engine.search(search.SearchRequest(text, size=100, **options)).hits}


# check


def test_a_sound_index_is_said_to_be_sound(index):
    before = {path.name: path.read_bytes() for path in index.iterdir()}
    result = fihris_cli("check", "--index", index)
    assert result.exit_code == 0
    assert re.match(r"Sound: 8 articles, 2 segments, 1\d files, ", result.stdout)
    assert {path.name: path.read_bytes() for path in index.iterdir()} == before, "nothing is changed"


def test_every_damaged_file_is_named_on_a_line_of_its_own(index):
    [terms, *_] = sorted(index.glob("*.trm"))
    [stored, *_] = sorted(index.glob("*.sto"))
    content = bytearray(terms.read_bytes())
    content[100] ^= 1
    terms.write_bytes(content)
    stored.unlink()
    result = fihris_cli("check", "--index", index)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert f"{terms.name}: its bytes from 0 on have a wrong checksum" in lines
    assert any(line.startswith(f"{stored.name}: it cannot be read") for line in lines)
    assert lines[-1].startswith("DAMAGED: ")
    assert len(lines) == 3


def test_the_answer_in_json_has_the_same(index):
    sound = json.loads(fihris_cli("check", "--index", index, "--json").stdout)
    assert (sound["is_sound"], sound["problems"], sound["segments"], sound["articles"]) == (True, [], 2, 8)
    [families, *_] = sorted(index.glob("*.fam"))
    families.write_bytes(b"")
    result = fihris_cli("check", "--index", index, "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(problem["file"], answer["is_sound"]) for problem in answer["problems"]] == [(families.name, False)]


def test_problems_are_arabic_in_an_arabic_locale(index):
    [families, *_] = sorted(index.glob("*.fam"))
    families.unlink()
    result = fihris_cli("check", "--index", index, env={"LC_ALL": "ar_SA.UTF-8"})
    assert f"{families.name}: تالف" in result.stdout


@pytest.mark.parametrize("kind", ["missing", "foreign", "version", "url"])
def test_what_is_no_index_of_ours_is_an_error(index, tmp_path, kind):
    location = tmp_path / kind
    if kind == "foreign":
        location.mkdir()
        (location / "letter.txt").write_text("x")
    elif kind == "version":
        shutil.copytree(index, location)
        marker = location / "fihris.json"
        marker.write_text(json.dumps(json.loads(marker.read_text()) | {"format": "1"}))
    elif kind == "url":
        location = "http://127.0.0.1:9200"
    result = fihris_cli("check", "--index", location)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "--index" in result.stderr


@pytest.mark.parametrize("damage", ["cut", "flipped", "missing", "marker"])
def test_damage_outside_the_segments_is_named(index, damage):
    [toc] = index.glob("*.toc")
    content = toc.read_bytes()
    match damage:
        case "cut":
            toc.write_bytes(content[:50])
        case "flipped":
            toc.write_bytes(content[:-30] + bytes([content[-30] ^ 1]) + content[-29:])
        case "missing":
            toc.unlink()
        case "marker":
            (index / "fihris.json").write_text("{")
    report = search.check_index(index)
    [problem] = report.problems
    expected = {"missing": "_MAIN_*.toc", "marker": "fihris.json"}.get(damage, toc.name)
    assert problem.file == expected
    with pytest.raises(search.IndexCorruptError, match=re.escape(expected)), search.open_engine(index) as engine:
        engine.search(search.SearchRequest("سوتشي"))
    assert fihris_cli("check", "--index", index).exit_code == 1


def test_any_flipped_bit_of_the_table_of_contents_is_found(index):
    [toc] = index.glob("*.toc")
    content = toc.read_bytes()
    for place in range(0, len(content), 7):
        toc.write_bytes(content[:place] + bytes([content[place] ^ 16]) + content[place + 1 :])
        assert [problem.file for problem in search.check_index(index).problems] == [toc.name]


def test_files_that_no_commit_names_are_a_note_and_no_problem(index):
    (index / "MAIN_dead.trm").write_bytes(b"x")
    result = fihris_cli("check", "--index", index)
    assert (result.exit_code, "MAIN_dead.trm" in result.stderr) == (0, True)
    assert (index / "MAIN_dead.trm").exists()
    search.open_engine(index).close()
    assert search.check_index(index).notes == ()


def test_a_key_that_lives_in_two_segments_is_a_problem(index, monkeypatch):
    monkeypatch.setattr("search.engines.local.writer.Writer._known_hash", lambda _self, _key: None)
    monkeypatch.setattr("search.engines.local.writer.Writer._remove", lambda _self, _key: False)
    write(index, 0)
    [problem] = search.check_index(index).problems
    assert "'k0'" in problem.reason
    assert problem.file.endswith(".trm")


def test_a_check_while_somebody_writes_finds_nothing_wrong(index):
    stop = threading.Event()

    def keep_writing():
        for number in range(100, 10_000):
            if stop.is_set():
                return
            write(index, number, delete=[number - 1])

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        reports = [search.check_index(index) for _ in range(15)]
    finally:
        stop.set()
        writer.join()
    assert [report.problems for report in reports] == [()] * 15


# rebuild-families


@pytest.fixture
def new_stemmer(monkeypatch):
    """A program whose stems are the first letter of a word."""

    def keys_of_forms(forms):
        return original(forms) | {"stem": [form[:1] for form in forms]}

    original = analysing.keys_of_forms
    for module in ("upkeep", "engine", "writer", "checking"):
        monkeypatch.setattr(f"search.engines.local.{module}.FAMILIES_VERSION", "test-2")
    for module in ("upkeep", "writer"):
        monkeypatch.setattr(f"search.engines.local.{module}.keys_of_forms", keys_of_forms)
    monkeypatch.setattr(
        "search.engines.local.resolving.key_of",
        lambda form, level: form[:1] if level == "stem" else original([form])[level][0],
        raising=False,
    )


def test_families_of_this_version_are_left_alone(index):
    before = sorted(path.name for path in index.iterdir())
    result = fihris_cli("rebuild-families", "--index", index)
    assert (result.exit_code, "Nothing to do" in result.stdout) == (0, True)
    assert sorted(path.name for path in index.iterdir()) == before


def test_force_rebuilds_them_all_the_same(index):
    found = keys(index, "سوتشي")
    result = fihris_cli("rebuild-families", "--index", index, "--force")
    assert (result.exit_code, result.stdout) == (0, "2 segments rebuilt.\n")
    assert keys(index, "سوتشي") == found
    assert search.check_index(index).problems == ()
    assert sorted(path.name.split(".")[1] for path in index.glob("*.fam")) == ["2", "2"]


def test_families_of_another_version_are_refused_with_the_command_that_helps(index, new_stemmer):  # noqa: ARG001
    with pytest.raises(search.IndexVersionError, match="rebuild-families"), search.open_engine(index) as engine:
        engine.search(search.SearchRequest("سوتشي"))
    report = search.check_index(index)
    assert report.is_sound
    assert [note.code for note in report.notes] == ["families_version"]


def test_rebuilding_changes_what_matches_and_reads_no_article(index, new_stemmer, monkeypatch):  # noqa: ARG001
    def refuse(*_args):
        raise AssertionError("an article was read")

    with monkeypatch.context() as reading:
        reading.setattr("search.codec.stored.StoredReader.__init__", refuse)
        reading.setattr("search.engines.local.analysing.surface_forms", refuse)
        assert search.rebuild_families(index) == 2
    assert search.rebuild_families(index) == 0
    assert keys(index, "سمكة", level="stem") == {f"k{number}" for number in range(9) if number != 3}
    assert keys(index, "سمكة", level="folded") == set()
    assert search.check_index(index).problems == ()
    assert search.check_index(index).notes == ()
    write(index, 20)
    assert "k20" in keys(index, "سمكة", level="stem")


def test_a_server_takes_up_the_new_families(index):
    with search.open_engine(index) as reader:
        generation = reader.search(search.SearchRequest("سوتشي")).generation
        search.rebuild_families(index, force=True)
        assert reader.search(search.SearchRequest("سوتشي")).generation == generation + 1


def test_damaged_families_are_made_anew(index):
    expected = keys(index, "سوتشي")
    for path in index.glob("*.fam"):
        path.write_bytes(path.read_bytes()[:100])
    assert not search.check_index(index).is_sound
    assert search.rebuild_families(index) == 2
    assert search.check_index(index).is_sound
    assert keys(index, "سوتشي") == expected


def test_a_writer_is_waited_for_and_named(index):
    with search.open_engine(index) as writer:
        writer.write([make_article(30)])
        result = fihris_cli("rebuild-families", "--index", index, "--force")
        assert result.exit_code == 3
        assert f"process {os.getpid()}" in result.stderr
    assert search.rebuild_families(index, force=True) == 2


def test_a_rebuild_that_fails_leaves_the_old_families_and_no_lock(index, monkeypatch):
    before = {path.name for path in index.iterdir()}
    with monkeypatch.context() as failing:
        failing.setattr(upkeep.Store, "write_toc", lambda *_args: (_ for _ in ()).throw(OSError(28, "No space left")))
        assert fihris_cli("rebuild-families", "--index", index, "--force").exit_code == 3
    assert {path.name for path in index.iterdir()} == before
    assert search.rebuild_families(index, force=True) == 2


# What a process that died leaves behind


def test_what_was_left_by_another_process_does_not_stop_an_engine_that_was_open_before(index):
    with search.open_engine(index) as engine:
        engine.search(search.SearchRequest("سوتشي"))
        for path in [*index.glob("*.trm")]:
            (index / f"{path.stem}.1.del").touch()
            (index / f"{path.stem}.2.del").touch()
        engine.delete(["k1", "k8"])
        engine.commit()
        assert engine.info().articles == 6
    assert search.check_index(index).problems == ()


def test_the_note_of_a_dead_writer_goes_and_that_of_a_living_one_stays(index):
    note = index / "writer.json"
    note.write_text('{"pid": 1, "since": "long ago"}')
    with search.open_engine(index) as engine:
        assert not note.exists()
        engine.write([make_article(40)])
        search.open_engine(index).close()
        assert json.loads(note.read_text())["pid"] == os.getpid()
    assert not note.exists()


def test_a_commit_of_nothing_releases_the_lock(index):
    with search.open_engine(index) as engine:
        engine.write([make_article(1)])
        engine.commit()
        assert not (index / "writer.json").exists()
        write(index, 50)


def test_an_index_that_was_only_begun_can_be_begun_again(tmp_path):
    folder = tmp_path / "index"
    search.open_engine(folder, create=True).close()
    for path in folder.glob("*.toc"):
        path.unlink()
    (folder / "_MAIN_0.toc.1790000000.5").write_bytes(b"half of it")
    with pytest.raises(search.IndexMissingError):
        search.open_engine(folder)
    assert write(folder, 1) == 1
    assert search.check_index(folder).is_sound


def test_segments_without_a_table_of_contents_are_damage_and_not_an_empty_index(index):
    for path in index.glob("*.toc"):
        path.unlink()
    before = sorted(path.name for path in index.iterdir())
    with pytest.raises(search.IndexCorruptError, match="table of contents"), contextlib.ExitStack() as stack:
        stack.enter_context(search.open_engine(index, create=True)).info()
    assert sorted(path.name for path in index.iterdir()) == before
