"""People, places and organisations of an article: which words name them, and under which one name.

`recognise` finds mentions by gazetteers and patterns; what it says is a clue for the trained model (`tagger`), which
decides which words are names of what (`trained`); `naming` sees the whole article and gives every mention its canonical
name (`indexer.extract.names`); `Entity` and `search.article.EntityMention` carry the result out. `adapt` learns words
from a reader's own archive.

The span of a mention begins with the written word, so an attached و ب ل ف ك belongs to the span and not to the
name: `ولافروف` is one mention whose name is سيرغي لافروف. Titles, nationalities and quotes stay outside.
"""

from indexer.extract.entities.article import find_article_entities, find_article_entities_of_many, find_entities
from indexer.extract.entities.model import Entity

__all__ = ["Entity", "find_article_entities", "find_article_entities_of_many", "find_entities"]
