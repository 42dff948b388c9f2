"""Text typed while the keyboard was set to the other script: key for key, what it would have been.

The Arabic letters are those of the layouts Arabic (101), on the keys of an English keyboard, and Arabic (102) AZERTY,
on those of a French one, as Windows has them: the same keys carry the same letters, only the Latin ones differ.
"""

from __future__ import annotations

import re

_PLAIN = "ذ ض ص ث ق ف غ ع ه خ ح ج د ش س ي ب ل ا ت ن م ك ط ئ ء ؤ ر لا ى ة و ز ظ".split(" ")  # noqa: SIM905 -- a row of keys reads as one
_SHIFTED = 'ّ َ ً ُ ٌ لإ إ ‘ ÷ × ؛ < > ِ ٍ ] [ لأ أ ـ ، / : " ~ ْ } { لآ آ ’ , . ؟'.split(" ")  # noqa: SIM905 -- as above
_LATIN_KEYS = {
    "qwerty": ("`qwertyuiop[]asdfghjkl;'zxcvbnm,./", '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'),
    "azerty": ("²azertyuiop^$qsdfghjklmùwxcvbn,;:!", "~AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§"),
}
LAYOUTS = tuple(_LATIN_KEYS)

_TO_ARABIC = {
    layout: dict(zip(plain, _PLAIN, strict=True))
    | {key: letter for key, letter in zip(shifted, _SHIFTED, strict=True) if key not in plain}
    for layout, (plain, shifted) in _LATIN_KEYS.items()
}
_TO_LATIN = {layout: {letter: key for key, letter in reversed(keys.items())} for layout, keys in _TO_ARABIC.items()}

_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_LATIN = re.compile("[A-Za-z]")
_OPERATORS = frozenset(("AND", "OR", "NOT"))
_LIGATURE = "لا"


def arabic_readings(text: str) -> tuple[str, ...]:
    """Return what a text with Latin letters would be in Arabic, on each layout; () where it has none.

    Words that have Arabic letters and the operators AND, OR and NOT stay as they are.

    >>> arabic_readings("Hsjhkm")[0]
    'أستانة'
    """
    if not _LATIN.search(text):
        return ()
    readings = [_convert_words(each, layout) for layout in LAYOUTS for each in (text, text.lower())]
    return tuple(dict.fromkeys(reading for reading in readings if reading != text))


def latin_readings(text: str) -> tuple[str, ...]:
    """Return what a text in Arabic letters would be in Latin, on each layout; () where it has Latin letters.

    لا is one key, B, or two, G and H: both are tried. A reading with a word of signs is none.

    >>> latin_readings("مشرقخر")[0]
    'lavrov'
    """
    if _LATIN.search(text) or not _ARABIC.search(text):
        return ()
    readings = []
    for layout in LAYOUTS:
        keys = _TO_LATIN[layout]
        for whole in (True, False) if _LIGATURE in text else (True,):
            reading = _latin_of(text, keys, ligature=whole)
            if all(word.isascii() and word.isalpha() for word in reading.split()):
                readings.append(reading)
    return tuple(dict.fromkeys(readings))


def _convert_words(text: str, layout: str) -> str:
    keys = _TO_ARABIC[layout]
    return "".join(
        part
        if part in _OPERATORS or _ARABIC.search(part) or not _LATIN.search(part)
        else "".join(keys.get(char, char) for char in part)
        for part in re.split(r"(\s+)", text)
    )


def _latin_of(text: str, keys: dict[str, str], *, ligature: bool) -> str:
    typed = []
    place = 0
    while place < len(text):
        pair = text[place : place + 2]
        length = 2 if pair in keys and (ligature or pair != _LIGATURE) else 1
        piece = text[place : place + length]
        typed.append(keys.get(piece, piece))
        place += length
    return "".join(typed)
