"""The evaluation folder: what it may hold, and that whatever is wrong is named by file, line, reason and remedy."""

from __future__ import annotations

import json

import pytest

from evaluation.errors import EvaluationInputError
from evaluation.folder import read_folder

DOCUMENTS = [
    {"id": "d1", "title": "سوتشي", "text": "وصل الوفد إلى سوتشي."},
    {"id": "2:1-4", "title": None, "text": ""},
    {"id": 3, "text": "وصل الوفد إلى سوتشي."},
]


def write_folder(folder, documents=DOCUMENTS, queries="q1\tمن وصل؟\nq2\tأين؟\n", qrels="q1\td1\t1\nq1\t3\t1\n"):
    folder.mkdir(exist_ok=True)
    lines = documents if isinstance(documents, str) else "".join(json.dumps(each) + "\n" for each in documents)
    (folder / "docs.jsonl").write_text(lines, encoding="utf-8")
    (folder / "queries.tsv").write_text(queries, encoding="utf-8")
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_documents_keep_their_ids_and_order_and_equal_or_empty_texts(tmp_path):
    found = read_folder(write_folder(tmp_path / "set"))
    assert found.name == "set"
    assert [document.id for document in found.documents] == ["d1", "2:1-4", "3"]
    assert [document.title for document in found.documents] == ["سوتشي", "", ""]
    assert found.documents[0].text == found.documents[2].text
    assert found.documents[1].text == ""


def test_queries_without_a_relevant_document_are_told_apart(tmp_path):
    found = read_folder(write_folder(tmp_path / "set", qrels="q1\td1\t1\nq2\td1\t0\n"))
    assert found.relevant == {"q1": {"d1"}}
    assert found.unjudged == ("q2",)


def test_the_text_of_a_query_may_hold_tabs(tmp_path):
    found = read_folder(write_folder(tmp_path / "set", queries="q1\tمن\tوصل؟\n"))
    assert found.queries == {"q1": "من\tوصل؟"}


@pytest.mark.parametrize(
    "qrels", ["q1 0 d1 1\nq1 0 3 1\n", "q1 d1 1\nq1 3 2\n", "\ufeffq1\td1\t1\r\n\r\nq1\t3\t1\r\nq1\t3\t1\r\n"]
)
def test_judgements_are_read_in_every_usual_form(tmp_path, qrels):
    assert read_folder(write_folder(tmp_path / "set", qrels=qrels)).relevant == {"q1": {"d1", "3"}}


GOOD = json.dumps(DOCUMENTS[0])
WRONG = {
    "a file that is missing": ({}, "docs.jsonl", None, "no such file"),
    "no documents": ({"documents": "\n"}, "docs.jsonl", None, "empty"),
    "no queries": ({"queries": ""}, "queries.tsv", None, "empty"),
    "no judgements": ({"qrels": "\n"}, "qrels.tsv", None, "nothing to measure"),
    "judgements that call nothing relevant": ({"qrels": "q1\td1\t0\n"}, "qrels.tsv", None, "nothing to measure"),
    "a line that is not JSON": ({"documents": f"{GOOD}\n{{broken\n"}, "docs.jsonl", 2, "not JSON"),
    "JSON nested too deep": ({"documents": "[" * 100_000}, "docs.jsonl", 1, "not JSON"),
    "JSON that is no object": ({"documents": "[1]\n"}, "docs.jsonl", 1, "not list"),
    "a document without an id": ({"documents": [{"text": "x"}]}, "docs.jsonl", 1, '"id" is missing'),
    "an id that is no string": ({"documents": [{"id": True, "text": ""}]}, "docs.jsonl", 1, '"id" is bool'),
    "an empty id": ({"documents": [{"id": "", "text": ""}]}, "docs.jsonl", 1, "the id ''"),
    "an id with a tab": ({"documents": [{"id": "a\tb", "text": ""}]}, "docs.jsonl", 1, r"'a\tb'"),
    "an id with half a character": ({"documents": [{"id": "\ud83d", "text": ""}]}, "docs.jsonl", 1, r"\ud83d"),
    "a document without a text": ({"documents": [{"id": "d1", "body": "x"}]}, "docs.jsonl", 1, '"text" is missing'),
    "a text that is no string": ({"documents": [{"id": "d1", "text": None}]}, "docs.jsonl", 1, '"text" is NoneType'),
    "a title that is no string": ({"documents": [{"id": "d1", "title": 5, "text": ""}]}, "docs.jsonl", 1, '"title" is'),
    "an id given twice": ({"documents": [*DOCUMENTS, DOCUMENTS[0]]}, "docs.jsonl", 4, "line 1 too"),
    "a query without a tab": ({"queries": "q1 من وصل\n"}, "queries.tsv", 1, "no tab"),
    "a query that is empty": ({"queries": "q1\tمن\nq2\t \n"}, "queries.tsv", 2, "'q2' is empty"),
    "a query without an id": ({"queries": "\tمن وصل\n"}, "queries.tsv", 1, "the id ''"),
    "a query's id given twice": ({"queries": "q1\tمن\nq1\tأين\n"}, "queries.tsv", 2, "line 1 too"),
    "judgements with two columns": ({"qrels": "q1\td1\n"}, "qrels.tsv", 1, "a number"),
    "a relevance that is no number": ({"qrels": "q1\td1\tyes\n"}, "qrels.tsv", 1, "a number"),
    "an unknown query": ({"qrels": "q1\td1\t1\nq9\td1\t1\n"}, "qrels.tsv", 2, "no query 'q9' in queries.tsv"),
    "an unknown document": ({"qrels": "q1\td1\t1\nq1\td9\t1\n"}, "qrels.tsv", 2, "no document 'd9' in docs.jsonl"),
    "two judgements that differ": ({"qrels": "q1\td1\t1\nq1\td1\t0\n"}, "qrels.tsv", 2, "opposite of line 1"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named(tmp_path, case):
    files, file, line, reason = WRONG[case]
    folder = write_folder(tmp_path / "set", **files)
    if case == "a file that is missing":
        (folder / file).unlink()
    with pytest.raises(EvaluationInputError) as raised:
        read_folder(folder)
    error = raised.value
    assert (error.path.name, error.line) == (file, line)
    assert reason in error.message
    for message in (error.message, error.message_ar):
        assert file in message
        assert line is None or str(line) in message
    assert any("ء" <= letter <= "ي" for letter in error.message_ar)


def test_bytes_that_are_no_text_are_named_by_their_line(tmp_path):
    folder = write_folder(tmp_path / "set")
    (folder / "queries.tsv").write_bytes("q1\tمن\n".encode() + "q2\tأين\n".encode("cp1256"))
    with pytest.raises(EvaluationInputError, match=r"queries\.tsv, line 2: byte 4 of the line is not UTF-8"):
        read_folder(folder)


@pytest.mark.parametrize("name", ["missing", "file"])
def test_a_folder_that_is_none_is_named(tmp_path, name):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(EvaluationInputError, match="is not a folder"):
        read_folder(tmp_path / name)
