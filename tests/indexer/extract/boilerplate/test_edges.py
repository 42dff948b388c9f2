"""What stands inside the first and last line: a slider's buttons, tags, the page's own link, marks of an agency."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.boilerplate import split_boilerplate

PROSE = "وقال الوزير إن المباحثات ستستأنف الأسبوع المقبل في العاصمة."


@pytest.mark.parametrize(
    ("body", "boilerplate"),
    [
        (f" Next Previous {PROSE}", "Next Previous"),
        (f"Next Previous \u00a0\n{PROSE}", "Next Previous"),
        (f"السابق | التالي | {PROSE}", "السابق | التالي |"),
        (f" شارك من خلال تويتر فيسبوك جوجل بلس اكتب رأيك {PROSE}", "شارك من خلال تويتر فيسبوك جوجل بلس اكتب رأيك"),
        (f"{PROSE} سمات اليمن تعز حقوق الإنسان", "سمات اليمن تعز حقوق الإنسان"),
        (f"{PROSE}\nالوسوم: سوريا، أستانة، سوتشي", "الوسوم: سوريا، أستانة، سوتشي"),
        (f"{PROSE} كلمات مفتاحية: النفط أوبك", "كلمات مفتاحية: النفط أوبك"),
        (
            f"{PROSE} رابط الخبر بصحيفة المثال: الوزير: المباحثات مستمرة",
            "رابط الخبر بصحيفة المثال: الوزير: المباحثات مستمرة",
        ),
        (f"{PROSE}\n// انتهى //\n19:23 ت م", "19:23 ت م"),
        (f"{PROSE}\n//يتبع//", "//يتبع//"),
        (f"{PROSE}\n\n ...المزيد", "...المزيد"),
    ],
)
def test_page_parts_leave_the_text_and_are_kept(body: str, boilerplate: str) -> None:
    cleaned = split_boilerplate("عنوان", body)
    assert cleaned.text.strip() == PROSE
    assert boilerplate in cleaned.boilerplate


@pytest.mark.parametrize(
    "caption", ["صورة أرشيفية", "(صورة من الأرشيف)", "صورة تعبيرية للمطر", "الوزير في مكتبه (أرشيفية)"]
)
def test_archive_pictures_captions_become_captions(caption: str) -> None:
    cleaned = split_boilerplate("", f"{PROSE}\n{caption}\n{PROSE}")
    assert cleaned.text == f"{PROSE}\n{PROSE}"
    assert cleaned.captions == (caption,)


@pytest.mark.parametrize(
    "body",
    [
        f"{PROSE} ومن أبرز سمات المرحلة الهدوء",
        f"{PROSE} سمات المرحلة كثيرة، وأبرزها الهدوء الذي ساد المدينة.",
        "سمات المرحلة",
        f"Next time the minister said no. {PROSE}",
        f"{PROSE} ونشر الموقع رابط الخبر ثم حذفه.",
        f"{PROSE}\nانتهى",
        f"نشرت الصحيفة صورة أرشيفية للوزير مع نظيره. {PROSE}",
        f"شارك عبر تويتر وزير الخارجية في الحملة. {PROSE}",
        "السابق واللاحق من الأحداث يدل على ذلك.",
    ],
)
def test_prose_with_such_words_stays(body: str) -> None:
    cleaned = split_boilerplate("عنوان", body)
    assert cleaned.text == body
    assert cleaned.boilerplate == ()


@given(
    st.lists(
        st.sampled_from(
            [PROSE, "Next Previous ", "سمات ", "\n", " ", "// انتهى //", "رابط الخبر: ", "اليمن", ".", "»"]
        ),
        max_size=12,
    )
)
def test_every_letter_stays_somewhere(parts: list[str]) -> None:
    body = "".join(parts)
    cleaned = split_boilerplate("", body)
    kept = "".join((cleaned.text, *cleaned.captions, *cleaned.boilerplate))
    assert sorted("".join(kept.split())) == sorted("".join(body.split()))
    assert cleaned.text in body or not cleaned.boilerplate or "\n" in cleaned.text


@pytest.mark.parametrize("unit", ["Next Previous ", "سمات ", "// ", "رابط الخبر", "(", "\u064b", ". "])
def test_hostile_text_loses_no_letter(unit: str) -> None:
    body = unit * 100_000
    cleaned = split_boilerplate("", body)
    letters = sum(len("".join(part.split())) for part in (cleaned.text, *cleaned.captions, *cleaned.boilerplate))
    assert letters == len("".join(body.split()))
