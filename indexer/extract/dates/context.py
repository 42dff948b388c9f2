"""What the words around an expression say: whether it is a date at all, and whether it lies ahead.

Not for: reading the expression itself (`readers`). Every look is at a bounded number of neighbours.
"""

from __future__ import annotations

import datetime as dt

from indexer.extract.dates.lexer import Tokens
from search.analysis import fold

AND = "و"
LOOK_BACK = 14
SENTENCE_ENDS = frozenset(".\n")


def _words(words: str) -> frozenset[str]:
    """Return the folded words, each also with و before it."""
    folded = {fold(word) for word in words.split()}
    return frozenset(folded | {AND + word for word in folded})


OFFICES = _words(
    "الأمين للأمين الامينة المدير للمدير المديرة الرأي للرأي القطاع للقطاع المفتش القائد النائب المدعي المجلس التعليم"
    " الطبيب السكرتير المراقب الأمن الحرس المشرف للمشرف الرئيس المنسق الوضع الشأن المال النفع الصالح الحق"
    " الإضراب الأمانة الموقف العفو النظام للنظام المنظر الطريق المنتخب أمين مدير"
)
"""Words whose العام means general or public: الأمين العام السابق is no year."""
PRAYERS = _words("خطبة خطب صلاة خطباء صلوات وخطبة كل ايام سوق مسجد جامع جمع بخطبة لصلاة لخطبة وصلاة يوما")
"""Before a weekday: a sermon, a habit or a place, no day."""
WEEKDAY_NAMES = _words("السوداء الأسود الحزينة العظيمة البيضاء الأبيض اليتيمة")
"""After a weekday: a proper name (الجمعة السوداء)."""
PAPERS = _words(
    "عين المصري صحيفة لصحيفة جريدة لجريدة روسيا أخبار رأي قناة لقناة موقع لموقع مجلة العربية ذلك طوال بقية كل نصف دنيا"
    " دار غير بنفس نفس طيلة معظم ساعات"
)
"""Before اليوم: a newspaper or site of that name, or the length of a day."""
DAY_KINDS = _words(
    "المحدد العالمي الوطني التالي الأول الثاني الثالث الرابع الخامس الواحد نفسه السابق الذي الدراسي الأخير المفتوح ذاته"
    " الدولي العربي الموالي اللاحق الختامي الافتتاحي السعيد السابع الموعود المشهود التاريخي العلمي الثقافي الرياضي"
    " الترفيهي الصحي السادس الثامن التاسع العاشر"
)
"""After اليوم: which day it is is said elsewhere (اليوم التالي), or it is a festival."""
AHEAD = _words(
    "المقرر المزمع المنتظر المتوقع يعقد تعقد تنطلق ينطلق يبدأ تبدأ تستمر يستمر يتوجه تتوجه يلتقي تلتقي يواجه تواجه"
    " يستضيف تستضيف يستأنف تستأنف يفتتح تفتتح يختتم تختتم يغادر تغادر يصل تصل يشهد سوف لن موعد موعدا حتى بحلول تقام"
    " يقام تنظم ينظم يحتضن تحتضن يليها يليه اعتبارا المرتقب المرتقبة مرتقب مرتقبة"
)
PAST = _words("كان كانت قد وقد قال وقال قالت اعلن أعلنت أكد ذكر ذكرت أقيم منذ الماضي لقي قتل أصيب وقع وقعت شهد شهدت")
FUTURE_STEMS = ("سي", "ست", "سن")
NOT_FUTURE = _words(
    "ستة ستين ستون ستينات سيارة سيارات سياسي سياسية سياسيا سياسيين سيد سيدة سيدات سنة سنوات سنتين سنوي سنوية سنويا"
    " سيناء سينما ستار سيطرة سيطر سيطرت سيول سياسة سياسات سيادة سيرة سير سيف سياق سياحة سياحي سياحية سيناريو سند"
    " سندات سيئة سيئ ستريت ستاد سيما سنن سنغافورة سنغال سينمائي سينمائية سنودن سيتي سيرين سيدي سياج سنتر سيتم"
) - {fold("سيتم")}
NOT_A_YEAR_BEFORE = _words(
    "رقم القرار قرار برقم القانون قانون المادة القرارين القرارات الدولي طراز هاتف موديل بسعر سعر نحو حوالي قرابة بلغ"
    " بلغت عدد أكثر أقل مبلغ بمبلغ قيمة بقيمة ارتفاع بارتفاع مسافة طول وزن مستوى عند بنحو لنحو الرقم رقمي زهاء يبلغ"
    " تبلغ فوق دون خط لواء سهم كيلو متر"
)
"""Before a number: it counts, prices or names something (القرار 2254)."""
COUNTED = _words(
    "ريال ريالا ريالات دولار دولارا دولارات يورو درهم درهما دينار جنيه ليرة متر مترا كيلومتر كيلومترا كيلو كم طن طنا"
    " برميل برميلا شخص شخصا شخصية مواطن مواطنا قتيل قتيلا جريح جريحا ساعة دقيقة يوم يوما وظيفة طالب طالبا طالبة مشارك"
    " مشاركا موظف موظفا حالة وحدة سيارة مركبة نقطة صوت صوتا جندي جنديا عنصر عنصرا مقاتل مقاتلا لاجئ لاجئا عائلة أسرة"
    " منزل منزلا مشروع مشروعا شركة مدرسة قطعة مسافر مسافرا حاج حاجا مليون مليار ألف ميجاوات ميغاوات ميجا كتاب نسخة"
    " درجة سنة عام عاما شهيد شهيدا سرير سريرا مصاب مصابا جهاز جهازا وفاة فرد فردا موقع موقعا كلمة رجل رجلا امرأة"
    " طفل طفلا هكتار فدان قدم بوصة ميل ميلا جرام غرام لتر مخالف مخالفا مخالفة زائر زائرا عامل عاملا"
)
YEAR_CUES = _words(
    "في منذ بحلول حتى قبل بعد خلال عام سنة مونديال أولمبياد موسم دورة بطولة كأس بنهاية مطلع بين إلى من يورو بطل رؤية"
    " لعام وفي ومنذ وبحلول وحتى الى ففي كوبا موازنة ميزانية معرض قمة مهرجان انتخابات نسخة نهاية حرب"
)
FUNCTION_WORDS = _words(
    "في من على عن إلى حتى الذي التي كان كانت قد لم لا أن إن بعد قبل كما حيث بعدما عندما مع بين أو ثم لكن إذ هو هي"
    " بحسب وفق وذلك وكان وقد وفي ومن وكانت وحتى ولم فيما بينما بسبب إثر عقب أي ما لن ليس أما ضد عبر بما بهدف خلال والتي"
    " والذي وهو وهي وأن وإن لدى بلغ شهد شهدت"
)
BEFORE_CHRIST = {(fold("قبل"), fold("الميلاد"))}
TWO_YEARS = _words("عامي سنتي العامين السنتين")
BETWEEN = _words("بين")
PER_CENT = _words("في % ٪ بالمئة بالمائة")
DECADE_OF_LIFE = _words("العمر عمره عمرها عمرهم عمري")
FILM_COMPANY = tuple(_words("فوكس استوديوهات ستوديو"))
FROM_ON = _words("من حتى إلى منذ قبل بعد بحلول لغاية اعتبارا")
MOVEMENTS = _words(
    "قوى تحالف فريق تيار حركة لقوى جماعة جسر ميدان شارع مدينة جامعة ملعب كتلة معسكر جمهور صحيفة قناة حزب ستاد"
)
"""Before a day and month: a movement, a bridge or a town named after it (قوى 14 آذار, مدينة 6 أكتوبر)."""
ANNIVERSARIES: dict[tuple[int, int | None], tuple[int, frozenset[str]]] = {
    (9, 11): (2001, _words("أحداث هجمات اعتداءات ضربة ضربات تفجيرات بعد منذ قبل عقب لأحداث لهجمات وبعد كارثة أحداث")),
    (9, None): (2001, _words("أحداث هجمات اعتداءات لأحداث لهجمات")),
    (1, 25): (2011, _words("ثورة لثورة أحداث")),
    (6, 30): (2013, _words("ثورة لثورة أحداث تظاهرات")),
    (7, 23): (1952, _words("ثورة لثورة")),
    (10, 6): (1973, _words("حرب لحرب نصر انتصار")),
    (10, None): (1973, _words("حرب لحرب نصر انتصارات انتصار")),
    (7, None): (2006, _words("حرب لحرب عدوان")),
    (10, 7): (2023, _words("هجوم أحداث طوفان هجمات بعد منذ قبل عقب لهجوم")),
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


def anniversary_year(tokens: Tokens, index: int, month: int, day: int | None) -> int | None:
    """Return the year that an expression has by itself (أحداث 11 سبتمبر), or None."""
    year, cues = ANNIVERSARIES.get((month, day), (0, frozenset()))
    return year if year and word_before(tokens, index) in cues else None


def lies_ahead(tokens: Tokens, index: int) -> bool:
    """Return whether the nearest cue before it, in the sentence, speaks of the future."""
    for place in range(index - 1, max(-1, index - 1 - LOOK_BACK), -1):
        if tokens.letters[place] in SENTENCE_ENDS:
            return False
        word = tokens.folded[place]
        if word in PAST:
            return False
        bare = word[1:] if word[:1] in ("و", "ف") else word
        if bare in AHEAD or (bare.startswith(FUTURE_STEMS) and len(bare) >= 4 and bare not in NOT_FUTURE):
            return True
    return False


def is_year(tokens: Tokens, index: int, reference: dt.date | None) -> bool:
    """Return whether a bare four-digit number at an index is a year, by its neighbours."""
    value = tokens.values[index]
    newest = (reference.year if reference else 2030) + 40
    if not isinstance(value, int) or not 1800 <= value <= newest:
        return False
    before, after = index - 1, index + 1
    left, right = folded_at(tokens, before), folded_at(tokens, after)
    if tokens.letters[before : before + 1] == "(" and tokens.letters[after : after + 1] == ")":
        return True
    if right in COUNTED or right in ("%", "٪", "$", "€", "/", ":", "+", "="):
        return False
    if tokens.letters[after : after + 2] in ("-d", ".d", "-n", ".n", ",n", ".y"):
        return False
    return _reads_as_year(tokens, before, left, right, value)


def _reads_as_year(tokens: Tokens, before: int, left: str, right: str, value: int) -> bool:
    if left in ("-", "/", ",", ".", ":", "#", "$", "%") and value >= 1900:
        return left == "-" and before > 0 and tokens.letters[before - 1] not in "dyn" and _closed(right)
    if left == "-":
        return True
    if tokens.letters[before] in "wp":
        left = folded_at(tokens, before - 1)
        if tokens.letters[before - 1] in "yl":
            return True
    if left in NOT_A_YEAR_BEFORE:
        return False
    if left in YEAR_CUES:
        return True
    return value >= 1900 and tokens.letters[before] in "xMV" and left[:1].isalpha() and _closed(right)


def _closed(right: str) -> bool:
    """Return whether what follows cannot be the thing counted: counted nouns are indefinite."""
    return not right or not right[:1].isalnum() or right in FUNCTION_WORDS or right.startswith(("ال", "لل", "وال"))
