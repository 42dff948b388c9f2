"""Which characters decide, and which never do: every folding table of the analysis, in one place.

Built on pyarabic's constants, extended where they stop (Quranic and Extended-A marks, Farsi, Urdu,
Kurdish and Maghrebi letters, invisible characters, presentation forms of marks). `..._RANGES` are
written as the inside of a regular expression's brackets; tables are for `str.translate`.
Not for: the order in which the tables apply (`normalize`), nor where words begin and end (`tokenize`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pyarabic import araby_const as araby

ALEF: str = araby.ALEF
ALEF_MAKSURA: str = araby.ALEF_MAKSURA
BEH: str = araby.BEH
DAL: str = araby.DAL
FEH: str = araby.FEH
HAMZA: str = araby.HAMZA
HEH: str = araby.HEH
JEEM: str = araby.JEEM
KAF: str = araby.KAF
LAM: str = araby.LAM
NOON: str = araby.NOON
QAF: str = araby.QAF
REH: str = araby.REH
TATWEEL: str = araby.TATWEEL
TEH: str = araby.TEH
TEH_MARBUTA: str = araby.TEH_MARBUTA
WAW: str = araby.WAW
WAW_HAMZA: str = araby.WAW_HAMZA
YEH: str = araby.YEH
YEH_HAMZA: str = araby.YEH_HAMZA
ZAIN: str = araby.ZAIN
ARTICLE: str = ALEF + LAM
SEATED_ALEFS: str = araby.ALEF_HAMZA_ABOVE + araby.ALEF_HAMZA_BELOW + araby.ALEF_MADDA + araby.ALEF_WASLA

HIGH_HAMZA = "\u0674"
ALEF_WAVY_HAMZA_ABOVE, ALEF_WAVY_HAMZA_BELOW = "\u0672", "\u0673"
DOTLESS_BEH, DOTLESS_QAF, DOTLESS_FEH = "\u066e", "\u066f", "\u06a1"
TTEH, DDAL, RREH, NOON_GHUNNA = "\u0679", "\u0688", "\u0691", "\u06ba"
PEH, TCHEH, JEH, VEH = "\u067e", "\u0686", "\u0698", "\u06a4"
REH_SMALL_V, LAM_SMALL_V = "\u0695", "\u06b5"
FEH_DOT_BELOW, QAF_DOT_ABOVE = "\u06a2", "\u06a7"
KEHEH, SWASH_KAF, NG, GAF, KEHEH_THREE_DOTS = "\u06a9", "\u06aa", "\u06ad", "\u06af", "\u0763"
HEH_DOACHASHMEE, HEH_GOAL, HEH_GOAL_HAMZA = "\u06be", "\u06c1", "\u06c2"
HEH_YEH_ABOVE, TEH_MARBUTA_GOAL, AE, HEH_INVERTED_V = "\u06c0", "\u06c3", "\u06d5", "\u06ff"
KIRGHIZ_OE, OE, U, YU, KIRGHIZ_YU, VE = "\u06c5", "\u06c6", "\u06c7", "\u06c8", "\u06c9", "\u06cb"
FARSI_YEH, YEH_TAIL, YEH_SMALL_V, E_YEH, YEH_THREE_DOTS = "\u06cc", "\u06cd", "\u06ce", "\u06d0", "\u06d1"
YEH_BARREE, YEH_BARREE_HAMZA = "\u06d2", "\u06d3"


def characters_in(ranges: str) -> str:
    """Return every character of the inside of a regular expression's brackets, which holds no bare hyphen.

    >>> characters_in("0-3x")
    '0123x'
    """
    return "".join(
        chr(code)
        for first, last in re.findall("(.)(?:-(.))?", ranges, re.DOTALL)
        for code in range(ord(first), ord(last or first) + 1)
    )


def _table(*pairs: tuple[Iterable[str], str]) -> dict[int, str]:
    """Return a table for str.translate from (letters, what each becomes) pairs."""
    return {ord(letter): target for letters, target in pairs for letter in letters}


MARK_RANGES = (
    "\u0610-\u061a"  # honorific signs and small vowels
    "\u064b-\u065f"  # tashkeel; maddah and hamza above or below where NFKC found no letter to join
    "\u0670"  # dagger alef: هٰذا is هذا
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # Quranic; U+06DD, 06DE and 06E9 are signs that stand between words
    "\u0897-\u089f\u08c9-\u08e1\u08e3-\u08ff"  # Extended-A and -B; U+08E2 is a sign that stands between words
)
"""Marks of the Arabic script. They never decide, at any level."""

FREE_MARK_RANGES = MARK_RANGES.replace("\u064b-\u065f", "\u064b-\u0652\u0656-\u065f")
"""Marks that join no letter: all but maddah and the hamzas, with which ا becomes آ, أ or إ. They go before NFKC, or one
of them between a letter and its hamza would keep the two apart."""

PRESENTATION_MARK_RANGES = "\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe72\ufe74\ufe76-\ufe7f"
"""Presentation forms of marks. Unicode calls them letters, and NFKC makes a space or a tatweel and a mark of each,
which would cut the word in two: they go before NFKC."""

INVISIBLE_RANGES = (
    "\u00ad\u034f\u061c"  # soft hyphen, combining grapheme joiner, Arabic letter mark
    "\u180b-\u180f"  # Mongolian variation selectors
    "\u200b-\u200f"  # zero width space, ZWNJ, ZWJ, LRM, RLM
    "\u202a-\u202e\u2060-\u206f"  # bidi embeddings, word joiner, bidi isolates
    "\ufe00-\ufe0f\ufeff"  # variation selectors, byte order mark
    "\U000e0100-\U000e01ef"
)
"""Characters nobody sees. Inside a word they vanish (ا<ZWNJ>لاكتروني is الاكتروني), outside they separate nothing. The
zero width space is one: in the Saudi news (31,030 articles) all but 9 of 198 stand beside a space or a sign."""

EXPANDING_RANGES = (
    "\u00bc-\u00be\u2150-\u215f\u2189"  # ¼ ½ ⅓
    "\u013f\u0140\u037a"
    "\u2474-\u249b\u3220-\u3229\U0001f100-\U0001f10a"  # ⑴ ⒈
    "\ufdfa\ufdfb"  # ﷺ صلى الله عليه وسلم and ﷻ جل جلاله
)
"""Letters and numbers of which NFKC makes several words, or a word and punctuation. Each stands alone, also where it
touches a word (محمدﷺ), or the words would run together."""

BASMALA = "\ufdfd"
BASMALA_WORDS = "بسم الله الرحمن الرحيم"
SYMBOLS_OF_WORDS = "\ufdfc" + BASMALA
"""Symbols of the Arabic blocks that are words to a reader, though no letters to Unicode: ﷼, which NFKC spells, and ﷽,
which it leaves alone. They are taken as the expanding letters are."""

NEVER_FIRST_RANGES = TATWEEL + MARK_RANGES + PRESENTATION_MARK_RANGES + "\u0e33\u0eb3\uff9e\uff9f"
"""Characters that go on with a word and cannot begin one, although Unicode calls some of them letters. The last four
(Thai and Lao am, halfwidth voicing marks) begin with a combining mark once NFKC has taken them apart."""


def _combining(first: int, last: int) -> str:
    """Return the combining marks, spacing or not, of an inclusive range of code points that are not invisible."""
    invisible = set(characters_in(INVISIBLE_RANGES))
    chars = map(chr, range(first, last + 1))
    return "".join(char for char in chars if unicodedata.category(char) in ("Mn", "Mc") and char not in invisible)


COMBINING = _combining(0x0300, 0xFFFF)
COMBINING_ASTRAL = _combining(0x10000, 0x1FFFF)
"""Combining marks of every script: a word goes on over them (é as e and U+0301; the vowel signs of Hindi). Enclosing
marks are not among them: in a keycap the word is the digit. Two strings, because one class with characters beyond the
basic plane costs `re` its bitmap and makes tokenizing ten times slower."""

SPELLINGS: dict[int, str] = _table(
    (SEATED_ALEFS, ALEF),
    (ALEF_MAKSURA, YEH),
    (TEH_MARBUTA, HEH),
    (WAW_HAMZA + YEH_HAMZA, HAMZA),
)
"""Arabic letters that writers exchange: united at `folded`, kept apart at `exact`. Both hamza seats become ء, which
unites مسؤول and مسئول."""

FOREIGN_LETTERS: dict[int, str] = _table(
    (ALEF_WAVY_HAMZA_ABOVE + ALEF_WAVY_HAMZA_BELOW, ALEF),
    (HIGH_HAMZA + YEH_BARREE_HAMZA, HAMZA),
    (DOTLESS_BEH + PEH, BEH),
    (TTEH, TEH),
    (TCHEH, JEEM),
    (DDAL, DAL),
    (RREH + REH_SMALL_V, REH),
    (JEH, ZAIN),
    (VEH + DOTLESS_FEH + FEH_DOT_BELOW, FEH),
    (DOTLESS_QAF + QAF_DOT_ABOVE, QAF),
    (KEHEH + SWASH_KAF + NG + GAF + KEHEH_THREE_DOTS, KAF),
    (LAM_SMALL_V, LAM),
    (NOON_GHUNNA, NOON),
    (HEH_DOACHASHMEE + HEH_GOAL + HEH_GOAL_HAMZA + HEH_YEH_ABOVE + TEH_MARBUTA_GOAL + AE + HEH_INVERTED_V, HEH),
    (KIRGHIZ_OE + OE + U + YU + KIRGHIZ_YU + VE, WAW),
    (FARSI_YEH + YEH_TAIL + YEH_SMALL_V + E_YEH + YEH_THREE_DOTS + YEH_BARREE, YEH),
)
"""Farsi, Urdu, Kurdish and Maghrebi letters to the Arabic letter a newsroom writes for them.

Most are the same letter from another keyboard (ی in علی, ک in أکد: 443 words of the Saudi news). The sounds Arabic
lacks go the way its press goes. In the same news 14 of 16 words with ڤ are also found with ف (ديسكڤري, ديسكفري) and 4
of 8 with گ with ك (شنگال), none with غ, ج or ق; پ goes to ب, چ to ج, ژ to ز. That other papers write غوغل or جوجل is
another word, not another character: a matter of synonyms.
"""

FOLDED: dict[int, str] = SPELLINGS | FOREIGN_LETTERS
"""What level `folded` does to letters of the Arabic script."""

LATIN_LETTERS: dict[int, str] = _table(
    ("ø", "o"), ("ł", "l"), ("đð", "d"), ("ħ", "h"), ("ı", "i"), ("ŧ", "t"), ("æ", "ae"), ("œ", "oe"), ("þ", "th")
)
"""Latin letters that no decomposition takes apart, so that lodz finds Łódź. Lower case only."""
