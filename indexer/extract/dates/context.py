"""What the words around an expression say: whether it is a date at all.

Not for: reading the expression itself (`readers`), or whether a weekday lies ahead (`direction`). Every look is at
a bounded number of neighbours.
"""

from __future__ import annotations

import datetime as dt

from indexer.extract.dates.lexer import Tokens
from indexer.extract.dates.wordlists import folded_words, is_among
from search.analysis import fold

OFFICES = folded_words(
    "الأمين للأمين الامينة المدير للمدير المديرة الرأي للرأي القطاع للقطاع المفتش القائد النائب المدعي المجلس التعليم"
    " الطبيب السكرتير المراقب الأمن الحرس المشرف للمشرف الرئيس المنسق الوضع الشأن المال النفع الصالح الحق"
    " الإضراب الأمانة الموقف العفو النظام للنظام المنظر الطريق المنتخب أمين مدير"
)
"""Words whose العام means general or public: الأمين العام السابق is no year."""
PRAYERS = folded_words("خطبة خطب صلاة خطباء صلوات وخطبة كل ايام سوق مسجد جامع جمع بخطبة لصلاة لخطبة وصلاة يوما")
"""Before a weekday: a sermon, a habit or a place, no day."""
WEEKDAY_NAMES = folded_words("السوداء الأسود الحزينة العظيمة البيضاء الأبيض اليتيمة")
"""After a weekday: a proper name (الجمعة السوداء)."""
PAPERS = folded_words(
    "عين المصري صحيفة لصحيفة جريدة لجريدة روسيا أخبار رأي قناة لقناة موقع لموقع مجلة العرب ذلك طوال بقية كل نصف دنيا"
    " دار غير بنفس نفس طيلة معظم ساعات مدار امتداد"
)
"""Before اليوم: a newspaper or site of that name, or the length of a day."""
DAY_KINDS = folded_words(
    "المحدد العالمي الوطني التالي الأول الثاني الثالث الرابع الخامس الواحد نفسه السابق الذي الدراسي الأخير المفتوح ذاته"
    " الدولي العربي الموالي اللاحق الختامي الافتتاحي السعيد السابع الموعود المشهود التاريخي العلمي الثقافي الرياضي"
    " الترفيهي الصحي السادس الثامن التاسع العاشر"
)
"""After اليوم: which day it is is said elsewhere (اليوم التالي), or it is a festival."""
COUNTED = folded_words(
    "ريال ريالا ريالات دولار دولارا دولارات يورو درهم درهما دينار جنيه ليرة متر مترا كيلومتر كيلومترا كيلو كم طن طنا"
    " برميل برميلا شخص شخصا شخصية مواطن مواطنا قتيل قتيلا جريح جريحا ساعة دقيقة يوم يوما وظيفة طالب طالبا طالبة مشارك"
    " مشاركا موظف موظفا حالة وحدة سيارة مركبة نقطة صوت صوتا جندي جنديا عنصر عنصرا مقاتل مقاتلا لاجئ لاجئا عائلة أسرة"
    " منزل منزلا مشروع مشروعا شركة مدرسة قطعة مسافر مسافرا حاج حاجا مليون مليار ألف ميجاوات ميغاوات ميجا كتاب نسخة"
    " درجة سنة عام عاما شهيد شهيدا سرير سريرا مصاب مصابا جهاز جهازا وفاة فرد فردا موقع موقعا كلمة رجل رجلا امرأة"
    " طفل طفلا هكتار فدان قدم بوصة ميل ميلا جرام غرام لتر مخالف مخالفا مخالفة زائر زائرا عامل عاملا"
)
BEFORE_CHRIST = {(fold("قبل"), fold("الميلاد"))}
TWO_YEARS = folded_words("عامي سنتي العامين السنتين")
BETWEEN = folded_words("بين")
ONLY = folded_words("فقط تقريبا")
SONS = folded_words("بن ابن بنت")
EVERY = fold("كل")
NEED = folded_words("الحاجة حاجة حاجتها حاجته حاجتهم")
"""After أمس: أمس الحاجة is the direst need."""
PER_CENT = folded_words("في % ٪ بالمئة بالمائة")
DECADE_OF_LIFE = folded_words("العمر عمره عمرها عمرهم عمري")
PEOPLE = folded_words(
    "رجل الرجل شاب الشاب شابة الشابة امرأة المرأة سيدة السيدة الجريح القتيل الضحية شخص الشخص رجلا شابا سيدات نساء وافد"
    " الوافد مواطن المواطن لاجئ مسن وهو وهي كان كانت"
)
"""Before في العشرينيات: an age, no decade of a century."""
FILM_COMPANY = tuple(folded_words("فوكس استوديوهات ستوديو"))
FROM_ON = folded_words("من حتى إلى منذ قبل بعد بحلول لغاية اعتبارا")
MOVEMENTS = folded_words(
    "قوى تحالف فريق تيار حركة لقوى جماعة جسر ميدان شارع مدينة جامعة ملعب كتلة معسكر جمهور صحيفة قناة حزب ستاد"
    " نواب كتيبة لواء جائزة مستشفى مطار محور"
)
"""Before a day and month: a movement, a bridge or a town named after it (قوى 14 آذار, مدينة 6 أكتوبر)."""
ANNIVERSARIES: dict[tuple[int, int | None], tuple[int, frozenset[str]]] = {
    (9, 11): (
        2001,
        folded_words("أحداث هجمات اعتداءات ضربة ضربات تفجيرات بعد منذ قبل عقب لأحداث لهجمات وبعد كارثة أحداث"),
    ),
    (9, None): (2001, folded_words("أحداث هجمات اعتداءات لأحداث لهجمات")),
    (1, 25): (2011, folded_words("ثورة لثورة أحداث")),
    (6, 30): (2013, folded_words("ثورة لثورة أحداث تظاهرات")),
    (7, 23): (1952, folded_words("ثورة لثورة")),
    (10, 6): (1973, folded_words("حرب لحرب نصر انتصار")),
    (10, None): (1973, folded_words("حرب لحرب نصر انتصارات انتصار")),
    (7, None): (2006, folded_words("حرب لحرب عدوان")),
    (10, 7): (2023, folded_words("هجوم أحداث طوفان هجمات بعد منذ قبل عقب لهجوم")),
}
"""Days whose year everyone knows: (month, day) -> year, and the words before that mean that year."""


def folded_at(tokens: Tokens, index: int) -> str:
    """Return the folded word at an index, or nothing beyond the text."""
    return tokens.folded[index] if 0 <= index < len(tokens.folded) else ""


def is_noun(tokens: Tokens, index: int) -> bool:
    """Return whether the token is a definite word that an ordinal behind it would count: الدور الأول."""
    return index >= 0 and tokens.letters[index] == "x" and tokens.folded[index].startswith("ال")


def word_before(tokens: Tokens, index: int) -> str:
    """Return the folded word before an index, over proclitics and brackets."""
    index -= 1
    while index >= 0 and tokens.letters[index] in "wp(":
        index -= 1
    return folded_at(tokens, index)


def anniversary_year(tokens: Tokens, index: int, month: int, day: int | None, reference: dt.date | None) -> int | None:
    """Return the year that an expression has by itself (أحداث 11 سبتمبر), None where it has none or none yet."""
    year, cues = ANNIVERSARIES.get((month, day), (0, frozenset()))
    if not year or (reference is not None and year > reference.year):
        return None
    return year if word_before(tokens, index) in cues else None


def is_among_movements(tokens: Tokens, index: int) -> bool:
    """Return whether the word before an index is one of those named after days: بمدينة السادس من أكتوبر."""
    return is_among(word_before(tokens, index), MOVEMENTS)


def is_surname(tokens: Tokens, index: int) -> bool:
    """Return whether a weekday at an index is somebody's name: سالم بن ناصر الخميس."""
    return folded_at(tokens, index - 2) in SONS


def is_age(tokens: Tokens, index: int) -> bool:
    """Return whether a decade at an index is somebody's age: شاب في العشرينيات."""
    return tokens.letters[max(0, index - 1) : index] == "i" and is_among(folded_at(tokens, index - 2), PEOPLE)


def is_habit(tokens: Tokens, after: int) -> bool:
    """Return whether من كل عام follows: the days come back every year and are none of the calendar."""
    letters = tokens.letters[after : after + 3]
    return letters in ("fxG", "ixG") and tokens.folded[after + 1] == EVERY
