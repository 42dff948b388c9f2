"""Scores find_entities against CoNLL files: exact (sentence, first token, last token, class), micro F1.

Tokens are joined by a space, sentences by a newline, twelve sentences make an article; a span of characters is
mapped to the tokens it overlaps. Run: python tests/indexer/extract/entity_scoring.py FILE [--last-sixth] [--errors]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SENTENCES_PER_ARTICLE = 12
CLASSES = {"person": "PER", "place": "LOC", "organisation": "ORG"}

Span = tuple[int, int, int, str]
"""Sentence, first token, last token (inclusive), class."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one class."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 200 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:5.1f}  R {self.recall:5.1f}  F1 {self.f1:5.1f}  ({self.gold} gold)"


def read_conll(path: Path) -> list[list[tuple[str, str]]]:
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            token, _, tag = line.rpartition(" ")
            sentences[-1].append((token, tag))
        elif sentences[-1]:
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def gold_spans(sentences: list[list[tuple[str, str]]]) -> set[Span]:
    spans = set()
    for number, sentence in enumerate(sentences):
        first, kind = None, ""
        for index, tag in enumerate([tag for _, tag in sentence] + ["O"]):
            if first is not None and tag != f"I-{kind}":
                spans.add((number, first, index - 1, kind))
                first = None
            if tag.startswith("B-"):
                first, kind = index, tag[2:]
    return {span for span in spans if span[3] in CLASSES.values()}


def iter_articles(sentences: list[list[tuple[str, str]]]) -> Iterator[tuple[str, list[tuple[int, int, int, int]]]]:
    """Yield each article's text and its tokens as (start, end, sentence, index in the sentence)."""
    for begin in range(0, len(sentences), SENTENCES_PER_ARTICLE):
        lines, tokens, offset = [], [], 0
        for number in range(begin, min(begin + SENTENCES_PER_ARTICLE, len(sentences))):
            for index, (token, _) in enumerate(sentences[number]):
                tokens.append((offset, offset + len(token), number, index))
                offset += len(token) + 1
            lines.append(" ".join(token for token, _ in sentences[number]))
        yield "\n".join(lines), tokens


def predicted_spans(sentences: list[list[tuple[str, str]]], find: Callable[[str], list]) -> set[Span]:
    spans = set()
    for text, tokens in iter_articles(sentences):
        for entity in find(text):
            touched = [token for token in tokens if token[0] < entity.end and token[1] > entity.start]
            spans.add((touched[0][2], touched[0][3], touched[-1][3], CLASSES[entity.kind]))
    return spans


def score(gold: set[Span], predicted: set[Span]) -> dict[str, Score]:
    result = {"all": Score(len(gold & predicted), len(predicted), len(gold))}
    for kind in CLASSES.values():
        own, theirs = {s for s in gold if s[3] == kind}, {s for s in predicted if s[3] == kind}
        result[kind] = Score(len(own & theirs), len(theirs), len(own))
    return result


def last_sixth(sentences: list[list[tuple[str, str]]]) -> list[list[tuple[str, str]]]:
    return sentences[len(sentences) * 5 // 6 :]


def score_file(path: Path, find: Callable[[str], list], *, only_last_sixth: bool = False) -> dict[str, Score]:
    sentences = read_conll(path)
    if only_last_sixth:
        sentences = last_sixth(sentences)
    return score(gold_spans(sentences), predicted_spans(sentences, find))


def print_errors(sentences: list[list[tuple[str, str]]], find: Callable[[str], list]) -> None:
    gold, predicted = gold_spans(sentences), predicted_spans(sentences, find)
    for label, spans in (("missed", gold - predicted), ("spurious", predicted - gold)):
        counts: Counter[str] = Counter()
        for number, first, last, kind in spans:
            counts[kind + " " + " ".join(token for token, _ in sentences[number][first : last + 1])] += 1
        print(label, len(spans))
        for text, count in counts.most_common():
            print("  ", count, text)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    from indexer.extract.entities import find_entities

    chosen = read_conll(Path(sys.argv[1]))
    if "--last-sixth" in sys.argv:
        chosen = last_sixth(chosen)
    for name, value in score(gold_spans(chosen), predicted_spans(chosen, find_entities)).items():
        print(f"{name:4} {value}")
    if "--errors" in sys.argv:
        print_errors(chosen, find_entities)
