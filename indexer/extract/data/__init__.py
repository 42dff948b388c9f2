"""Data of extraction: tables (TSV, the first line says where they come from) and the programs that built two of them.

Edit by hand: places (`places_curated`, `ambiguous_places`), people, organisations, agencies, outlets, `aliases`,
nationalities, given names, cues, verbs and nouns of speech. Never edit `places.tsv`, `countries.tsv` and
`common_words.tsv`: `build_places` and `build_common_words` write them.
"""
