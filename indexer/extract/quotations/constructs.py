"""Names in the construct (idafa) of something else: مركز الملك فلان, جهود الملك فلان, سفير خادم الحرمين الملك فلان.

The head of a construct speaks, or nobody, never the name that it ends with. Not for titles and prepositions before a
name (`naming`).
"""

from __future__ import annotations

from typing import NamedTuple

from indexer.extract.quotations.lexicon import is_title, load_nouns, strip_article
from indexer.extract.quotations.reading import CLOSE, OPEN, Reading
from search.analysis import fold

MAX_EPITHETS = 10
"""Words looked at between a name and the head of its construct."""

MIN_ATTACHED = 5
"""Letters of a noun with ب or ل attached; shorter words that begin so are verbs (بحث, لقي)."""


def _folded(*words: str) -> frozenset[str]:
    return frozenset(fold(word) for line in words for word in line.split(" "))


INSTITUTIONS = _folded(
    "مركز مراكز جامعة كلية معهد مدرسة مدارس أكاديمية مؤسسة مستشفى مجمع مدينة مكتبة دارة معرض صندوق هيئة جمعية لجنة",
    "مجموعة شركة مصنع دار نادي متحف كرسي قاعدة كتيبة قوات مجلس حديقة قصر واحة مصرف بنك",
    "شارع طريق جسر نفق حي ميدان مطار ميناء مسجد جامع قاعة صالة ملعب إستاد استاد مخيم سد سجن",
    "جائزة كأس مسابقة بطولة دوري مهرجان مؤتمر ملتقى منتدى ندوة سباق دورة برنامج مشروع مبادرة حملة خطة",
)
"""Nouns of what is named after people."""

DEEDS = _folded(
    "جهود توجيه توجيهات قيادة اهتمام متابعة أوامر موافقة مكرمة رعاية عناية ثقة سياسة سياسات تدشين قدوم وصول",
    "استقبال ضيوف ضيف موكب بدعم لدعم بحرص لحرص بأمر لأمر رأسهم رأسها مقدمتهم مقدمتها بينهم بينها",
)
"""What people do and have, and lists that a name ends: no name behind them acts."""

SOVEREIGN = _folded("الملك خادم الحرمين الشريفين سيدي مولاي جلالة الجلالة العاهل السلطان")
"""Words of respect for a king, who holds no office under another: one before them is somebody else's."""

CUSTODIAN = "خادم"
SANCTUARIES = _folded("الحرمين")

PRAYERS = _folded("حفظه يحفظه رعاه أيده الله رحمه")

PRESIDENT = _folded("الرئيس")
SENT = _folded("مبعوث سفير ممثل مندوب مستشار متحدث ناطق سكرتير محامي")
"""Offices under a president who is named right behind them; نائب الرئيس فلان may be the deputy's own name."""

SATISFIED = _folded("فيه فيها به بها له لها لهم عليه عليها عنه عنها منه منها إليه إليها وذلك بذلك لذلك بأن أنه")
"""Prepositions that have their object already: a subject may follow (عبر عنه فلان)."""


class Construct(NamedTuple):
    """What a name belongs to: the word that governs it, and whether that is the noun of an institution."""

    head: int
    institution: bool


def find_construct(reading: Reading, number: int, first: int = 0) -> Construct | None:
    """Return the construct that a person's name ends, or None where the name stands for itself.

    first: where the noun phrase begins, before which nothing governs.
    """
    if reading.mentions[number].kind != "person":
        return None
    start = reading.spans[number][0]
    head, royal = skip_epithets(reading, start - 1, first)
    if head < first or not is_joined(reading, head + 1):
        return None
    heads = bare_forms(reading.keys[head])
    if heads & INSTITUTIONS:
        return Construct(head, True)
    is_sent = (
        head + 2 == start and reading.keys[head + 1] in PRESIDENT and any(strip_article(key) in SENT for key in heads)
    )
    governs = bool(heads & DEEDS) or is_sent or (royal and governs_king(reading.keys[head], heads))
    return Construct(head, False) if governs else None


def skip_epithets(reading: Reading, position: int, first: int) -> tuple[int, bool]:
    """Return the last word before the words of respect that end with this word, and whether they are a king's."""
    honours = load_nouns().honour
    royal = plain = False
    for _ in range(MAX_EPITHETS):
        if position < first or not is_joined(reading, position + 1):
            break
        key = reading.keys[position]
        if key in SOVEREIGN and not plain:
            royal = True
        elif key not in PRESIDENT and key not in PRAYERS and (royal or strip_article(key) not in honours):
            break
        else:
            plain = plain or not royal
        position -= 1
    return position, royal


def is_joined(reading: Reading, word: int) -> bool:
    """Tell whether nothing but quotation marks parts a word from the one before."""
    return not reading.gaps[word] & ~(OPEN | CLOSE)


def governs_king(key: str, heads: frozenset[str]) -> bool:
    """Tell whether a word before a king's words of respect is a preposition, or a noun of another: سفير, لمقام."""
    nouns = load_nouns()
    if key in nouns.preposition and key not in SATISFIED:
        return True
    word = key[1:] if key[:2] in ("وب", "ول") else key
    if word[:1] in ("ب", "ل") and (len(word) >= MIN_ATTACHED or word[1:] in SOVEREIGN):
        return True
    return any(is_title(each) and each not in nouns.honour for each in heads)


def bare_forms(key: str) -> frozenset[str]:
    """Return a word as it is, and without و or ف and ب, ل or ك: لمركز is مركز, too."""
    forms = {key}
    if key[:1] in ("و", "ف"):
        forms.add(key[1:])
    forms |= {form[1:] for form in forms if form[:1] in ("ب", "ل", "ك")}
    return frozenset(forms)


def begins_custodian(reading: Reading, word: int) -> bool:
    """Tell whether خادم الحرمين begins with a word: an office that is a king's."""
    return reading.keys[word] == CUSTODIAN and word + 1 < len(reading) and reading.keys[word + 1] in SANCTUARIES


def is_name_of_institution(reading: Reading, word: int) -> bool:
    """Tell whether an institution that is named after a person begins with a word: مركز الملك فلان للبحوث."""
    numbers = (reading.mention_at.get(at) for at in range(word + 1, min(word + MAX_EPITHETS, len(reading))))
    number = next((each for each in numbers if each is not None), None)
    if number is None:
        return False
    construct = find_construct(reading, number, word)
    return construct is not None and construct.institution and construct.head == word
