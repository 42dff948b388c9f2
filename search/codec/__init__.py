"""Segments as arrays: what lies on disk, and how execution reads it.

What belongs here: the file format and its readers and writers, free of analysis (the level functions
come as arguments) and of requests. What does not: evaluating queries (`search.execution`) or anything
that knows a path by heart (`search.engines.local`).

Today a segment is written by Whoosh's own codec and read *out of it* into arrays (`segment`); the
columnar codec replaces what is behind `SegmentReader` and nothing in front of it. One document of
the Whoosh index holds

===========  ==================================================================================
key          the article's key, indexed and unique
hash         the content hash, stored column, tells whether an article changed
record       the whole article as UTF-8 JSON, stored, in compressed blocks
title, text  posted once under the surface form; value of a posting = uint32 positions, little-endian
*_length     number of tokens, int32 column (exact: Whoosh's own lengths are rounded to one byte)
terms facet  person, place, organisation, source, author: indexed, and a column holding the values as
             a JSON list
published    int64 column, seconds since 1970-01-01 by the source's own clock; NO_TIME where undated
mentioned    bytes column, int32 pairs (first day, last day), little-endian
===========  ==================================================================================

Beside the segments lies one file of families per generation (`families`): for each analysis level a
map from a key to the surface forms that share it, computed from the term dictionary alone.
"""
