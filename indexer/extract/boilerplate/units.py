"""The lines of an article that might recur in others of its source, and which of those may be boilerplate at all.

A unit is a line, or the words behind the last sentence of the last line, as one 64-bit number: letters and digits
alone count, every number counts as 0, so that «تبدأ بالرمز 158» and «تبدأ بالرمز 160» are one. Not for: counting over
articles (`indexer.repetition`) or taking lines off (`split`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.extract.boilerplate.lines import ends_sentence, find_buttons, is_residue, plain
from indexer.extract.dateline.byline import read_byline
from indexer.extract.dateline.company import read_unknown
from indexer.extract.dateline.tables import own_outlet
from indexer.extract.dateline.words import has_given_name, is_name_like

FIRST_LINES = 4
LAST_LINES = 6
"""So many lines from either end a button or footer may stand; deeper it must be a service line."""

MAX_UNIT_CHARS = 200
MAX_MIDDLE_CHARS = 80
MAX_MIDDLE_LINES = 40
TAIL_CHARS = 220
MAX_TAILS = 4
CONTEXT_CHARS = 200

_WORDS = re.compile(r"[^\W\d_]+|\d+")
# A tail begins behind a sentence, or where the page begins to speak to its readers.
_TAIL_START = re.compile(
    r"(?<=[.!؟»”\"…)])\s+(?=\S)|(?:\s+|(?<=[A-Za-z]))(?=(?:للتواصل|لمراسلة|للمراسلة|تابعونا|لمتابعة|جميع الحقوق)\s)"
)

# What only a page says to its readers; in a sentence of news these words do not stand together with a full stop.
_SERVICE = re.compile(
    r"للتواصل|لمراسلة|للمراسلة|(?:ل)?متابع(?:ة|تنا)? (?:آخر|اخر|كل|جميع|المزيد)|تابع(?:ونا|نا|وا) |اشترك(?:وا)? "
    r"|للاشتراك|حمّ?ل(?:وا)? (?:ال)?(?:آن )?(?:ال)?تطبيق|[أا]رسل(?:وا)? (?:رسال|sms|إلى)|sms|ثم الرسالة|نص الرسالة"
    r"|[اأ]ضغط(?:وا)? هنا|[أا]نقر(?:وا)? هن|حقوق (?:النشر|الطبع|محفوظ)|الحقوق محفوظة|[تي]عبر عن (?:ال)?(?:رأي|وجهة)"
    r"|لا [تي]عبر|[اإأ]قر[أا](?:وا)? (?:أيض|ايض|المزيد|كذلك)|لقراءة (?:المزيد|الخبر|المقال|الحوار)|النشرة البريدية"
    r"|رابط (?:الخبر|المقال|الموضوع|المقالة|المصدر)|https?://|www\.|[\w.]@[\w.]|all rights|copyright|©|subscribe"
    r"|sign up|newsletter",
    re.IGNORECASE,
)
_FAINT_SERVICE = re.compile(
    r"تويتر|فيس ?بوك|[إا]نستغرام|[إا]نستجرام|[إا]نستقرام|يوتيوب|واتس ?[أا]?ب|تيليجرام|تلغرام|تيليغرام|سناب|شارك|"
    r"[أا]رشيف|تطبيق|موبايلي|الاتصالات|\bstc\b|\bzain\b|\bmobily\b|\bزين\b|المزيد|twitter|facebook|whatsapp|telegram|"
    r"instagram|youtube|share|print|next|previous|@\w|^\W*(?:انتهى|يتبع)\W*$|\bnull\b|undefined|advertisement|إعلان",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One line that may recur. number: of its words. text: as written, stripped. is_edge: stands near an end."""

    number: int
    text: str
    is_edge: bool


def find_units(body: str) -> tuple[list[Unit], int]:
    """Return the units of a text and a number for the text itself, the same for edited copies of one article.

    The latter is made of the beginning of the longest line, so that an article that is published again with another
    footer or headline does not count as two.
    """
    lines = [line for line in body[find_buttons(body) :].split("\n") if line.strip()]
    if not lines:
        return [], 0
    longest = max(lines, key=len)
    found = list(_edge_units(lines))
    middle = lines[FIRST_LINES : max(FIRST_LINES, len(lines) - LAST_LINES)][:MAX_MIDDLE_LINES]
    short = (line for line in middle if len(line) <= MAX_MIDDLE_CHARS)
    found += [Unit(number, line.strip(), is_edge=False) for line in short if (number := number_of(line))]
    return list({unit.number: unit for unit in reversed(found)}.values()), number_of(longest[:CONTEXT_CHARS]) or 1


def number_of(text: str) -> int:
    """Return the 64-bit number of the words of a text, 0 where it has none."""
    words = " ".join("0" if word[0].isdigit() else word for word in _WORDS.findall(plain(text).casefold()))
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()) if words else 0


def iter_tails(line: str, start: int) -> Iterator[int]:
    """Yield where the last sentences of line[start:] begin, the longest rest first, within its last `TAIL_CHARS`."""
    first = max(start, len(line) - TAIL_CHARS)
    starts = [match.end() for match in _TAIL_START.finditer(line, first)]
    yield from starts[-MAX_TAILS:]


def is_service(text: str) -> bool:
    """Return whether a line speaks to the page's readers: write to us, follow us, all rights reserved."""
    bare = plain(text)
    if _SERVICE.search(bare):
        return True
    return not ends_sentence(bare) and bool(_FAINT_SERVICE.search(bare) or is_residue(bare, before_text=False))


def may_be_boilerplate(text: str, source: str) -> bool:
    """Return whether a line that recurs may be the page's and not the article's own.

    Sentences, bylines, credits of agencies and names are the article's, however often they recur.
    """
    bare = plain(text)
    if is_service(text):
        return True
    if ends_sentence(bare) or bare.endswith(("؟", "?", "..", "…", ":")) or not any(map(str.isalnum, bare)):
        return False
    name = bare.strip(" *-–()")
    if is_name_like(name) and has_given_name(name):
        return False
    pieces = read_byline(text, 0, len(text), own_outlet(source))
    if any(piece.kind is not None for piece in pieces):
        pieces = read_unknown(pieces, names_only=True)
    return any(piece.kind is None for piece in pieces)


def _edge_units(lines: list[str]) -> Iterator[Unit]:
    """Yield the first and last lines, and the ends of the last."""
    edges = {*range(min(FIRST_LINES, len(lines))), *range(max(0, len(lines) - LAST_LINES), len(lines))}
    for place in sorted(edges):
        if len(lines[place]) <= MAX_UNIT_CHARS and (number := number_of(lines[place])):
            yield Unit(number, lines[place].strip(), is_edge=True)
    last = lines[-1].rstrip()
    for start in iter_tails(last, 0):
        if number := number_of(last[start:]):
            yield Unit(number, last[start:], is_edge=True)
