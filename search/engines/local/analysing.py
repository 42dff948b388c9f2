"""Analysing: articles into the arrays that a segment is built from. Pure, so that worker processes can do it."""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from search.analysis import key_of, keys_at_levels, surface_forms
from search.article import Article, article_from_record, pack_record
from search.codec.batch import DocumentBatch, TextRuns
from search.engines.local.whoosh_schema import NO_TIME
from search.facets.dates import to_day
from search.schema import TERM_FACETS
from search.stories.signatures import Signatures, hash_of, signatures_of
from search.types import NO_DAY

FAMILY_LEVELS = ("folded", "prefix", "stem", "skeleton", "root")
"""The levels kept as family maps; "exact" is the posting itself."""

CAPTION_GAP = 100
"""Positions between body and captions, so that no phrase runs from one into the other."""


class AnalysedArticles(Sequence[Article]):
    """Articles on their way into an index, their analysis done: maybe in another process, for the arrays travel light.

    To any engine they are the articles, read from their stored records when asked for; the local engine takes `batch`.
    """

    def __init__(self, batch: DocumentBatch) -> None:
        """batch: what `analyse_articles` made."""
        self.batch = batch

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self.batch)

    def __getitem__(self, place: int) -> Article:  # type: ignore[override]  # no slices
        """Return one article."""
        return article_from_record(json.loads(self.batch.records[place].decode("utf-8", "surrogatepass")))

    def select(self, places: Sequence[int]) -> AnalysedArticles:
        """Return some of the articles, given by increasing places."""
        return AnalysedArticles(self.batch.select(list(places)))


def analyse_articles(articles: Iterable[Article]) -> AnalysedArticles:
    """Return the articles with the words, values, days, content hash and stored record of each, as arrays."""
    return AnalysedArticles(_batch_of(list(articles)))


def _batch_of(articles: Sequence[Article]) -> DocumentBatch:
    packed = [pack_record(article) for article in articles]
    vocabulary: dict[str, int] = {}
    titles = _runs([(article.title,) for article in articles], vocabulary)
    texts = _runs([(article.text, *article.captions) for article in articles], vocabulary)
    signatures, shingles = _signatures(texts, list(vocabulary))
    return DocumentBatch(
        keys=[article.key.encode("utf-8", "surrogatepass") for article in articles],
        hashes=[content_hash for _, content_hash in packed],
        records=[record for record, _ in packed],
        texts={"title": titles, "text": texts},
        values={name: [_values(article, name) for article in articles] for name in TERM_FACETS},
        numbers={**_times([article.published for article in articles]), "shingles": shingles},
        ranges={"mentioned": [_mentioned_days(article) for article in articles]},
        rows={"signature": signatures},
        vocabulary=list(vocabulary),
    )


_STEM_HASHES: dict[str, int] = {}
"""Surface form -> hash of its stem, remembered as `_KNOWN_KEYS` are."""


def _signatures(texts: TextRuns, vocabulary: Sequence[str]) -> tuple[Signatures, npt.NDArray[np.int32]]:
    """Return the signature of each body and its number of shingles; captions are the page's own and do not count."""
    is_body = texts.run_starts == 0
    tokens = texts.tokens[np.repeat(is_body, texts.run_lengths)]
    hashes = np.zeros(len(vocabulary), np.uint64)
    used = np.unique(tokens)
    hashes[used] = np.array([_stem_hash(vocabulary[token]) for token in used.tolist()], np.uint64)
    return signatures_of(hashes[tokens], texts.run_lengths[is_body])


def _stem_hash(form: str) -> int:
    known = _STEM_HASHES.get(form)
    if known is None:
        if len(_STEM_HASHES) >= MAX_KNOWN_FORMS:
            _STEM_HASHES.clear()
        known = _STEM_HASHES[form] = hash_of(key_of(form, "stem"))
    return known


MAX_KNOWN_FORMS = 200_000
"""Some 60 MB at most."""

_KNOWN_KEYS: dict[str, str] = {}
"""Surface form -> its keys at all levels, joined; made on first sight, forgotten when full.

Segments of one run share most of their words, and the keys of a form cost fifty times what remembering them does.
"""


def keys_of_forms(forms: Sequence[str]) -> dict[str, list[str]]:
    """Return the key of each form at each level that has families."""
    columns = zip(*map(_keys_of, forms), strict=True) if forms else [()] * len(FAMILY_LEVELS)
    return {level: list(column) for level, column in zip(FAMILY_LEVELS, columns, strict=True)}


def _keys_of(form: str) -> Sequence[str]:
    known = _KNOWN_KEYS.get(form)
    if known is not None:
        return known.split("\n")
    keys = keys_at_levels(form)
    if len(_KNOWN_KEYS) >= MAX_KNOWN_FORMS:
        _KNOWN_KEYS.clear()
    _KNOWN_KEYS[form] = "\n".join(keys)
    return keys


def published_time(published: str | None) -> int:
    """Return seconds since 1970-01-01 by the source's own clock, never shifted to another zone; NO_TIME if undated."""
    if not published:
        return NO_TIME
    moment = dt.datetime.fromisoformat(published).replace(tzinfo=dt.UTC)
    return to_day(moment.date()) * 86_400 + moment.hour * 3600 + moment.minute * 60 + moment.second


def _runs(texts: Sequence[tuple[str, ...]], vocabulary: dict[str, int]) -> TextRuns:
    """Return the words of the texts, a tuple of runs for each document; new forms join the vocabulary."""
    tokens, run_docs, run_lengths, run_starts = array("i"), array("i"), array("i"), array("i")
    for doc, runs in enumerate(texts):
        start = 0
        for run in runs:
            forms = surface_forms(run)
            tokens.extend([vocabulary.setdefault(form, len(vocabulary)) for form in forms])
            run_docs.append(doc)
            run_lengths.append(len(forms))
            run_starts.append(start)
            start += len(forms) + CAPTION_GAP
    return TextRuns(*(np.array(numbers, np.int32) for numbers in (tokens, run_docs, run_lengths, run_starts)))


def _values(article: Article, name: str) -> tuple[bytes, ...]:
    found = dict.fromkeys(article.values(name))
    return tuple(value.encode("utf-8", "surrogatepass") for value in found if value)


def _times(published: Sequence[str | None]) -> dict[str, npt.NDArray[np.int64] | npt.NDArray[np.int32]]:
    times = np.array([published_time(each) for each in published], np.int64)
    return {"published": times, "day": np.where(times == NO_TIME, NO_DAY, times // 86_400).astype(np.int32)}


def _mentioned_days(article: Article) -> npt.NDArray[np.int32]:
    ranges = sorted({(to_day(mention.first), to_day(mention.last)) for mention in article.dates})
    return np.array(ranges, np.int32).reshape(-1, 2)
