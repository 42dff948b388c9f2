"""Which words say what articles are about: none that dates are made of, and none that all news are made of.

A word is looked at as it is written, with و before it or without.
"""

from __future__ import annotations

import re
from functools import cache

from babel.dates import get_day_names

import search
from web.date_entry import MONTH_LOCALES, month_numbers

_COMMON = (
    "أبو أحد إحدى أما أمام إن أنه أنها أنهم إلا إذا إضافة إلى التي الذي الذين أي بأن بحسب بشأن حسب بعض بعضهم بهذا "
    "بين تلك ثم جانب جدا حتى حيث حول خلال دون ذلك سيما شأن ضمن عبر عدد عدم على عليه عليها عن عند غير فإن فقط في "
    "فيما فيه فيها قد كذلك كل كما كيف لأن لدى لذلك لقد لكن لكنه لماذا لن لها لهذا لهم ليس ليست ما مثل مع من منها "
    "منه نحو هذا هذه هم هنا هناك هو هي وفق كان كانت كانوا تكون يكون يمكن يجب أصبح تم يتم قال قالت أضاف أضافت أكد "
    "أكدت أوضح أوضحت ذكر ذكرت أشار أشارت شدد تابع أعلن أعلنت مشيرا مضيفا مؤكدا موضحا يذكر أمس الآن اليوم يوم أيام "
    "أسبوع شهر أشهر عام عاما سنة بعد قبل عقب حين منذ الحالي الجاري الماضي الماضية المقبل المقبلة أول أولى الأول الأولى "
    "الثاني الثانية الثالث أكثر أكبر كبير كبيرة ألف مليون مليار مئة نصف أعتقد التوالي"
)
"""Particles, being and saying, time and amount."""

_of_letters = re.compile(r"[^\W\d_]{3,}").fullmatch
_conjunction_and_article = re.compile(r"وال(?![ديةه])\w{3,}").fullmatch
"""Not والده nor والي."""


def is_telling(word: str) -> bool:
    """Return whether a word is no figure, fragment, date or word of any news.

    >>> [is_telling(word) for word in ("النووي", "2018", "ويوليو", "بحسب", "الاثنين", "وقال", "واشنطن")]
    [True, False, False, False, False, False, True]
    """
    if not _of_letters(word):
        return False
    return not {search.fold_text(word), search.fold_text(word.removeprefix("و"))} & _words_of_any_news()


def without_conjunction(word: str) -> str:
    """Return a word without a و that stands before the article.

    >>> without_conjunction("والعراق"), without_conjunction("والدته"), without_conjunction("وزير")
    ('العراق', 'والدته', 'وزير')
    """
    return word[1:] if _conjunction_and_article(word) else word


@cache
def _words_of_any_news() -> frozenset[str]:
    """Return them as searches fold them."""
    days = [name for locale in MONTH_LOCALES.values() for name in get_day_names("wide", locale=locale).values()]
    parts_of_months = ("كانون", "تشرين", "شباط")
    words = {search.fold_text(word) for name in (*days, *parts_of_months, _COMMON) for word in name.split()}
    return frozenset(words | set(month_numbers()))
