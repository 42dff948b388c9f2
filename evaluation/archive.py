"""The index that an evaluation asks: the set's documents and its background, written by the real writer, then removed.

Words are analysed as those of any article. Not done: extraction, separating a page's residue, merging: each document
is an article under its own id, each article of the background one under a key that no document has.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from evaluation.folder import Document
from indexer.readers import read_sources
from search import AnalysedArticles, Article, Engine, SourceError, UnreadableSourceError, analyse_articles, open_engine

BATCH_ARTICLES = 500
"""Written, and told to whoever shows the progress, at a time."""

TITLE_SEPARATOR = " . "
"""Between an article's title and its body where both make up the text: no phrase of anybody's runs over a full stop."""

EMPTY_RECORD = "nothing to index"
"""What the readers say of a record without title and text. In a background it is an article like any other."""

OnSkip = Callable[[SourceError], None]
OnStep = Callable[[str, int, int | None], None]
"""Takes what is being done, how many are done, and of how many, None where that is not known."""


def no_step(_what: str, _done: int, _total: int | None) -> None:
    """Show nothing."""


@contextlib.contextmanager
def temporary_index(batches: Iterable[AnalysedArticles], *, on_step: OnStep = no_step) -> Iterator[Engine]:
    """Give an engine over an index of the articles, in their order; the index goes with the block. Raises OSError."""
    with (
        tempfile.TemporaryDirectory(prefix="fihris-evaluate-") as folder,
        open_engine(Path(folder) / "index", create=True) as engine,
    ):
        written = 0
        for batch in batches:
            engine.write(batch)
            written += len(batch)
            on_step("indexed", written, None)
        engine.commit()
        yield engine


def analysed(articles: Iterable[Article]) -> Iterator[AnalysedArticles]:
    """Yield the articles analysed with all their words, in batches, the stored form of each reduced to its key.

    Nobody reads a passage of a hit here, and passages of a hundred hits cost ten times what finding them does.
    """
    remaining = iter(articles)
    while batch := list(itertools.islice(remaining, BATCH_ARTICLES)):
        stored = analyse_articles(Article(article.key) for article in batch).batch.records
        yield AnalysedArticles(dataclasses.replace(analyse_articles(batch).batch, records=stored))


def articles_of(documents: Iterable[Document], *, with_titles: bool = False) -> Iterator[Article]:
    """Yield each document as an article under its own id, its title left out without with_titles."""
    for document in documents:
        yield Article(document.id, document.title if with_titles else "", document.text)


def read_background(
    sources: Iterable[str], documents: Sequence[Document], *, with_titles: bool = False, on_skip: OnSkip
) -> Iterator[Article]:
    """Yield the articles of the sources, every one, under keys that no document has.

    The title stands before the body in the text, or with with_titles in its own field, as in any index. Whatever
    cannot be read goes to on_skip by name, a source without an article too.
    """
    prefix = _free_prefix(documents)
    number = itertools.count(1)
    for source in sources:
        watched = _Watched(on_skip)
        for raw in read_sources([source], on_skip=watched):
            while watched.empty:  # in its place among the others
                watched.empty -= 1
                yield Article(f"{prefix}{next(number)}")
            watched.found = True
            title, text = (raw.title, raw.body) if with_titles else ("", _joined(raw.title, raw.body))
            yield Article(f"{prefix}{next(number)}", title, text, captions=raw.captions)
        for _ in range(watched.empty):
            yield Article(f"{prefix}{next(number)}")
        if not watched.found:
            on_skip(
                UnreadableSourceError(
                    str(source), "there is nothing to read in it. Check the path.", "لا شيء فيه يُقرأ. تحقق من المسار."
                )
            )


class _Watched:
    """Tells records that hold nothing, which are legal here, from what could not be read."""

    def __init__(self, on_skip: OnSkip) -> None:
        self._on_skip = on_skip
        self.empty = 0
        self.found = False

    def __call__(self, error: SourceError) -> None:
        self.found = True
        if error.reason.startswith(EMPTY_RECORD):
            self.empty += 1
        else:
            self._on_skip(error)


def _joined(title: str, body: str) -> str:
    return TITLE_SEPARATOR.join(part for part in (title, body) if part)


def _free_prefix(documents: Sequence[Document]) -> str:
    prefix = "background-"
    while any(document.id.startswith(prefix) for document in documents):
        prefix += "-"
    return prefix
