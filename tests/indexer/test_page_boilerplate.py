"""Pages of four layouts, read, surveyed and cleaned: the page's words leave the text, the author's stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.extract.boilerplate import Cleaned, split_boilerplate
from indexer.readers import read_sources
from indexer.repetition import RepeatedLines
from indexer.surveying import survey

NAMES = ["السدود", "الموانئ", "المدارس", "المزارع", "المتاحف", "الطرق", "المصانع", "الحدائق"]
FORMULA = "والله الموفق."


def sentences(name: str) -> list[str]:
    """Return the paragraphs of one article, its own from beginning to end but for the formula that ends all."""
    return [
        f"أعلنت لجنة {name} أمس أنها ستبدأ العمل في المرحلة الثانية من خطتها بعد أن انتهت من دراسة المرحلة الأولى.",
        f"وقال رئيس اللجنة إن العمل في {name} يحتاج إلى وقت، وإن الميزانية التي خصصت له تكفي حتى نهاية العام المقبل.",
        f"وأضاف أن سكان المناطق القريبة من {name} سيجدون فرص عمل جديدة، وأن الشركات المحلية ستنفذ معظم الأعمال.",
        FORMULA,
    ]


def modern(name: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in sentences(name))
    return f"""<html><head><title>خطة {name} - صحيفة المثال</title><meta property="og:site_name" content="صحيفة المثال">
    </head><body><nav><a href="/">الرئيسية</a></nav><article><h1>خطة {name}</h1>
    <figure><img src="a.jpg"><figcaption>صورة أرشيفية</figcaption></figure>{body}
    <p>لمتابعة آخر الأخبار اشترك في قناتنا</p></article>
    <aside><h3>اقرأ أيضا</h3><ul><li><a href="/1">عنوان خبر آخر</a></li></ul></aside>
    <footer>جميع الحقوق محفوظة لصحيفة المثال</footer></body></html>"""


def old(name: str) -> str:
    body = "<br><br>".join(sentences(name))
    return f"""<html><head><title>خطة {name}</title><meta name="publisher" content="صحيفة المثال"></head><body>
    <table><tr><td><div class="entry-content"><font size="3">{body}<br>
    للتواصل مع التحرير أرسل رسالة إلى news@example.org<br>
    شارك على: فيسبوك تويتر واتساب</font></div></td></tr></table></body></html>"""


def flattened(name: str) -> str:
    tags = f"سمات {name} الميزانية"
    return "\n".join([f"خطة {name}", f"Next Previous {' '.join(sentences(name))} {tags}"])


def copied(name: str) -> str:
    lines = [f"خطة {name}", "", "الرئيسية / محليات", "ع ع ع", *sentences(name), "تابعوا صحيفة المثال على تويتر"]
    return "\n".join([*lines, "مقالات متعلقة", "عنوان خبر آخر", "ادعم صحيفتنا المستقلة", "اضغط هنا للمساهمة"])


LAYOUTS = {"modern.html": modern, "old.html": old, "flattened.txt": flattened, "copied.txt": copied}
PAGE_WORDS = (
    *(
        "اشترك",
        "أرشيفية",
        "اقرأ أيضا",
        "محفوظة",
        "للتواصل",
        "شارك",
        "Next",
        "سمات",
        "الرئيسية",
        "تابعوا",
        "متعلقة",
        "ادعم",
    ),
    *("عنوان خبر آخر", "ع ع ع"),
)


@pytest.fixture(params=sorted(LAYOUTS))
def cleaned(request: pytest.FixtureRequest, tmp_path: Path) -> list[tuple[str, Cleaned]]:
    layout = LAYOUTS[request.param]
    for number, name in enumerate(NAMES):
        folder = tmp_path / "صحيفة المثال"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}-{request.param}").write_text(layout(name), encoding="utf-8")
    raws = survey(
        read_sources([str(tmp_path)], source_name="صحيفة المثال", on_skip=lambda _error: None), RepeatedLines()
    )
    return list(zip(NAMES, (split_boilerplate(raw.title, raw.body, raw.repeated) for raw in raws), strict=True))


def test_the_authors_sentences_stay_and_the_pages_words_leave(cleaned: list[tuple[str, Cleaned]]) -> None:
    for name, parts in cleaned:
        for sentence in sentences(name):
            assert sentence in parts.text
        assert [word for word in PAGE_WORDS if word in parts.text] == []
