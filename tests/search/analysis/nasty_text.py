"""Hypothesis strategies for the worst text that may come: all that Arabic is written in, and what strays into it.

`whole_words` says where words begin and end straight from Unicode's categories, one character after the
other: the slow, obvious twin of the tokenizer, which shares no table with it.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from hypothesis import strategies as st


def _block(first: int, last: int) -> st.SearchStrategy[str]:
    return st.characters(min_codepoint=first, max_codepoint=last)


ARABIC_MARKS = "".join(chr(code) for code in (*range(0x64B, 0x653), 0x656, 0x658, 0x670, 0x610, 0x6D6, 0x6E1, 0x8F0))
"""Marks that join no letter to become another: harakat, tanwin, shadda, dagger alef, Quranic and extended ones."""
JOINERS_AND_CONTROLS = (
    "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u00ad\ufeff\ufe0f"
)
TATWEEL = "ـ"
LETTERS_THAT_ARE_MARKS = TATWEEL + "\u06e5\u06e6\u08c9\u0897"
"""Tatweel; small waw and yeh of the Quran, letters to Unicode; and a mark that only Unicode 16 knows."""

arabic = st.one_of(
    st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآٱؤئىة"),
    st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآٱؤئىة"),
    _block(0x600, 0x6FF),
    _block(0x750, 0x77F),
    _block(0x870, 0x8FF),
    _block(0xFB50, 0xFDFF),
    _block(0xFE70, 0xFEFF),
)
marks = st.one_of(
    st.sampled_from(ARABIC_MARKS + "\u0653\u0654\u0655"),
    _block(0x300, 0x36F),
    st.characters(categories=("Mn", "Mc", "Me")),
)
emoji = st.sampled_from(
    [
        "😀",
        "👩\u200d👧",
        "👍🏽",
        "❤\ufe0f",
        "🏳\ufe0f\u200d🌈",
        "🇸🇦",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e007f",
    ]
)
digits = st.one_of(st.sampled_from("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"), st.characters(categories=("Nd", "Nl", "No")))
latin = st.one_of(
    st.sampled_from("aeoAEOßıİøŁæéÀçñ"), _block(0xC0, 0x24F), _block(0x1E00, 0x1EFF), _block(0x370, 0x3FF)
)
signs = st.sampled_from(list("ﷺﷻ﷽﷼ﷲﻻﷴ½¼⒈⑴۝۞﴾﴿™㎏㎞"))
separators = st.sampled_from([*" \n\t\u00a0\u202f\u3000_-‐–.,،؛؟!«»\"'’#@/:%٪٫٬…()&", "\x00", "\x1a"])
stray = st.one_of(st.characters(), st.characters(categories=("Cs",)))

pieces = st.one_of(
    arabic,
    arabic,
    marks,
    st.sampled_from(JOINERS_AND_CONTROLS + TATWEEL),
    emoji,
    digits,
    latin,
    signs,
    separators,
    stray,
)
nasty_texts = st.lists(pieces, max_size=40).map("".join)

_NEWS = (
    "أستانة قال مُحَمَّد الوزيـــر ا\u0654مر سوري-سوري كوفيد-19 #وسم_مركب ٢٫٥ 1,000 U.N. أ.ف.ب محمدﷺ \u200fمصر\u200f "
    "ا\u200cلاكتروني Bre\u0301sil «كذا» 1438هـ \ufdf2 ا\ufefbسلام 3½ AFP رى\u0654يس"
)
news_words = st.sampled_from(_NEWS.split())
nasty_news = st.lists(st.one_of(news_words, news_words, pieces, st.just(" ")), max_size=40).map("".join)
any_text = st.one_of(nasty_texts, nasty_news)


@cache
def kind_of(char: str) -> str:
    """Return what a character is to a word: "letter", "mark", "invisible", "sign" (of several words) or "other"."""
    category = unicodedata.category(char)
    parts = unicodedata.normalize("NFKC", char)
    if char in "﷼﷽":
        return "sign"
    if char in LETTERS_THAT_ARE_MARKS:
        return "mark"
    if char in JOINERS_AND_CONTROLS or _is_ignorable(char):
        return "invisible"
    if category in ("Mn", "Mc"):
        return "mark"
    if category[0] not in "LN":
        return "other"
    if char >= "\ufb50" and all(part in f" {TATWEEL}" or unicodedata.category(part) == "Mn" for part in parts):
        return "mark"  # \ufe76: a letter to Unicode, a mark to readers
    if any(unicodedata.category(part)[0] not in "LNM" for part in parts):
        return "sign"
    return "mark" if unicodedata.category(parts[0])[0] == "M" else "letter"


def _is_ignorable(char: str) -> bool:
    """Return whether a character is a format character or variation selector of the ranges that prose may hold."""
    code = ord(char)
    return (
        code == 0x34F
        or 0x180B <= code <= 0x180F
        or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
    )


def whole_words(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text begin and end, read character by character; a sign is a word of its own."""
    words: list[tuple[int, int]] = []
    start = end = -1  # of the open word; start < 0: none is open
    for place, char in enumerate(text):
        kind = kind_of(char)
        if start >= 0 and kind in ("letter", "mark"):
            end = place + 1
        elif kind == "letter":
            start, end = place, place + 1
        elif kind in ("sign", "other"):
            if start >= 0:
                words.append((start, end))
            start = -1
            if kind == "sign":
                words.append((place, place + 1))
    if start >= 0:
        words.append((start, end))
    return words
