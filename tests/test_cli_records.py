"""`fihris record`, `fihris rerun` and the citations of `fihris export`: what they write and how they end."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import search
from commands.asking import export
from commands.recording import record, rerun
from commands.running import status_of
from web import create_app


def article(number: int, **values) -> search.Article:
    fields = {"title": f"خبر {number}", "text": f"لقاء في سوتشي رقم {number}", "published": f"2021-01-{number:02}"}
    return search.Article(f"k{number}", **(fields | values))


@pytest.fixture
def index(tmp_path):
    """An index of thirty articles, free to be changed."""
    folder = tmp_path / "index"
    write(folder, *(article(number) for number in range(1, 31)), create=True)
    return folder


def write(folder, *articles, delete=(), create=False):
    with search.open_engine(folder, create=create) as engine:
        engine.write(articles)
        engine.delete(delete)
        engine.commit()


def run(command, *args):
    return CliRunner().invoke(command, [str(arg) for arg in args], catch_exceptions=False, standalone_mode=False)


def take(index, path, *args):
    assert run(record, *args, "--index", index, "--output", path).exit_code == 0
    return path


def test_a_record_has_every_hit_of_the_same_request(index, tmp_path):
    path = take(index, tmp_path / "r.json", "سوتشي", "--from", "2021-01-05", "--size", "2", "--sort", "oldest")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert [row["key"] for row in found["articles"]] == [f"k{number}" for number in range(5, 31)]
    assert found["url"] == "/search?q=%D8%B3%D9%88%D8%AA%D8%B4%D9%8A&from=2021-01-05&sort=oldest"
    printed = run(record, "سوتشي", "--from", "2021-01-05", "--sort", "oldest", "--index", index)
    assert {**json.loads(printed.stdout), "taken": 0} == {**found, "taken": 0}


def test_an_unchanged_answer_ends_with_0(index, tmp_path):
    path = take(index, tmp_path / "r.json", "سوتشي")
    result = run(rerun, path, "--index", index)
    assert result.return_value == 0
    assert "Same articles, same content." in result.stdout


def test_a_changed_answer_ends_with_1_and_says_what_differs(index, tmp_path):
    path = take(index, tmp_path / "r.json", "سوتشي")
    write(index, article(31), article(3, text="لقاء آخر في سوتشي"), article(4, text="في لندن"), delete=["k5"])
    result = run(rerun, path, "--index", index, "--json")
    answer = json.loads(result.stdout)
    assert result.return_value == 1
    assert answer["same"] is False
    assert answer["added"] == [{"key": "k31", "title": "خبر 31"}]
    assert answer["changed"] == [{"key": "k3", "title": "خبر 3", "text_changed": True}]
    gone = {each["key"]: (each["title"], each["in_index"]) for each in answer["gone"]}
    assert gone == {"k4": ("خبر 4", True), "k5": ("خبر 5", False)}
    assert (answer["record"]["articles"], answer["now"]["articles"]) == (30, 29)
    lines = run(rerun, path, "--index", index).stdout
    assert "  + خبر 31 [k31]" in lines
    assert "  - خبر 5 [k5, no longer in the index]" in lines


def test_what_was_only_read_anew_is_told_from_a_changed_text(index, tmp_path):
    path = take(index, tmp_path / "r.json", "سوتشي")
    write(index, article(3, people=("سيرغي لافروف",)), article(4, title="خبر آخر"))
    result = run(rerun, path, "--index", index)
    assert result.return_value == 1
    assert "  ~ خبر 3 [k3, its text is the same]" in result.stdout
    assert "  ~ خبر آخر [k4]" in result.stdout


def test_many_differences_are_listed_in_part_and_counted(index, tmp_path):
    path = take(index, tmp_path / "r.json", "سوتشي")
    write(index, delete=[f"k{number}" for number in range(1, 31)])
    lines = run(rerun, path, "--index", index).stdout
    assert "gone: 30" in lines
    assert "… 10 more (--json lists all)" in lines


def test_a_record_from_the_page_is_compared_too(index, tmp_path):
    client = create_app(str(index)).test_client()
    path = tmp_path / "fihris-record.json"
    path.write_bytes(client.get("/api/record", query_string={"q": "سوتشي", "size": "3"}).data)
    assert run(rerun, path, "--index", index).return_value == 0


def test_control_characters_of_titles_do_not_reach_the_terminal(index, tmp_path):
    write(index, article(1, title="\x1b[31mخبر"))
    path = take(index, tmp_path / "r.json", "سوتشي")
    write(index, delete=["k1"])
    assert "\x1b" not in run(rerun, path, "--index", index).stdout


@pytest.mark.parametrize("text", ["", "{}", '{"format": "fihris-record/1"}'])
def test_a_file_that_is_no_record_is_wrong_usage(index, tmp_path, text, capsys):
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    assert status_of(lambda: run(rerun, path, "--index", index)) == 2
    assert "fihris record QUERY --output FILE" in capsys.readouterr().err


def test_a_record_whose_address_is_none_is_wrong_usage(index, tmp_path):
    path = take(index, tmp_path / "r.json", "سوتشي")
    found = json.loads(path.read_text(encoding="utf-8"))
    for url in ("http://[", "/search?nope=1"):
        path.write_text(json.dumps({**found, "url": url}), encoding="utf-8")
        assert status_of(lambda: run(rerun, path, "--index", index)) == 2


@pytest.mark.parametrize(("name", "extension"), [("jsonl", "jsonl"), ("csv", "csv"), ("ris", "ris"), ("bibtex", "bib")])
def test_export_writes_what_the_page_gives(index, name, extension):
    client = create_app(str(index)).test_client()
    page = client.get(f"/export.{extension}", query_string={"q": "سوتشي"}).get_data(as_text=True)
    assert run(export, "سوتشي", "--format", name, "--index", index).stdout_bytes.decode() == page
