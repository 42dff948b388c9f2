"""Learns from raw text what words are alike and how often each is part of a name: the table of news.

Vectors: word2vec (Mikolov and others 2013), skip-gram with a small window, which puts words that play the same part
side by side. Clusters: k-means over them. Rates: what today's gazetteers and patterns say of each word over all
articles; a word they often take for a person probably is one where they are blind.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from gensim.models import Word2Vec
from sklearn.cluster import MiniBatchKMeans

from builders.entities.corpora import read_news
from indexer.extract.entities.adapt import count_labels, quantise, token_keys
from indexer.extract.entities.patterns import find_by_patterns
from indexer.extract.entities.tagger.news import NewsTable, rate_levels
from indexer.extract.entities.tagger.tokens import read_tokens
from indexer.extract.entities.words import read_words

PASSAGES = ("aaqad", "arcd", "mlqa")
"""Folders of retrieval sets whose documents are passages of Wikipedia (CC BY-SA)."""

SEED = 1
MIN_COUNT = 5
DIMENSIONS = 100
CLUSTERS = (64, 256, 1000)


def read_raw(corpora: Path) -> Iterator[str]:
    """Yield every raw text: the news, then passages of Wikipedia."""
    yield from read_news(corpora / "saudinewsnet")
    for folder in PASSAGES:
        with (corpora / "retrieval" / folder / "docs.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                passage = json.loads(line)
                yield f"{passage.get('title') or ''}\n{passage['text']}"


def read_all(corpora: Path, sentences: Path) -> dict[str, npt.NDArray[np.int64]]:
    """Write the sentences, folded words between spaces, and return the counts of labels (`count_labels`) by word."""
    counts: dict[str, npt.NDArray[np.int64]] = {}
    with sentences.open("w", encoding="utf-8") as out:
        for text in read_raw(corpora):
            words = read_words(text)
            tokens = read_tokens(words)
            keys = token_keys(tokens.forms)
            out.writelines(" ".join(keys[first:last]) + "\n" for first, last in tokens.sentences)
            (mentions,) = find_by_patterns([words])
            count_labels(words, mentions, counts)
    return counts


class _Sentences:
    """The lines of a file as lists of words, as often as asked."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[list[str]]:
        with self.path.open(encoding="utf-8") as lines:
            for line in lines:
                yield line.split()


def learn_vectors(sentences: Path) -> tuple[list[str], npt.NDArray[np.float32]]:
    """Return words, the frequent ones first, and their vectors."""
    model = Word2Vec(
        _Sentences(sentences),
        vector_size=DIMENSIONS,
        window=2,
        min_count=MIN_COUNT,
        sg=1,
        negative=8,
        epochs=8,
        sample=1e-4,
        seed=SEED,
        workers=1,
    )
    return list(model.wv.index_to_key), np.asarray(model.wv.vectors, dtype=np.float32)


def learn_clusters(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.uint16]:
    """Return each word's cluster, one column for each number of clusters."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    columns = [
        MiniBatchKMeans(number, random_state=SEED, batch_size=4096, n_init=3, max_iter=30).fit(unit).labels_
        for number in CLUSTERS
    ]
    return np.stack(columns, axis=1).astype(np.uint16)


def learn_table(corpora: Path, work: Path) -> NewsTable:
    """Return the table of raw text; work: a folder for what is made on the way."""
    sentences = work / "sentences.txt"
    counts = read_all(corpora, sentences)
    words, vectors = learn_vectors(sentences)
    order = sorted(range(len(words)), key=words.__getitem__)
    words, vectors = [words[number] for number in order], vectors[order]
    nothing = np.zeros(7, dtype=np.int64)
    rates = rate_levels(np.stack([counts.get(word, nothing) for word in words]))
    return NewsTable(words, learn_clusters(vectors), rates, quantise(vectors))
