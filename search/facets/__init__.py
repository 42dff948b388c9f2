"""Facet counts from masks and columns, exact, each facet blind to its own selection.

What belongs here: counting over ordinals (`terms`), calendar buckets (`dates`), and the masks that say
which documents each facet counts (`selection`). What does not: reading columns from disk, requests, labels.
"""
