"""`python -m benches.stories [SOURCE…]`: finding the same story: what it costs, and how well it is found.

Reads the sources (the news corpus where it lies beside the project), signs every article and forms stories, and prints:
time for signatures beside all the analysis of an article; time to form stories of everything at once and of a commit
of 5,000; the same with sixteen strangers for every article (the same signatures, each row changed as a whole, so that
copies of copies are found again and nothing else); how many of the pairs that comparing each with each finds are in
one story; and copies of articles made on purpose, that lack or replace a share of their sentences under another
headline and another first sentence: how many join the story of their original.

--sample N prints N pairs that share a story and N that nearly do, for somebody to judge. Times are of this process.
The thresholds of `search.stories.clusters` were chosen on the first seven days of the corpus; figures to be quoted are
of the others: `python -m benches.stories ../shared/corpora/saudinewsnet/2015-0[78]-[0-3]*.zip` without these days.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import time
from dataclasses import dataclass

import numpy as np

from benches.corpus import find_sources, read_some
from benches.tables import Report
from indexer.records import RawArticle
from search import Article, analyse_articles
from search.stories.buckets import SignatureRows
from search.stories.clusters import MIN_SHINGLES, SAME_DAY, UNDECIDED, Texts, form_stories, needed_similarity
from search.stories.signatures import estimate_similarity, signatures_of

BATCH = 500
COMMIT = 5000
STRANGERS = 16
COPIED = 500
MIN_SENTENCES = 8
SHARES = (0.1, 0.2, 0.3)
ALL_PAIRS = 10_000
"""Articles of which each is compared with each."""

NO_DAY = -(2**31)
_SENTENCE = re.compile(r"[^.!؟\n]+[.!؟\n]*")


@dataclass
class Signed:
    """Articles with their signatures, shingles and days."""

    articles: list[Article]
    signatures: np.ndarray
    shingles: np.ndarray
    days: np.ndarray

    def texts(self, times: int = 1) -> Texts:
        """Return the articles as texts, `times` - 1 strangers for each behind them."""
        rng = np.random.default_rng(6)
        changes = rng.integers(1, 1 << 16, (times, 1, 1), dtype=np.uint16)
        changes[0] = 0
        rows = [self.signatures ^ change for change in changes]
        days = np.concatenate([self.days] * times)
        return Texts(
            SignatureRows(rows),
            np.concatenate([self.shingles] * times),
            days,
            days.astype(np.int64) * 86_400,
            lambda place: place.to_bytes(8, "big"),
            NO_DAY,
        )


def main() -> None:
    """Read, sign, form, print."""
    parser = argparse.ArgumentParser(prog="python -m benches.stories", description=__doc__)
    parser.add_argument("sources", nargs="*", default=find_sources())
    parser.add_argument("--articles", type=int, default=1_000_000, help="how many are read at most")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="pairs to print")
    parser.add_argument("--seed", type=int, default=6)
    options = parser.parse_args()
    articles = [_article_of(number, raw) for number, raw in enumerate(read_some(options.sources, options.articles))]
    report = Report()
    signed = _sign(articles, report)
    texts = signed.texts()
    leaders = _form(texts, report, f"{len(articles):,} articles")
    _form(signed.texts(1 + STRANGERS), report, f"{len(articles) * (1 + STRANGERS):,} articles")
    _describe(signed, leaders, report)
    _compare_with_all_pairs(signed, report)
    _find_copies(signed, random.Random(options.seed), report)
    if options.sample:
        _print_sample(signed, leaders, options.sample, random.Random(options.seed))


def _article_of(number: int, raw: RawArticle) -> Article:
    published = (raw.published or raw.fetched or "")[:10]
    return Article(f"k{number}", raw.title, raw.body, source=raw.source, published=published or None)


def _sign(articles: list[Article], report: Report) -> Signed:
    batches = [articles[start : start + BATCH] for start in range(0, len(articles), BATCH)]
    for batch in batches[:2]:
        analyse_articles(batch)  # words that every process has seen after its first thousand articles
    started = time.process_time()
    analysed = [analyse_articles(batch).batch for batch in batches]
    whole = time.process_time() - started
    lengths = np.concatenate([batch.texts["text"].run_lengths for batch in analysed])
    hashes = np.random.default_rng(6).integers(1 << 63, size=int(lengths.sum()), dtype=np.uint64)
    ends = np.cumsum(lengths)
    started = time.process_time()
    for start in range(0, len(lengths), BATCH):
        part = lengths[start : start + BATCH]
        first = int(ends[start]) - int(lengths[start])
        signatures_of(hashes[first : first + int(part.sum())], part)
    alone = time.process_time() - started
    count = len(articles)
    report.table(
        "Signatures, processor milliseconds an article",
        ("", "ms"),
        [("analysis with its signature", 1000 * whole / count), ("the signature alone", 1000 * alone / count)],
    )
    return Signed(
        articles,
        np.concatenate([batch.rows["signature"] for batch in analysed]),
        np.concatenate([batch.numbers["shingles"] for batch in analysed]),
        np.concatenate([batch.numbers["day"] for batch in analysed]),
    )


def _form(texts: Texts, report: Report, name: str) -> np.ndarray:
    count = len(texts.rows)
    started = time.process_time()
    leaders = form_stories(texts, np.full(count, UNDECIDED))
    whole = time.process_time() - started
    newest = np.where(np.arange(count) < count - COMMIT, leaders, UNDECIDED)
    newest[np.isin(newest, np.flatnonzero(newest == UNDECIDED))] = UNDECIDED
    started = time.process_time()
    form_stories(texts, newest)
    commit = time.process_time() - started
    report.table(
        f"Stories of {name}, processor seconds",
        ("", "s"),
        [("all at once", whole), (f"{COMMIT:,} of them new, the others known", commit)],
    )
    return leaders


def _describe(signed: Signed, leaders: np.ndarray, report: Report) -> None:
    sizes = np.bincount(leaders)
    shared = sizes[sizes > 1]
    rows = [
        ("articles", len(leaders)),
        ("too short to be compared", int(np.count_nonzero(signed.shingles < MIN_SHINGLES))),
        ("stories", int(np.count_nonzero(sizes))),
        ("of several articles", len(shared)),
        ("articles in these", int(shared.sum())),
        ("articles of the largest", int(sizes.max())),
    ]
    report.table("Stories", ("", "number"), rows)


def _compare_with_all_pairs(signed: Signed, report: Report) -> None:
    """Say how many of the pairs that are alike enough share a story, and how many are met at all."""
    count = min(len(signed.articles), ALL_PAIRS)
    part = Signed(signed.articles[:count], signed.signatures[:count], signed.shingles[:count], signed.days[:count])
    leaders = form_stories(part.texts(), np.full(count, UNDECIDED))
    found = together = 0
    long = np.flatnonzero(part.shingles >= MIN_SHINGLES)
    started = time.process_time()
    for place, one in enumerate(long.tolist()):
        others = long[place + 1 :]
        similar = estimate_similarity(part.signatures[others], part.signatures[one])
        pairs = others[similar >= needed_similarity(part.days[others], int(part.days[one]), NO_DAY)]
        found += len(pairs)
        together += int(np.count_nonzero(leaders[pairs] == leaders[one]))
    rows = [
        ("pairs alike enough", found),
        ("of them in one story", together),
        ("seconds for comparing each with each", time.process_time() - started),
    ]
    report.table(f"Each of {count:,} articles with each", ("", ""), rows)


def _find_copies(signed: Signed, chance: random.Random, report: Report) -> None:
    long = [article for article in signed.articles if len(_SENTENCE.findall(article.text)) >= MIN_SENTENCES]
    originals = chance.sample(long, min(COPIED, len(long)))
    rows = []
    for name, replace in (("left out", False), ("replaced", True)):
        for share in SHARES:
            copies = [_copy(article, long, share, chance, replace=replace) for article in originals]
            rows.append((f"{share:.0%} {name}", _joined_share(originals, copies)))
    report.table(
        f"Copies of {len(originals)} articles under another headline and first sentence", ("sentences", "found"), rows
    )


def _copy(article: Article, others: list[Article], share: float, chance: random.Random, *, replace: bool) -> Article:
    """Return the article with another first sentence and a share of the others left out or replaced by strangers'."""
    sentences = _SENTENCE.findall(article.text)
    changed = set(chance.sample(range(1, len(sentences)), round(share * (len(sentences) - 1))))
    stranger = _SENTENCE.findall(chance.choice(others).text)
    kept = [
        sentence if place not in changed else chance.choice(stranger)
        for place, sentence in enumerate(sentences)
        if place and (replace or place not in changed)
    ]
    return Article(article.key + "x", stranger[-1], "".join([stranger[0], *kept]), published=article.published)


def _joined_share(originals: list[Article], copies: list[Article]) -> float:
    batch = analyse_articles([*originals, *copies]).batch
    signed = Signed([], batch.rows["signature"], batch.numbers["shingles"], batch.numbers["day"])
    leaders = form_stories(signed.texts(), np.full(len(batch), UNDECIDED))
    half = len(originals)
    return float(np.mean(leaders[:half] == leaders[half:]))


def _print_sample(signed: Signed, leaders: np.ndarray, count: int, chance: random.Random) -> None:
    followers = np.flatnonzero(leaders != np.arange(len(leaders))).tolist()
    joined = [(place, int(leaders[place])) for place in chance.sample(followers, min(count, len(followers)))]
    print("\n## Pairs of one story")
    for pair in joined:
        _print_pair(signed, *pair)
    print("\n## Pairs that are nearly alike enough")
    for pair in _near_misses(signed, leaders, count, chance):
        _print_pair(signed, *pair)


def _near_misses(signed: Signed, leaders: np.ndarray, count: int, chance: random.Random) -> list[tuple[int, int]]:
    """Return pairs of different stories that are more alike than .1 below what one day asks for."""
    sample = chance.sample(range(len(leaders)), min(3000, len(leaders)))
    heads = np.flatnonzero((leaders == np.arange(len(leaders))) & (signed.shingles >= MIN_SHINGLES))
    found = []
    for place in sample:
        if signed.shingles[place] < MIN_SHINGLES:
            continue
        similar = estimate_similarity(signed.signatures[heads], signed.signatures[place])
        near = heads[(similar >= SAME_DAY - 0.1) & (leaders[heads] != leaders[place])]
        found += [(place, int(other)) for other in near.tolist()]
    return chance.sample(found, min(count, len(found)))


def _print_pair(signed: Signed, one: int, other: int) -> None:
    similar = float(estimate_similarity(signed.signatures[one], signed.signatures[other]))
    print(f"\n{similar:.2f}")
    for place in (one, other):
        article = signed.articles[place]
        middle = len(article.text) // 2
        passages = " … ".join(
            " ".join(text.split()) for text in (article.text[:90], article.text[middle : middle + 60])
        )
        day = dt.date(1970, 1, 1) + dt.timedelta(days=int(signed.days[place]))
        print(f"  {article.source} {day} | {article.title[:70]} | {passages}")


if __name__ == "__main__":
    main()
