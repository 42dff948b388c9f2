"""Every row of the table of character classes (evidence/anchors.md §1a), as a round trip.

At `folded` any variant finds every other. At `exact` the rows that change a letter come apart, and the
rest still meet: marks, tatweel, presentation forms, invisible characters and digit sets never decide.
"""

from itertools import permutations

import pytest

from search.analysis import analyze, surface_forms

SAME_LETTERS = {
    "harakat and tanwin": ["كتاب", "كِتَاب", "كِتَابٌ", "كتابٍ"],
    "shadda": ["محمد", "مُحَمَّد", "محمّد"],
    "tanwin on alef": ["كتابا", "كتابًا", "كتاباً"],
    "dagger alef": ["هذا", "هٰذا"],
    "dagger alef in a name": ["الرحمن", "الرحمٰن", "الرَّحْمَٰن"],
    "Quranic marks": ["قال", "قالۖ", "قا۟ل"],
    "extended marks": ["قال", "قاࣰل", "قالࣖ"],
    "tatweel": ["محمد", "محـمد", "مـحـمـد", "محمــــد", "محمدـ"],
    "combining hamza above alef": ["أمر", "ا\u0654مر"],
    "combining hamza below alef": ["إيران", "ا\u0655يران"],
    "combining madda": ["آسيا", "ا\u0653سيا"],
    "combining hamza on waw": ["مؤتمر", "مو\u0654تمر"],
    "combining hamza on yeh": ["رئيس", "ري\u0654يس"],
    "combining hamza behind an invisible character": ["أمر", "ا\u200c\u0654مر", "اـ\u0654مر"],
    "Arabic-Indic and Persian digits": ["2015", "٢٠١٥", "۲۰۱۵", "２０１５"],
    "presentation forms": ["محمد", "\ufee3\ufea4\ufee4\ufeaa"],
    "ligature lam-alef": ["الاسلام", "ا\ufefbسلام", "الاسلا\ufee1"],
    "ligature Allah": ["الله", "\ufdf2"],
    "presentation forms of marks": ["كتاب", "كت\ufe77اب", "كتا\ufe76ب", "كت\ufc60اب", "كتاب\ufe70"],
    "right-to-left mark": ["مصر", "\u200fمصر", "مصر\u200f", "م\u200fصر"],
    "left-to-right and letter mark": ["مصر", "\u200eمصر\u200e", "\u061cمصر"],
    "bidi embeddings": ["مصر", "\u202bمصر\u202c", "\u202eمصر\u202c"],
    "bidi isolates": ["مصر", "\u2067مصر\u2069", "\u2068مصر\u2069"],
    "joiners": ["الاكتروني", "ا\u200cلاكتروني", "الاكترونـ\u200dي"],
    "byte order mark": ["مساجلة", "\ufeffمساجلة", "مسا\ufeffجلة"],
    "soft hyphen": ["وجوههم", "وجو\u00adههم"],
    "word joiner": ["مصر", "مص\u2060ر"],
    "variation selectors": ["مصر", "مص\ufe0fر"],
    "letter case": ["Reuters", "REUTERS", "reuters"],
    "fullwidth letters": ["BBC", "ＢＢＣ"],
    "composed and decomposed accents": ["Brésil", "Bre\u0301sil"],
    "punctuation": ["الوزير", "الوزير،", "«الوزير»", "الوزير؛", "الوزير؟", "﴿الوزير﴾", "(الوزير)", '"الوزير".'],
    "white space": ["مصر", "\u00a0مصر\u00a0", "\u202fمصر\n", "_مصر_"],
}

OTHER_LETTERS = {
    "alef forms": ["اسامه", "أسامه", "إسامه", "آسامه", "ٱسامه"],
    "alef in a name": ["أوباما", "اوباما"],
    "seats of hamza": ["مسؤول", "مسئول"],
    "seats of hamza in a plural": ["شؤون", "شئون"],
    "alef maksura and yeh": ["مستشفى", "مستشفي"],
    "teh marbuta and heh": ["مدرسة", "مدرسه"],
    "Farsi yeh": ["علي", "علی", "على"],
    "keheh": ["كتاب", "کتاب"],
    "heh of Farsi and Urdu": ["هدهد", "ہدہد", "ھدھد", "ەدەد"],
    "heh with yeh above": ["نامه", "نامۀ", "نامە"],
    "letters for foreign sounds": ["ديسكفري", "ديسكڤري"],
    "gaf": ["شنكال", "شنگال"],
    "peh": ["باريس", "پاريس"],
    "accents": ["Brésil", "Bresil"],
    "letters that no decomposition takes apart": ["Łódź", "Lodz"],
}

ROWS = SAME_LETTERS | OTHER_LETTERS


def terms(text: str, level: str) -> list[str]:
    return [token.term for token in analyze(text, level)]


@pytest.mark.parametrize("variants", ROWS.values(), ids=ROWS.keys())
def test_any_variant_finds_every_other_at_folded(variants):
    for asked, written in permutations(variants, 2):
        [term] = terms(asked, "folded")
        assert term in terms(f"قالت {written} أمس", "folded")


@pytest.mark.parametrize("variants", SAME_LETTERS.values(), ids=SAME_LETTERS.keys())
def test_exact_unites_what_has_the_same_letters(variants):
    assert len({tuple(surface_forms(variant)) for variant in variants}) == 1


@pytest.mark.parametrize("variants", OTHER_LETTERS.values(), ids=OTHER_LETTERS.keys())
def test_exact_keeps_different_letters_apart(variants):
    assert len({tuple(surface_forms(variant)) for variant in variants}) == len(variants)


@pytest.mark.parametrize("level", ["prefix", "stem", "skeleton"])
@pytest.mark.parametrize("variants", ROWS.values(), ids=ROWS.keys())
def test_levels_above_folded_keep_the_variants_together(variants, level):
    assert len({tuple(terms(variant, level)) for variant in variants}) == 1
