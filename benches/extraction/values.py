"""Hashes of names: two names that are one value have one hash, and the hash gives no text away.

What decides nothing is taken off on both sides: marks, spelling of alef, hamza, ة and ى (`search.analysis.fold_text`),
punctuation, spaces (عبد الله = عبدالله), ابن for بن, and the common noun before a proper name (نادي, شركة, مدينة …).
"""

from __future__ import annotations

import hashlib
import re

from search.analysis import fold_text

_PLACE = "مدينة محافظة منطقة إقليم قطاع جمهورية الجمهورية دولة مملكة سلطنة إمارة ولاية مقاطعة بلدة قرية"
_ORGANISATION = (
    "نادي النادي فريق منتخب شركة مؤسسة صحيفة جريدة مجلة وكالة موقع قناة شبكة تلفزيون إذاعة تنظيم حركة جماعة حزب منظمة"
)
_HEADS = {
    "person": frozenset[str](),
    "place": frozenset(fold_text(_PLACE).split()),
    "organisation": frozenset(fold_text(_ORGANISATION).split()),
}
_NO_LETTER = re.compile(r"[^\w]+|_")


def value_hash(name: str, kind: str) -> str:
    """Return 16 hex digits (blake2b of 8 bytes) of what is left of a name. kind: person, place or organisation.

    >>> value_hash("عبد الله بن زايد", "person") == value_hash("عبدالله ابن زايد", "person")
    True
    """
    words = _NO_LETTER.sub(" ", fold_text(name)).split()
    heads = _HEADS[kind]
    while len(words) > 1 and words[0] in heads:
        del words[0]
    packed = "".join("بن" if word == "ابن" else word for word in words)
    return hashlib.blake2b(packed.encode(), digest_size=8).hexdigest()


def speaker_hash(name: str) -> str:
    """Return the hash of a speaker, whose kind is not told: that of an organisation, which a person's name equals."""
    return value_hash(name, "organisation")


def text_hash(title: str, body: str) -> str:
    """Return 16 hex digits by which to know an article's text again."""
    return hashlib.blake2b(f"{title}\0{body}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
