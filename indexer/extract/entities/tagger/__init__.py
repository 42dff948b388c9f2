"""The trained recogniser: a linear chain over words, decoded in NumPy.

`tokens` cuts a text, `features` says what there is to see in a word, `weights` and `news` read the shipped files,
`tagger` scores and decodes, `evidence` looks at a word's other occurrences in the article, `chains` is the arithmetic.
Training lies in `builders/entities`; nothing here needs more than NumPy. Not for: names (`entities.article`).
"""
