"""What gazetteers and patterns say of each word: a clue for the trained model, and all there is where it says nothing.

Not for: the patterns themselves (`recognise`) or deciding (`trained`).
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.extract.entities.model import Mention
from indexer.extract.entities.naming import name_mentions
from indexer.extract.entities.recognise import recognise
from indexer.extract.entities.tagger.tokens import NO_WORD, Tokens
from indexer.extract.entities.words import Words

KINDS = ("person", "place", "organisation")


def find_by_patterns(parts: Sequence[Words]) -> list[list[Mention]]:
    """Return the mentions of each part of an article, named."""
    return name_mentions(parts, [recognise(words) for words in parts])


def label_tokens(words: Words, tokens: Tokens, mentions: Sequence[Mention]) -> list[int]:
    """Return for each token what the mentions say: 0 for nothing, else 1 + (kind · 2 + later word) · 2 + listed."""
    labels = [0] * len(words)
    for mention in mentions:
        sure = mention.listed or mention.evidence.startswith("part of")
        label = 1 + KINDS.index(mention.kind) * 4 + sure
        labels[mention.first] = label
        labels[mention.first + 1 : mention.last] = [label + 2] * (mention.last - mention.first - 1)
    return [0 if word == NO_WORD else labels[word] for word in tokens.words]
