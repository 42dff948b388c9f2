"""Whether a bare weekday lies ahead of the day of publication or behind it: the verbs of its sentence decide.

Not for: weekdays whose own words say so (المقبل, a day and month beside them). Arabic verbs have no tense of
their own but two aspects; in news the imperfect at the head of a clause announces (يلعب المنتخب الأحد), the
perfect reports (قال الأحد), كان before an imperfect turns it into the past. The lists were checked on weekdays
of SaudiNewsNet (2015) whose direction the writer had spelt out (المقبل, الماضي), with those words hidden.
Every look is at a bounded number of tokens.
"""

from __future__ import annotations

from indexer.extract.dates.lexer import Tokens
from indexer.extract.dates.wordlists import AND, folded_words
from search.analysis import fold

SENTENCE_ENDS = frozenset(".\n")
LOOK_BACK = 14
LOOK_FOR_HEAD = 25
"""How far before the weekday the head of its sentence may stand."""
LOOK_AHEAD = 3
LOOK_FOR_WAS = 4

AHEAD = folded_words(
    "المقرر المقررة المزمع المزمعة المنتظر المنتظرة المتوقع المتوقعة يعقد تعقد تنطلق ينطلق يبدأ تبدأ تستمر يستمر"
    " يتوجه تتوجه يلتقي تلتقي يواجه تواجه يستضيف تستضيف يستأنف تستأنف يفتتح تفتتح يختتم تختتم يغادر تغادر يشهد سوف لن"
    " موعد موعدا حتى بحلول تقام يقام تنظم ينظم يحتضن تحتضن يليها يليه اعتبارا ابتداء بدءا المرتقب المرتقبة مرتقب مرتقبة"
    " استعدادا تحضيرا مواجهة لمواجهة تقرر حدد حددت"
)
PAST = folded_words(
    "كان كانت قد وقد قال وقال قالت اعلن أعلنت أكد ذكر ذكرت أقيم منذ الماضي لقي قتل أصيب وقع وقعت شهد شهدت بعدما"
)
REPORTED = PAST | folded_words(
    "أكدت أوضح أوضحت أفاد أفادت كشف كشفت صرح أضاف أشار نفى نفت رفض رفضت وافق وافقت قرر قررت دعا دعت طالب طالبت أدان"
    " أدانت نشر نشرت وصل وصلت التقى التقت استقبل استقبلت عقد عقدت قتلت قتلوا أصيبت توفي توفيت بحث بحثت قام قامت زار"
    " زارت اجتمع ترأس ترأست افتتح افتتحت اختتم اختتمت انطلق انطلقت بدأ بدأت فاز فازت خسر خسرت هزم سجل سجلت ارتفع"
    " ارتفعت انخفض انخفضت تراجع تراجعت أغلق أغلقت أظهر أظهرت أطلق أطلقت شن شنت استهدف استهدفت هاجم هاجمت اعتقل اعتقلت"
    " ضبط ضبطت احتفل احتفلت دشن دشنت أصدر أصدرت غادر غادرت عاد عادت نجح نجحت تمكن تمكنت تعرض تعرضت شارك شاركت حضر أدى"
    " أدت نظم نظمت انتقل انتهى انتهت جرى جرت حقق حققت تغلب نال خاض حدث عثر قضى قضت تم تمت بعدما عقب"
)
"""Perfect verbs after which the head of the sentence no longer says when."""
WAS = folded_words("كان كانت كانوا لكان")
RELATIVE = folded_words("الذي التي الذين")
WHICH = fold("التي")
PARTICLES = folded_words("لا لن سوف هو هي في من على قد لم ليس ليست كان كانت يكون ما إلى عن")
HOUR = folded_words("الساعة ساعة")
UNTIL = folded_words("حتى")
FUTURE_STEMS = ("سي", "ست", "سن")
NOT_FUTURE = folded_words(
    "ستة ستين ستون ستينات ستينيات سيارة سيارات سيارته سيارتها سياراتهم سياسي سياسية سياسيا سياسيين سيد سيدة سيدات سنة"
    " سنوات سنتين سنوي سنوية سنويا سنتا سنتات سيناء سينما ستار سيطرة سيطر سيطرت سيول سيولة سياسة سياسات سيادة سيرة"
    " سيرته سير سيف سياق سياحة سياحي سياحية سيناريو سند سندات سيئة سيئ ستريت ستاد سيما سنن سنغافورة سنغال سينمائي"
    " سينمائية سنودن سيتي سيرين سيدي سياج سنتر ستيوارت ستيفن ستيفان سترة ستاربكس سيرجي سيرغي سيؤول سياتل سيبيريا"
    " ستوكهولم سيليزيا سيلفيو سيغمار سيمون سيميوني سيلتيك سيسكو سيرينا سيناتور ستامفورد سندرلاند سنغافوري سنابل سنجار"
)
SHORT_IMPERFECTS = folded_words("يصل تصل يضم تضم يحل تحل")
NOT_IMPERFECT = folded_words(
    "يوما يومي يوميا يومية يومين يومها يونيو يونيه يوليو يوليه يناير يورو يمين يمني يمنية يمنيا يمنيين يسار يسارية يهود"
    " يهودي يهودية يهوديا يوسف يعقوب يحيى ياسين ياسر ياسمين يابانية ياباني يونانية يوناني يونان يونايتد يونيسف يوتيوب"
    " يوفنتوس يثرب ينبع يقين يقينا يسرى يزيد يتيم يدوية يدويا ياهو يورغن يوحنا يذكر يقول يشار يبدو يأتي يعتقد يعتبر"
    " تعاون تصويت تركيا تونس تركي تقول تأتي تعتبر تقرير تحالف تنظيم تفجير تيار تراث تأكيد تاريخ تعليم تدريب تطوير"
    " تمكن تعرض تحدث تسلم ترأس تلقى تقدم توجه تفقد توفي توصل تغلب تأهل توج تسبب تطرق تبادل تناول تصدر تجاوز تعهد تبنى"
    " تفوق تدخل تعادل تراجع تحول تسرب تولى تزوج تخرج تكفل تفاعل تواصل تكرر تبين تأكد تجدد تجمع تحفظ تخلص تذكر تظاهر"
    " توافد تزامن تداول تصاعد تأجل تعثر تألق تتويج تكريم تعيين تأجيل تمديد تجديد توقيع تدشين تسليم تشييع"
    " تعالى تمرين تعزيز تحديد تنفيذ تحقيق تشكيل توزيع توفير توزعت تابع تمت"
)
"""Nouns, names, perfect verbs of forms V and VI, and verbs of telling that begin like an imperfect."""


def lies_ahead(tokens: Tokens, first: int, last: int) -> bool:
    """Return whether the words around the tokens first to last, a weekday, speak of what is to come.

    The nearest cue before it decides; else an imperfect at the head of the sentence or right before the weekday;
    else, where the weekday opens its sentence, the verb behind it.
    """
    nearest = _nearest_cue(tokens, first)
    if nearest is not None:
        return nearest
    if first > 0 and (is_imperfect(tokens, first - 1) or _is_behind_relative(tokens, first - 1)):
        return True
    head = _head(tokens, first)
    if head is None:
        return False
    if head < first:
        return is_imperfect(tokens, head) and not any(word in REPORTED for word in tokens.folded[head + 1 : first])
    return _announces_behind(tokens, last + 1)


def _nearest_cue(tokens: Tokens, first: int) -> bool | None:
    """Return whether the nearest cue of the sentence is of the future (True) or of the past (False), None if none."""
    for place in range(first - 1, max(-1, first - 1 - LOOK_BACK), -1):
        if tokens.letters[place] in SENTENCE_ENDS:
            return None
        word = tokens.folded[place]
        if word in PAST or (word in RELATIVE and place + 1 < first and _is_perfect(tokens, place + 1)):
            return False
        if is_announced(word):
            between, before = tokens.folded[place + 1 : first], tokens.folded[max(0, place - LOOK_FOR_WAS) : place]
            hour = word in UNTIL and any(other in HOUR for other in between)
            return not hour and not any(other in WAS for other in before)
    return None


def _is_perfect(tokens: Tokens, place: int) -> bool:
    """Return whether the token behind a relative pronoun is a perfect: neither noun, particle nor imperfect."""
    word = tokens.folded[place]
    told = tokens.letters[place] == "x" and not word.startswith("ال") and word[:1].isalpha() and word not in PARTICLES
    return told and not (is_announced(word) or is_imperfect(tokens, place) or _is_behind_relative(tokens, place))


def is_announced(word: str) -> bool:
    """Return whether a folded word announces: a cue of the list, or a verb with the sign of the future."""
    bare = _bare(word)
    return bare in AHEAD or (bare.startswith(FUTURE_STEMS) and len(bare) >= 4 and bare not in NOT_FUTURE)


def _bare(word: str) -> str:
    return word[1:] if word[:1] in (AND, "ف") and len(word) > 3 else word


def is_imperfect(tokens: Tokens, place: int) -> bool:
    """Return whether the token looks like a verb in the imperfect of the third person: يلعب, تستضيف.

    Feminine perfects (تراجعت) and nouns in ة begin alike and are left out by their ending.
    """
    if tokens.letters[place] != "x":
        return False
    word = _bare(tokens.folded[place])
    if word in SHORT_IMPERFECTS:
        return True
    if len(word) < 4 or word in NOT_IMPERFECT:
        return False
    return word[0] == "ي" or (word[0] == "ت" and not word.endswith(("ت", "ه", "ات")))


def _is_behind_relative(tokens: Tokens, place: int) -> bool:
    """Return whether the token is an imperfect that التي makes sure: التي تصدر, where a perfect would end in ت."""
    word = tokens.folded[place]
    return place > 0 and tokens.folded[place - 1] == WHICH and word[0] == "ت" and not word.endswith("ت")


def _head(tokens: Tokens, first: int) -> int | None:
    """Return the first word of the sentence, None where it begins too far back; `first` itself if none is before."""
    oldest = max(0, first - LOOK_FOR_HEAD)
    start = first
    while start > oldest and tokens.letters[start - 1] not in SENTENCE_ENDS:
        start -= 1
    if start == oldest > 0 and tokens.letters[start - 1] not in SENTENCE_ENDS:
        return None
    while start < first and (tokens.letters[start] in "wp(-" or not tokens.folded[start][:1].isalpha()):
        start += 1
    return start


def _announces_behind(tokens: Tokens, after: int) -> bool:
    """Return whether one of the next words announces, before any that reports."""
    for place in range(after, min(len(tokens.folded), after + LOOK_AHEAD)):
        word = tokens.folded[place]
        if tokens.letters[place] in SENTENCE_ENDS or word in PAST:
            return False
        if is_announced(word) or is_imperfect(tokens, place):
            return True
    return False
