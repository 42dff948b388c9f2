"""Annotated names as CoNLL lines: one token and one IOB2 tag a line, a space between, a blank line after a sentence.

Tokens are joined by a space, sentences by a newline, twelve sentences make an article (`SENTENCES`): running text,
as the finder gets it from a newspaper. A span of characters is mapped to the tokens it overlaps, so that an
attached و or ب belongs to its token. An I- that continues nothing begins a name, as in the published scores.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.errors import EvaluationInputError

SENTENCES = 12
"""Sentences of an article: the files have no marks between articles."""

CLASSES = ("PER", "LOC", "ORG")
"""The classes that are scored; others (MISC) are neither asked for nor counted."""

Name = tuple[int, int, int, str]
"""Sentence, first token, last token (inclusive), class."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens and their tags."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One article. tokens: start, end (code points into the text), sentence, number in the sentence; in order."""

    text: str
    tokens: tuple[tuple[int, int, int, int], ...]


def read_conll(path: Path) -> list[Sentence]:
    """Return the sentences. Raises EvaluationInputError, naming the first line that is wrong."""
    sentences: list[Sentence] = []
    tokens: list[str] = []
    tags: list[str] = []
    for number, line in enumerate([*_read_lines(path), ""], 1):
        if line.strip():
            token, tag = _read_token(path, number, line)
            tokens.append(token)
            tags.append(tag)
        elif tokens:
            sentences.append(Sentence(tuple(tokens), tuple(tags)))
            tokens, tags = [], []
    return sentences


def annotated_names(sentences: Sequence[Sentence]) -> set[Name]:
    """Return the names that the tags mark, of the classes that are scored."""
    return {
        (number, first, last, kind)
        for number, sentence in enumerate(sentences)
        for first, last, kind in _iter_names(sentence.tags)
        if kind in CLASSES
    }


def iter_passages(sentences: Sequence[Sentence], size: int = SENTENCES) -> Iterator[Passage]:
    """Yield the articles that every `size` sentences make."""
    for begin in range(0, len(sentences), size):
        lines: list[str] = []
        tokens: list[tuple[int, int, int, int]] = []
        offset = 0
        for number, sentence in enumerate(sentences[begin : begin + size], begin):
            for index, token in enumerate(sentence.tokens):
                tokens.append((offset, offset + len(token), number, index))
                offset += len(token) + 1
            lines.append(" ".join(sentence.tokens))
        yield Passage("\n".join(lines), tuple(tokens))


def _iter_names(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    first, kind = -1, ""
    for index, tag in enumerate((*tags, "O")):
        if kind and tag != f"I-{kind}":
            yield first, index - 1, kind
            kind = ""
        if tag != "O" and not kind:
            first, kind = index, tag[2:]


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        reason = f"byte {error.start + 1} is not UTF-8. Save the file as UTF-8."
        raise EvaluationInputError(
            path, None, reason, f"البايت {error.start + 1} ليس UTF-8. احفظ الملف بترميز UTF-8."
        ) from error


def _read_token(path: Path, number: int, line: str) -> tuple[str, str]:
    token, _, tag = line.rstrip().rpartition(" ")
    if not token.strip() or not (tag == "O" or (tag[:2] in ("B-", "I-") and len(tag) > 2)):
        raise EvaluationInputError(
            path,
            number,
            f"a token, a space and O, B-CLASS or I-CLASS are expected, not {line[:40]!r}. Correct the line.",
            f"المتوقع كلمة ثم مسافة ثم O أو B-CLASS أو I-CLASS لا {line[:40]!r}. صحّح السطر.",
        )
    return token.strip(), tag
