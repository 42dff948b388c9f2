"""Whom an article names as its authors: people, or what is no person.

Pure. A byline is other people's text, and its commas part names, places and agencies alike: several names are told
apart only where that is certain, and nobody's family name is guessed. Not for: finding the byline (`indexer.extract`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from search.article import Article

# No Arabic name begins with و before alef with hamza or madda, nor with وعبد: there the و is "and".
_SEPARATORS = re.compile(r"\s*[،,;؛/]\s*|\s+و\s+|\s+و(?=[أإآ]|عبد)")
_ARABIC = re.compile("[\u0621-\u064a]")
_WORD_OF_NAME = re.compile("[\u0621-\u0652\u0670-\u06d3]+\\.?")
_WORDS_OF_NAME = range(2, 6)
_NO_NAMES = {
    *("من", "في", "عن", "على", "إلى", "ترجمة", "إعداد", "تصوير", "عدسة", "بقلم", "كتب", "كتبت"),
    *("تقرير", "تحقيق", "حوار", "هاتفيا", "هاتفياً", "خاص"),
}
_INSTITUTIONS = {
    *("وكالة", "وكالات", "الوكالة", "الوكالات", "رويترز", "فرانس", "أسوشيتد", "اسوشيتد", "الأناضول", "واس", "سبوتنيك"),
    *("صحيفة", "جريدة", "مجلة", "موقع", "شبكة", "قناة", "تلفزيون", "إذاعة", "هيئة", "مركز", "مكتب", "قسم", "فريق"),
    *("تحرير", "التحرير", "مراسلون", "مراسلو", "المراسلون", "متابعات"),
    *("reuters", "afp", "ap", "upi", "dpa", "bbc", "cnn", "agencies", "agency", "news", "staff", "desk"),
}


class Author(NamedTuple):
    """Who is cited. is_whole: no single person, as far as is known, so that no part of it is a family name."""

    name: str
    is_whole: bool


def authors_of(article: Article) -> tuple[Author, ...]:
    """Return whom a citation names first: the author or authors, else the news agencies credited; maybe nobody."""
    if not article.author:
        return tuple(Author(name, is_whole=True) for name in article.agencies)
    if article.author in article.agencies or _names_institution(article.author):
        return (Author(article.author, is_whole=True),)
    parts = _SEPARATORS.split(article.author.strip())
    if len(parts) > 1 and all(_is_name(part, article) for part in parts):
        return tuple(Author(part, is_whole=False) for part in parts)
    return (Author(article.author, is_whole=len(parts) > 1 and bool(_ARABIC.search(article.author))),)


def _names_institution(author: str) -> bool:
    """Return whether an agency or a desk is among the words, or initials such as أ ف ب."""
    words = _SEPARATORS.sub(" ", author).casefold().split()
    initials = sum(len(word.strip(".")) == 1 and bool(_ARABIC.match(word)) for word in words)
    return initials > 1 or any(form in _INSTITUTIONS for word in words for form in (word, word.removeprefix("و")))


def _is_name(part: str, article: Article) -> bool:
    """Return whether a part of a byline is certainly a person's name: some Arabic words, no place among them."""
    words = part.split()
    places = (*article.places, *filter(None, [article.dateline]))
    return (
        len(words) in _WORDS_OF_NAME
        and all(_WORD_OF_NAME.fullmatch(word) and word not in _NO_NAMES for word in words)
        and not any(f" {place} " in f" {part} " for place in places)
    )
