"""Takes off what a copied web page left around an article: icons, buttons, tags, related links, appeals for money.

Two kinds of evidence: the shape of lines within one article (`lines`, `edges`), and lines that recur in many articles
of one source (`units`; the run counts them, `indexer.repetition`). Nothing is thrown away: what is taken off becomes a
caption or boilerplate. Datelines, bylines and agencies' credits are the article's own (`dateline`) and stay.
"""

from indexer.extract.boilerplate.split import Cleaned, split_boilerplate
from indexer.extract.boilerplate.units import Unit, find_units, is_service, may_be_boilerplate

__all__ = ["Cleaned", "Unit", "find_units", "is_service", "may_be_boilerplate", "split_boilerplate"]
