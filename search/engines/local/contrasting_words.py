"""Which words the first articles of a result have more often than those of others, or than the archive.

Words are families of stems, each shown in its most frequent form. Not for: values of facets (`contrasting`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from search.analysis import key_of, surface_forms
from search.engines.local.answer import Evaluated, order_values
from search.engines.local.log_odds import MIN_COUNT, contrast_of, log_odds
from search.engines.local.snapshot import Snapshot
from search.execution.topk import first_documents
from search.findings import Contrast
from search.request import SearchRequest

SAMPLED = 60
"""Articles of each result whose words are counted."""

MIN_LETTERS = 3

COMMON_SHARE = 0.2
"""A word of more than a fifth of the archive tells how long articles are, not what they are about."""

MOST_CANDIDATES = 600
"""Words looked up in the dictionary, the most frequent of the result."""

Result = tuple[SearchRequest, Evaluated]
Words = tuple[tuple[Contrast, ...], int]
"""The distinctive words of a result, and in how many articles they were counted."""


def contrast_words(results: Sequence[Result], snapshot: Snapshot, limit: int) -> list[Words]:
    """Return for each result its words. Beside a single one stands the archive; words of the queries say nothing."""
    samples = [_sample(request, found, snapshot) for request, found in results]
    forms = Counter(form for articles in samples for words in articles for form in words)
    spelling: dict[str, str] = {}
    for form, _ in forms.most_common():
        spelling.setdefault(key_of(form, "stem"), form)
    asked = {key_of(form, "stem") for request, _ in results for form in surface_forms(request.text)}
    counts = [_counts(articles, asked) for articles in samples]
    sizes = [len(articles) for articles in samples]
    together = sum(counts, Counter())
    shown = []
    for own, size in zip(counts, sizes, strict=True):
        alone = len(results) == 1
        found = _against_archive(own, size, snapshot) if alone else _ranked(own, size, together, sum(sizes))
        telling = (item for item in found if item.score > 0 and not _is_common(item.value, snapshot))
        words = tuple(
            Contrast(spelling[item.value], item.count, item.others, item.lift, item.score)
            for item, _ in zip(telling, range(limit), strict=False)
        )
        shown.append((words, size))
    return shown


def _against_archive(own: Counter[str], size: int, snapshot: Snapshot) -> list[Contrast]:
    """Return the contrasts of stems with the rest of the archive, of which the dictionary knows; best first."""
    keys = [key for key, _ in own.most_common(MOST_CANDIDATES)]
    # The dictionary counts an article once for each of its forms: no more than there are.
    others = snapshot.live_count - size
    archive = {key: own[key] + min(others, max(0, snapshot.family_frequency("stem", key) - own[key])) for key in keys}
    return _ranked(own, size, Counter(archive), snapshot.live_count)


def _ranked(own: Counter[str], size: int, together: Counter[str], articles: int) -> list[Contrast]:
    """Return the contrasts of stems, best first. together: how many of `articles` have each, own ones included."""
    keys = [key for key in own if own[key] > MIN_COUNT and key in together]
    have = np.array([own[key] for key in keys], np.int64)
    all_of = np.array([together[key] for key in keys], np.int64)
    rest, compared = all_of - have, max(0, articles - size)
    scores = log_odds(have, size, rest, compared, all_of, articles)
    return [
        contrast_of(keys[place], int(have[place]), size, int(rest[place]), compared, float(scores[place]))
        for place in np.argsort(-scores, kind="stable").tolist()
    ]


def _is_common(key: str, snapshot: Snapshot) -> bool:
    if snapshot.live_count <= SAMPLED:
        return False
    return snapshot.family_frequency("stem", key) > COMMON_SHARE * snapshot.live_count


def _counts(articles: Sequence[set[str]], asked: set[str]) -> Counter[str]:
    """Return in how many of the articles each stem stands."""
    counts: Counter[str] = Counter()
    for words in articles:
        counts.update({key_of(word, "stem") for word in words} - asked)
    return counts


def _sample(request: SearchRequest, found: Evaluated, snapshot: Snapshot) -> list[set[str]]:
    """Return the distinct words of the first articles of a result."""
    values = order_values(request, snapshot, found.hits)
    ids = [each.ids for each in found.hits]
    bases = [segment.base for segment in snapshot.segments]
    articles = (snapshot.article(document) for document, _ in first_documents(ids, values, bases, SAMPLED, None))
    return [
        {form for form in surface_forms(f"{article.title}\n{article.text}") if len(form) >= MIN_LETTERS}
        for article in articles
    ]
