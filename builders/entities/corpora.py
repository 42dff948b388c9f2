"""Reads the annotated corpora and the raw news.

Annotated: one token and one tag a line, a blank line behind a sentence; tokens joined by spaces, sentences by
newlines, twelve sentences standing for an article, as the evaluation does. Gold spans are laid onto the tokens
of the shipped recogniser, so that the model is trained on what it will see.
"""

from __future__ import annotations

import bisect
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.extract.entities.patterns import find_by_patterns, label_tokens
from indexer.extract.entities.tagger.tokens import NO_WORD, Tokens, read_tokens
from indexer.extract.entities.tagger.weights import LABELS
from indexer.extract.entities.words import read_words

SENTENCES_PER_ARTICLE = 12
CLASSES = ("PER", "LOC", "ORG", "MISC")

Span = tuple[int, int, int, str]
"""Sentence, first token, last token (inclusive), class: tokens of the file."""

FileToken = tuple[int, int, int, int]
"""Start, end in the text, sentence, index in the sentence."""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """Some sentences of a corpus as one text. gold: a label's number for each token of the recogniser."""

    text: str
    tokens: Tokens
    patterns: list[int]
    gold: list[int]
    file_tokens: list[FileToken]


@dataclass(frozen=True, slots=True)
class AnnotatedCorpus:
    """A corpus. spans: the gold of the file, all four classes."""

    name: str
    articles: list[AnnotatedArticle]
    spans: set[Span]


def read_sentences(path: Path) -> list[list[tuple[str, str]]]:
    """Return the sentences of a file as (token, tag) pairs; an I without its B before it becomes B."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        token, _, tag = line.rpartition(" ")
        if not token:
            sentences.append([])
            continue
        before = sentences[-1][-1][1][2:] if sentences[-1] else ""
        legal = not tag.startswith("I-") or before == tag[2:]
        sentences[-1].append((token, tag if legal else f"B-{tag[2:]}"))
    return [sentence for sentence in sentences if sentence]


def read_spans(sentences: list[list[tuple[str, str]]]) -> set[Span]:
    """Return the spans of the tags."""
    spans: set[Span] = set()
    for number, sentence in enumerate(sentences):
        first, kind = -1, ""
        for index, tag in enumerate([*(tag for _, tag in sentence), "O"]):
            if first >= 0 and tag != f"I-{kind}":
                spans.add((number, first, index - 1, kind))
                first = -1
            if tag.startswith("B-"):
                first, kind = index, tag[2:]
    return spans


def read_corpus(path: Path) -> AnnotatedCorpus:
    """Return a corpus."""
    sentences = read_sentences(path)
    spans = read_spans(sentences)
    by_sentence: dict[int, list[Span]] = {}
    for span in spans:
        by_sentence.setdefault(span[0], []).append(span)
    articles = []
    for begin in range(0, len(sentences), SENTENCES_PER_ARTICLE):
        numbers = range(begin, min(begin + SENTENCES_PER_ARTICLE, len(sentences)))
        articles.append(read_article(sentences, numbers, by_sentence))
    return AnnotatedCorpus(path.name, articles, spans)


def read_article(
    sentences: list[list[tuple[str, str]]], numbers: range, spans: dict[int, list[Span]]
) -> AnnotatedArticle:
    """Return some sentences as an article."""
    lines, file_tokens, offset = [], [], 0
    for number in numbers:
        for index, (token, _) in enumerate(sentences[number]):
            file_tokens.append((offset, offset + len(token), number, index))
            offset += len(token) + 1
        lines.append(" ".join(token for token, _ in sentences[number]))
    text = "\n".join(lines)
    words = read_words(text)
    tokens = read_tokens(words)
    gold = [0] * len(tokens.forms)
    places = {token[2:]: token[:2] for token in file_tokens}
    for number in numbers:
        for _, first, last, kind in spans.get(number, ()):
            lay_span(gold, tokens, places[number, first][0], places[number, last][1], kind)
    (mentions,) = find_by_patterns([words])
    return AnnotatedArticle(text, tokens, label_tokens(words, tokens, mentions), gold, file_tokens)


def lay_span(gold: list[int], tokens: Tokens, start: int, end: int, kind: str) -> None:
    """Label the tokens of text[start:end]; signs at its ends are left out unless there is nothing else."""
    first, last = bisect.bisect_left(tokens.starts, start), bisect.bisect_left(tokens.starts, end)
    while last - first > 1 and tokens.words[first] == NO_WORD:
        first += 1
    while last - first > 1 and tokens.words[last - 1] == NO_WORD:
        last -= 1
    for number in range(first, last):
        gold[number] = LABELS.index(f"{'B' if number == first else 'I'}-{kind}")


def map_span(article: AnnotatedArticle, start: int, end: int, kind: str) -> Span:
    """Return text[start:end] as the tokens of the file it overlaps."""
    firsts = [token[0] for token in article.file_tokens]
    first = article.file_tokens[max(bisect.bisect_right(firsts, start) - 1, 0)]
    last = article.file_tokens[max(bisect.bisect_left(firsts, end) - 1, 0)]
    return first[2], first[3], last[3], kind


def read_news(folder: Path) -> Iterator[str]:
    """Yield title and text, a newline between, of every article of SaudiNewsNet, archive by archive."""
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                for article in json.loads(archive.read(name)):
                    yield f"{article['title'] or ''}\n{article['content'] or ''}"
