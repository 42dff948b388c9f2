"""People, places and organisations of an article: which words name them, and under which one name.

Three steps, each replaceable: `recognise` finds mentions by gazetteers and patterns (a trained model may take
its place: it takes words and gives `Mention`s), `article` sees the whole article and gives every mention its
canonical name (`indexer.extract.names`), `Entity` and `search.article.EntityMention` carry the result out.

The span of a mention begins with the written word, so an attached و ب ل ف ك belongs to the span and not to the
name: `ولافروف` is one mention whose name is سيرغي لافروف. Titles, nationalities and quotes stay outside.
"""

from indexer.extract.entities.article import find_article_entities, find_entities
from indexer.extract.entities.model import Entity

__all__ = ["Entity", "find_article_entities", "find_entities"]
