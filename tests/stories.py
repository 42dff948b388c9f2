"""Texts for tests of stories: reports of made-up sentences, copies of them with other sentences, and other reports."""

from __future__ import annotations

import random

WHO = ("الوزير", "المديرة", "الأمين العام", "رئيس البلدية", "الناطقة", "المهندس", "قائد الفريق", "الطبيبة")
DID = ("أكد أن", "نفى أن", "أوضح أن", "تساءل هل", "أعلن أن", "لم يستبعد أن", "أشار إلى أن", "رأى أن")
WHAT = ("الجسر", "المتحف", "الموسم", "المعرض", "المشروع", "اللقاء", "الميناء", "المهرجان", "المستشفى", "الملعب")
WILL = ("يفتتح", "يؤجل", "يتوسع", "يغلق", "يستقبل الزوار", "يكلف أكثر", "ينتهي", "ينتقل", "يتعثر", "يعود")
WHEN = ("غدًا", "بعد شهر", "في الربيع", "مساء الأحد", "قبل العيد", "مطلع العام", "عند الظهر", "هذا الأسبوع")
WHERE = ("على ضفة النهر", "في وادي السنديان", "شرق المدينة", "قرب السوق", "أمام القلعة", "على الساحل", "في القرية")


def sentences(seed: int, count: int = 12) -> list[str]:
    chance = random.Random(f"story {seed}")
    parts = (WHO, DID, WHAT, WILL, WHEN, WHERE)
    return [
        f"{' '.join(chance.choice(part) for part in parts)} بعدد {chance.randint(10, 99_999)}." for _ in range(count)
    ]


def original(seed: int) -> str:
    return " ".join(sentences(seed))


def copy_of(text: str, share: float, seed: int) -> str:
    """Return the text with a share of its sentences replaced by sentences of its own."""
    kept = [part.strip() + "." for part in text.split(".") if part.strip()]
    chance = random.Random(f"copy {seed}")
    new = sentences(90_000 + seed, len(kept))
    changed = set(chance.sample(range(len(kept)), round(share * len(kept))))
    return " ".join(new[place] if place in changed else sentence for place, sentence in enumerate(kept))


def other_story(seed: int) -> str:
    return original(50_000 + seed)
