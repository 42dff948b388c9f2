"""Whether a bare four-digit number is a year, by its neighbours: most numbers of news are prices and counts.

Not for: years with a word of their own (عام 2013), which `patterns` knows. Every look is at a bounded number of tokens.
"""

from __future__ import annotations

import datetime as dt

from indexer.extract.dates import context
from indexer.extract.dates.direction import is_announced, is_imperfect
from indexer.extract.dates.lexer import Tokens
from indexer.extract.dates.wordlists import folded_words

NOT_A_YEAR_BEFORE = folded_words(
    "رقم القرار قرار برقم القانون قانون المادة القرارين القرارات الدولي طراز هاتف موديل بسعر سعر نحو حوالي قرابة بلغ"
    " بلغت عدد أكثر أقل مبلغ بمبلغ قيمة بقيمة ارتفاع بارتفاع مسافة طول وزن مستوى عند بنحو لنحو الرقم رقمي زهاء يبلغ"
    " تبلغ فوق دون خط لواء سهم كيلو متر الحلقة حلقة رحلة الرحلة الصفحة صفحة العدد مرسوم المرسوم بند الفقرة بوابة"
)
"""Before a number: it counts, prices or names something (القرار 2254)."""
YEAR_CUES = folded_words(
    "في منذ بحلول حتى قبل بعد خلال عام سنة مونديال أولمبياد موسم دورة بطولة كأس بنهاية مطلع بين إلى من يورو بطل رؤية"
    " لعام وفي ومنذ وبحلول وحتى الى ففي كوبا موازنة ميزانية معرض قمة مهرجان مواليد انتخابات نسخة نهاية حرب"
    " أعوام سنوات الأعوام السنوات"
)
FUNCTION_WORDS = folded_words(
    "في من على عن إلى حتى الذي التي كان كانت قد لم لا أن إن بعد قبل كما حيث بعدما عندما مع بين أو ثم لكن إذ هو هي"
    " بحسب وفق وذلك وكان وقد وفي ومن وكانت وحتى ولم فيما بينما بسبب إثر عقب أي ما لن ليس أما ضد عبر بما بهدف خلال والتي"
    " والذي وهو وهي وأن وإن لدى بلغ شهد شهدت"
)
EVENTS = folded_words("أولمبياد مونديال لمونديال لأولمبياد كأس كوبا يورو الأولمبية البارالمبية إكسبو")
EVENT_WORDS = 3
"""An event's own words: أولمبياد ريو دي جانيرو 2016."""
ENTRY_SIGNS = frozenset("-–—:")
OLDEST_ENTRY, LATEST_ENTRY = 1300, 2030
SIGNS_BEFORE = ("-", "/", ",", ".")
CLOSING_QUOTES = frozenset('»”"')


def is_year(tokens: Tokens, index: int, reference: dt.date | None) -> bool:
    """Return whether a bare four-digit number at an index is a year, by its neighbours."""
    value = tokens.values[index]
    newest = (reference.year if reference else 2030) + 40
    if not isinstance(value, int) or not 1800 <= value <= newest:
        return False
    before, after = index - 1, index + 1
    if opens_entry(tokens, index, reference):
        return True
    left, right = context.folded_at(tokens, before), context.folded_at(tokens, after)
    if tokens.letters[before : before + 1] == "(" and tokens.letters[after : after + 1] == ")":
        return True
    if right in context.COUNTED or right in ("%", "٪", "$", "€", "/", ":", "+", "="):
        return False
    if tokens.letters[after : after + 2] in ("-d", ".d", "-n", ".n", ",n", ".y"):
        return False
    closed = _closed(right) or (right != "" and _is_verb(tokens, after))
    if value >= 1900 and (left in (":", "#", "$", "%") or tokens.letters[max(0, before) : index] in SIGNS_BEFORE):
        return _is_year_behind_sign(tokens, index, closed=closed)
    return _is_year_behind_word(tokens, before, left, value, closed=closed)


def _is_year_behind_sign(tokens: Tokens, index: int, *, closed: bool) -> bool:
    """Return whether a number behind a sign is a year: فان غوخ - 1890, بيروت، 1974. and .2016 as set right to left."""
    sign, before_sign = tokens.letters[index - 1], tokens.letters[max(0, index - 2) : index - 1]
    if sign == "-":
        return index > 1 and before_sign not in "dyn" and closed
    ends = not context.folded_at(tokens, index + 1).strip(".\n)»”،")
    if sign == ",":
        return ends and before_sign == "x"
    touches = tokens.ends[index - 1] == tokens.starts[index] and tokens.ends[index - 2] < tokens.starts[index - 1]
    return sign == "." and ends and before_sign == "x" and touches


def _is_year_behind_word(tokens: Tokens, before: int, left: str, value: int, *, closed: bool) -> bool:
    """Return whether a number behind a word, a dash or a closing quote is a year: في 2011, بطل آسيا 2019."""
    if left == "-":
        return True
    if before >= 0 and tokens.letters[before] in "wp":
        before -= 1
        left = context.folded_at(tokens, before)
        if before >= 0 and tokens.letters[before] in "yl":
            return True
        closed = closed and tokens.letters[before + 1] == "p"
    if left in NOT_A_YEAR_BEFORE:
        return False
    if left in YEAR_CUES or any(word in EVENTS for word in tokens.folded[max(0, before - EVENT_WORDS) : before]):
        return True
    named = left in CLOSING_QUOTES or (before >= 0 and tokens.letters[before] in "xMV" and left[:1].isalpha())
    return value >= 1900 and named and closed


def opens_entry(tokens: Tokens, index: int, reference: dt.date | None) -> bool:
    """Return whether a year opens a line of a chronicle: 1932- افتتاح المهرجان."""
    value, letters = tokens.values[index], tokens.letters
    latest = reference.year if reference else LATEST_ENTRY
    opens = index == 0 or letters[index - 1] == "\n"
    ends = context.folded_at(tokens, index + 1) in ENTRY_SIGNS and letters[index + 2 : index + 3] not in ("d", "y", "n")
    return opens and ends and isinstance(value, int) and OLDEST_ENTRY <= value <= latest


def _is_verb(tokens: Tokens, place: int) -> bool:
    """Return whether the token is a verb that is no thing counted: يعود, سيقدم, لتصبح."""
    word = tokens.folded[place]
    if is_imperfect(tokens, place) or is_announced(word):
        return True
    return tokens.letters[place] == "x" and len(word) >= 5 and word.startswith(("لي", "لت"))


def _closed(right: str) -> bool:
    """Return whether what follows cannot be the thing counted: counted nouns are indefinite."""
    return not right or not right[:1].isalnum() or right in FUNCTION_WORDS or right.startswith(("ال", "لل", "وال"))
