"""Queries carried out on arrays: masks of documents and float32 scores.

What belongs here: pure kernels over the arrays of an index (`scoring`, `phrase`, `topk`) and the walk
over a resolved query (`evaluate`). What does not: requests, paths, Flask, or the question which forms
a word stands for (`search.engines.local.planner` resolves words to families before).
"""
