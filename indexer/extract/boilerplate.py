"""Takes off what a copied web page left around an article: icons, buttons, related links, appeals for money.

Only the shape of lines decides: a line that is nothing but residue, or a footer's heading with no prose
behind it. A line with a sentence in it is never residue, so a doubtful line stays in the text. Nothing is
thrown away: what is taken off becomes a caption or boilerplate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Tatweel, Arabic marks, joiners and direction marks: the same button is copied with and without them.
_IGNORED = re.compile(
    "[\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)

# An image's alternative text is copied in front of the caption without a space: «camera iconاجتماع …».
_PICTURE_ICON = re.compile(r"\s*((?:camera|photo|image|picture|gallery)\s+icon)", re.IGNORECASE)
_OTHER_ICON = re.compile(
    r"\s*(?:tag|clock|calendar|user|share|print|comment|time|date|folder)s?\s+icon\b", re.IGNORECASE
)
_MAX_ICON_LINE_CHARS = 60

_FONT_SIZE = re.compile(r"(?:[عأاA][+\-]?[\s|]*){2,6}")
_SHARE_WORD = (
    r"(?:شارك(?:ها|ه|وا|نا)?|مشاركة|(?:هذا |هذه )?(?:المقال[ةه]?|الخبر|الموضوع|الصفحة)|على|عبر|غرد|تغريد[ةه]?|"
    r"في?سبوك|فايسبوك|تويتر|[إا]كس|واتس ?[أا]?ب|تيليجرام|تيلي?غرام|تلغرام|تلجرام|لينكد ?[إا]ن|ماسنجر|مسنجر|"
    r"بينترست|[إا]نستغرام|[إا]نستجرام|طباعة|[اأإ]طبع|[إا]رسال|البريد(?: الإلكتروني| الالكتروني)?|نسخ(?: الرابط)?|"
    r"facebook|twitter|x|whatsapp|telegram|linkedin|messenger|pinterest|instagram|share|tweet|print|e-?mail|copy link)"
)
_SHARE_LINE = re.compile(rf"(?:{_SHARE_WORD}[\s:|،,/•·\-]*){{2,12}}", re.IGNORECASE)
_BREADCRUMB = re.compile(r"(?:الصفحة )?(?:ال)?رئيسية(?:\s*[/›»>\\|←]\s*[^/›»>\\|←.]{1,40}){1,5}")
_READ_MORE = re.compile(r"[\s.…]*(?:اقر[أا] )?المزيد[\s.…»>]*")
_CLOSE_BUTTON = re.compile(r"[×✕✖]")

_RELATED = r"(?:متعلق[ةه]|ذات (?:ال)?صل[ةه]|ذات علاق[ةه]|مشابه[ةه]|مرتبط[ةه]|مقترح[ةه])"
_FOOTER_HEADING = re.compile(
    rf"(?:(?:ال)?(?:مقالات|مواضيع|موضوعات|[أا]خبار|مواد|روابط|تقارير|قصص|محتوى) (?:ال)?{_RELATED}|ذات صل[ةه]"
    r"|[اأإ]قر[أا](?:وا)? [أا]يض[اى]|شاهد(?:وا)? [أا]يض[اى]|[اأإ]قر[أا] المزيد"
    r"|(?:مواضيع |[أا]خبار |مقالات )?قد (?:ت|ي)(?:همك|عجبك)(?: [أا]يض[اى])?"
    r"|ال[أا]كثر (?:قراءة|مشاهدة|تداولا|تعليقا)|تابع(?:نا|ونا) (?:على|عبر)(?: .{1,30})?"
    r"|related(?: (?:articles|posts|stories|news|topics))?|read (?:also|more|next)|you may also like|[×✕✖])",
    re.IGNORECASE,
)

# Each is one sign that a line asks the reader for money; two in the last lines make an appeal.
_APPEAL_SIGNS = tuple(
    re.compile(sign, re.IGNORECASE)
    for sign in (
        r"\bتبرع(?:ك|كم|وا)?\b",
        r"\bتبرع (?:الآن|الان|لنا)",
        r"\b[اأ]دعم(?:وا|نا|ونا)?\b|\bدعم(?:ك|كم)\b",
        r"\bساهم(?:وا)? في\b|\bمساهمت(?:ك|كم)\b|\bللمساهمة\b",
        r"\bبحاجت(?:ك|كم|نا)\b|\bبحاجة إلى دعمك",
        r"\bاضغط هنا\b|\b[أا]نقر هنا\b",
        r"\bمستقل(?:ا|ين|ة)\b",
        r"\b(?:دولار|يورو|جنيه)\w* .{0,12}شهريا",
        r"\bdonate\b|\bsupport us\b|\bcontribut",
    )
)
_MAX_APPEAL_CHARS = 250
_MAX_TAIL_LINE_CHARS = 90


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article without its residue; the parts together hold every character but white space of the input."""

    title: str
    text: str
    captions: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()


def split_boilerplate(title: str, body: str) -> Cleaned:
    """Return the article's own text, its captions and what the page had put around them.

    The text is the body's own lines, character for character; only empty lines go with what they stood around.
    """
    lines = body.split("\n")
    plain = [_plain(line) for line in lines]
    captions: list[str] = []
    boilerplate: list[str] = []
    end = _find_footer(plain)
    kept: list[str] = []
    gap = False  # Something was taken off since the last line of text: empty lines around it shrink.
    for line, bare in zip(lines[:end], plain[:end], strict=True):
        icon = _PICTURE_ICON.match(line)
        if icon:
            gap = True
            boilerplate.append(icon[1])
            if line[icon.end() :].strip():
                captions.append(line[icon.end() :].strip())
        elif _is_residue(bare, before_text=not any(each.strip() for each in kept)):
            gap = True
            boilerplate.append(line.strip())
        elif line.strip():
            gap = False
            kept.append(line)
        elif not gap or not kept or kept[-1].strip():
            kept.append(line)
    boilerplate += [line.strip() for line in lines[end:] if line.strip()]
    return Cleaned(title.strip(), _without_outer_blank_lines(kept), tuple(captions), tuple(boilerplate))


def _plain(line: str) -> str:
    """Return the line as the patterns see it: no marks, no tatweel, single spaces; a paragraph as it is."""
    if len(line) > 2 * _MAX_APPEAL_CHARS:
        return line.strip()
    return " ".join(_IGNORED.sub("", line).split())


def _is_residue(bare: str, *, before_text: bool) -> bool:
    """Return whether a line is nothing but buttons, icons or a path of sections."""
    if not bare or len(bare) > 160:
        return False
    if _OTHER_ICON.match(bare):
        return len(bare) <= _MAX_ICON_LINE_CHARS
    if before_text and _BREADCRUMB.fullmatch(bare):
        return True
    return bool(_FONT_SIZE.fullmatch(bare) or _is_share_line(bare) or _CLOSE_BUTTON.fullmatch(bare))


def _is_share_line(bare: str) -> bool:
    """Return whether a line is a row of buttons; one word alone («تويتر») may be a heading of the article."""
    return bool(_SHARE_LINE.fullmatch(bare)) and len(bare.split()) >= 2


def _find_footer(plain: list[str]) -> int:
    """Return the index of the first line that belongs to the footer, `len(plain)` where there is none."""
    last_prose = next((index for index in reversed(range(len(plain))) if _is_prose(plain[index])), -1)
    end = next(
        (
            index
            for index in range(last_prose + 1, len(plain))
            if _FOOTER_HEADING.fullmatch(plain[index].rstrip(" :：.…-–")) and any(plain[:index])
        ),
        len(plain),
    )
    while True:
        above = _skip_blank(plain, end)
        if above and (_READ_MORE.fullmatch(plain[above - 1]) or _is_residue(plain[above - 1], before_text=False)):
            end = above - 1
            continue
        start = _find_appeal(plain, above)
        if start == above:
            return end
        end = start


def _skip_blank(plain: list[str], end: int) -> int:
    while end and not plain[end - 1]:
        end -= 1
    return end


def _find_appeal(plain: list[str], end: int) -> int:
    """Return where the appeal that ends before `end` begins, or `end` where there is none."""
    start, index, signs, lines = end, end, 0, 0
    while index and (not plain[index - 1] or _is_short_tail(plain[index - 1])):
        index -= 1
        found = _count_signs(plain[index])
        if found:
            start, signs, lines = index, signs + found, lines + 1
        elif plain[index] and not lines:
            return end  # The last line of all must ask; a signature or place ends an article too.
    return start if signs >= 2 and any(plain[:start]) else end


def _is_short_tail(bare: str) -> bool:
    return (len(bare) <= _MAX_TAIL_LINE_CHARS and not _ends_sentence(bare)) or _is_appeal(bare)


def _is_appeal(bare: str) -> bool:
    return len(bare) <= _MAX_APPEAL_CHARS and _count_signs(bare) >= 2


def _count_signs(bare: str) -> int:
    return sum(bool(sign.search(bare)) for sign in _APPEAL_SIGNS)


def _is_prose(bare: str) -> bool:
    """Return whether a line is a sentence or paragraph of the article, not a link's title or an appeal."""
    if _is_appeal(bare):
        return False
    return len(bare) >= 120 or (_ends_sentence(bare) and len(bare.split()) >= 4)


def _ends_sentence(bare: str) -> bool:
    stripped = bare.rstrip(' »”")’')
    return stripped.endswith((".", "!", "؛")) and not stripped.endswith("..")


def _without_outer_blank_lines(lines: list[str]) -> str:
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    last = next((index for index in range(len(lines), first, -1) if lines[index - 1].strip()), first)
    return "\n".join(lines[first:last])
