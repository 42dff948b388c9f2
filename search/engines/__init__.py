"""Engines: one protocol (`base`), one folder per implementation, and the choice between them (`open`).

What belongs here: carrying out a `SearchRequest` against an index, wherever it lies. What does not:
analysis, parsing, highlighting and counting, which exist once for all engines.
"""
