"""Bad input of every kind: a clear reason, the right exit status, nothing lost, never a stack trace.

Most of it in this process, for speed; what only a real one shows (pipes, signals, pure output) at the end.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import fihris
import search
from search.codec.inversion import KERNELS_VARIABLE

ROOT = Path(__file__).resolve().parents[1]
GOOD = {"title": "خبر سليم", "body": "وصل الوفد إلى سوتشي."}


def fihris_process(*args, cwd, module="fihris", **options):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, args)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        **options,
    )


def fihris_cli(*args):
    return CliRunner().invoke(fihris.main, [str(arg) for arg in args], catch_exceptions=False)


def write_good(folder):
    (folder / "good.json").write_text(json.dumps([GOOD], ensure_ascii=False), encoding="utf-8")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """An index of one article that every test leaves as it is."""
    folder = tmp_path_factory.mktemp("bad-input")
    write_good(folder)
    made = fihris_cli("index", folder / "good.json", "--workers", 1, "--index", folder / "index")
    assert made.exit_code == 0, made.stderr
    return folder / "index"


def write_truncated_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", json.dumps(GOOD))
    path.write_bytes(path.read_bytes()[:-30])


BAD_SOURCES = {
    "empty.txt": lambda path: path.write_bytes(b""),
    "blank.txt": lambda path: path.write_bytes(b" \n\n"),
    "truncated.json": lambda path: path.write_text('[{"title": "خبر", "body": "نص لم يكتمل', encoding="utf-8"),
    "binary.txt": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "picture.jpg": lambda path: path.write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256))),
    "encoding.json": lambda path: path.write_bytes(b'{"title": "\xff\xfe\x81 \xd8", "body": 1'),
    "truncated.zip": write_truncated_zip,
    "huge.txt": lambda path: path.write_text("كلمة " * 5_600_000, encoding="utf-8"),
    "missing": lambda path: path.unlink(missing_ok=True),
    "folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("name", BAD_SOURCES)
def test_a_bad_source_is_named_with_its_reason_and_the_good_one_is_indexed(name, here):
    BAD_SOURCES[name](here / name)
    write_good(here)
    result = fihris_cli("index", name, "good.json", "--workers", 1, "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (report["read"], report["added"], report["articles_in_index"]) == (1, 1, 1)
    [skip] = report["skipped"]
    assert Path(name).stem in skip["source"]
    assert len(skip["reason"]) > 10
    assert len(skip["reason_ar"]) > 10
    assert f"skipped: {skip['source']}: {skip['reason']}" in result.stderr


def test_one_bad_record_does_not_cost_its_neighbours(here):
    good = json.dumps(GOOD, ensure_ascii=False)
    (here / "a.jsonl").write_text(f"{good}\n{{broken\n{good}\n", encoding="utf-8")
    result = fihris_cli("index", "a.jsonl", "--workers", 1, "--json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["added"], len(report["skipped"])) == (1, 2, 1)
    assert "2" in report["skipped"][0]["source"]


BAD_REQUESTS = {
    "query too long": (("search", "ك" * 10_000), "10,000"),
    "query too long in params": (("search", "--params", "q=" + "a" * 10_000), "10,000"),
    "unknown parameter": (("search", "--params", "q=a&persn=b"), "persn"),
    "impossible date": (("search", "--from", "2021-02-30"), "2021-02-30"),
    "reversed dates": (("search", "--from", "2021", "--to", "2020"), "(to)"),
    "unknown level": (("search", "--level", "fuzzy"), "fuzzy"),
    "size too large": (("search", "--size", "101"), "101"),
    "size not a number": (("search", "--size", "many"), "many"),
    "level given twice": (("search", "--level", "stem", "--level", "root"), "more than once"),
    "query given twice": (("search", "a", "--params", "q=b"), "more than once"),
    "broken cursor": (("search", "--after", "xyz"), "after"),
    "unknown parameter in export": (("export", "--params", "foo=1"), "foo"),
    "unknown option": (("search", "--persn", "x"), "--persn"),
    "unknown command": (("serch", "x"), "serch"),
    "unknown format": (("index", ".", "--format", "docx"), "docx"),
    "no source": (("index",), "SOURCE"),
    "no key": (("delete",), "KEY"),
}


@pytest.mark.parametrize("case", BAD_REQUESTS)
def test_a_bad_request_is_explained_with_status_2(case, index):
    args, named = BAD_REQUESTS[case]
    result = fihris_cli(*args, "--index", index)
    assert (result.exit_code, result.stdout) == (2, "")
    assert named in result.stderr


@pytest.mark.parametrize(
    "command", [("search", "x"), ("info",), ("export",), ("delete", "k"), ("serve", "--port", "0")]
)
def test_a_missing_index_has_status_3(command, here):
    result = fihris_cli(*command, "--index", "none")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "fihris index SOURCE" in result.stderr
    assert not (here / "none").exists()


@pytest.mark.parametrize(
    "command", [("index", "good.json"), ("index", "good.json", "--rebuild"), ("info",), ("search",)]
)
def test_a_folder_that_is_not_ours_is_left_as_it_is(command, here):
    write_good(here)
    theirs = here / "theirs"
    theirs.mkdir()
    (theirs / "thesis.doc").write_text("years of work")
    result = fihris_cli(*command, "--index", theirs)
    assert result.exit_code == 3
    assert "theirs" in result.stderr
    assert {path.name: path.read_text() for path in theirs.iterdir()} == {"thesis.doc": "years of work"}
    assert sorted(path.name for path in here.iterdir()) == ["good.json", "theirs"]


@pytest.mark.parametrize("options", [(), ("--rebuild",)])
def test_a_file_where_the_index_should_be_is_left_as_it_is(options, here):
    write_good(here)
    (here / "file").write_text("mine")
    assert fihris_cli("index", "good.json", "--index", "file", *options).exit_code == 3
    assert (here / "file").read_text() == "mine"


def test_an_index_that_another_process_writes_to_is_named_as_such(here):
    write_good(here)
    assert fihris_cli("index", "good.json", "--workers", 1).exit_code == 0
    with search.open_engine("index") as writer:
        writer.write(())
        for options in ((), ("--rebuild",)):
            result = fihris_cli("index", "good.json", "--workers", 1, *options)
            assert result.exit_code == 3
            assert "writing to the index" in result.stderr
    assert sorted(path.name for path in here.iterdir()) == ["good.json", "index"]


# In processes of their own


def test_a_process_names_every_bad_source_and_prints_pure_json(tmp_path):
    for name, make in BAD_SOURCES.items():
        make(tmp_path / name)
    write_good(tmp_path)
    result = fihris_process("index", *BAD_SOURCES, "good.json", "--json", cwd=tmp_path)
    report = json.loads(result.stdout)
    assert (result.returncode, report["added"]) == (1, 1)
    assert len(report["skipped"]) == len(BAD_SOURCES)
    lines = result.stderr.splitlines()  # among them how far it is, where the machine is slow
    assert sum(line.startswith("skipped: ") for line in lines) == len(BAD_SOURCES)
    assert not {"Traceback", "Warning"} & set(result.stderr.split())


@pytest.mark.parametrize(("args", "status"), [(("search", "ك" * 10_000), 2), (("info", "--index", "none"), 3)])
def test_a_process_ends_with_the_status_and_one_line(args, status, index):
    result = fihris_process(*args, cwd=index.parent)
    assert (result.returncode, result.stdout) == (status, "")
    assert result.stderr.count("\n") == 1


def test_standard_output_is_pure_and_unwrapped(index):
    found = fihris_process("search", "سوتشي", "--json", cwd=index.parent)
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["total"] == 1
    exported = fihris_process("export", cwd=index.parent)
    assert (exported.returncode, exported.stderr) == (0, "")
    assert [json.loads(line)["title"] for line in exported.stdout.splitlines()] == [GOOD["title"]]


def test_json_is_utf8_whatever_the_terminal_is(index):
    command = [sys.executable, "-m", "fihris", "search", "سوتشي", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", KERNELS_VARIABLE: "numpy"}
    found = subprocess.run(command, cwd=index.parent, env=environment, capture_output=True, timeout=60, check=True)
    assert json.loads(found.stdout.decode("utf-8"))["hits"][0]["title"] == GOOD["title"]
    plain = subprocess.run(command[:-1], cwd=index.parent, env=environment, capture_output=True, timeout=60, check=True)
    assert b"Traceback" not in plain.stderr


def test_a_closed_pipe_is_quiet(tmp_path):
    (tmp_path / "long.txt").write_text("كلمة " * 5_000, encoding="utf-8")
    result = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m fihris explain - < long.txt | head -n 1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (result.stdout, result.stderr) == ("tokens:\n", "")


def test_python_m_indexer_is_fihris_index(tmp_path):
    write_good(tmp_path)
    result = fihris_process("good.json", "--workers", 2, "--json", cwd=tmp_path, module="indexer")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["added"] == 1
    assert "python -m indexer" in fihris_process("--help", cwd=tmp_path, module="indexer").stdout


@pytest.mark.parametrize(("command", "absent"), [("search", "indexer"), ("index", "flask")])
def test_a_command_loads_only_what_it_needs(command, absent, index):
    args = ["search", "x"] if command == "search" else ["index", "good.json", "--workers", "1"]
    program = (
        "import sys, fihris\n"
        f"try: fihris.main({args!r})\n"
        f"except SystemExit as end: print('status', end.code, {absent!r} in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=index.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert result.stdout.splitlines()[-1] == "status 0 False"


def is_gone(group: int) -> bool:
    """Return whether no process of the group is left, giving the system some seconds to bury them."""
    for _ in range(40):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.25)
    return False


OFTEN = 200
COMMIT_OFTEN = f"import indexer.sinks as sinks; sinks.COMMIT_ARTICLES = {OFTEN}; import fihris; fihris.main()"


@pytest.mark.slow
def test_an_interrupted_run_keeps_what_it_committed_and_leaves_no_process(tmp_path):
    lines = (json.dumps({**GOOD, "title": f"خبر {n}"}) for n in range(20_000))
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run = subprocess.Popen(
        [sys.executable, "-c", COMMIT_OFTEN, "index", "many.jsonl", "--workers", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for_articles(tmp_path / "index", OFTEN)
    os.killpg(run.pid, signal.SIGINT)  # what a terminal does on Ctrl-C: the whole group
    stdout, stderr = run.communicate(timeout=60)
    assert run.returncode == 130, stderr
    assert stdout == ""
    assert "Interrupted" in stderr
    assert "Traceback" not in stderr
    assert is_gone(run.pid)
    kept = articles_in(tmp_path / "index")
    assert OFTEN <= kept < 20_000
    assert kept % OFTEN == 0


def articles_in(folder: Path) -> int:
    """Return how many articles an index holds; none where there is no index yet."""
    try:
        with search.open_engine(folder) as engine:
            return engine.info().articles
    except search.IndexMissingError:
        return 0


def wait_for_articles(folder: Path, count: int) -> None:
    """Return when the index holds so many articles; fails after two minutes."""
    end = time.monotonic() + 120
    while articles_in(folder) < count:
        assert time.monotonic() < end, "nothing was committed"
        time.sleep(0.1)
