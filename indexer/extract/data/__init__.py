"""Data of extraction: tables (TSV, the first line says where they come from) and the programs that built two of them.

Edit `places_curated.tsv`, `people.tsv`, `organisations.tsv`, `nationalities.tsv`, `given_names.tsv` and
`cues.tsv` by hand. Never edit `places.tsv` and `common_words.tsv`: `build_places` and `build_common_words` write them.
"""
