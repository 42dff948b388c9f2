"""Mentions by the trained recogniser: labels of words become people, places and organisations.

The shipped files: `data/entities.zip`, weights that know the table of raw news `data/entities_news.zip`, and
`data/entities_plain.zip`, weights that do without and serve where that table was left out. Not for: which mentions
labels make (`deciding`) or names within the article (`naming`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple

from indexer.extract.entities.deciding import add_patterns, read_labels, settle_kinds
from indexer.extract.entities.lexicon import DATA
from indexer.extract.entities.model import Mention
from indexer.extract.entities.patterns import label_tokens
from indexer.extract.entities.tagger.news import read_news_table
from indexer.extract.entities.tagger.tagger import Reading as Labelling
from indexer.extract.entities.tagger.tagger import Tagger
from indexer.extract.entities.tagger.tokens import NO_WORD, Tokens, read_tokens
from indexer.extract.entities.tagger.weights import LABELS, read_weights
from indexer.extract.entities.words import Words

WEIGHTS, NEWS, PLAIN = DATA / "entities.zip", DATA / "entities_news.zip", DATA / "entities_plain.zip"

POSSIBLE_PART = 0.5
"""A word joins a full name of its article as a part if it is less sure than this that it is no name."""

NOT_SHOWN = 2.0
"""More than certain: patterns are not asked about words inside a name of a kind that is not shown."""

OTHER = ("MISC",)
"""Classes that are learned, so as not to be taken for the three, and not shown."""

Article = Sequence[Words]
"""The parts of an article: title, text, captions."""

Found = Sequence[Sequence[Mention]]
"""The mentions of each part of an article."""


Recogniser = Literal["words", "plain", "patterns"]
"""What finds names: weights with a table of words, weights without one, or patterns alone."""


def recogniser_at_hand(table: Path | None = None) -> Recogniser:
    """Return the best recogniser whose files are there. table: instead of the shipped one."""
    if (table or NEWS).exists() and WEIGHTS.exists():
        return "words"
    return "plain" if PLAIN.exists() else "patterns"


@lru_cache(maxsize=4)
def load_tagger(table: Path | None = None) -> Tagger | None:
    """Return the recogniser with the shipped table of words or a reader's own (`adapt`), else with plain weights.

    Raises OSError, ValueError, KeyError or LZMAError where a file that is there cannot be read.
    """
    at_hand = recogniser_at_hand(table)
    if at_hand == "words":
        return Tagger(read_weights(WEIGHTS), read_news_table(table or NEWS))
    return Tagger(read_weights(PLAIN), None) if at_hand == "plain" else None


class Recognised(NamedTuple):
    """What was found in an article, part by part. possible: for each word whether it may be part of a name."""

    mentions: list[list[Mention]]
    possible: list[list[bool]]


def find_mentions(articles: Sequence[Article], patterns: Sequence[Found], tagger: Tagger) -> list[Recognised]:
    """Return what is found in each article. patterns: what patterns found there."""
    tokens = [[read_tokens(words) for words in article] for article in articles]
    texts = [
        (join_tokens(of), list(chain.from_iterable(map(label_tokens, article, of, found))))
        for article, of, found in zip(articles, tokens, patterns, strict=True)
    ]
    result = []
    for article, of, found, labelling in zip(articles, tokens, patterns, tagger.read(texts), strict=True):
        base, recognised, outsides = 0, Recognised([], []), []
        for words, part, sure in zip(article, of, found, strict=True):
            end = base + len(part.forms)
            own = cut_labelling(labelling, base, end)
            outside = outside_of_words(words, part, own)
            recognised.mentions.append(read_labels(words, part, sure, own, outside))
            outsides.append(outside)
            base = end
        places = {mention.name for mentions in recognised.mentions for mention in mentions if mention.kind == "place"}
        for number, (words, sure, outside) in enumerate(zip(article, found, outsides, strict=True)):
            settled = settle_kinds(recognised.mentions[number], sure, places)
            mentions = add_patterns(words, settled, sure, outside, places)
            recognised.mentions[number] = mentions
            recognised.possible.append([chance < POSSIBLE_PART for chance in outside])
        result.append(recognised)
    return result


def join_tokens(parts: Sequence[Tokens]) -> Tokens:
    """Return the tokens of an article's parts in a row; the numbers of words and offsets stay those of the parts."""
    joined = Tokens([], [], [], [], [])
    for part in parts:
        base = len(joined.forms)
        joined.forms.extend(part.forms)
        joined.words.extend(part.words)
        joined.starts.extend(part.starts)
        joined.ends.extend(part.ends)
        joined.sentences.extend((first + base, last + base) for first, last in part.sentences)
    return joined


def cut_labelling(labelling: Labelling, first: int, last: int) -> Labelling:
    """Return what was read of some tokens."""
    return Labelling(labelling.labels[first:last], labelling.sure[first:last], labelling.outside[first:last])


def outside_of_words(words: Words, tokens: Tokens, labelling: Labelling) -> list[float]:
    """Return for each word the probability that it is no name, 1 where it is a name of another kind than the three.

    NOT_SHOWN for the words of longer names of other kinds: the Europe of a cup's name is not the place.
    """
    outside = [NOT_SHOWN] * len(words)
    labels = [*labelling.labels, 0]
    for number, word in enumerate(tokens.words):
        if word == NO_WORD:
            continue
        other = LABELS[labels[number]][2:] in OTHER
        if not other:
            outside[word] = labelling.outside[number]
        elif labels[number] % 2 and labels[number + 1] != labels[number] + 1:
            outside[word] = 1.0
    return outside
