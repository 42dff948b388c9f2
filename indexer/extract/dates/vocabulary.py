"""The words of dates: each word or fixed phrase with its class letter and its value.

Not for: how classes combine (`patterns`) or what words around an expression forbid (`context`). Words are
written in their usual spelling; the lexer folds both these tables and the text, so hamza, alef, ى/ي, ة/ه
and marks need no variants here. Sources: CLDR (three systems of month names), the Moroccan and Algerian
press for theirs, and the forms counted in 31,030 articles of SaudiNewsNet (2015).

Class letters: M month, m month whose name is also another word; h, k the same for Hijri months; W weekday,
a weekday without its article; u day, U today, v the two days; E day word (yesterday), e the same where it may
be an idea; P part of day, Q tonight; A last/this/next (a step of -2..2); t this; S month, j months;
G year, g years; B week; q quarter, H half, o ordinal, F the last; X season; V beginning/middle/end; T decade of
years (the sixties), Z decade, z century; f from/of, i in, r until, b between; c Hijri mark, l Gregorian
mark; R corresponding to; Y the same; K dated; N number word; D counted unit; L ago; w and; p a proclitic.
"""

from __future__ import annotations

Value = int | tuple[str, int] | str | None
Vocabulary = dict[str, tuple[str, Value]]

MONTHS: dict[int, str] = {
    1: "يناير ينايير جانفي|كانون الثاني|كانون ثاني|كانون ثان",
    2: "فبراير فيفري شباط",
    3: "آذار",
    4: "أبريل إبريل أفريل نيسان",
    5: "مايو أيار",
    6: "يونيو يونية حزيران",
    7: "يوليو يوليه جويلية يوليوز",
    8: "أغسطس غشت اغسطوس",
    9: "سبتمبر شتنبر أيلول",
    10: "أكتوبر اوكتوبر|تشرين الأول|تشرين أول",
    11: "نوفمبر نونبر نوفنبر|تشرين الثاني|تشرين ثاني|تشرين ثان",
    12: "ديسمبر دجنبر ديسنبر|كانون الأول|كانون أول",
}
"""Gregorian months by number; phrases stand apart after |."""

AMBIGUOUS_MONTHS: dict[int, str] = {3: "مارس", 5: "ماي", 6: "جوان", 7: "تموز", 8: "آب أوت"}
"""Months that are also other words: مارس practised, ماي (May, a surname), جوان (Joan), تموز (a god), أب father."""

AMBIGUOUS_IN_TABLE = ("نيسان", "آذار")
"""Names of a car and of a movement as well; read as months only with a day, a year or a cue."""

HIJRI_MONTHS: dict[int, str] = {
    3: "|ربيع الأول|ربيع أول|ربيع الاول",
    4: "|ربيع الآخر|ربيع الثاني|ربيع ثاني|ربيع ثان",
    5: "|جمادى الأولى|جمادى الأول|جماد الأول|جماد أول|جمادى أولى|جماد الأولى",
    6: "|جمادى الآخرة|جمادى الثانية|جمادى الآخر|جمادى الثاني|جماد الثاني|جماد الآخر|جماد ثاني|جمادى ثاني",
    8: "|شعبان المعظم",
    9: "|رمضان المبارك|رمضان المعظم|رمضان الكريم",
    10: "شوال|شوال المكرم",
    11: "ذوالقعدة|ذو القعدة|ذي القعدة|ذا القعدة",
    12: "ذوالحجة|ذو الحجة|ذي الحجة|ذا الحجة",
    1: "المحرم|محرم الحرام",
    2: "|صفر الخير",
    7: "|رجب الفرد|رجب المرجب",
}
AMBIGUOUS_HIJRI: dict[int, str] = {1: "محرم", 2: "صفر", 7: "رجب", 8: "شعبان", 9: "رمضان"}
"""Hijri months that are also given names (رجب, شعبان, رمضان) or words (محرم forbidden, صفر zero)."""

WEEKDAYS: dict[int, str] = {
    0: "الاثنين الإثنين",
    1: "الثلاثاء الثلثاء",
    2: "الأربعاء الاربعا",
    3: "الخميس",
    4: "الجمعة",
    5: "السبت",
    6: "الأحد",
}
BARE_WEEKDAYS: dict[int, str] = {0: "اثنين", 1: "ثلاثاء", 2: "أربعاء", 3: "خميس", 4: "جمعة", 5: "سبت", 6: "أحد"}

DAY_WORDS: dict[int, str] = {
    -1: "أمس",
    -2: "|أول أمس|أول من أمس|أمس الأول|قبل أمس|ما قبل أمس|البارحة الأولى",
    1: "غدا",
    2: "|بعد غد|بعد الغد|بعد غدا",
}
LOOSE_DAY_WORDS: dict[int, str] = {-1: "الأمس البارحة", 1: "غد الغد"}
"""Day words that are ideas as often as days: الغد the future, الأمس the past."""

STEPS: dict[int, str] = {
    -2: "|قبل الماضي|قبل الماضية|ما قبل الماضي|ما قبل الماضية|قبل المنصرم|قبل الفائت",
    -1: (
        "الماضي الماضية الماضيين الماضيان الماضيتين المنصرم المنصرمة المنصرمين الفائت الفائتة الفائتين"
        " المنقضي المنقضية الراحل الآفل"
    ),
    0: "الجاري الجارية الجاريين الحالي الحالية الحاليين|الجاري هذا",
    1: ("المقبل المقبلة المقبلين المقبلان القادم القادمة القادمين القادمان الآتي الآتية القابل القابلة"),
    2: "|بعد المقبل|بعد المقبلة|ما بعد المقبل|بعد القادم|بعد القادمة",
}

ORDINALS: dict[int, str] = {
    1: "الأول غرة",
    2: "الثاني",
    3: "الثالث",
    4: "الرابع",
    5: "الخامس",
    6: "السادس",
    7: "السابع",
    8: "الثامن",
    9: "التاسع",
    10: "العاشر",
    11: "|الحادي عشر",
    12: "|الثاني عشر",
    13: "|الثالث عشر",
    14: "|الرابع عشر",
    15: "|الخامس عشر",
    16: "|السادس عشر",
    17: "|السابع عشر",
    18: "|الثامن عشر",
    19: "|التاسع عشر",
    20: "العشرين العشرون",
    30: "الثلاثين الثلاثون",
}
TENS = {20: ("والعشرين", "والعشرون"), 30: ("والثلاثين", "والثلاثون")}
UNITS = "الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع"

DECADES: dict[int, str] = {
    20: "العشرينيات العشرينات عشرينيات عشرينات",
    30: "الثلاثينيات الثلاثينات ثلاثينيات ثلاثينات",
    40: "الأربعينيات الأربعينات أربعينيات أربعينات",
    50: "الخمسينيات الخمسينات خمسينيات خمسينات",
    60: "الستينيات الستينات ستينيات ستينات",
    70: "السبعينيات السبعينات سبعينيات سبعينات",
    80: "الثمانينيات الثمانينات ثمانينيات ثمانينات",
    90: "التسعينيات التسعينات تسعينيات تسعينات",
}

NUMBER_WORDS: dict[int, str] = {
    3: "ثلاثة ثلاث",
    4: "أربعة أربع",
    5: "خمسة خمس",
    6: "ستة ست",
    7: "سبعة سبع",
    8: "ثمانية ثماني ثمان",
    9: "تسعة تسع",
    10: "عشرة عشر",
}
COUNTED_UNITS: dict[tuple[str, int], str] = {
    ("day", 0): "يوما",
    ("day", 2): "يومين",
    ("week", 0): "أسابيع أسبوعا",
    ("week", 2): "أسبوعين",
    ("month", 0): "شهرا",
    ("month", 2): "شهرين",
    ("year", 0): "سنين عاما",
    ("year", 2): "عامين سنتين",
}

PLAIN: dict[str, str] = {
    "u": "يوم نهار",
    "U": "اليوم",
    "v": "يومي|أيام",
    "P": "صباح مساء ظهر عصر فجر ليل ليلة عشية ضحى صبيحة",
    "F": "الأخير",
    "Q": "الليلة",
    "t": "هذا هذه",
    "S": "شهر الشهر",
    "j": "شهري أشهر شهور الشهرين",
    "G": "عام سنة العام السنة",
    "g": "عامي سنتي العامين أعوام سنوات الأعوام السنوات",
    "B": "الأسبوع",
    "q": "الربع الربعين",
    "H": "النصف",
    "V": "مطلع بداية بدايات أوائل مستهل منتصف أواسط نهاية نهايات أواخر ختام",
    "Z": "العقد عقد",
    "z": "القرن قرن",
    "f": "من",
    "i": "في خلال|منتصف ليل",
    "r": "إلى حتى لغاية",
    "b": "بين مابين|ما بين",
    "Y": "نفس نفسه نفسها ذات ذاته ذاتها",
    "K": "تاريخ بتاريخ",
    "c": "ه هجري هجرية الهجري الهجرية للهجرة|من الهجرة",
    "l": "م ميلادي ميلادية الميلادي الميلادية للميلاد",
    "R": "الموافق الموافقة المصادف",
    "L": "قبل منذ",
    "w": "و",
    "p": "ب ل ف ك ال لل",
}
SEASONS: dict[str, str] = {
    "summer": "صيف الصيف",
    "winter": "شتاء الشتاء",
    "spring": "ربيع الربيع",
    "autumn": "خريف الخريف",
}


def _forms(words: str) -> list[str]:
    """Return the words before the first | and the phrases after each |."""
    single, *phrases = words.split("|")
    return single.split() + phrases


def _day_ordinals() -> dict[int, str]:
    """Return the joined ordinals 21-29 and 31: الحادي والعشرين."""
    return {
        tens + unit: "|" + "|".join(f"{word} {ending}" for ending in endings)
        for tens, endings in TENS.items()
        for unit, word in enumerate(UNITS.split(), start=1)
        if tens + unit <= 31
    }


def build_vocabulary() -> Vocabulary:
    """Return every word and phrase, in its usual spelling, with its class letter and value."""
    vocabulary: Vocabulary = {}
    tables: tuple[tuple[str, dict[int, str]], ...] = (
        ("N", NUMBER_WORDS),
        ("M", MONTHS),
        ("m", AMBIGUOUS_MONTHS),
        ("h", HIJRI_MONTHS),
        ("k", AMBIGUOUS_HIJRI),
        ("W", WEEKDAYS),
        ("a", BARE_WEEKDAYS),
        ("E", DAY_WORDS),
        ("e", LOOSE_DAY_WORDS),
        ("A", STEPS),
        ("o", ORDINALS),
        ("o", _day_ordinals()),
        ("T", DECADES),
    )
    for letter, table in tables:
        vocabulary.update({form: (letter, value) for value, words in table.items() for form in _forms(words)})
    vocabulary.update({form: ("D", unit) for unit, words in COUNTED_UNITS.items() for form in _forms(words)})
    vocabulary.update({form: ("X", season) for season, words in SEASONS.items() for form in _forms(words)})
    vocabulary.update({form: (letter, None) for letter, words in PLAIN.items() for form in _forms(words)})
    vocabulary.update({name: ("m", vocabulary[name][1]) for name in AMBIGUOUS_IN_TABLE})
    return vocabulary
