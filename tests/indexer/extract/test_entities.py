"""Which people, places and organisations are found in sentences, and under which one name."""

from __future__ import annotations

import pytest

from indexer.extract.entities import find_article_entities, find_entities


def found(text: str, kind: str) -> list[str]:
    return [entity.name for entity in find_entities(text) if entity.kind == kind]


def written(text: str) -> list[tuple[str, str]]:
    return [(entity.text, entity.name) for entity in find_entities(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("عقد اللقاء في آستانا", ["أستانة"]),
        ("إلى أستانة والأستانة وبأستانا ونور سلطان", ["أستانة"] * 4),
        ("في ناغورني كاراباخ وقره باغ", ["كاراباخ", "كاراباخ"]),
        ("أمريكا وأميركا والولايات المتحدة الأمريكية", ["الولايات المتحدة"] * 3),
        ("سافر بسوتشي وللسودان ولموسكو", ["سوتشي", "السودان", "موسكو"]),
        ("لندن وليبيا وبكين وكردستان", ["لندن", "ليبيا", "بكين", "كردستان"]),
        ("الضفة الغربية وتل أبيب والشرق الأوسط", ["الضفة الغربية", "تل أبيب", "الشرق الأوسط"]),
        ("إيـــران وسُورِيَا", ["إيران", "سوريا"]),
        ("في مدينة الخبر", ["الخبر"]),
    ],
)
def test_a_place_has_one_name_whatever_its_spelling(text, names):
    assert found(text, "place") == names


@pytest.mark.parametrize(
    "text",
    [
        "القوات الروسية والشركات الإيرانية",  # adjectives
        "هذا الخبر مهم",  # Khobar is a city too
        "توجه الحجاج للحج",  # ل + الحج, not ل + لحج
        "على هامش الاجتماع",
        "قال إنه سيعود غدا",
        "باسم الله",
    ],
)
def test_ordinary_words_are_no_entities(text):
    assert find_entities(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وزير الخارجية الإيراني، محمد جواد ظريف، ونظيره الروسي، سيرغي لافروف،", ["محمد جواد ظريف", "سيرغي لافروف"]),
        ("قال سيرجي لافروف إن", ["سيرغي لافروف"]),
        ("الأمير فيصل بن فرحان", ["فيصل بن فرحان"]),
        ("وأوضح الدكتور عبدالله بن أحمد الزهراني أن", ["عبد الله بن أحمد الزهراني"]),
        ("وأكد احمد الحربي", ["أحمد الحربي"]),
        ("التقت أنغيلا ميركل إيمانويل ماكرون", ["أنغيلا ميركل", "إيمانويل ماكرون"]),
        ("محمد بن سلمان بن ناصر", ["محمد بن سلمان بن ناصر"]),
        ("رئيس الوزراء الكندي ستيفن هاربر", ["ستيفن هاربر"]),
        ("وزير الخارجية البريطاني ديفيد لامي في لندن", ["ديفيد لامي"]),
        ("مُحَمَّد جَوَاد ظَرِيف", ["محمد جواد ظريف"]),
    ],
)
def test_people_are_found_without_title_and_nationality(text, names):
    assert found(text, "person") == names


@pytest.mark.parametrize(
    "text",
    [
        "الشيخ محمد",  # nobody in particular
        "قال ظريف",  # also an adjective: only with its full name in the article
        "شارع الملك فهد ومطار الملك خالد الدولي",
        "قال علي الرغم من ذلك",  # على in careless spelling
        "موسكو وأستانة وباكو وسوتشي",
    ],
)
def test_no_person_is_found_without_evidence(text):
    assert found(text, "person") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أشارت الخارجية الروسية إلى", ["الخارجية الروسية"]),
        ("وزارة الخارجية الروسية", ["الخارجية الروسية"]),
        ("وزارة الثقافة المصرية", ["وزارة الثقافة المصرية"]),
        ("الخارجية الأميركية", ["الخارجية الأمريكية"]),
        ("الناتو وحلف شمال الأطلسي", ["حلف شمال الأطلسي"] * 2),
        ("الجامعة العربية", ["جامعة الدول العربية"]),
        ("منظمة الصحة العالمية وحزب الله", ["منظمة الصحة العالمية", "حزب الله"]),
        ("أعلنت وزارة التربية والتعليم نتائج الثانوية العامة", ["وزارة التربية والتعليم"]),
        ("جامعة الملك سعود", ["جامعة الملك سعود"]),
        ("شركة توتال الفرنسية", ["توتال"]),
        ("تنظيم “داعش”", ["تنظيم الدولة الإسلامية"]),
    ],
)
def test_an_organisation_has_one_name(text, names):
    assert found(text, "organisation") == names


@pytest.mark.parametrize(
    "text",
    [
        "السياسة الخارجية الروسية",
        "الشؤون الخارجية الإيرانية",
        "وزير الخارجية الروسي",
        "وزيرا الخارجية الروسي والتركي",
        "وزيرتا الدفاع الألمانية والفرنسية",
        "مجلس الإدارة ولجنة التحكيم",
        "شركة جديدة",
        "منظمة دولية",
        "حركة المياه",
    ],
)
def test_ministers_policies_and_common_nouns_are_no_organisations(text):
    assert found(text, "organisation") == []


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "وزارتا الخارجية الروسية والإيرانية",
            [("وزارتا الخارجية الروسية", "الخارجية الروسية"), ("والإيرانية", "الخارجية الإيرانية")],
        ),
        (
            "بيان لوزارتي الدفاع التركية والروسية",
            [("لوزارتي الدفاع التركية", "الدفاع التركية"), ("والروسية", "الدفاع الروسية")],
        ),
        (
            "وزارات الدفاع الأمريكية والبريطانية والفرنسية",
            [
                ("وزارات الدفاع الأمريكية", "الدفاع الأمريكية"),
                ("والبريطانية", "الدفاع البريطانية"),
                ("والفرنسية", "الدفاع الفرنسية"),
            ],
        ),
        (
            "وزارتا الدفاع والداخلية الروسيتان",
            [("وزارتا الدفاع", "الدفاع الروسية"), ("والداخلية الروسيتان", "الداخلية الروسية")],
        ),
        ("جامعتا القاهرة وعين شمس", [("جامعتا القاهرة", "جامعة القاهرة"), ("وعين شمس", "جامعة عين شمس")]),
        ("حكومتا مصر والسودان", [("حكومتا مصر", "حكومة مصر"), ("والسودان", "حكومة السودان")]),
    ],
)
def test_one_head_in_the_dual_or_plural_is_shared_by_its_members(text, members):
    assert written(text) == members


def test_every_spelling_and_clitic_of_a_surname_joins_the_full_name():
    text = "قال سيرغي لافروف إن ذلك مهم. ولافروف متفائل، ورد بلافروف وللافروف لـ لافروف"
    assert found(text, "person") == ["سيرغي لافروف"] * 5
    assert [entity.text for entity in find_entities(text)][1] == "ولافروف"


def test_parts_join_the_longest_full_name():
    text = "التقى محمد جواد ظريف نظيره. وأضاف جواد ظريف أن لقاءه بظريف. ودعا ظريف"
    assert found(text, "person") == ["محمد جواد ظريف"] * 4


def test_two_full_names_leave_their_common_surname_alone():
    text = "الرئيس بشار الأسد وشقيقه ماهر الأسد. وأضاف الأسد"
    assert found(text, "person") == ["بشار الأسد", "ماهر الأسد"]


def test_the_article_own_full_name_beats_the_list():
    assert found("وصلت لورا بوش. وقالت بوش", "person") == ["لورا بوش", "لورا بوش"]


def test_a_well_known_surname_alone_needs_no_full_name():
    assert found("وصل بوتين", "person") == ["فلاديمير بوتين"]


def test_the_text_lends_its_full_names_to_the_title():
    mentions = find_article_entities("ظريف في موسكو", "وصل محمد جواد ظريف إلى موسكو")
    assert [(m.where, m.text, m.kind, m.name) for m in mentions] == [
        ("title", "ظريف", "person", "محمد جواد ظريف"),
        ("title", "موسكو", "place", "موسكو"),
        ("text", "محمد جواد ظريف", "person", "محمد جواد ظريف"),
        ("text", "موسكو", "place", "موسكو"),
    ]


def test_captions_lend_names_but_have_no_mentions():
    mentions = find_article_entities("", "قال الزهراني إن الأمر مهم", ["أحمد الزهراني في مكتبه"])
    assert [(m.where, m.name) for m in mentions] == [("text", "أحمد الزهراني")]


def test_every_mention_says_why():
    assert all(
        entity.evidence for entity in find_entities("قال سيرغي لافروف في سوتشي إن وزارة العدل والشيخ محمد الحربي")
    )


def test_a_listed_name_is_found_whatever_its_words_mean_elsewhere():
    found = find_entities("ويحضر الاجتماع المبعوث الأممي غير بيدرسون إذا سمحت ظروف السفر.")
    assert [(entity.kind, entity.name) for entity in found if entity.kind == "person"] == [("person", "غير بيدرسون")]
