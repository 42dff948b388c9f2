"""Extraction: what an article says about itself, from its words: dates, names, dateline, boilerplate.

What belongs here: pure functions on text, each finding with offsets into the original and evidence for a
reader. What does not: reading sources (`indexer.readers`) and putting an article together (`indexer.building`).
"""
