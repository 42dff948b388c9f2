"""What one line of a copied page is: a button, a path of sections, a heading of links, an appeal, a sentence.

Shape alone decides: a line with a sentence in it is never residue, so a doubtful line stays in the text. Not for:
where in an article a line stands (`split`), or how often it recurs (`units`).
"""

from __future__ import annotations

import re

# Tatweel, Arabic marks, joiners and direction marks: the same button is copied with and without them.
_IGNORED = re.compile(
    "[\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)

# An image's alternative text is copied in front of the caption without a space: «camera iconاجتماع …».
PICTURE_ICON = re.compile(r"\s*((?:camera|photo|image|picture|gallery)\s+icon)", re.IGNORECASE)
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
READ_MORE = re.compile(r"[\s.…]*(?:اقر[أا] )?المزيد[\s.…»>]*")
_CLOSE_BUTTON = re.compile(r"[×✕✖]")

_RELATED = r"(?:متعلق[ةه]|ذات (?:ال)?صل[ةه]|ذات علاق[ةه]|مشابه[ةه]|مرتبط[ةه]|مقترح[ةه])"
FOOTER_HEADING = re.compile(
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
# «// انتهى //» and the hour behind it are an agency's, «يتبع» too; a sentence never stands between slashes.
_END_MARK = re.compile(
    r"[\s/*\-–.]*//[\s/]*(?:انتهى|يتبع|تابع)[\s/.]*(?:\d{1,2}:\d{2}\s*(?:ت\s?م|جمت|gmt))?|\d{1,2}:\d{2}\s*ت\s?م"
)
_ARCHIVE = re.compile(
    r"[(\[«\"*\-– ]*(?:صور[ةه]?|الصور[ةه]?|لقط[ةه]) ?(?:[أا]رشيفي[ةه]|من ال[أا]رشيف|تعبيري[ةه]|توضيحي[ةه]|متداول[ةه])"
    r"(?: .{0,60})?[)\]»\"*]*"
    r"|[^.!؟]{4,110}\((?:صور[ةه] )?(?:[أا]رشيفي[ةه]|من ال[أا]رشيف|[أا]رشيف)\)"
)
_SLIDER = re.compile(r"\s*(?:(?:next|previous|prev|السابق|التالي)[\s|/»«‹›<>]+){2}(?=\S)", re.IGNORECASE)
_SHARE_ROW = re.compile(
    rf"\s*(?:(?:{_SHARE_WORD}|من خلال|(?:جوجل|قوقل|غوغل) ?(?:بلس|\+)?|google ?\+?|اكتب (?:رأيك|تعليقك)"
    r"|[أا]ضف تعليق[اك]?)"
    r"[\s:|،,/•·\-]+){3,14}(?=\S)",
    re.IGNORECASE,
)
_NETWORK = re.compile(
    r"سبوك|تويتر|واتس|تيلي?[جغ]رام|تل[غج]رام|جوجل|قوقل|غوغل|لينكد|facebook|twitter|whatsapp|google", re.I
)
_MAX_SLIDER_CHARS = 200
_MAX_APPEAL_CHARS = 250
_MAX_TAIL_LINE_CHARS = 90


def plain(line: str) -> str:
    """Return the line as the patterns see it: no marks, no tatweel, single spaces; a paragraph as it is."""
    if not line:
        return ""
    if len(line) > 2 * _MAX_APPEAL_CHARS:
        return line.strip()
    return " ".join(_IGNORED.sub("", line).split())


def find_buttons(body: str) -> int:
    """Return how many characters at the beginning are a slider's buttons or a row of two networks and more."""
    match = _SLIDER.match(body, 0, _MAX_SLIDER_CHARS)
    if match:
        return match.end()
    match = _SHARE_ROW.match(body, 0, _MAX_SLIDER_CHARS)
    return match.end() if match and len(_NETWORK.findall(match[0])) >= 2 else 0


def is_residue(bare: str, *, before_text: bool) -> bool:
    """Return whether a line is nothing but buttons, icons or a path of sections."""
    if not bare or len(bare) > 160:
        return False
    if _OTHER_ICON.match(bare):
        return len(bare) <= _MAX_ICON_LINE_CHARS
    if before_text and _BREADCRUMB.fullmatch(bare):
        return True
    return bool(_FONT_SIZE.fullmatch(bare) or is_share_line(bare) or _CLOSE_BUTTON.fullmatch(bare))


def is_end_mark(bare: str) -> bool:
    """Return whether a line is an agency's mark that its report ends or goes on, or the hour behind it."""
    return len(bare) <= 60 and bool(_END_MARK.fullmatch(bare))


def is_archive_caption(bare: str) -> bool:
    """Return whether a line is the caption of a picture from the archive (صورة أرشيفية)."""
    return len(bare) <= 120 and not ends_sentence(bare) and bool(_ARCHIVE.fullmatch(bare))


def is_share_line(bare: str) -> bool:
    """Return whether a line is a row of buttons; one word alone («تويتر») may be a heading of the article."""
    return bool(_SHARE_LINE.fullmatch(bare)) and len(bare.split()) >= 2


def is_short_tail(bare: str) -> bool:
    """Return whether a line can stand among the last lines of a page: short and no sentence, or an appeal."""
    return (len(bare) <= _MAX_TAIL_LINE_CHARS and not ends_sentence(bare)) or is_appeal(bare)


def is_appeal(bare: str) -> bool:
    """Return whether a line asks the reader for money."""
    return len(bare) <= _MAX_APPEAL_CHARS and count_signs(bare) >= 2


def count_signs(bare: str) -> int:
    """Return how many signs of an appeal for money a line shows."""
    return sum(bool(sign.search(bare)) for sign in _APPEAL_SIGNS)


def is_prose(bare: str) -> bool:
    """Return whether a line is a sentence or paragraph of the article, not a link's title or an appeal."""
    if len(bare.split(None, 3)) < 4 or is_appeal(bare):
        return False
    return len(bare) >= 120 or ends_sentence(bare)


def ends_sentence(bare: str) -> bool:
    """Return whether a line ends as a sentence does; three dots are an ellipsis or a button."""
    stripped = bare.rstrip(' »”")’')
    return stripped.endswith((".", "!", "؛")) and not stripped.endswith("..")
