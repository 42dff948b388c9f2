"""Parts an article's own text from its captions and from what the page had put around it.

Not for: what a line is (`lines`, `edges`) or which lines recur (`units`).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from indexer.extract.boilerplate.edges import find_tail
from indexer.extract.boilerplate.lines import (
    FOOTER_HEADING,
    PICTURE_ICON,
    READ_MORE,
    count_signs,
    find_buttons,
    is_archive_caption,
    is_end_mark,
    is_prose,
    is_residue,
    is_short_tail,
    plain,
)
from indexer.extract.boilerplate.units import MAX_UNIT_CHARS, is_service, number_of

Repeated = Container[int]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article without its residue; the parts together hold every character but white space of the input."""

    title: str
    text: str
    captions: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()


def split_boilerplate(title: str, body: str, repeated: Repeated = frozenset()) -> Cleaned:
    """Return the article's own text, its captions and what the page had put around them.

    repeated: numbers of the lines (`units.number_of`) that recur in many articles of this source; they are taken off
    where they stand at an end of the text, or anywhere if they speak to the page's readers. An article that would be
    nothing without them keeps them. The text is the body's own lines, character for character; only empty lines go
    with what they stood around, and the first and last line may lose a button, tags or a link beside their sentences.
    """
    cleaned = _split(title, body, repeated)
    if repeated and not cleaned.text and body.strip():
        return _split(title, body, frozenset())
    return cleaned


def _split(title: str, body: str, repeated: Repeated) -> Cleaned:
    head, tail = find_buttons(body), find_tail(body, repeated)
    boilerplate = [body[:head].strip()] if head else []
    lines = body[head : max(head, tail)].split("\n")
    bare_lines = [plain(line) for line in lines]
    captions: list[str] = []
    end = _find_footer(bare_lines, repeated)
    start = _find_header(bare_lines, end, repeated)
    boilerplate += [line.strip() for line in lines[:start] if line.strip()]
    kept: list[str] = []
    has_text = False
    gap = start > 0  # Something was taken off since the last line of text: empty lines around it shrink.
    for line, bare in zip(lines[start:end], bare_lines[start:end], strict=True):
        if not bare and not line.strip():
            if not gap or not kept or kept[-1].strip():
                kept.append(line)
            continue
        icon = PICTURE_ICON.match(line)
        if icon:
            gap = True
            boilerplate.append(icon[1])
            if line[icon.end() :].strip():
                captions.append(line[icon.end() :].strip())
        elif is_archive_caption(bare):
            gap = True
            captions.append(line.strip())
        elif is_residue(bare, before_text=not has_text) or _is_repeated_service(bare, repeated):
            gap = True
            boilerplate.append(line.strip())
        else:
            gap, has_text = False, True
            kept.append(line)
    boilerplate += [line.strip() for line in lines[end:] if line.strip()]
    if tail < len(body) and body[max(head, tail) :].strip():
        boilerplate.append(body[max(head, tail) :].strip())
    return Cleaned(title.strip(), _without_outer_blank_lines(kept), tuple(captions), tuple(boilerplate))


def _is_repeated(bare: str, repeated: Repeated) -> bool:
    return bool(repeated) and 0 < len(bare) <= MAX_UNIT_CHARS and number_of(bare) in repeated


def _is_repeated_service(bare: str, repeated: Repeated) -> bool:
    return _is_repeated(bare, repeated) and is_service(bare)


def _find_header(bare_lines: list[str], end: int, repeated: Repeated) -> int:
    """Return the index of the first line that the page did not put in front, at most `end`."""
    start = 0
    for index in range(end):
        if _is_repeated(bare_lines[index], repeated):
            start = index + 1
        elif bare_lines[index] and not is_residue(bare_lines[index], before_text=True):
            break
    return start


def _find_footer(bare_lines: list[str], repeated: Repeated) -> int:
    """Return the index of the first line that belongs to the footer, `len(bare_lines)` where there is none."""
    last_prose = next((index for index in reversed(range(len(bare_lines))) if is_prose(bare_lines[index])), -1)
    end = next(
        (
            index
            for index in range(last_prose + 1, len(bare_lines))
            if FOOTER_HEADING.fullmatch(bare_lines[index].rstrip(" :：.…-–")) and any(bare_lines[:index])
        ),
        len(bare_lines),
    )
    while True:
        above = _skip_blank(bare_lines, end)
        if above and _is_footer_line(bare_lines[above - 1], repeated):
            end = above - 1
            continue
        start = _find_appeal(bare_lines, above)
        if start == above:
            return end
        end = start


def _is_footer_line(bare: str, repeated: Repeated) -> bool:
    """Return whether a line, as the last of a text, is the page's."""
    return bool(
        READ_MORE.fullmatch(bare)
        or is_end_mark(bare)
        or is_residue(bare, before_text=False)
        or _is_repeated(bare, repeated)
    )


def _skip_blank(bare_lines: list[str], end: int) -> int:
    while end and not bare_lines[end - 1]:
        end -= 1
    return end


def _find_appeal(bare_lines: list[str], end: int) -> int:
    """Return where the appeal that ends before `end` begins, or `end` where there is none."""
    start, index, signs, lines = end, end, 0, 0
    while index and (not bare_lines[index - 1] or is_short_tail(bare_lines[index - 1])):
        index -= 1
        found = count_signs(bare_lines[index])
        if found:
            start, signs, lines = index, signs + found, lines + 1
        elif bare_lines[index] and not lines:
            return end  # The last line of all must ask; a signature or place ends an article too.
    return start if signs >= 2 and any(bare_lines[:start]) else end


def _without_outer_blank_lines(lines: list[str]) -> str:
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    last = next((index for index in range(len(lines), first, -1) if lines[index - 1].strip()), first)
    return "\n".join(lines[first:last])
