"""The people, places and organisations of whole articles: patterns, then the model, then one name for each.

Many articles at once cost less than one by one: the model is arithmetic on arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indexer.extract.entities.model import Entity, Mention
from indexer.extract.entities.naming import name_mentions
from indexer.extract.entities.patterns import find_by_patterns
from indexer.extract.entities.repairing import repair_names
from indexer.extract.entities.tagger.tagger import Tagger
from indexer.extract.entities.trained import find_mentions, load_tagger
from indexer.extract.entities.words import Words, read_words
from search.article import EntityMention

ArticleParts = tuple[str, str, Sequence[str]]
"""Title, text, captions."""


def find_entities(text: str) -> list[Entity]:
    """Return the people, places and organisations named in the text: ordered, not overlapping.

    A span begins with the written word, an attached و ب ل ف ك included (`ولافروف`); `name` is without it.
    The text is taken as one article. Every string is legal.
    """
    words = read_words(text)
    ((mentions,),) = find_in_articles([[words]], load_tagger())
    return [
        Entity(start, end, text[start:end], mention.kind, mention.name, mention.evidence)
        for mention in mentions
        for start, end in [(words.starts[mention.first], words.ends[mention.last - 1])]
    ]


def find_article_entities(
    title: str, text: str, captions: Sequence[str] = (), table: Path | None = None
) -> tuple[EntityMention, ...]:
    """Return the mentions of title and text; full names in any part, captions too, name the short ones in all.

    Ordered: the title's first. Offsets are code points into the part that `where` names. table: a file that `adapt`
    wrote, instead of the shipped table of words.
    """
    return find_article_entities_of_many([(title, text, captions)], table)[0]


def find_article_entities_of_many(
    articles: Sequence[ArticleParts], table: Path | None = None
) -> list[tuple[EntityMention, ...]]:
    """Return the mentions of each article, as `find_article_entities` does, in about two thirds of the time."""
    parts = [[read_words(part) for part in (title, text, *captions)] for title, text, captions in articles]
    return [
        tuple(
            EntityMention(where, start, end, words.text[start:end], mention.kind, mention.name, mention.evidence)
            for where, words, mentions in zip(("title", "text"), of, named, strict=False)
            for mention in mentions
            for start, end in [(words.starts[mention.first], words.ends[mention.last - 1])]
        )
        for of, named in zip(parts, find_in_articles(parts, load_tagger(table)), strict=True)
    ]


def find_in_articles(articles: Sequence[Sequence[Words]], tagger: Tagger | None) -> list[list[list[Mention]]]:
    """Return the named mentions of each part of each article."""
    patterns = [find_by_patterns(parts) for parts in articles]
    if tagger is None:
        return patterns
    found = find_mentions(articles, patterns, tagger)
    return [
        name_mentions(parts, repair_names(parts, recognised.mentions), recognised.possible)
        for parts, recognised in zip(articles, found, strict=True)
    ]
