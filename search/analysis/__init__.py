"""Arabic analysis: what a word of a text is looked up by.

Here belong pure functions on text and words: characters, normal forms, tokens, and the keys of the levels.
They know no index and import nothing else of the project. They read one file, the table of proclitics that ships with
them (`data/proclitics.txt`), once and on first use; a key depends on it and on the word alone. Whatever changes a form
changes `ANALYSIS_VERSION`, whatever changes a key alone, that table too, `FAMILIES_VERSION`: indexes remember both.

The ladder of levels, each key computed from a word's surface form:

    exact     the surface form: letters decide; marks, tatweel, presentation forms, digit sets do not
    folded    N  أإآٱ, ى/ي, ة/ه, ؤ/ئ, Farsi letters and Latin accents decide no longer
    prefix    P  N without proclitics: و ف, ب ك ل, ال and its family, س of the future
    stem      S  P without endings
    skeleton  K  S without weak letters
    root      R  the ISRI root, beside the ladder
"""

from search.analysis.collation import collation_key
from search.analysis.levels import ANALYSIS_VERSION, FAMILIES_VERSION, LEVELS, analyze, key_of, keys_at_levels
from search.analysis.normalize import fold, fold_text, surface
from search.analysis.question_words import is_question_word
from search.analysis.tokenize import Token, iter_tokens, iter_tokens_among, surface_forms, tokenize

__all__ = [
    "ANALYSIS_VERSION",
    "FAMILIES_VERSION",
    "LEVELS",
    "Token",
    "analyze",
    "collation_key",
    "fold",
    "fold_text",
    "is_question_word",
    "iter_tokens",
    "iter_tokens_among",
    "key_of",
    "keys_at_levels",
    "surface",
    "surface_forms",
    "tokenize",
]
