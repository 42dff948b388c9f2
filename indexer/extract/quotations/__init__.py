"""Who said what: reported speech tied to its speaker.

Here belong the verbs and formulas that report, the extent of what they report, and who spoke. Names come from
outside, as mentions (`search.article.EntityMention`); this package finds none. What nobody named in the article said
is left out: a quotation without a sure speaker is none. It depends on `search` alone.

    reading       the text as words, signs, pairs of quotation marks and mentions
    lexicon       the tables: verbs in all their forms, nouns and small words
    clauses       what was said: where it begins and ends
    predicates    the verb in its clause; subjects: what stands behind it; naming: how a name stands in its sentence
    course, cast  whom a subject means: "he", "she"; "the minister"
    sources       بحسب, وفقا ل, عن فلان قوله
    headlines     `لافروف: سنعمل معا`
    finder        the walk through title and text
"""

from indexer.extract.quotations.finder import find_quotations

__all__ = ["find_quotations"]
