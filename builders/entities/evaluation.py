"""Measures the recogniser by cross-validation: exact spans, through the same code that reads an article at run time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builders.entities.corpora import CLASSES, AnnotatedArticle, AnnotatedCorpus, Span, map_span
from builders.entities.examples import Texts
from builders.entities.stages import SEEDS, as_weights, cut, train
from indexer.extract.entities.article import find_in_articles
from indexer.extract.entities.deciding import CLASS_KINDS
from indexer.extract.entities.model import Mention
from indexer.extract.entities.patterns import find_by_patterns
from indexer.extract.entities.tagger.news import NewsTable
from indexer.extract.entities.tagger.tagger import Tagger
from indexer.extract.entities.words import Words, read_words

FOLDS = 3
KINDS = {kind: name for name, kind in CLASS_KINDS.items()}
SHOWN = CLASSES[:3]

Find = Callable[[Words], list[Mention]]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one class."""

    right: int
    predicted: int
    gold: int

    @property
    def f1(self) -> float:
        """Return F1 in per cent."""
        return 200 * self.right / max(self.predicted + self.gold, 1)

    def __str__(self) -> str:
        """Return precision, recall and F1 in per cent."""
        precision, recall = 100 * self.right / max(self.predicted, 1), 100 * self.right / max(self.gold, 1)
        return f"P {precision:5.1f}  R {recall:5.1f}  F1 {self.f1:5.1f}"


def score(gold: set[Span], predicted: set[Span]) -> dict[str, Score]:
    """Return the scores of the three classes together and of each."""
    gold = {span for span in gold if span[3] in SHOWN}
    result = {"all": Score(len(gold & predicted), len(predicted), len(gold))}
    for kind in SHOWN:
        own, theirs = ({span for span in spans if span[3] == kind} for spans in (gold, predicted))
        result[kind] = Score(len(own & theirs), len(theirs), len(own))
    return result


def predict(article: AnnotatedArticle, find: Find) -> Iterator[Span]:
    """Yield what is found in an article, as tokens of the file."""
    words = read_words(article.text)
    for mention in find(words):
        start, end = words.starts[mention.first], words.ends[mention.last - 1]
        yield map_span(article, start, end, KINDS[mention.kind])


def find_with(tagger: Tagger) -> Find:
    """Return the way an article is read at run time."""
    return lambda words: find_in_articles([[words]], tagger)[0][0]


def find_with_patterns(words: Words) -> list[Mention]:
    """Return what the patterns alone find."""
    return find_by_patterns([words])[0]


def cross_validate(
    corpora: Sequence[AnnotatedCorpus], texts: Texts, table: NewsTable | None, seeds: Sequence[int] = SEEDS
) -> list[dict[str, Score]]:
    """Return each corpus's scores: contiguous thirds of all corpora, each read by what the other two thirds taught."""
    groups = corpus_groups(corpora)
    found: list[set[Span]] = [set() for _ in corpora]
    for fold in range(FOLDS):
        left_out = [cut(group, fold, FOLDS) for group in groups]
        rest = [
            [number for number in group if number not in part] for group, part in zip(groups, left_out, strict=True)
        ]
        tagger = Tagger(as_weights(train(texts, rest, seeds), texts, {}), table)
        for spans, part in zip(found, left_out, strict=True):
            for number in part:
                spans.update(predict(texts.articles[number], find_with(tagger)))
    return [score(corpus.spans, spans) for corpus, spans in zip(corpora, found, strict=True)]


def corpus_groups(corpora: Sequence[AnnotatedCorpus]) -> list[list[int]]:
    """Return the numbers of each corpus's articles when all stand in a row."""
    groups, base = [], 0
    for corpus in corpora:
        groups.append(list(range(base, base + len(corpus.articles))))
        base += len(corpus.articles)
    return groups


def format_scores(name: str, scores: dict[str, Score]) -> str:
    """Return a line for each class."""
    return "\n".join(f"{name:28} {kind:4} {value}" for kind, value in scores.items())
