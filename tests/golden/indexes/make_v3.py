"""Make the golden index of format 3 anew: `.venv/bin/python -m tests.golden.indexes.make_v3`, from the project's root.

Only while format 3 has not been released. Afterwards the files stay as they are, whatever becomes of the program: it
opens them, or refuses them with the remedy (`tests/golden/test_indexes.py`). A new format gets a script and a folder
of its own. The articles are written for this index; seven of them, in two segments, one deleted; two
tell one story.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import search

FOLDER = Path(__file__).parent / "v3"

LONG = "يروي المزارعون في الوادي كيف تغير موسم القطاف في الأعوام الأخيرة."

STORY = (
    "فازت مدرسة الوادي بجائزة الرسم للعام الثالث، وقالت مديرتها إن التلاميذ رسموا الجبال والنهر والطاحونة القديمة. "
    "وأضافت أن اللوحات تعرض في بلدية الميناء أسبوعين، ثم تنتقل إلى قرى الجبل قبل أن تحفظ في متحف صغير."
)

OLDER = (
    search.Article(
        key="g1",
        title="مهرجان الزيتون يعود إلى قرية وادي السنديان",
        text=f"عاد مهرجان الزيتون إلى القرية يوم 5 تشرين الثاني 2022 بعد غياب. {LONG}",
        source="صحيفة السفح",
        author="هند الجبلي",
        published="2022-11-06T08:30:00+03:00",
        people=("هند الجبلي", "سالم التلي"),
        places=("وادي السنديان",),
        dates=(
            search.MentionedDate(
                "text", 32, 54, "5 تشرين الثاني 2022", dt.date(2022, 11, 5), dt.date(2022, 11, 5), "day"
            ),
        ),
        captions=("أطفال القرية تحت شجرة زيتون",),
    ),
    search.Article(
        key="g2",
        title="معرض للكتاب في مدينة الميناء",
        text=f"افتتحت بلدية الميناء معرض الكتاب وفيه كتبٌ عن الزيتون والبحر. {LONG}",
        source="صحيفة المرسى",
        published="2022-11-20",
        places=("الميناء",),
        organisations=("بلدية الميناء",),
    ),
    search.Article(key="g3", title="خبر يُحذف", text=f"هذا الخبر عن الزيتون يُحذف بعد حين. {LONG}", source="صحيفة السفح"),
    search.Article(key="g4", title="طقس الأسبوع", text=f"أمطارٌ على الجبال وثلوج. {LONG}", published="2023-01-02"),
    search.Article(key="g6", title="جائزة الرسم", text=STORY, source="صحيفة المرسى", published="2023-10-02"),
)
NEWER = (
    search.Article(
        key="g7",
        title="تلاميذ الوادي يفوزون",
        text=f"{STORY} وحضر الحفل أهل القرية.",
        source="صحيفة السفح",
        published="2023-10-03",
        agencies=("الأناضول",),
        countries=("لبنان",),
        dateline="الميناء",
        reporting="wire",
        speakers=("هند الجبلي",),
    ),
    search.Article(
        key="g5",
        title="وبالزيتون يبدأ الموسم",
        text="بدأ موسم الزيتون في الوادي.",
        source="صحيفة السفح",
        published="2023-10-01",
        people=("سالم التلي",),
    ),
)


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    with search.open_engine(FOLDER, create=True) as engine:
        engine.write(OLDER)
        engine.commit()
        engine.write(NEWER)
        engine.delete(["g3"])
        engine.commit()
        assert engine.info().segments == 2
    (FOLDER / "MAIN_WRITELOCK").unlink()
    print(f"{len(list(FOLDER.iterdir()))} files in {FOLDER}")


if __name__ == "__main__":
    main()
