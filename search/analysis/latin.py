"""Names in Latin letters: keys under which `lavrov` and لافروف meet.

A key is the consonants of a word, one letter for each class of sounds that the two scripts write alike (p and b, v and
f, z and s are one), and `a` for a vowel in front. Vowels inside, hamza and ع are passed over: Latin spellings disagree
about them. Letters of Latin stand for several sounds, so that a Latin word may have several keys, the likeliest first;
an Arabic word has one, and another where ال may not be its article. Keys are for names, and loose: what was found by
one is to be shown as such. Not for: Latin words that stand in the text themselves (`normalize.fold`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from search.analysis.normalize import MAX_CACHED_FORMS, fold, surface

MIN_KEY = 2
"""A key of fewer letters says nothing."""
MAX_KEYS = 16
"""Readings of one Latin word that are tried."""
MAX_WORD_CHARS = 40
"""Longer words are no names: they have no key."""

_words = re.compile(r"[^\W_](?:[^\W_]|['’‘`ʿʾ])*")
_latin_word = re.compile(r"[2-9]{0,2}'?[a-z](?:[a-z']|[2-9](?!\d))*")
_arabic_word = re.compile("[\u0621-\u064a]+")

_ACCENTED = str.maketrans(
    dict.fromkeys("ʿʾ’‘`", "'")
    | {"č": "ch", "ć": "ch", "š": "sh", "ş": "sh", "ž": "zh", "ǧ": "j", "ġ": "gh", "ḥ": "h", "ḫ": "kh", "ḵ": "kh"}
    | {"ḏ": "dh", "ṯ": "th"}
)
"""Accents that make another sound; the others are taken off."""
_ARABIZI = (
    ("3'", "gh"),
    ("7'", "kh"),
    ("2", "'"),
    ("3", "'"),
    ("5", "kh"),
    ("6", "t"),
    ("7", "h"),
    ("8", "q"),
    ("9", "s"),
)
"""Digits that stand for letters in chats: 3omar, 7amas, 5aled."""

_VOWELS = frozenset("aeiouy")
_FRONT_VOWELS = frozenset("eiy")
_SILENT = ("",)
_doubled = re.compile(r"([a-gi-z])\1+")
_graphemes = re.compile("shch|tsch|dzh|tch|sch|tsh|ch|sh|kh|gh|ph|th|dh|dj|zh|ck|qu|cz|tz|[a-z]")
_ARTICLES = frozenset(("al", "el", "ul"))
_joined_article = re.compile("([ae]l)([b-df-hj-np-tv-z].{3,})")
_servant_word = re.compile("abd[aeou]l")
_servant_of = re.compile(r"abd(?:[aeiou]l|[aeiou](?=([rnstdz])\1))(?!l?ah$)(?=.{3})")
_father_of = re.compile("ab[ou]+l")
_of_god = re.compile("(?<=.)l?lah$")
_begins_with_w = re.compile("ou(?=[aei]|ld)")

_SPELLINGS = (
    "shch=c tsch=c tch=c sch=c tsh=c sh=c cz=c dzh=j dj=j zh=j ck=k qu=k tz=ts ph=f kh=x gh=g|gh th=t dh=d|s "
    "z=s|d|ts b=b p=b f=f v=f d=d t=t s=s k=k q=k j=j l=l m=m n=n r=r"
)
_SOUNDS: dict[str, tuple[str, ...]] = {
    spelling: tuple(sounds.split("|")) for spelling, sounds in (pair.split("=") for pair in _SPELLINGS.split())
}
"""The sounds of Latin spellings. c is ش and تش, x is خ, j is ج and دج, g is غ, h is ح and ه."""

_CONSONANTS = dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhxddrsscsdtsgfkklmnh", strict=True))
"""Folded letters to sounds; those of vowels, hamza and ع have none."""
_ARABIC_SOUNDS = str.maketrans(_CONSONANTS | dict.fromkeys("اويءع", ""))
_AT_THE_HEAD = {"ا": "a", "ء": "a", "ع": "a", "و": "w", "ي": "y"}
_ARABIC_DIGRAPHS = (("تش", "ش"), ("دج", "ج"), ("لل", "ل"))
_ARTICLE, _GOD, _SERVANT = "ال", "الله", "عبدال"
_HEH = "ه"
_OF_GOD = ("al",)


def latin_key(text: str) -> str:
    """Return the likeliest key of each Latin word of a text that has one, parted by spaces.

    >>> latin_key("Sergei Lavrov"), latin_key("Abdel Fattah el-Sisi")
    ('srj lfrf', 'abd fth ss')
    """
    return " ".join(keys[0] for keys in latin_word_keys(text))


def latin_word_keys(text: str) -> tuple[tuple[str, ...], ...]:
    """Return for each Latin word of a text that has keys all of them, the likeliest first.

    >>> latin_word_keys("Muammar gaddafi")
    (('mmr',), ('gdf', 'jdf', 'kdf'))

    Articles have none beside other words; عبد is parted from the name it is written together with.
    """
    words = [word for match in _words.finditer(_plain(text)) for word in _parted(match[0])]
    found = (latin_keys(word) for word in words if len(words) == 1 or word not in _ARTICLES)
    return tuple(keys for keys in found if keys)


def latin_keys(word: str) -> tuple[str, ...]:
    """Return the possible keys of one Latin word in small letters, the likeliest first; none where it says nothing.

    >>> latin_keys("nazif"), latin_keys("elsisi"), latin_keys("2021")
    (('nsf', 'ndf', 'ntsf'), ('alss', 'ss'), ())
    """
    if len(word) > MAX_WORD_CHARS or not _latin_word.fullmatch(word):
        return ()
    for digits, letters in _ARABIZI:
        word = word.replace(digits, letters)
    keys = list(islice(_readings(word), MAX_KEYS))
    article = _joined_article.fullmatch(word)
    if article:
        rest = next(_readings(article[2]))
        # `al` begins many words that are not Arabic: what remains must say more.
        keys += [rest] if len(rest) > MIN_KEY or article[1] == "el" else []
    return tuple(dict.fromkeys(key for key in keys if len(key) >= MIN_KEY))


def arabic_latin_key(text: str) -> str:
    """Return the key of each Arabic word of a text, parted by spaces; Latin words between them keep their likeliest.

    >>> arabic_latin_key("عبد الفتاح السيسي"), arabic_latin_key("معمر القذافي")
    ('abd fth ss', 'mmr kdf')
    """
    return " ".join(keys[0] for keys in arabic_word_keys(text))


def arabic_word_keys(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the keys of each word of a text: two where a word in ال may keep it, as الكسندر does.

    Words are cut as Latin cuts them: الله is joined with what stands before it (حزب الله is hezbollah), عبد is not.
    """
    found: list[tuple[str, ...]] = []
    for chunk in text.split():
        for keys in _cached_keys(chunk) if len(chunk) <= MAX_WORD_CHARS else _keys_of(chunk):
            if keys is _OF_GOD and found:
                found[-1] = tuple(f"{key}l" for key in found[-1])
            else:
                found.append(keys)
    return tuple(found)


def _keys_of(chunk: str) -> tuple[tuple[str, ...], ...]:
    """Return the keys of the words between two white spaces; _OF_GOD for الله, which joins what stands before it."""
    found: list[tuple[str, ...]] = []
    for match in _words.finditer(surface(chunk)):
        word = match[0]
        if not _arabic_word.fullmatch(fold(word)):
            found += latin_word_keys(word)
        elif word == _GOD:
            found.append(_OF_GOD)
        elif word.startswith(_SERVANT) and len(word) > len(_SERVANT) + 2:
            rest = word.removeprefix(_SERVANT)
            found += [("abdl",)] if rest == "له" else [("abd",), (_key(fold(rest)),)]
        elif word.startswith(_ARTICLE) and len(word) > len(_ARTICLE) + 1:
            found.append((_key(fold(word[len(_ARTICLE) :])), _key(fold(word))))
        else:
            found.append((_key(fold(word)),))
    kept = (keys if keys is _OF_GOD else tuple(key for key in keys if key) for keys in found)
    return tuple(keys for keys in kept if keys)


_cached_keys = lru_cache(MAX_CACHED_FORMS)(_keys_of)


def _key(word: str) -> str:
    """Return the key of a folded Arabic word, its article taken off before."""
    head = _AT_THE_HEAD.get(word[0], "")
    for pair, letter in _ARABIC_DIGRAPHS:
        word = word.replace(pair, letter)
    return head + word.removesuffix(_HEH).translate(_ARABIC_SOUNDS)


def _plain(text: str) -> str:
    """Return a text in small letters without accents; those that make another sound become two letters."""
    return fold(unicodedata.normalize("NFC", text).casefold().translate(_ACCENTED))


def _parted(word: str) -> list[str]:
    """Return a Latin word in the words that Arabic makes of it: abdulrahman is عبد and الرحمن."""
    if _servant_word.fullmatch(word):
        return ["abd"]
    servant = _servant_of.match(word)
    return ["abd", word[servant.end() :]] if servant else [word]


def _readings(word: str) -> Iterator[str]:
    """Yield the keys of a word in the order of their likelihood."""
    if _father_of.fullmatch(word):
        word = "abu"
    if word.endswith("llah"):
        word = _of_god.sub("l", word)
    letters = _doubled.sub(r"\1", _begins_with_w.sub("w", word, count=1) if word.startswith("ou") else word)
    parts: list[tuple[str, ...]] = [("a",)] if letters[0] in "'aeiou" else []
    letters = letters.replace("'", "")
    for match in _graphemes.finditer(letters):
        sounds = _SOUNDS.get(match[0]) or _sounds_by_place(match[0], letters[: match.start()], letters[match.end() :])
        if sounds != _SILENT:
            parts.append(sounds)
    return map("".join, product(*parts))


def _sounds_by_place(letters: str, before: str, behind: str) -> tuple[str, ...]:
    """Return the sounds of a spelling that its neighbours decide about."""
    follows = behind[:1]
    if letters == "ch":
        return ("k", "c", "x") if follows in ("r", "l") else ("c", "k", "x")
    if letters == "c":
        if not behind and before.endswith("i"):  # Djokovic, Eric
            return ("c", "k") if before.endswith("vi") else ("k", "c")
        return ("s", "k") if follows in _FRONT_VOWELS else ("k",)
    if letters == "g":
        hidden = _SILENT if before.endswith("n") and follows and follows not in _VOWELS else ()  # واشنطن
        return ("j", "g", "k", *hidden) if follows in _FRONT_VOWELS else ("g", "j", "k", *hidden)
    if letters == "h":
        may_be_silent = before[-1:] in _VOWELS and (not follows or follows in "nmrlt")  # Hamzah, John
        return ("h", "") if may_be_silent else ("h",)
    return _sounds_at_the_head(letters) if not before else ("ks",) if letters == "x" else _SILENT


def _sounds_at_the_head(letter: str) -> tuple[str, ...]:
    return {"w": ("w", "f"), "x": ("c", "s", "ks"), "y": ("y",)}.get(letter, _SILENT)
