"""Datelines, bylines and credits: where a report was filed, who wrote it, which agency it comes from.

`find_dateline` reads the metadata's author, the opening of the text and its last lines; `find_opening` the
opening alone. Here belong the words that stand around a report, not the names inside its sentences
(`entities`) and not its dates (`dates`). Precise rather than complete: a word is an agency, a place or a
paper only if a table knows it or what stands beside it leaves no other reading.
"""

from indexer.extract.dateline.closing import find_closing
from indexer.extract.dateline.find import find_dateline
from indexer.extract.dateline.model import Dateline, DatelinePart
from indexer.extract.dateline.opening import find_opening

__all__ = ["Dateline", "DatelinePart", "find_closing", "find_dateline", "find_opening"]
