"""What the parser tells the reader: one notice per kind of remark, in English and Arabic.

Remarks are collected while a query is read and put into words at the end, so that a query with
fifty bad patterns gets one notice that counts them.
"""

from __future__ import annotations

from search.query_parser.locks import LOCK_NAMES
from search.results import Notice
from search.schema import FIELDS

_SHOWN_VALUES = 5
_SHOWN_CHARS = 40

FIELD_NAMES_EN = tuple(field.names[0] for field in FIELDS)
FIELD_NAMES_AR = tuple(next(name for name in field.names if not name.isascii()) for field in FIELDS)
LOCKS_EN = tuple(names[0] for names in LOCK_NAMES.values())
LOCKS_AR = tuple(next(name for name in names if not name.isascii()) for names in LOCK_NAMES.values())

_TEXTS = {
    "wildcard_too_short": (
        "A pattern needs at least two letters beside * and ?; left out: {}.",
        "يحتاج النمط إلى حرفين على الأقل غير * و؟، فتُرك: {}.",
    ),
    "wildcard_in_phrase": (
        "Inside quotation marks * and ? stand for nothing and were ignored: {}.",
        "لا معنى لعلامتي * و؟ بين علامتي الاقتباس فأُهملتا: {}.",
    ),
    "wildcard_in_value": (
        "In a name * and ? stand for nothing and were ignored: {}. Type whole words of the name.",
        "لا معنى لعلامتي * و؟ في الأسماء فأُهملتا: {}. اكتب كلمات الاسم كاملة.",
    ),
    "exact_not_here": (
        "= and exact: ask for the exact spelling of words of the text only and were ignored before: {}.",
        "علامة = وحرفي: تطلبان الكتابة الحرفية لكلمات النص وحدها، فأُهملتا قبل: {}.",
    ),
    "level_not_here": (
        "stem: and root: belong before words and phrases of the text and were ignored before: {}.",
        "موضع صرفي: وجذري: قبل كلمات النص وعباراته، فأُهملتا قبل: {}.",
    ),
    "near_operand": (
        "{} belongs between two single words, as in talks NEAR/5 Astana; both are asked for, wherever they stand.",
        "موضع {} بين كلمتين مفردتين، مثل محادثات قرب/5 أستانة؛ فطُلب الطرفان أينما وقعا.",
    ),
    "near_distance": (
        "NEAR/ needs a whole number from 0 to 50, as in NEAR/5; both words are asked for, wherever they stand: {}.",
        "تحتاج قرب/ إلى عدد صحيح من 0 إلى 50 مثل قرب/5؛ فطُلبت الكلمتان أينما وقعتا: {}.",
    ),
    "near_fields": (
        "Words of two fields never stand near each other; both are asked for, each in its field: {}.",
        "لا تتقارب كلمتان من حقلين مختلفين؛ فطُلبت كل منهما في حقلها: {}.",
    ),
    "near_level": (
        "Two words near each other are looked for at one level, the stricter one: {}.",
        "الكلمتان المتقاربتان يُبحث عنهما بمستوى واحد هو أدقهما: {}.",
    ),
    "proximity_distance": (
        "Behind quotation marks ~ needs a whole number from 0 to 50, as in ~5; ignored in: {}.",
        "تحتاج علامة ~ بعد علامتي الاقتباس إلى عدد صحيح من 0 إلى 50 مثل ~5، فأُهملت في: {}.",
    ),
    "proximity_one_word": (
        "Behind quotation marks ~ says how far apart words may stand, which takes two words; ignored in: {}.",
        "علامة ~ بعد علامتي الاقتباس تحدد المسافة بين كلمتين فأكثر، فأُهملت في: {}.",
    ),
    "fuzzy_distance": (
        "A word may differ by one letter or two, ~1 or ~2; ~ was ignored in: {}.",
        "يُسمح في الكلمة بفارق حرف أو حرفين، ~1 أو ~2، فأُهملت علامة ~ في: {}.",
    ),
    "fuzzy_too_short": (
        "A word needs at least three letters to differ by one; ~ was ignored in: {}.",
        "لا يُسمح بفارق في كلمة تقل عن ثلاثة أحرف، فأُهملت علامة ~ في: {}.",
    ),
    "tilde_not_here": (
        "~ belongs behind a single whole word of the text or a phrase in quotation marks and was ignored in: {}.",
        "موضع علامة ~ بعد كلمة واحدة تامة من كلمات النص أو عبارة بين علامتي اقتباس، فأُهملت في: {}.",
    ),
    "empty_phrase": (
        "Quotation marks without a word between them were ignored: {}.",
        "علامتا اقتباس لا كلمة بينهما فأُهملتا: {}.",
    ),
    "empty_group": (
        "Parentheses without a word between them were ignored.",
        "قوسان لا كلمة بينهما فأُهملا.",
    ),
    "unknown_field": (
        f"There is no field {{}}; read as words. Known fields: {', '.join(FIELD_NAMES_EN)};"
        f" levels: {', '.join(LOCKS_EN)}.",
        f"لا يوجد حقل باسم {{}}، فعُدّ من كلمات البحث. الحقول المعروفة: {'، '.join(FIELD_NAMES_AR)}؛"
        f" والمستويات: {'، '.join(LOCKS_AR)}.",
    ),
    "field_without_value": (
        "Nothing to look for follows the field name {}; read as a word.",
        "لا قيمة بعد اسم الحقل {}، فعُدّ من كلمات البحث.",
    ),
    "invalid_date": (
        "Not an existing year, month or day, read as words: {}."
        " Type 2021, 2021-01, 2021-01-26, 2020..2021 or [2020 TO 2021].",
        "ليس سنة ولا شهرًا ولا يومًا موجودًا، فعُدّ من كلمات البحث: {}."
        " اكتب مثلًا 2021 أو 2021-01 أو 2020..2021 أو [2020 إلى 2021].",
    ),
    "no_words": (
        "The query holds no word to look for, so everything the filters allow is shown.",
        "ليس في الاستعلام كلمة يُبحث عنها، فعُرض الأرشيف كله، أو ما تسمح به التصفية منه.",
    ),
}

_FAULTS = {
    "unclosed_quote": ("this quotation mark is never closed", "علامة الاقتباس هذه غير مغلقة"),
    "unclosed_group": ("this parenthesis is never closed", "هذا القوس غير مغلق"),
    "unopened_group": ("no parenthesis was opened before it", "لم يُفتح قوس قبله"),
    "missing_left": ("nothing stands before it", "لا شيء قبله"),
    "missing_right": ("nothing stands after it", "لا شيء بعده"),
    "too_deep": ("parentheses are nested too deeply", "الأقواس متداخلة أكثر مما يجوز"),
}

NOTICE_CODES = ("query_syntax", *_TEXTS)


class Remarks:
    """The remarks made so far, each kind with the places of the query it is about."""

    def __init__(self) -> None:
        """Start without remarks."""
        self._values: dict[str, dict[str, None]] = {}

    def add(self, code: str, value: str = "") -> None:
        """Remember a remark; the same remark on the same value counts once."""
        self._values.setdefault(code, {})[value] = None

    def as_notices(self) -> tuple[Notice, ...]:
        """Return one notice per kind, in the order of first remarks."""
        return tuple(_notice(code, list(values)) for code, values in self._values.items())


def syntax_notice(reason: str, char: str, start: int) -> Notice:
    """Return the notice of a syntax error. start: code points before the character at fault."""
    english, arabic = _FAULTS[reason]
    return Notice(
        "query_syntax",
        f"Position {start + 1}, {_shown(char)}: {english}. The query was read as plain words.",
        f"الموضع {start + 1}، {_shown(char)}: {arabic}. قُرئ الاستعلام كلماتٍ عادية.",
    )


def _notice(code: str, values: list[str]) -> Notice:
    english, arabic = _TEXTS[code]
    more = len(values) - _SHOWN_VALUES
    shown = [_shown(value) for value in values[:_SHOWN_VALUES]]
    return Notice(
        code,
        english.format(", ".join(shown) + (f" and {more} more" if more > 0 else "")),
        arabic.format("، ".join(shown) + (f" و{more} غيرها" if more > 0 else "")),
    )


def _shown(value: str) -> str:
    """Return the value in angle quotes, short, without characters that cannot be shown."""
    printable = "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in value[:_SHOWN_CHARS])
    return f"«{printable}{'…' if len(value) > _SHOWN_CHARS else ''}»"
