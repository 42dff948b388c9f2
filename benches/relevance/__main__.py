"""`make bench-relevance`: MRR@10, nDCG@10 and Recall@100 beside Lucene, Snowball and raw words, in the same run.

Runs on the sets beside the project (`../shared/corpora/retrieval`): each among its own documents, with the news archive
added ("+ news": every article, title and body as one text), and the sets of Wikipedia together with the news ("pool").
Everyone gets the same texts and questions and takes any word of a question. Differences are ours against Lucene of
the same run.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benches.corpus import NEWS, ROOT
from benches.relevance import lucene, published, single_term
from benches.tables import Report
from evaluation.archive import analysed, articles_of, read_background, temporary_index
from evaluation.bootstrap import Difference, compare_scores
from evaluation.folder import EvaluationSet, read_folder
from evaluation.measures import Scores, score_queries
from evaluation.runs import ask
from search import AnalysedArticles

SETS = ROOT.parent / "shared" / "corpora" / "retrieval"
LEVELS = ("root", "stem", "folded", "exact")
SETTINGS = ("own", "+ news", "pool")
HEADERS = ("", "MRR@10", "nDCG@10", "Recall@100")
NOT_POOLED = ("quranqa",)


@dataclass(frozen=True)
class Background:
    """Articles that nobody asks for, read once for every index: as (key, text), as ours and as single terms."""

    texts: Sequence[tuple[str, str]] = ()
    batches: Sequence[AnalysedArticles] = ()
    words: single_term.Texts | None = None


def main() -> None:
    options = _read_options()
    started = time.perf_counter()
    report = Report()
    sets = [read_folder(folder) for folder in sorted(SETS.iterdir()) if folder.name in options.sets]
    words = single_term.Words()
    news = Background()
    if any(setting != "own" for setting in options.settings):
        articles = list(read_background([str(NEWS)], [d for each in sets for d in each.documents], on_skip=print))
        texts = [(article.key, article.text) for article in articles]
        news = Background(texts, list(analysed(articles)), None if options.no_peers else words.read(texts))
        report.note(f"news: {len(articles):,} articles")
    for setting in options.settings:
        pooled = [each for each in sets if each.name not in NOT_POOLED]
        groups = [pooled] if setting == "pool" else [[each] for each in sets]
        background = Background() if setting == "own" else news
        for group in filter(None, groups):
            _measure(report, setting, group, background, words, options)
    report.note(f"Took {(time.perf_counter() - started) / 60:.1f} minutes.")
    if options.markdown:
        report.write_markdown(options.markdown)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benches.relevance", description=__doc__)
    there = sorted(path.name for path in SETS.iterdir() if path.is_dir()) if SETS.is_dir() else []
    parser.add_argument("--sets", type=lambda text: text.split(","), default=there, help="only these")
    parser.add_argument("--settings", type=lambda text: text.split(","), help="of own, + news, pool; default: all")
    parser.add_argument(
        "--levels", type=lambda text: text.split(","), default=LEVELS, help="of ours; the first is compared"
    )
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there")
    options = parser.parse_args()
    if not there:
        parser.error(f"there are no sets in {SETS}")
    options.settings = options.settings or (list(SETTINGS) if NEWS.is_dir() else ["own"])
    unknown = [
        *set(options.sets) - set(there),
        *set(options.settings) - set(SETTINGS),
        *set(options.levels) - set(LEVELS),
    ]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    return options


def _measure(
    report: Report,
    setting: str,
    group: list[EvaluationSet],
    background: Background,
    words: single_term.Words,
    options: argparse.Namespace,
) -> None:
    """Print the figures of every engine on one collection, set by set."""
    found: dict[str, dict[str, Scores]] = {each.name: {} for each in group}
    for engine, name, scores in _scores(group, background, words, options):
        found[name][engine] = scores
        print(f"{setting}: {engine}, {name}", file=sys.stderr)
    for each in group:
        documents = sum(len(one.documents) for one in group) + len(background.texts)
        rows: list[tuple[object, ...]] = [
            (engine, *_shown(row.mean(axis=1))) for engine, row in found[each.name].items()
        ]
        for source, figures in (("Lucene 9.5, published", published.LUCENE), ("5 levels, published", published.BEST)):
            if (each.name, setting) in figures:
                rows.append((source, *_shown(figures[each.name, setting])))
        title = f"{each.name}, {setting}: {len(each.relevant):,} questions, {documents:,} documents"
        report.table(title, HEADERS, rows)
        ours, theirs = found[each.name][_ours(options.levels[0])], found[each.name].get(lucene.NAME)
        if theirs is not None:
            report.note(
                "Ours against Lucene: " + "; ".join(_said(*pair) for pair in compare_scores(ours, theirs).items())
            )


def _scores(
    group: list[EvaluationSet], background: Background, words: single_term.Words, options: argparse.Namespace
) -> Iterator[tuple[str, str, Scores]]:
    """Yield (engine, set, scores) of every engine on the documents of the sets and the background."""
    own = [analysed(articles_of(each.documents)) for each in group]
    batches = [batch for each in own for batch in each]
    with temporary_index([*batches, *background.batches]) as engine:
        for level in options.levels:
            for each in group:
                yield _ours(level), each.name, _score(ask(engine, each.queries, level=level).documents(), each)
    if options.no_peers:
        return
    texts = [(document.id, document.text) for each in group for document in each.documents]
    try:
        runs = lucene.lucene_runs([*texts, *background.texts], {each.name: each.queries for each in group})
        for each in group:
            yield lucene.NAME, each.name, _score(runs[each.name], each)
    except lucene.LuceneMissingError as error:
        print(f"Lucene is left out: {error}", file=sys.stderr)
    parts = [words.read(texts), *([background.words] if background.words else [])]
    for name, chain in _chains():
        index = single_term.TermIndex(words, parts, chain)
        for each in group:
            yield name, each.name, _score(index.run(each.queries), each)


def _chains() -> Iterator[tuple[str, single_term.Chain]]:
    try:
        yield "Snowball stems", single_term.snowball()
    except ImportError:
        print("Snowball is left out: pip install snowballstemmer", file=sys.stderr)
    yield "raw words", single_term.raw


def _ours(level: str) -> str:
    return f"Fihris, {level}"


def _score(rankings: single_term.Rankings, of: EvaluationSet) -> Scores:
    return score_queries(rankings, of.relevant)


def _shown(figures: Sequence[float]) -> list[str]:
    return [f"{figure:.3f}" for figure in figures]


def _said(name: str, found: Difference) -> str:
    return f"{name} {found.points:+.1f} points [{found.low:+.1f}, {found.high:+.1f}], p {found.p:.4f}"


if __name__ == "__main__":
    main()
