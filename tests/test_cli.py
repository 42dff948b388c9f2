"""The `fihris` command inside one process: what each command prints, and with which status it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil

import pytest
from click.testing import CliRunner

import fihris
import search
from indexer.readers import FORMATS as READABLE
from search.export import FORMATS
from web.search_state import SEARCH_PARAMETERS

ONE = {
    "title": "لافروف في سوتشي",
    "body": "قال سيرغي لافروف في سوتشي يوم 26 كانون الثاني 2021.",
    "url": "https://a.example/1",
}
TWO = {"title": "مباراة في الرياض", "body": "فاز الهلال في الرياض يوم 3 شباط 2021.", "url": "https://a.example/2"}


def fihris_cli(*args, **options):
    return CliRunner().invoke(fihris.main, [str(arg) for arg in args], catch_exceptions=False, **options)


def write_jsonl(path, *records):
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture
def index(tmp_path):
    """An index of two articles, free to be changed."""
    folder = tmp_path / "index"
    source = write_jsonl(tmp_path / "two.jsonl", ONE, TWO)
    assert fihris_cli("index", source, "--index", folder, "--workers", 1).exit_code == 0
    return folder


def keys_of(result):
    return [hit["key"] for hit in json.loads(result.stdout)["hits"]]


# The option tables


def test_every_url_parameter_is_an_option_and_nothing_else_is():
    assert [name for name, _, _ in fihris.PARAMETERS] == [name for name in SEARCH_PARAMETERS if name != "q"]


def test_choices_shown_in_help_are_those_of_the_request():
    shown = {name: values for name, values, _ in fihris.PARAMETERS}
    assert shown["level"] == "|".join(search.LEVELS)
    assert shown["match"] == "|".join(search.MATCHES)
    assert shown["sort"] == "|".join(search.SORTS)


def test_every_command_and_option_explains_itself():
    for name, command in fihris.main.commands.items():
        assert command.help, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.help, f"{name} {parameter.name}"
        assert fihris_cli(name, "--help").exit_code == 0


def test_the_help_of_format_names_every_format():
    [option] = [parameter for parameter in fihris.main.commands["index"].params if parameter.name == "format_"]
    assert all(name in option.help for name in READABLE)


def test_the_commands_are_those_of_the_contract():
    assert set(fihris.main.commands) >= {"demo", "index", "delete", "search", "explain", "serve", "info", "export"}


def test_the_version_is_shown():
    assert fihris_cli("--version").stdout.startswith("fihris, version ")


# index


def test_indexing_twice_changes_nothing(index, tmp_path):
    again = fihris_cli("index", tmp_path / "two.jsonl", "--index", index, "--workers", 1, "--json")
    report = json.loads(again.stdout)
    assert (report["read"], report["added"], report["replaced"], report["unchanged"]) == (2, 0, 0, 2)
    assert report["articles_in_index"] == 2


def test_a_changed_article_replaces_its_old_self(index, tmp_path):
    write_jsonl(tmp_path / "two.jsonl", ONE, TWO | {"body": "تعادل الهلال."})
    report = json.loads(fihris_cli("index", tmp_path / "two.jsonl", "--index", index, "--json").stdout)
    assert (report["added"], report["replaced"], report["unchanged"]) == (0, 1, 1)
    assert json.loads(fihris_cli("search", "تعادل", "--index", index, "--json").stdout)["total"] == 1
    assert json.loads(fihris_cli("search", "فاز", "--index", index, "--json").stdout)["total"] == 0


def test_the_report_is_a_line_for_people(index, tmp_path):
    shown = fihris_cli("index", tmp_path / "two.jsonl", "--index", index)
    assert "2 articles read: 0 added, 0 replaced, 2 unchanged, 0 skipped" in shown.stdout
    assert "The index holds 2 articles." in shown.stdout


def test_rebuild_leaves_only_what_the_sources_hold(index, tmp_path):
    write_jsonl(tmp_path / "one.jsonl", ONE)
    (index / "README.md").write_text("mine")
    report = fihris_cli("index", tmp_path / "one.jsonl", "--index", index, "--rebuild", "--json", "--workers", 1)
    assert json.loads(report.stdout)["articles_in_index"] == 1
    assert json.loads(fihris_cli("info", "--index", index, "--json").stdout)["articles"] == 1
    assert (index / "README.md").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("index")] == ["index"]


def test_rebuild_keeps_the_old_index_where_nothing_can_be_read(index, tmp_path):
    result = fihris_cli("index", tmp_path / "not-mounted", "--index", index, "--rebuild")
    assert result.exit_code == 1
    assert "stays as it was" in result.stderr
    assert json.loads(fihris_cli("info", "--index", index, "--json").stdout)["articles"] == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("index")] == ["index"]


def test_a_rebuilt_index_is_what_the_next_reader_finds(index, tmp_path):
    write_jsonl(tmp_path / "one.jsonl", ONE)
    with search.open_engine(index) as reader:
        assert reader.search(search.SearchRequest("الهلال")).total == 1
        assert fihris_cli("index", tmp_path / "one.jsonl", "--index", index, "--rebuild").exit_code == 0
        assert reader.search(search.SearchRequest("سوتشي")).total == 1  # the old or the new one, never an error
    with search.open_engine(index) as reader:
        assert reader.search(search.SearchRequest("الهلال")).total == 0


def test_a_server_notices_that_its_index_was_rebuilt(index, tmp_path):
    write_jsonl(tmp_path / "one.jsonl", ONE)
    with search.open_engine(index) as reader:
        assert reader.search(search.SearchRequest("الهلال")).total == 1
        assert fihris_cli("index", tmp_path / "one.jsonl", "--index", index, "--rebuild").exit_code == 0
        assert reader.search(search.SearchRequest("الهلال")).total == 0


def test_rebuild_of_a_missing_index_makes_it(tmp_path):
    source = write_jsonl(tmp_path / "two.jsonl", ONE, TWO)
    assert fihris_cli("index", source, "--index", tmp_path / "new", "--rebuild").exit_code == 0
    assert json.loads(fihris_cli("info", "--index", tmp_path / "new", "--json").stdout)["articles"] == 2


# search, export, explain, info, delete


def test_search_finds_and_answers_as_the_api_does(index):
    answer = json.loads(fihris_cli("search", "سوتشي", "--index", index, "--json").stdout)
    assert {"query", "total", "took_ms", "generation", "hits", "facets", "next", "notices"} <= set(answer)
    assert answer["total"] == 1
    assert answer["hits"][0]["title"] == ONE["title"]


def test_search_without_a_query_lists_everything_newest_first(index):
    answer = json.loads(fihris_cli("search", "--index", index, "--json").stdout)
    assert [hit["title"] for hit in answer["hits"]] == [TWO["title"], ONE["title"]]


def test_every_way_to_say_a_request_gives_the_same_hits(index):
    common = ("--index", index, "--json")
    expected = keys_of(fihris_cli("search", "سوتشي", "--person", "سيرغي لافروف", "--from", "2021-01", *common))
    assert len(expected) == 1
    as_url = "q=سوتشي&person=سيرغي لافروف&from=2021-01"
    assert keys_of(fihris_cli("search", "--params", as_url, *common)) == expected
    assert keys_of(fihris_cli("search", "--params", "?" + as_url, *common)) == expected
    assert keys_of(fihris_cli("search", "--params", "q=%D8%B3%D9%88%D8%AA%D8%B4%D9%8A", *common)) == expected
    assert keys_of(fihris_cli("search", "سوتشي", "--params", "person.all=سيرغي لافروف", *common)) == expected
    exported = fihris_cli("export", "سوتشي", "--person", "سيرغي لافروف", "--index", index)
    assert [json.loads(line)["key"] for line in exported.stdout.splitlines()] == expected


def test_exclusion_and_dates_narrow(index):
    common = ("--index", index, "--json")
    assert len(keys_of(fihris_cli("search", "--person-not", "سيرغي لافروف", *common))) == 1
    assert len(keys_of(fihris_cli("search", "--to", "2021-01", *common))) == 1
    assert len(keys_of(fihris_cli("search", "--to", "2021", *common))) == 2
    assert len(keys_of(fihris_cli("search", "--size", "1", *common))) == 1


def test_the_cursor_leads_to_the_next_page(index):
    first = fihris_cli("search", "--size", 1, "--index", index, "--json")
    cursor = json.loads(first.stdout)["next"]
    second = fihris_cli("search", "--size", 1, "--after", cursor, "--index", index, "--json")
    assert len({*keys_of(first), *keys_of(second)}) == 2
    assert json.loads(second.stdout)["next"] is None


def test_people_read_titles_sources_dates_and_facets(index):
    shown = fihris_cli("search", "سوتشي", "--index", index).stdout
    assert "1 articles" in shown
    assert "1. لافروف في سوتشي" in shown
    assert "person: " in shown
    assert "\x1b" not in shown


def test_a_long_query_is_offered_with_all_its_words(index):
    shown = fihris_cli("search", "قال سيرغي لافروف في سوتشي", "--index", index).stdout
    assert "Try (match): قال سيرغي لافروف في سوتشي --match all (1)" in shown


def test_marks_are_bold_on_a_terminal(index):
    shown = fihris_cli("search", "سوتشي", "--index", index, color=True).stdout
    assert "\x1b[1mسوتشي\x1b[0m" in shown


def test_an_article_cannot_steer_the_terminal(index, tmp_path):
    source = write_jsonl(tmp_path / "evil.jsonl", {"title": "عنوان\x1b[2Jخطر", "body": "نص\x07\x9b2J خطر"})
    fihris_cli("index", source, "--index", index, "--workers", 1)
    shown = fihris_cli("search", "خطر", "--index", index).stdout
    assert "خطر" in shown
    assert not {"\x1b", "\x07", "\x9b"} & set(shown)


def test_export_writes_one_article_a_line(index):
    lines = fihris_cli("export", "--index", index, "--sort", "oldest").stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["title"] for record in records] == [ONE["title"], TWO["title"]]
    assert all(record["key"] and record["text"] for record in records)


def test_export_writes_csv(index):
    answer = fihris_cli("export", "--index", index, "--format", "csv").stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer, newline="")))
    assert {row["title"] for row in rows} == {ONE["title"], TWO["title"]}


def test_export_to_a_file_is_whole_or_not_there(index, tmp_path, monkeypatch):
    target = tmp_path / "out" / "all.jsonl"
    result = fihris_cli("export", "--index", index, "--output", target)
    assert result.exit_code == 3  # the folder is missing
    target.parent.mkdir()
    result = fihris_cli("export", "--index", index, "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2

    def fail(_articles):
        yield "first line\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, "jsonl", FORMATS["jsonl"]._replace(write=fail))
    before = target.read_bytes()
    result = fihris_cli("export", "--index", index, "--output", target)
    assert result.exit_code == 3
    assert "No space left on device" in result.stderr
    assert target.read_bytes() == before
    assert os.listdir(target.parent) == ["all.jsonl"]


def test_info_has_what_the_contract_names(index):
    answer = json.loads(fihris_cli("info", "--index", index, "--json").stdout)
    assert {"articles", "generation", "segments", "engine"} <= set(answer)
    assert answer["articles"] == 2
    assert "articles: 2" in fihris_cli("info", "--index", index).stdout


def test_delete_says_how_many_and_names_unknown_keys(index):
    [key] = keys_of(fihris_cli("search", "سوتشي", "--index", index, "--json"))
    result = fihris_cli("delete", key, "nosuchkey", key, "--index", index)
    assert (result.exit_code, result.stdout) == (1, "1 deleted.\n")
    assert "nosuchkey" in result.stderr
    assert json.loads(fihris_cli("info", "--index", index, "--json").stdout)["articles"] == 1
    [other] = keys_of(fihris_cli("search", "--index", index, "--json"))
    assert fihris_cli("delete", other, "--index", index).exit_code == 0
    assert json.loads(fihris_cli("info", "--index", index, "--json").stdout)["articles"] == 0


def test_explain_shows_tokens_dates_and_names():
    answer = json.loads(fihris_cli("explain", ONE["body"], "--json").stdout)
    assert set(answer) == {"tokens", "dates", "entities", "quotations", "dateline"}
    assert "2021-01-26" in fihris_cli("explain", ONE["body"]).stdout
    assert json.loads(fihris_cli("explain", "-", "--json", input=ONE["body"]).stdout) == answer


def test_explain_shows_families_and_scores_in_an_index(index):
    [key] = keys_of(fihris_cli("search", "سوتشي", "--index", index, "--json"))
    shown = fihris_cli("explain", "سوتشي", "--index", index, "--article", key)
    assert shown.exit_code == 0
    assert f"score of {key}: " in shown.stdout
    other = fihris_cli("explain", "سوتشي غائبة", "--index", index, "--article", key, "--match", "all")
    assert f"{key} is no hit of this query" in other.stdout
    assert "None" not in other.stdout
    assert fihris_cli("explain", "سوتشي", "--article", key).exit_code == 2
    assert fihris_cli("explain", "سوتشي", "--article", "absent", "--index", index).exit_code == 2


def test_the_index_can_come_from_the_environment(index):
    result = fihris_cli("info", "--json", env={"FIHRIS_INDEX": str(index)})
    assert json.loads(result.stdout)["articles"] == 2


# serve and demo


@pytest.fixture
def served(monkeypatch):
    """What `web.serve.serve` is called with, without serving."""
    calls = []
    monkeypatch.setattr("web.serve.serve", lambda *args, **options: calls.append((args, options)) or 0)
    return calls


def test_serve_opens_the_index_before_it_listens(index, served, tmp_path):
    assert fihris_cli("serve", "--index", tmp_path / "none").exit_code == 3
    assert served == []
    assert fihris_cli("serve", "--index", index, "--port", 8123, "--workers", 1).exit_code == 0
    [(_, options)] = served
    assert (options["host"], options["port"], options["workers"]) == ("127.0.0.1", 8123, 1)


def test_demo_indexes_the_samples_once_and_marks_them(served, tmp_path):
    samples = tmp_path / "samples"
    samples.mkdir()
    write_jsonl(samples / "two.jsonl", ONE, TWO)
    folder = tmp_path / "index"
    first = fihris_cli("demo", "--index", folder, "--samples", samples)
    assert first.exit_code == 0, first.stderr
    assert "demonstration text" in first.stderr
    second = fihris_cli("demo", "--index", folder, "--samples", samples)
    assert "demonstration text" not in second.stderr
    assert [options["config"]["demo_note"] for _, options in served] == [True, True]
    answer = json.loads(fihris_cli("search", "--index", folder, "--json").stdout)
    assert [hit["demo"] for hit in answer["hits"]] == [True, True]


# Anything can go wrong, and nothing ends in a stack trace


def test_a_bug_is_one_line_and_a_status_of_its_own(monkeypatch, index):
    monkeypatch.setattr("search.open_engine", lambda *_: 1 / 0)
    result = fihris_cli("info", "--index", index)
    assert result.exit_code == 70
    assert result.stderr.count("\n") == 1
    assert "ZeroDivisionError" in result.stderr
    assert "Traceback" in fihris_cli("info", "--index", index, env={"FIHRIS_DEBUG": "1"}).stderr


def test_an_interrupt_has_the_status_of_one(monkeypatch, index):
    def interrupt(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("search.open_engine", interrupt)
    result = fihris_cli("info", "--index", index)
    assert result.exit_code == 130
    assert "Interrupted" in result.stderr


def test_errors_are_arabic_in_an_arabic_locale(tmp_path):
    result = fihris_cli("info", "--index", tmp_path / "none", env={"LC_ALL": "ar_SA.UTF-8"})
    assert "لا يوجد فهرس" in result.stderr


def test_a_damaged_index_is_named_and_rebuild_is_the_remedy(index, tmp_path):
    for path in index.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\0" * 10)
    result = fihris_cli("info", "--index", index)
    assert result.exit_code == 3
    assert result.stderr.startswith("Error: ")
    again = fihris_cli("index", tmp_path / "two.jsonl", "--index", index, "--rebuild", "--workers", 1)
    assert again.exit_code in (0, 3)  # 3: nothing left tells that the folder was ours
    shutil.rmtree(index)


def test_the_address_of_a_site_is_a_url():
    result = fihris_cli("serve", "--public-url", "archive.example")
    assert result.exit_code == 2
    assert "--public-url" in result.stderr
