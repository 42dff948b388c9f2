"""The command that trains, and with --evaluate measures. It prints each figure it is asked for."""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import os
import platform
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from builders.entities.corpora import AnnotatedCorpus, read_corpus
from builders.entities.evaluation import (
    corpus_groups,
    cross_validate,
    find_with_patterns,
    format_scores,
    predict,
    score,
)
from builders.entities.examples import build_texts
from builders.entities.raw import SEED, learn_table
from builders.entities.stages import SEEDS, as_weights, train, write_weights
from indexer.extract.entities.tagger.container import write_container
from indexer.extract.entities.tagger.news import NewsTable, read_news_table
from indexer.extract.entities.trained import NEWS, PLAIN, WEIGHTS

ANNOTATED = ("anercorp.train.conll", "aqmar.dev.conll")
TOOLS = ("numpy", "scipy", "scikit-learn", "gensim")

ANNOTATED_SOURCES = [
    "ANERcorp, CAMeL split, train (CC BY-SA 4.0)",
    "AQMAR Arabic Wikipedia Named Entity Corpus, dev (CC BY-SA)",
]
RAW_SOURCES = [
    "SaudiNewsNet (CC BY-NC-SA 4.0)",
    "passages of Arabic Wikipedia in AAQAD, ARCD and MLQA (CC BY-SA)",
]
CHECKSUMS = WEIGHTS.with_name("entities.sha256")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the shipped files, or measure by cross-validation."""
    parser = argparse.ArgumentParser(prog="python -m builders.entities", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with entities, saudinewsnet and retrieval")
    parser.add_argument("--evaluate", action="store_true", help="cross-validate and print; write nothing")
    parser.add_argument("--keep-news", action="store_true", help="use the table of news as it is shipped")
    parser.add_argument("--plain", action="store_true", help="only the weights that do without the table of news")
    parser.add_argument("--work", type=Path, help="folder for what is made on the way; default: a temporary one")
    options = parser.parse_args(arguments)
    corpora = [read_corpus(options.corpora / "entities" / name) for name in ANNOTATED]
    with tempfile.TemporaryDirectory() as folder:
        work = options.work or Path(folder)
        table = None
        if not options.plain:
            if not (options.keep_news or options.evaluate):
                write_news_table(learn_table(options.corpora, work))
            table = read_news_table(NEWS)
    if options.evaluate:
        evaluate(corpora, table)
        return
    if table is not None:
        train_weights(WEIGHTS, corpora, table)
    train_weights(PLAIN, corpora, None)
    write_checksums()


def evaluate(corpora: Sequence[AnnotatedCorpus], table: NewsTable | None) -> None:
    """Print the scores of the patterns alone and of the recogniser, cross-validated."""
    for corpus in corpora:
        found = {span for article in corpus.articles for span in predict(article, find_with_patterns)}
        print(format_scores(f"patterns {corpus.name}", score(corpus.spans, found)))
    texts = build_texts([article for corpus in corpora for article in corpus.articles], table)
    for corpus, scores in zip(corpora, cross_validate(corpora, texts, table), strict=True):
        print(format_scores(f"model {corpus.name}", scores), flush=True)


def train_weights(path: Path, corpora: Sequence[AnnotatedCorpus], table: NewsTable | None) -> None:
    """Train on all that is annotated and write the weights."""
    texts = build_texts([article for corpus in corpora for article in corpus.articles], table)
    words = NEWS.name if table else "none"
    header = describe("CC BY-SA 4.0", ANNOTATED_SOURCES, seeds=list(SEEDS), words=words)
    write_weights(path, as_weights(train(texts, corpus_groups(corpora)), texts, header))


def write_news_table(table: NewsTable) -> None:
    """Write the table of raw news."""
    header = describe("CC BY-NC-SA 4.0", RAW_SOURCES, seed=SEED)
    write_container(NEWS, header, table.arrays(), {"words": table.words})


def describe(licence: str, sources: Sequence[str], **details: object) -> dict[str, object]:
    """Return the header of a file: what it was made of, how, and by what."""
    return {
        "made_by": "python -m builders.entities",
        "date": build_date().isoformat(),
        "licence": licence,
        "sources": list(sources),
        "python": platform.python_version(),
        "tools": {tool: version(tool) for tool in TOOLS},
        **details,
    }


def build_date() -> dt.date:
    """Return today, or the day that SOURCE_DATE_EPOCH names: the rest of a file is the same at every run."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    now = dt.datetime.now(dt.UTC)
    return (dt.datetime.fromtimestamp(int(seconds), dt.UTC) if seconds else now).date()


def write_checksums() -> None:
    """Write the SHA-256 of each file, in the form that sha256sum reads."""
    files = [path for path in (WEIGHTS, PLAIN, NEWS) if path.exists()]
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    CHECKSUMS.write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    main()
