"""The closed classes of words around a report: desks, labels, titles, months, and what cannot be a name.

Not for: names of agencies, outlets and places, which are tables (`tables`).
"""

from __future__ import annotations

import re

from indexer.extract.dateline.tables import folded_pattern, key_of, load_given_names

# Everything that parts two members of a byline; tatweel as a dash only beside a space: «المدينة ـ جدة».
SEPARATOR = re.compile(
    r"[–—―‒|_/\\،,()\[\]{}«»\"“”„؛;:\n\r\t•*]|-+|ـ{2,}(?=[\s–—-]|$)|(?<=\s)ـ+(?=\s)|(?<=\s)ـ+|(?<!ه)ـ+(?=\s|$)|\s{3,}"
)
MONTHS = (
    "يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يونيه|يوليو|يوليه|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
    "|كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
    "|محرم|صفر|ربيع الأول|ربيع الثاني|ربيع الآخر|جمادى الأولى|جمادى الآخرة|جمادى الثانية|رجب|شعبان|رمضان|شوال"
    "|ذو القعدة|ذي القعدة|ذو الحجة|ذي الحجة|جانفي|فيفري|أفريل|ماي|جوان|جويلية|أوت"
)
DATE = folded_pattern(rf"[\d/.]+(?:\s*(?:[\d/.]+|ه\u0640?|م|الموافق|{MONTHS})(?![^\s\d]))*")
WEEKDAY = folded_pattern(r"(?:ال)?(?:أحد|اثنين|إثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت)")

DESK = folded_pattern(
    r"متابع(?:ة|ات|اتنا)(?: .{1,30})?|خاص|خاص ب|تقرير|تقارير|حوار|تغطية|تحقيق|رصد|إعداد|ترجمة|تحليل|إضاءة|أخبار|لقاء"
    r"|(?:ال)?(?:محليات|محلية|اقتصاد|اقتصادية|رياضة|سياسة|ثقافة|فن|منوعات|دولي|دوليات|تحرير)"
    r"|(?:ال)?(?:قسم|مكتب|هيئة|إدارة|وحدة|فريق|الدسك|مركز|مكاتب|ملف) .{1,30}|غرفة الأخبار|(?:ال)?(?:محرر|مراسل)ون?"
    r"|(?:ال)?(?:موفد|مراسل|مندوب|منسق|مبعوث|محرر)(?:ة|نا|و)?(?: .{1,20})?|عواصم|(?:ال)?(?:مناطق|محافظات|مكاتب)"
    r"|[أا]ونلاين|(?:ال)?[إا]لكتروني(?:ة)?|المصدر|مصادر|بالاتفاق مع|خدمة|صحف|وكالات عواصم|زائر|بواسطة|مساحة .{1,20}"
    r"|رواية|اختيار|شعر|قراءة|حاور(?:ها|ه|ته|تها)|ملف|خواطر|قصة|عرض|الترجمة|استطلاع|العواصم|admin|editor|webmaster|staff|news(?:desk)?"
)
LABEL = folded_pattern(
    r"كتب(?:ت|ه|ها|وا)?|كتابة|بقلم|ترجمة|(?:رصد|تقرير|كتابة|إعداد|متابعة|حوار|تحقيق|استطلاع|اختيار) ?و ?تصوير"
    r"|[إا]عداد|تقرير|حوار|حاوره|حاورته|تحقيق|متابعة|تغطية|أجرى الحوار|by|from"
)
PHOTO = folded_pattern(r"تصوير|عدسة|صور|الصور|صورة|كاميرا|photos?(?: by)?")
TITLE = folded_pattern(
    r"(?:[أا]\s?\.\s?د|د|م|[أا]|ا\s?\.\s?م\s?\.\s?د)\s*[./]\s*|[دم] "
    r"|(?:ال)?(?:دكتور|دكتورة|مهندس|مهندسة|شيخ|أستاذ|أستاذة|لواء|عميد|فنان|فنانة"
    r"|عقيد|كاتب|كاتبة|إعلامي|إعلامية|بروفيسور|بروفسور|مستشار|محامي|محامية|الزميل|الزميلة|الركن)\s+"
)
_NO_NAME = frozenset(
    key_of(word)
    for line in (
        "قال قالت أكد أكدت أعلن أعلنت ذكر ذكرت أفاد أفادت كشف كشفت أوضح أوضحت أضاف أضافت قتل قتلت شهد شهدت عقد بحث دعا",
        "دعت وصل أصدر نفى نفت رفض رفضت طالب طالبت حذر حذرت استقبل تقول يقول كان كانت يكون",
        "في من إلى عن أن إن مع بعد قبل بين خلال منذ حتى لا ما لم لن هل كيف لماذا هذا هذه ذلك تلك التي الذي الذين",
        "هو هي هم قد كل بعض غير عند أو ثم لكن إذا حيث كما وهو وهي أحد عدد اليوم أمس غدا جانب لقطة صورة حفل مهرجان خاص",
        "وزير وزارة رئيس مدير الملك الأمير أمير شركة جامعة نادي فريق مجلس لجنة هيئة المكاتب وكالات عواصم الأمم المتحدة",
        "ولاية جنوب شمال شرق غرب وسط مقاطعة محافظة منطقة مدينة يوم وادي سان سانت بورت نيو لوس لاس ريو",
    )
    for word in line.split(" ")
)
"""Words that are in no name: a verb or preposition makes a sentence of the words before a colon."""

_VERB = folded_pattern(
    r"(?:قال|أكد|أعلن|ذكر|أفاد|كشف|أوضح|أضاف|شهد|قتل|لقي|عقد|بحث|وصل|أصدر|نفى|نفت|رفض|طالب|حذر|استقبل|دعا|دعت|أصيب|التقى|وقع)ت?"
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*\.?")
_NAME_HEADS = ("عبد", "ابو", "ام", "ابن", "بن", "ال")


def begins_with_verb(text: str) -> bool:
    """Return whether the next word opens a sentence of news: قال، أعلنت، قتل."""
    word = text.lstrip().split(" ", 1)[0][:12]
    return bool(_VERB.fullmatch(key_of(word)))


def has_given_name(name: str) -> bool:
    """Return whether a name begins with a given name, abd- and abu-names included."""
    words = name.split()
    first = key_of(words[0]) if words else ""
    if first in load_given_names() or (first.startswith("عبد") and len(first) > 4):
        return True
    return len(words) > 1 and (first in _NAME_HEADS[:2] or key_of(words[0] + words[1]) in load_given_names())


def is_name_like(name: str) -> bool:
    """Return whether the words can be somebody's name: two to six words of letters, none of them a function word."""
    words = name.split()
    if words and words[0].startswith("ال") and key_of(words[0]) not in load_given_names():
        return False
    limit = 6 if any(key_of(word) in ("بن", "ابن", "ال", "بنت") for word in words) else 4
    if not 2 <= len(words) <= limit or not all(_LETTERS.fullmatch(word) for word in words):
        return False
    if len({word[0].isascii() for word in words}) > 1:
        return False
    return not has_function_word(words)


def has_function_word(words: list[str]) -> bool:
    """Return whether one of the words is in no name of a person or place."""
    # على and the name علي fold to one key.
    return any(word == "على" or key_of(word) in _NO_NAME for word in words)
