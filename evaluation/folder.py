"""The evaluation folder: `docs.jsonl`, `queries.tsv`, `qrels.tsv`, read whole and checked before anything is indexed.

    docs.jsonl    {"id", "title", "text"} a line; title and text may be empty, equal texts stay two documents
    queries.tsv   qid TAB text
    qrels.tsv     qid TAB docid TAB relevance (more than 0 is relevant), or TREC's qid 0 docid relevance

The first thing that is wrong ends the reading: a measure over half a set looks like one over the whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.errors import EvaluationInputError
from evaluation.lines import columns, iter_lines

DOCUMENTS, QUERIES, JUDGEMENTS = "docs.jsonl", "queries.tsv", "qrels.tsv"


@dataclass(frozen=True, slots=True)
class Document:
    """One document as its line gave it."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """Documents in the order of the file; queries by id; for each query that counts the documents relevant to it."""

    name: str
    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    relevant: Mapping[str, frozenset[str]]

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Return the queries without a relevant document, which no measure counts."""
        return tuple(query for query in self.queries if query not in self.relevant)


def read_folder(folder: Path) -> EvaluationSet:
    """Return what the folder holds. Raises EvaluationInputError, naming the first line that is wrong."""
    if not folder.is_dir():
        raise EvaluationInputError(
            folder,
            None,
            f"is not a folder. Give one that holds {DOCUMENTS}, {QUERIES} and {JUDGEMENTS}.",
            f"ليس مجلدًا. أعط مجلدًا فيه {DOCUMENTS} و{QUERIES} و{JUDGEMENTS}.",
        )
    documents = _read_documents(folder / DOCUMENTS)
    queries = _read_queries(folder / QUERIES)
    relevant = _read_judgements(folder / JUDGEMENTS, {document.id for document in documents}, queries)
    return EvaluationSet(folder.resolve().name, documents, queries, relevant)


def _read_documents(path: Path) -> tuple[Document, ...]:
    documents: list[Document] = []
    lines: dict[str, int] = {}
    for number, line in iter_lines(path):
        document = _document(path, number, line)
        _check_new(path, number, document.id, lines)
        documents.append(document)
    if not documents:
        raise _empty(path)
    return tuple(documents)


def _document(path: Path, number: int, line: str) -> Document:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise EvaluationInputError(
            path,
            number,
            f"not JSON: {str(error)[:100]}. Correct the line.",
            f"ليس JSON صحيحًا ({str(error)[:100]}). صحّح السطر.",
        ) from error
    if not isinstance(record, dict):
        raise EvaluationInputError(
            path,
            number,
            f'an object with "id", "title" and "text" is expected, not {type(record).__name__}. Correct the line.',
            f"المتوقع كائن فيه id وtitle وtext لا {type(record).__name__}. صحّح السطر.",
        )
    identifier = _text_of(path, number, record, "id")
    title = _text_of(path, number, record, "title", default="")
    return Document(_checked_id(path, number, identifier), title, _text_of(path, number, record, "text"))


def _text_of(path: Path, number: int, record: dict[str, Any], name: str, default: str | None = None) -> str:
    value = record.get(name, default)
    if value is None and default is not None:
        return default
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        found = f"is {type(value).__name__}" if name in record else "is missing"
        raise EvaluationInputError(
            path,
            number,
            f'"{name}" {found}; it must be a string. Give it one, "" for a text that is empty.',
            f'"{name}" يجب أن يكون نصًّا (وُجد: {type(value).__name__}). أعطه نصًّا، و"" للنص الخالي.',
        )
    return value


def _checked_id(path: Path, number: int, identifier: str) -> str:
    broken = any(char in "\t\r\n" or "\ud800" <= char <= "\udfff" for char in identifier)
    if broken or identifier != identifier.strip() or not identifier:
        shown = ascii(identifier)[:80]
        raise EvaluationInputError(
            path,
            number,
            f"the id {shown} is empty, begins or ends with a space, or holds a tab, a line break or half a character, "
            "so that no other file could name it. Give it another.",
            f"المعرّف {shown} خالٍ أو في طرفه فراغ أو فيه علامة جدولة أو فاصل أسطر أو نصف محرف، فلا يمكن لملف آخر أن "
            "يسميه. أعط معرّفًا آخر.",
        )
    return identifier


def _check_new(path: Path, number: int, identifier: str, lines: dict[str, int]) -> None:
    first = lines.setdefault(identifier, number)
    if first != number:
        raise EvaluationInputError(
            path,
            number,
            f"the id {identifier!r} is that of line {first} too. Ids are never merged: give each line its own.",
            f"المعرّف «{identifier}» هو معرّف السطر {first} أيضًا. المعرّفات لا تُدمج: أعط كل سطر معرّفه.",
        )


def _read_queries(path: Path) -> dict[str, str]:
    queries: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in iter_lines(path):
        identifier, tab, text = line.partition("\t")
        if not tab:
            raise EvaluationInputError(
                path,
                number,
                "no tab between the query's id and its text. Write: id TAB text.",
                "لا علامة جدولة بين معرّف الاستعلام ونصه. اكتب: المعرّف ثم TAB ثم النص.",
            )
        if not text.strip():
            raise EvaluationInputError(
                path,
                number,
                f"the query {identifier!r} is empty. Give it a text, or remove it here and in {JUDGEMENTS}.",
                f"الاستعلام «{identifier}» خالٍ. أعطه نصًّا أو احذفه هنا ومن {JUDGEMENTS}.",
            )
        _check_new(path, number, _checked_id(path, number, identifier), lines)
        queries[identifier] = text
    if not queries:
        raise _empty(path)
    return queries


def _read_judgements(path: Path, documents: set[str], queries: Mapping[str, str]) -> dict[str, frozenset[str]]:
    relevant: dict[str, set[str]] = {}
    judged: dict[tuple[str, str], tuple[bool, int]] = {}
    for number, line in iter_lines(path):
        query, document, is_relevant = _judgement(path, number, line)
        _check_known(path, number, query, queries, "query", "استعلام", QUERIES)
        _check_known(path, number, document, documents, "document", "وثيقة", DOCUMENTS)
        before, first = judged.setdefault((query, document), (is_relevant, number))
        if before != is_relevant:
            raise EvaluationInputError(
                path,
                number,
                f"says of {query!r} and {document!r} the opposite of line {first}. Keep one of the two.",
                f"يقول عن «{query}» و«{document}» عكس ما يقوله السطر {first}. أبق أحدهما.",
            )
        if is_relevant:
            relevant.setdefault(query, set()).add(document)
    if not relevant:
        raise EvaluationInputError(
            path,
            None,
            "names no relevant document, so there is nothing to measure. Write: query TAB document TAB 1.",
            "لا يسمي أي وثيقة ذات صلة، فلا شيء يقاس. اكتب: الاستعلام ثم TAB ثم الوثيقة ثم TAB ثم 1.",
        )
    return {query: frozenset(found) for query, found in relevant.items()}


def _judgement(path: Path, number: int, line: str) -> tuple[str, str, bool]:
    row = columns(line)
    if len(row) == 4:  # TREC's form, with an iteration that nobody uses
        del row[1]
    try:
        query, document, relevance = row
        return query, document, float(relevance) > 0
    except ValueError as error:
        raise EvaluationInputError(
            path,
            number,
            "a query, a document and a number are expected. Write: query TAB document TAB 1.",
            "المتوقع استعلام ووثيقة ورقم. اكتب: الاستعلام ثم TAB ثم الوثيقة ثم TAB ثم 1.",
        ) from error


def _check_known(
    path: Path, number: int, identifier: str, known: Mapping[str, str] | set[str], kind: str, kind_ar: str, where: str
) -> None:
    if identifier not in known:
        raise EvaluationInputError(
            path,
            number,
            f"there is no {kind} {identifier[:80]!r} in {where}. Correct the line, or add the {kind} there.",
            f"لا توجد {kind_ar} بالمعرّف «{identifier[:80]}» في {where}. صحّح السطر أو أضفها هناك.",
        )


def _empty(path: Path) -> EvaluationInputError:
    return EvaluationInputError(
        path,
        None,
        "the file is empty. Save it again or give another folder.",
        "الملف فارغ. احفظه مجددًا أو أعط مجلدًا آخر.",
    )
