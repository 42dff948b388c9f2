"""The table of character classes (evidence/anchors.md §1a) through a real index, there and back.

One article for each way of writing a word; each way is asked for. At `folded` every one finds all. At
`exact` a row whose variants have the same letters finds all too, and a row whose variants differ in a
letter finds only its own.
"""

from __future__ import annotations

import itertools

import pytest

from search import Article, SearchRequest, open_engine
from tests.search.analysis.nasty_text import whole_words

SAME_LETTERS = {
    "harakat and tanwin": ["كتاب", "كِتَاب", "كِتَابٌ", "كتابٍ", "كُتّاب"],
    "all harakat, one after the other": ["قلم", *(f"ق{chr(code)}لم" for code in range(0x64B, 0x653))],
    "marks above 0652": ["قلم", *(f"قل{chr(code)}م" for code in range(0x656, 0x660))],
    "small vowels and honorific marks": ["قلم", *(f"قل{chr(code)}م" for code in range(0x610, 0x61B))],
    "shadda": ["محمد", "مُحَمَّد", "محمّد"],
    "tanwin on or before alef": ["كتابا", "كتابًا", "كتاباً"],
    "dagger alef": ["هذا", "هٰذا", "هَٰذَا"],
    "dagger alef in a name": ["الرحمن", "الرحمٰن", "الرَّحْمَٰن"],
    "Quranic marks": ["قال", "قالۖ", "قا۟ل", "قاۥل", "قاۦل", "قاۭل"],
    "extended marks": ["قال", "قاࣰل", "قالࣖ", "قࣿال"],
    "tatweel": ["محمد", "محـمد", "مـحـمـد", "محمــــد", "محمدـ", "ـمحمد"],
    "combining hamza above alef": ["أمر", "ا\u0654مر", "ا\u200c\u0654مر", "اـ\u0654مر", "اَ\u0654مر"],
    "combining hamza below alef": ["إيران", "ا\u0655يران", "اِ\u0655يران"],
    "combining madda": ["آسيا", "ا\u0653سيا"],
    "combining hamza on waw": ["مؤتمر", "مو\u0654تمر"],
    "combining hamza on yeh": ["رئيس", "ري\u0654يس", "رئِيس", "رى\u0654يس", "ری\u0654يس", "رى\u064e\u0654يس"],
    "combining hamza and madda behind a Quranic mark": ["مآثر", "مآۖثر", "ما\u06d6\u0653ثر", "ما\u0610\u0653ثر"],
    "combining hamza on a word with marks": ["مسؤول", "مَسْو\u0654ول", "مسـؤول"],
    "Arabic-Indic and Persian digits": ["2015", "٢٠١٥", "۲۰۱۵", "２０１５", "٢٠15", "२०१५"],
    "decimals": ["2.5", "٢٫٥", "2,5", "۲٫۵", "٢,٥", "2٫5", "٢.٥"],
    "thousands": ["1,000", "١٬٠٠٠", "1٬000", "1.000", "۱٬۰۰۰", "١,٠٠٠", "1’000", "1،000"],
    "millions": ["1,234,567", "١٬٢٣٤٬٥٦٧", "1.234.567"],
    "times": ["10:30", "١٠:٣٠", "۱۰:۳۰"],
    "days": ["28/7/1436", "٢٨/٧/١٤٣٦", "28-7-1436"],
    "percent": ["75%", "٧٥٪", "75 %", "٧٥ ٪", "%75"],
    "presentation forms": ["محمد", "\ufee3\ufea4\ufee4\ufeaa", "\ufdf4", "م\ufea4\ufee4د"],
    "ligature lam-alef": ["الاسلام", "ا\ufefbسلام", "الاسلا\ufee1", "ا\ufefcسلام"],
    "ligature lam-alef with hamza": ["لأن", "\ufef7ن", "ل\ufe83ن", "لا\u0654ن"],
    "ligature Allah": ["الله", "\ufdf2", "اللّٰه", "اللـه", "ﷲُ"],
    "signs of several words": ["صلى الله عليه وسلم", "ﷺ", "صلّى ﷲ عليه وسلّم"],
    "basmala": ["بسم الله الرحمن الرحيم", "﷽", "بِسْمِ ﷲِ الرَّحْمٰنِ الرَّحِيمِ", "بسـم اللـه الرحمن الرحيم"],
    "sign of the rial": ["ریال", "﷼", "ریـال", "رِیال"],
    "ligatures of two and three letters": ["لجنة", "\ufcc9نة", "\ufedf\ufea0\ufee8\ufe94"],
    "presentation forms of marks": ["كتاب", "كت\ufe77اب", "كتا\ufe76ب", "كت\ufc60اب", "كتاب\ufe70"],
    "ligature of a mark and alef": ["كتابا", "كتاب\ufd3c", "كتاب\ufd3d"],
    "right-to-left mark": ["مصر", "\u200fمصر", "مصر\u200f", "م\u200fصر"],
    "left-to-right and letter mark": ["مصر", "\u200eمصر\u200e", "\u061cمصر"],
    "bidi embeddings": ["مصر", "\u202bمصر\u202c", "\u202eمصر\u202c"],
    "bidi isolates": ["مصر", "\u2067مصر\u2069", "\u2068مصر\u2069"],
    "joiners": ["الاكتروني", "ا\u200cلاكتروني", "الاكترونـ\u200dي", "الاكتروني\u200c"],
    "zero width and no-break spaces at the edge": ["مصر", "\u200bمصر\u200b", "\u00a0مصر\u00a0", "\u202fمصر\u2007"],
    "byte order mark": ["مساجلة", "\ufeffمساجلة", "مسا\ufeffجلة"],
    "soft hyphen, word joiner, variation selector": ["وجوههم", "وجو\u00adههم", "وجو\u2060ههم", "وجو\ufe0fههم"],
    "punctuation": [
        "الوزير",
        "الوزير،",
        "«الوزير»",
        "الوزير؛",
        "الوزير؟",
        "﴿الوزير﴾",
        "(الوزير)",
        "الوزير…",
        "۝الوزير۞",
    ],
    "letter case and width": ["Reuters", "REUTERS", "reuters", "Ｒｅｕｔｅｒｓ"],
    "composed and decomposed accents": ["Brésil", "Bre\u0301sil", "BRÉSIL", "BRE\u0301SIL"],
    "ligatures of Latin": ["official", "o\ufb03cial", "OFFICIAL"],
    "compound names": ["سوري-سوري", "سُوريّ-سوريّ", "سوري‐سوري", "سوري‑سوري", "سـوري-سوري"],
    "a name and a number": ["كوفيد-19", "كوفيد-١٩", "كوفيـد-۱۹", "كوفيد‑19"],
    "hashtags": ["#وسم_مركب", "#وَسْم_مُركّب", "#وســم_مركب", "وسم_مركب", "\u200f#وسم_مركب\u200f"],
    "Arabic acronyms": ["أ.ف.ب", "أ.ف.ب.", "أ. ف. ب", "أ ف ب", "أ-ف-ب", "أـ.ف.ب", "(أ ف ب)"],
    "Latin acronyms": ["U.N.", "u.n", "U.N", "Ｕ.Ｎ."],
}

OTHER_LETTERS = {
    "alef forms": ["اسامه", "أسامه", "إسامه", "آسامه", "ٱسامه"],
    "alef wasla": ["الكتاب", "ٱلكتاب"],
    "alef in a name": ["أوباما", "اوباما"],
    "seats of hamza": ["مسؤول", "مسئول", "مسءول"],
    "seats of hamza in a plural": ["شؤون", "شئون"],
    "alef maksura and yeh": ["مستشفى", "مستشفي"],
    "teh marbuta and heh": ["مدرسة", "مدرسه"],
    "Farsi yeh": ["علي", "علی", "على"],
    "keheh and swash kaf": ["كتاب", "کتاب", "ڪتاب"],
    "heh of Farsi and Urdu": ["هدهد", "ہدہد", "ھدھد", "ەدەد"],
    "heh with yeh above": ["نامه", "نامۀ", "نامە"],
    "yeh barree": ["علي", "علے"],
    "letters for foreign sounds": ["ديسكفري", "ديسكڤري"],
    "gaf": ["شنكال", "شنگال"],
    "peh": ["باريس", "پاريس"],
    "tcheh": ["جاد", "چاد"],
    "jeh": ["زاله", "ژاله"],
    "Urdu consonants": ["ريدر", "ریڈر", "ريڈر"],
    "accents": ["Brésil", "Bresil"],
    "accents of German": ["München", "Munchen"],
    "dotless i and its capital": ["Diyarbakir", "Diyarbakır"],
    "letters that no decomposition takes apart": ["Łódź", "Lodz"],
    "a compound name with hamza": ["أنجلو-أمريكي", "انجلو-امريكي"],
    "a hashtag with teh marbuta": ["#قمة_العرب", "#قمه_العرب"],
    "an acronym without hamza": ["أ.ف.ب", "ا.ف.ب"],
}

ROWS = SAME_LETTERS | OTHER_LETTERS


def key_of_variant(row, place):
    return f"{list(ROWS).index(row)}-{place}"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Every variant once in a title, once in a text, among words that no row holds; in segments of some rows each."""
    with open_engine(tmp_path_factory.mktemp("characters") / "index", create=True) as opened:
        rows = iter(ROWS.items())
        while some := list(itertools.islice(rows, 30)):
            opened.write(
                Article(key_of_variant(row, place), f"خبر {variant} أمس", f"وردت ( {variant} ) هنا")
                for row, variants in some
                for place, variant in enumerate(variants)
            )
            opened.commit()
        yield opened


def found(engine, query, level):
    request = SearchRequest(query, level=level, match="all", size=100)
    return {hit.key: hit for hit in engine.search(request).hits}


def keys(row):
    return {key_of_variant(row, place) for place in range(len(ROWS[row]))}


@pytest.mark.parametrize("row", ROWS)
def test_each_variant_finds_every_other_at_folded(engine, row):
    for variant in ROWS[row]:
        hits = found(engine, variant, "folded")
        assert keys(row) <= set(hits), variant
        for key in keys(row):
            for snippet in (hits[key].title, *hits[key].snippets):
                assert snippet.marks
                assert set(snippet.marks) <= set(whole_words(snippet.text))


@pytest.mark.parametrize("row", SAME_LETTERS)
def test_the_same_letters_meet_at_exact(engine, row):
    for variant in ROWS[row]:
        assert keys(row) <= set(found(engine, variant, "exact")), variant


@pytest.mark.parametrize("row", OTHER_LETTERS)
def test_other_letters_part_at_exact(engine, row):
    for place, variant in enumerate(ROWS[row]):
        query = f'="{variant}"'
        assert keys(row) & set(found(engine, query, "exact")) == {key_of_variant(row, place)}, variant


@pytest.mark.parametrize("level", ["folded", "exact"])
@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("hashtags", ["وسم", "مركب", "#مركب", "مُركّب"]),
        ("compound names", ["سوري"]),
        ("a name and a number", ["كوفيد", "19", "١٩"]),
        ("Arabic acronyms", ["أ ف", "ف ب", '"أ ف"']),
        ("signs of several words", ["صلى", "وسلم", '"الله عليه"']),
        ("basmala", ["الرحيم", '"الله الرحمن"']),
    ],
)
def test_a_compound_is_found_by_its_parts(engine, level, row, parts):
    for part in parts:
        assert keys(row) <= set(found(engine, part, level)), part


@pytest.mark.parametrize("query", ["#مركب_وسم", "19-كوفيد", "5.2", "000,1", "ب.ف.أ"])
def test_parts_written_together_are_found_side_by_side_and_in_order_only(engine, query):
    assert found(engine, query, "folded") == {}
