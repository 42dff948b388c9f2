"""Readers: from files to `RawArticle`, one module per format, nothing interpreted and nothing lost silently.

`read_sources` walks files and folders and chooses a reader from `FORMATS`; what it cannot read it names on `on_skip`.
Not for: taking copied page residue off (`indexer.extract.boilerplate`), dates and entities (`indexer.extract`), keys
(`indexer.keys`).
"""

from indexer.readers.formats import FORMATS, guess_format
from indexer.readers.source_file import MAX_ARTICLE_BYTES
from indexer.readers.sources import count_hint, read_sources

__all__ = ["FORMATS", "MAX_ARTICLE_BYTES", "count_hint", "guess_format", "read_sources"]
