"""A small archive for web tests: invented outlets, real spelling variety, and titles that try to break a page."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import search

Kind = Literal["person", "place", "organisation"]

LAVROV, ZARIF, PEDERSEN = "سيرغي لافروف", "محمد جواد ظريف", "غير بيدرسون"
HOSTILE_TITLE = '<script>alert("x")</script> & \u202eتيناتسأ\u2069 <b>سوتشي</b>\x07'


def make_article(
    key: str,
    title: str,
    text: str,
    published: str | None,
    source: str,
    people: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    mentioned: tuple[tuple[str, str, str], ...] = (),
    author: str | None = None,
    captions: tuple[str, ...] = (),
    boilerplate: tuple[str, ...] = (),
    said: tuple[tuple[str, str, str], ...] = (),
    agencies: tuple[str, ...] = (),
    dateline: str | None = None,
) -> search.Article:
    named: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("person", people),
        ("place", places),
        ("organisation", organisations),
    )
    entities = tuple(
        search.EntityMention("text", start, start + len(name), name, kind, name, "اسم معروف")
        for kind, names in named
        for name in names
        if (start := text.find(name)) >= 0
    )
    dates = tuple(
        search.MentionedDate(
            "text",
            text.index(words),
            text.index(words) + len(words),
            words,
            dt.date.fromisoformat(first),
            dt.date.fromisoformat(last),
            "day" if first == last else "month",
            "من النص",
        )
        for words, first, last in mentioned
    )
    quotations = tuple(
        search.Quotation(
            "text",
            text.index(words),
            text.index(words) + len(words),
            words,
            speaker,
            text.index(speaker),
            text.index(speaker) + len(speaker),
            verb,
            "reported",
            "الفعل قبل القول",
        )
        for speaker, verb, words in said
    )
    return search.Article(
        key,
        title,
        text,
        f"https://example.com/{key}",
        source,
        author,
        published,
        "من الخبر نفسه",
        people=people,
        places=places,
        organisations=organisations,
        entities=entities,
        dates=dates,
        quotations=quotations,
        speakers=tuple(dict.fromkeys(item.speaker for item in quotations)),
        agencies=agencies,
        dateline=dateline,
        reporting="wire" if agencies else "",
        captions=captions,
        boilerplate=boilerplate,
        demo=True,
    )


def archive() -> list[search.Article]:
    return [
        make_article(
            "a01",
            "لقاء مرتقب ضمن مسار “أستانة”.. لافروف وظريف ينسقان مواقفهما بشأن سوريا",
            "دعت وزارتا الخارجية الروسية والإيرانية إلى حل سياسي، وسط حديث عن لقاء في سوتشي ضمن مسار “أستانة”.\n\n"
            "وشدد محمد جواد ظريف ونظيره سيرغي لافروف، الثلاثاء 26 من كانون الثاني، على تنفيذ القرار “2254”.\n\n"
            "وبدأت أولى جولات المحادثات في  23 و24 من كانون الثاني 2017 في أستانة.",
            "2021-01-26",
            "بريد المشرق",
            (LAVROV, ZARIF),
            ("سوريا", "سوتشي", "أستانة"),
            ("الخارجية الروسية",),
            (("24 من كانون الثاني 2017", "2017-01-24", "2017-01-24"),),
            captions=("اجتماع وزيري الخارجية في موسكو",),
            boilerplate=("مقالات متعلقة", "شارك هذا الخبر"),
        ),
        make_article(
            "a02",
            "مُحَادَثَاتُ آستانا تعود إلى سوتشي في شباط",
            "تستضيف سوتشي الجولة الخامسة عشرة من مسار أستانا يومي 16 و17 شباط 2021 بمشاركة غير بيدرسون.",
            "2021-02-16T09:30:00+03:00",
            "صحيفة مرصد الضاد",
            (PEDERSEN,),
            ("سوتشي", "سوريا"),
            ("الأمم المتحدة",),
            (("شباط 2021", "2021-02-01", "2021-02-28"),),
            "ليلى حداد",
        ),
        make_article(
            "a03",
            "مؤتمر سوتشي بعد ثلاث سنوات: ماذا بقي؟",
            "مرت ثلاث سنوات على مؤتمر سوتشي، وقال سيرغي لافروف إن مسار أسـتـانة مستمر.",
            "2021-01-30",
            "بريد المشرق",
            (LAVROV,),
            ("سوتشي", "روسيا"),
            said=((LAVROV, "وقال", "مسار أسـتـانة مستمر"),),
            agencies=("سبوتنيك",),
            dateline="موسكو",
        ),
        make_article(
            "a04",
            "قمة ثلاثية في سوتشي حول سورية",
            "بحثت القمة في سوتشي مستقبل سورية بحضور سيرغي لافروف ومحمد جواد ظريف.",
            "2017-11-22",
            "بريد المشرق",
            (LAVROV, ZARIF),
            ("سوتشي", "سوريا"),
        ),
        make_article(
            "a05",
            "الأهلي بطلًا لأفريقيا للمرة العاشرة",
            "تُوّج الأهلي بلقب دوري أبطال أفريقيا للمرة العاشرة في تاريخه.",
            "2021-07-18",
            "دفاتر النيل",
            (),
            ("مصر", "المغرب"),
            ("النادي الأهلي",),
        ),
        make_article(
            "a06",
            "موكب المومياوات الملكية يعبر شوارع القاهرة",
            "انتقلت اثنتان وعشرون مومياء من ميدان التحرير إلى متحف الحضارة.",
            "2021-04-03",
            "دفاتر النيل",
            (),
            ("القاهرة", "مصر"),
        ),
        make_article(
            "a07",
            "أنس جابر أول عربية في نهائي ويمبلدون",
            "بلغت التونسية أنس جابر نهائي ويمبلدون في إنجاز غير مسبوق.",
            "2022-07-07",
            "بستان الزيتونة",
            ("أنس جابر",),
            ("تونس", "لندن"),
        ),
        make_article(
            "a08",
            "السفينة إيفر غيفن تتحرر من قناة السويس",
            "عادت الملاحة في قناة السويس بعد ستة أيام.",
            "2021-03-29",
            "دفاتر النيل",
            (),
            ("مصر", "قناة السويس"),
            ("هيئة قناة السويس",),
        ),
        make_article("a09", "تلسكوب جيمس ويب ينطلق", "انطلق التلسكوب من غويانا الفرنسية.", "2021-12-25", "رمال الغد"),
        make_article("a10", "عنوان بلا نص", "", None, "رمال الغد"),
        make_article("a11", HOSTILE_TITLE, "نص <i>مائل</i> عن سوتشي & أستانة", "2020-03-05", '<img src=x onerror="1">'),
        make_article(
            "a12",
            "هدنة في إدلب بعد اتفاق موسكو",
            "أعلن الاتفاق في موسكو.",
            "2020-03-06",
            "رمال الغد",
            ("فلاديمير بوتين",),
            ("موسكو", "سوريا", "روسيا"),
        ),
    ]
