"""How well names, quotations and datelines of real news are found: gold annotation made by reading, and its scorers.

The annotation holds keys, offsets and hashes, never text: it needs the corpus beside it. What was decided while
annotating is in `README.md`. Not for: measuring speed (`benches`), or gold that ships with its text (`evaluation`).
"""
