"""Trains the recogniser of people, places and organisations: `python -m builders.entities --corpora DIR`.

Run by whoever changes the model or what it counts on (tokens, features, patterns, tables of names), never at run time;
needs the extra `models`. Steps: `raw` learns words from raw news, `corpora` reads the annotated texts, `examples` turns
them into numbers, `training` learns, `stages` makes the two stages and the files, `evaluation` measures by
cross-validation. Fixed seeds, one thread.
"""
