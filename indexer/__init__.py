"""From sources to articles in an index: reading files, finding dates and names, writing batches.

What belongs here: everything that happens to an article before it is in the index, one module a step;
start at `indexer.pipeline`. What does not: analysing words, storing and searching (`search`), showing (`web`).
"""
