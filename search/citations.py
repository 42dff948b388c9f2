"""Articles as citations: RIS and BibTeX for reference managers, and a plain line for a footnote.

Pure: an article in, text out. What belongs here: the two formats and how a newspaper article is cited in Arabic and
English. Not for: JSONL and CSV (`search.export`), nor which articles there are (an engine).

Everything an article says is other people's text: it becomes one line, without control characters and without the
characters that turn the direction of what follows, and what either format reads as a sign is written as text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Literal
from urllib.parse import quote

from search.article import Article
from search.authors import Author, authors_of

# C0 and C1 controls, lone surrogates, noncharacters; embeddings, overrides and isolates of the bidi algorithm.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029\u202a-\u202e\u2066-\u2069]")

_TEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even behind a backslash, so that \{ in a title would end or swallow fields.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: "\\" + sign for sign in "$&%#_"},
}
_TEX_SIGNS = re.compile("[" + re.escape("".join(_TEX)) + "]")
_KEY_SIGNS = re.compile("[^A-Za-z0-9_-]")
# What a URL may hold as it stands; the rest is percent-encoded, braces and backslashes among it.
_URL_SIGNS = ":/?#[]@!$&'()*+,;=%-._~"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def one_line(text: str) -> str:
    """Return the text on one line that neither steers what shows it nor turns the direction of its neighbours."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def ris_record(article: Article) -> str:
    """Return the article as one RIS record of type NEWS, its lines ended by CR LF, an empty line at its end.

    Tags as in the RIS format of Research Information Systems (2001) and its successor of 2011: T2 and JO are the
    newspaper, AN the article's key in this archive, DA year/month/day/ and behind the last stroke whether it is about
    right only, which N1 says with its reason.
    """
    day = article.published_day()
    values = [
        ("TI", article.title),
        *(("AU", author.name) for author in authors_of(article)),
        ("T2", article.source),
        ("JO", article.source),
        ("PY", f"{day.year:04}" if day else ""),
        ("DA", _ris_day(article, day)),
        ("UR", _safe_url(article.url)),
        ("AN", article.key),
        ("LA", article.language),
        ("N1", _note(article)),
    ]
    lines = ["TY  - NEWS", *(f"{tag}  - {line}" for tag, value in values if value and (line := one_line(value)))]
    return "".join(line + "\r\n" for line in (*lines, "ER  - ", ""))


def bibtex_entry(article: Article) -> str:
    """Return the article as a BibTeX entry in UTF-8, for BibTeX and BibLaTeX; an empty line at its end.

    Its key is `fihris-` and the article's. Agencies, and bylines that may be several names, stand in a second pair of
    braces: they are one name each. A date that is about right only ends with ~, as BibLaTeX reads it (ISO 8601-2).
    """
    day = article.published_day()
    about = "~" if article.is_day_guessed() else ""
    values = [
        ("author", " and ".join(_tex_author(author) for author in authors_of(article))),
        ("title", f"{{{_tex(article.title)}}}"),
        ("journal", _tex(article.source or "")),
        ("date", day.isoformat() + about if day else ""),
        ("year", f"{day.year:04}" if day else ""),
        ("month", _MONTHS[day.month - 1] if day else ""),
        ("url", _safe_url(article.url)),
        ("language", _tex(article.language or "")),
        ("note", _tex(_note(article))),
    ]
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in values
        if value not in ("", "{}")
    ]
    return f"@article{{{bibtex_key(article.key)},\n{''.join(lines)}}}\n\n"


def bibtex_key(key: str) -> str:
    """Return what an entry is called: letters, digits, - and _, whatever the article's key holds."""
    return "fihris-" + _KEY_SIGNS.sub(lambda sign: f"-{ord(sign[0]):x}-", key)


def plain_citation(
    article: Article, lang: Literal["ar", "en"] = "ar", *, address: str = "", seen: dt.date | None = None
) -> str:
    """Return the article as a footnote cites it: author, title, newspaper, day, the day it was seen, address.

    As in the Chicago style that Arab journals follow: ليلى حداد، «العنوان»، المصدر، 26/1/2021، شوهد في 3/2/2021، في: …
    address: of the article in this archive, for one that has no URL of its own. What is not known is left out;
    a day that is about right only says so.
    """
    day = article.published_day()
    url = _safe_url(article.url) or address
    title = one_line(article.title)
    names = [one_line(author.name) for author in authors_of(article)]
    if lang == "ar":
        parts = [
            " و".join(names),
            f"«{title}»" if title else "",
            one_line(article.source or ""),
            _about(article, "نحو", _arabic_day(day)),
            f"شوهد في {_arabic_day(seen)}" if seen else "",
            f"في: {url}" if url else "",
        ]
        return "، ".join(filter(None, parts))
    parts = [
        " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))),
        f"“{title}”" if title else "",
        one_line(article.source or ""),
        _about(article, "about", _english_day(day)),
        f"accessed {_english_day(seen)}" if seen else "",
        url,
    ]
    return ", ".join(filter(None, parts))


def iter_ris(articles: Iterable[Article]) -> Iterator[str]:
    """Yield the RIS record of each article."""
    return map(ris_record, articles)


def iter_bibtex(articles: Iterable[Article]) -> Iterator[str]:
    """Yield the BibTeX entry of each article."""
    return map(bibtex_entry, articles)


def _arabic_day(day: dt.date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def _english_day(day: dt.date | None) -> str:
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}" if day else ""


def _about(article: Article, word: str, day: str) -> str:
    return f"{word} {day}" if article.is_day_guessed() else day


def _note(article: Article) -> str:
    """Return that the day is about right only, in both languages, and why; "" where it is sure or not known."""
    if not article.is_day_guessed():
        return ""
    day = article.published_day()
    reason = f": {article.published_evidence}" if article.published_evidence else ""
    return f"نحو {_arabic_day(day)} (about {_english_day(day)}{reason})"


def _ris_day(article: Article, day: dt.date | None) -> str:
    return f"{day.year:04}/{day:%m/%d}/{'about' if article.is_day_guessed() else ''}" if day else ""


def _tex_author(author: Author) -> str:
    return f"{{{_tex(author.name)}}}" if author.is_whole else _tex(author.name)


def _tex(text: str) -> str:
    return _TEX_SIGNS.sub(lambda sign: _TEX[sign[0]], one_line(text))


def _safe_url(url: str | None) -> str:
    """Return a URL with what no URL may hold percent-encoded; Arabic letters stay letters."""
    return "".join(sign if sign.isalnum() or sign in _URL_SIGNS else _percent(sign) for sign in one_line(url or ""))


def _percent(sign: str) -> str:
    return quote(sign, safe="", errors="replace")
