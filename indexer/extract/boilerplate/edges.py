"""What a page's text copy leaves inside the last line: tags, the link to the page itself, a repeated last sentence.

Pages that were flattened to one line keep no line breaks around them. Each pattern is anchored at the end of the text
and bounded, so that the cost does not grow with the text. Not for: lines of their own (`lines`, `split`).
"""

from __future__ import annotations

import re
from collections.abc import Container

from indexer.extract.boilerplate.lines import ends_sentence
from indexer.extract.boilerplate.units import iter_tails, number_of

WINDOW_CHARS = 400
MAX_TAG_CHARS = 200
MAX_TAG_WORDS = 30
MAX_LINK_CHARS = 250

# «سمات» means traits as well: only behind a finished sentence or on a line of its own is it a heading of tags.
_TAGS = re.compile(
    r"(?:(?<=[.!؟»”\"…)])\s+|\n\s*)((?:سمات|الوسوم|وسوم|الكلمات المفتاحية|كلمات (?:مفتاحية|دلالية|البحث)|تاجات|التاجات"
    r"|tags|keywords)\s*[:：]?\s+\S[^\n]*)$",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:^|(?<=[\s.!؟»”\"…)]))(رابط (?:الخبر|المقال|المقالة|الموضوع|التقرير)[^:\n.]{0,40}:[^\n]*)$")


def find_tail(body: str, repeated: Container[int]) -> int:
    """Return where tags, the page's link or a repeated last sentence begin, `len(body)` where there is none."""
    stop = len(body) - _trailing_space(body)
    start = max(0, stop - WINDOW_CHARS)
    tail = body[start:stop]
    tags = _TAGS.search(tail)
    if tags and len(tags[1]) <= MAX_TAG_CHARS and len(tags[1].split()) <= MAX_TAG_WORDS and not ends_sentence(tags[1]):
        return start + tags.start(1)
    link = _LINK.search(tail)
    if link and len(link[1]) <= MAX_LINK_CHARS and not ends_sentence(link[1]):
        return start + link.start(1)
    line = tail.rfind("\n") + 1
    for begin in iter_tails(tail, line):
        if number_of(tail[begin:]) in repeated:
            return start + begin
    return len(body)


def _trailing_space(body: str) -> int:
    tail = body[-WINDOW_CHARS:]
    return len(tail) - len(tail.rstrip())
