"""Who said what, on sentences written for the tests: each row one way to report, or one way not to."""

from __future__ import annotations

import pytest

from indexer.extract.quotations import find_quotations
from tests.indexer.extract.quotations.samples import find, mark, said

LAVROV = "{لافروف=سيرغي لافروف}"

REPORTED = [
    ("قال {سيرغي لافروف} إن الاجتماع سيعقد غدا.", "سيرغي لافروف", "الاجتماع سيعقد غدا"),
    ("وأكد وزير الخارجية الروسي {سيرغي لافروف}، أن بلاده جاهزة للحوار.", "سيرغي لافروف", "بلاده جاهزة للحوار"),
    ("وصرح {سيرغي لافروف} بأنه لن يسافر هذا الشهر.", "سيرغي لافروف", "لن يسافر هذا الشهر"),
    ("واشار المدير العام للشركة {هادي منصور} الى ان الارباح زادت.", "هادي منصور", "الارباح زادت"),
    ("وشدد {هادي منصور} على أن العمل مستمر.", "هادي منصور", "العمل مستمر"),
    ("وحذّر {هادي منصور} من أن المياه ستنقطع.", "هادي منصور", "المياه ستنقطع"),
    ("ويرى {هادي منصور} أن السوق هادئة.", "هادي منصور", "السوق هادئة"),
    ("قالت {o:وزارة الصحة} إن العدد انخفض.", "وزارة الصحة", "العدد انخفض"),
    ("وأعلنت شركة «{o:نجم الشمال}» أن أرباحها زادت.", "نجم الشمال", "أرباحها زادت"),
    ("وذكر بيان صادر عن {o:وزارة الصحة} أن العدد انخفض.", "وزارة الصحة", "العدد انخفض"),
    ("وأوضح لـ«صدى المدينة» المهندس {هادي منصور} أن الجسر جاهز.", "هادي منصور", "الجسر جاهز"),
    ("وقال المتحدث باسم {o:وزارة الصحة} العقيد {هادي منصور} إن الحملة بدأت.", "هادي منصور", "الحملة بدأت"),
    ("وقال {هادي منصور} خلال افتتاح المعرض أمس في {p:عمّان} إن الكتب كثيرة.", "هادي منصور", "الكتب كثيرة"),
    ("{هادي منصور} أكد أن الجسر جاهز.", "هادي منصور", "الجسر جاهز"),
    ("وكان {هادي منصور} قد أعلن أن الجسر جاهز.", "هادي منصور", "الجسر جاهز"),
    ("أما {هادي منصور} فأوضح أن الجسر جاهز.", "هادي منصور", "الجسر جاهز"),
    ("وبحسب {o:وزارة الصحة}، فإن العدد انخفض كثيرا.", "وزارة الصحة", "العدد انخفض كثيرا"),
    ("ووفقا للعقيد {هادي منصور} فإن الطريق مفتوح.", "هادي منصور", "الطريق مفتوح"),
    ("ونقلت وكالة {o:رويترز} عن {هادي منصور} قوله إن الجسر جاهز.", "هادي منصور", "الجسر جاهز"),
    ("وقال {هادي منصور}: الجسر جاهز منذ أسبوع.", "هادي منصور", "الجسر جاهز منذ أسبوع"),
    ("وَقَالَ {هادي منصور} إِنَّ الجسرَ جاهزٌ.", "هادي منصور", "الجسرَ جاهزٌ"),
]


@pytest.mark.parametrize(("marked", "speaker", "words"), REPORTED)
def test_a_clause_is_tied_to_the_subject_of_its_verb(marked, speaker, words):
    assert said(marked) == [(speaker, words)]
    assert {quotation.kind for quotation in find(marked)} == {"reported"}


DIRECT = [
    ("وقال {هادي منصور}: «سنفتح الجسر غدا. هذا وعد».", "هادي منصور", "سنفتح الجسر غدا. هذا وعد"),
    ('وقال {هادي منصور}: "سنفتح الجسر غدا".', "هادي منصور", "سنفتح الجسر غدا"),
    ("وقال {هادي منصور} “سنفتح الجسر غدا إن شاء الله”.", "هادي منصور", "سنفتح الجسر غدا إن شاء الله"),
    ("وقال {هادي منصور}: ”سنفتح الجسر غدا“.", "هادي منصور", "سنفتح الجسر غدا"),
    ("وقال {هادي منصور}: ''سنفتح الجسر غدا''.", "هادي منصور", "سنفتح الجسر غدا"),
    ("وقال {هادي منصور} إن «الجسر سيفتح غدا».", "هادي منصور", "الجسر سيفتح غدا"),
    ("«سنفتح الجسر غدا مهما حدث»، قال {هادي منصور}.", "هادي منصور", "سنفتح الجسر غدا مهما حدث"),
    ("«سنفتح الجسر غدا مهما حدث»، بحسب {هادي منصور}.", "هادي منصور", "سنفتح الجسر غدا مهما حدث"),
    ("وقال {هادي منصور}: «قرأت كتاب «الجسر» مرتين».", "هادي منصور", "قرأت كتاب «الجسر» مرتين"),
]


@pytest.mark.parametrize(("marked", "speaker", "words"), DIRECT)
def test_words_between_marks_are_direct_and_come_without_the_marks(marked, speaker, words):
    assert said(marked) == [(speaker, words)]
    assert [quotation.kind for quotation in find(marked)] == ["direct"]


def test_a_clause_of_which_only_a_part_stands_between_marks_is_one_reported_quotation():
    marked = "وقال {هادي منصور} إن الجسر «من أجمل الجسور» في المدينة."
    assert said(marked) == [("هادي منصور", "الجسر «من أجمل الجسور» في المدينة")]
    assert [quotation.kind for quotation in find(marked)] == ["reported"]


SUBJECTS_OF_OTHER_VERBS = [
    "لقي {هادي منصور} ترحيبا كبيرا وقال إن الجسر جاهز.",
    "كرر {هادي منصور} وعوده القديمة، قائلا إن الجسر جاهز.",
    "تباهى {هادي منصور} بعمله في {p:عمان} بالقول إن الجسر جاهز.",
]


@pytest.mark.parametrize("marked", SUBJECTS_OF_OTHER_VERBS)
def test_he_is_the_only_person_whom_the_sentence_names_before(marked):
    assert said(marked) == [("هادي منصور", "الجسر جاهز")]


FOLLOWING = [
    "قال {هادي منصور} إن الجسر جاهز. وأضاف أن الطريق مفتوح.",
    "قال {هادي منصور} إن الجسر جاهز، مضيفا أن الطريق مفتوح.",
    "قال {هادي منصور} إن الجسر جاهز، وتابع: «الطريق مفتوح».",
    "قال {هادي منصور} إن الجسر جاهز. مشيرا إلى أن الطريق مفتوح.",
    "قال {هادي منصور} إن الجسر جاهز.\nوقال في ختام حديثه إن الطريق مفتوح.",
    "قال وزير النقل {هادي منصور} إن الجسر جاهز. وأوضح الوزير أن الطريق مفتوح.",
    "قال وزير النقل {هادي منصور} إن الجسر جاهز. وأكد وزير النقل أن الطريق مفتوح.",
    "قال {هادي منصور} إن الجسر جاهز، واختتم بقوله: «الطريق مفتوح».",
]


@pytest.mark.parametrize("marked", FOLLOWING)
def test_he_and_his_office_are_the_speaker_before_where_that_is_sure(marked):
    assert said(marked) == [("هادي منصور", "الجسر جاهز"), ("هادي منصور", "الطريق مفتوح")]


ELSEWHERE = [
    ("a verb of another gender", "قال {هادي منصور} إن الجسر جاهز. وأضافت أن الطريق مفتوح."),
    ("a verb in the plural", "قال {هادي منصور} إن الجسر جاهز. وأضافوا أن الطريق مفتوح."),
    ("somebody unnamed", "قال {هادي منصور} إن الجسر جاهز. وقال مصدر إن الطريق مفتوح."),
    ("after somebody unnamed", "قال {هادي منصور} إن الجسر جاهز. وقال مصدر: نعم. وأضاف أن الطريق مفتوح."),
    ("a turn to somebody", "قال {هادي منصور} إن الجسر جاهز. من جهته، سر عمدة القرية كثيرا وقال إن الطريق مفتوح."),
    ("two other names", "قال {هادي منصور} إن الجسر جاهز. ثم جاء {سامي راشد} ثم {زياد علي} وأضاف أن الطريق مفتوح."),
    ("too far away", "قال {هادي منصور} إن الجسر جاهز. نزل المطر. هبت الريح. وأكد أن الطريق مفتوح."),
    ("he speaks of himself by name", "قال {هادي منصور} إن الجسر جاهز. وأضاف أن {هادي منصور} غائب."),
    ("a name nobody found before the verb", "قال {هادي منصور} إن الجسر جاهز. العمدة زياد أكد أن الطريق مفتوح."),
]


@pytest.mark.parametrize(("case", "marked"), ELSEWHERE)
def test_he_is_nobody_where_it_is_not_sure(case, marked):
    assert said(marked) == [("هادي منصور", "الجسر جاهز")], case


OFFICES = [
    ("two hold it", "التقى الوزير {هادي منصور} والوزير {سامي راشد}. وقال الوزير إن الطريق مفتوح."),
    ("nobody holds it", "حضر {هادي منصور} الحفل. وقال الوزير إن الطريق مفتوح."),
    ("it goes on to a name", "حضر الوزير {هادي منصور} الحفل. وقال الوزير زياد إن الطريق مفتوح."),
    ("of something else", "حضر وزير النقل {هادي منصور} الحفل. وقال وزير الصحة إن الطريق مفتوح."),
    ("another company", "زار وفد {o:شركة الشمال} المعرض. وجاءت شركة أخرى. وقالت الشركة إن الطريق مفتوح."),
]


@pytest.mark.parametrize(("case", "marked"), OFFICES)
def test_an_office_that_is_not_one_known_persons_is_nobody(case, marked):
    assert said(marked) == [], case


def test_a_word_of_respect_means_the_only_person_who_is_given_it():
    marked = "زار سمو الأمير {هادي منصور} و{سامي راشد} المعرض. وقال سموه إن الكتب كثيرة."
    assert said(marked) == [("هادي منصور", "الكتب كثيرة")]
    assert said(marked.replace("و{", "وسمو الأمير {")) == []


def test_what_is_spoken_of_may_stand_before_the_verb():
    marked = "قال {هادي منصور} إن الجسر جاهز. وعن موعد الافتتاح قال: «غدا صباحا بعون الله»."
    assert said(marked)[1:] == [("هادي منصور", "غدا صباحا بعون الله")]


def test_women_hold_offices_too():
    assert said("وقالت وزيرة الثقافة {منى سالم} إن الكتب كثيرة.") == [("منى سالم", "الكتب كثيرة")]


def test_an_organisation_is_known_by_its_noun_and_by_its_statement():
    marked = "أعلنت {o:وزارة الصحة} أن العدد انخفض. وأضافت الوزارة أن الحملة بدأت. وجاء الشتاء."
    assert [speaker for speaker, _ in said(marked)] == ["وزارة الصحة", "وزارة الصحة"]
    marked = "أعلنت {o:وزارة الصحة} أن العدد انخفض. وأوضح البيان أن الحملة بدأت."
    assert [speaker for speaker, _ in said(marked)] == ["وزارة الصحة", "وزارة الصحة"]


NOT_SAID = [
    ("negated", "لم يقل {هادي منصور} إن الجسر جاهز."),
    ("wished", "نريد أن يؤكد {هادي منصور} أن الجسر جاهز."),
    ("only possible", "قد يقول {هادي منصور} إن الجسر جاهز."),
    ("a place does not speak", "قالت {p:موسكو} إن الجسر جاهز."),
    ("no clause", "أكد {هادي منصور} أهمية الجسر."),
    ("a quoted word", "وصف {هادي منصور} الجسر بـ«الجميل»."),
    ("the title of a film", "وقال {هادي منصور} في فيلم «الجسر القديم الذي سقط» كلاما جميلا."),
    ("a prayer", "وشكر {هادي منصور} الحضور داعيا الله أن يحفظهم."),
    ("before he did something", "تحدث {هادي منصور} قبل أن يغادر القاعة."),
    ("it is planned", "ووصل {هادي منصور} أمس ومن المقرر أن يغادر غدا."),
    ("an adviser of his", "قال مستشار الرئيس {هادي منصور} إن الجسر جاهز."),
    ("a source in his office", "قال مصدر في مكتب {هادي منصور} إن الجسر جاهز."),
    ("one who was with him", "وقال مرافق مجهول للعمدة {هادي منصور} إن الجسر جاهز."),
    ("the chief of an organisation", "قال رئيس {o:شركة الشمال} إن الأرباح زادت."),
    ("two who speak together", "قال {هادي منصور} {وسامي راشد=سامي راشد} إن الجسر جاهز."),
    ("his speech", "كلام الأمير {هادي منصور} يوضح أن الجسر جاهز."),
    ("who was told", "وأبلغ وكالة {o:رويترز} أن الجسر جاهز."),
    ("another given name before a surname", "وقال مدير المعهد جون {منصور=هادي منصور} إن الجسر جاهز."),
    ("one of several names in marks", 'وقال {هادي منصور}: "المدير {سامي راشد}: نعم سنأتي غدا".'),
    ("a list", "واصل {هادي منصور} العمل إذ بدأ بكل من: سمير وزياد ومنى وكريم."),
    ("as", "وزار {هادي منصور} الجسر مؤكدا فشل المشروع في التعامل معه على أنه جديد."),
    ("in which", "وألقى {هادي منصور} الخطاب بعد كلمة للعمدة، أوضح فيها أن الجسر جاهز."),
    ("another of the same office", "زار العقيد {هادي منصور} الجسر. وقال العقيد أول زياد سالم إن الجسر جاهز."),
    ("between", "يمتد الجسر وبين {هادي منصور} والنهر طريق قديم طويل لم نر مثله، ويقال أن الطريق مفتوح."),
]


@pytest.mark.parametrize(("case", "marked"), NOT_SAID)
def test_what_nobody_known_is_reported_to_have_said_is_no_quotation(case, marked):
    assert said(marked) == [], case


def test_a_surname_that_begins_like_a_preposition_is_a_subject():
    assert said(f"وقال {LAVROV} إن الباب مفتوح.") == [("سيرغي لافروف", "الباب مفتوح")]
    assert said("وقال مصدر {للافروف=سيرغي لافروف} إن الباب مفتوح.") == []


def test_a_clause_ends_with_the_sentence_or_before_the_next_report():
    marked = "قال {هادي منصور} إن الجسر جاهز وأكد أن الطريق مفتوح، كما أشار إلى أن المطر نزل. وانتهى اليوم."
    assert [words for _, words in said(marked)] == ["الجسر جاهز", "الطريق مفتوح", "المطر نزل"]


def test_points_inside_numbers_initials_and_marks_end_no_clause():
    marked = "قال {هادي منصور} إن د. سمير دفع 4.8 مليون «نعم. دفعها» لقناة بي.بي.سي كلها. ثم سافر."
    assert said(marked) == [("هادي منصور", "د. سمير دفع 4.8 مليون «نعم. دفعها» لقناة بي.بي.سي كلها")]


def test_a_mark_that_never_closes_ends_nothing_and_begins_nothing():
    assert said("وقال {هادي منصور}: «سنفتح الجسر غدا. ثم سافر.") == [("هادي منصور", "سنفتح الجسر غدا")]


HEADLINES = [
    (f"{LAVROV}: سنعمل معا من أجل السلام", "سيرغي لافروف", "سنعمل معا من أجل السلام"),
    ("الوزير {هادي منصور}: «سنفتح الجسر غدا صباحا»", "هادي منصور", "سنفتح الجسر غدا صباحا"),
    ("«{o:وزارة الصحة}»: العدد انخفض هذا الشهر", "وزارة الصحة", "العدد انخفض هذا الشهر"),
    (f"{LAVROV} يؤكد أن السلام قريب", "سيرغي لافروف", "السلام قريب"),
    (f"{LAVROV} يحذر {{p:أثينا}}: الوقت يمضي بسرعة", "سيرغي لافروف", "الوقت يمضي بسرعة"),
]


@pytest.mark.parametrize(("marked", "speaker", "words"), HEADLINES)
def test_a_headline_names_its_speaker_before_the_colon(marked, speaker, words):
    assert said(title=marked) == [(speaker, words)]
    assert {quotation.where for quotation in find(title=marked)} == {"title"}


def test_a_headline_may_name_an_office_that_the_text_resolves():
    title, text = "وزير النقل: الجسر جاهز منذ أسبوع كامل", "التقى وزير النقل {هادي منصور} الصحفيين."
    assert said(text, title) == [("هادي منصور", "الجسر جاهز منذ أسبوع كامل")]


@pytest.mark.parametrize("title", ["{p:موسكو}: أمطار غزيرة طوال الأسبوع", "أمين {o:غرفة الشمال}: الجسر جاهز منذ أسبوع"])
def test_a_place_or_somebody_of_an_organisation_before_the_colon_is_no_speaker(title):
    assert said(title=title) == []


def test_a_line_of_an_interview_names_its_speaker_but_the_first_line_is_a_byline():
    assert said("كلمة أولى هنا.\n{هادي منصور}: سنفتح الجسر غدا صباحا.") == [("هادي منصور", "سنفتح الجسر غدا صباحا")]
    assert said("{هادي منصور}: سنفتح الجسر غدا صباحا.") == []


def test_the_speaker_is_pointed_at_by_name_by_office_or_by_the_verb_alone():
    marked = "قال وزير النقل {هادي منصور} إن الجسر جاهز. وأوضح الوزير أن الطريق مفتوح. وأضاف أن المطر نزل."
    text, _ = mark(marked)
    shown = [text[quotation.speaker_start : quotation.speaker_end] for quotation in find(marked)]
    assert shown == ["هادي منصور", "الوزير", "وأضاف"]
    assert [quotation.verb for quotation in find(marked)] == ["قال", "وأوضح", "وأضاف"]


def test_evidence_says_the_verb_and_how_the_speaker_is_known():
    marked = "قال {هادي منصور} إن الجسر جاهز. وأضاف أن الطريق مفتوح، مؤكدا أن المطر نزل."
    assert [quotation.evidence for quotation in find(marked)] == [
        "قال before the words, its subject هادي منصور named in the same sentence",
        "وأضاف before the words, continued, the speaker of the sentence before",
        "مؤكدا before the words, said by the subject of the sentence",
    ]


def test_an_article_without_names_has_no_quotations():
    assert find_quotations("قال: نعم", "قال الوزير إن الجسر جاهز.", []) == ()
