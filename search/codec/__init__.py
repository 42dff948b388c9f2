"""Segments as arrays: the file format, its readers and writers.

What belongs here: what lies on disk and how it is read and written, free of analysis (level functions come as
arguments) and of requests. What does not: evaluating queries (`search.execution`), the folder, its lock and its
commits (`search.engines.local`).

The index folder
================

A Whoosh index named MAIN: `_MAIN_<generation>.toc` is Whoosh's table of contents (pickled schema and segments) and
its CRC-32 in 4 bytes, `MAIN_WRITELOCK` its lock. Beside them `fihris.json`, the marker without which the folder is
never opened, and while somebody writes `writer.json`, who. A segment is the files below; it never changes. What
changes about it is a file of the next revision, named in the segment's entry of the next table of contents
(`segment.FihrisSegment`). `_MAIN_<generation>.sty` says which articles of a generation tell one story.

=====================  ============  ================================================================================
`MAIN_<id>.trm`        terms         dictionaries: surface forms, facet values, keys, and where their postings lie
`MAIN_<id>.pst`        postings      documents of each form and of each facet value
`MAIN_<id>.frq`        frequencies   how often each form stands in each of its documents
`MAIN_<id>.pos`        positions     where it stands there
`MAIN_<id>.col`        columns       document → facet values, days, lengths, key, content hash
`MAIN_<id>.sto`        stored        the article of each document, compressed (`stored`)
`MAIN_<id>.<r>.fam`    families      for each analysis level: key → surface forms (`families`), revision r ≥ 1
`MAIN_<id>.<r>.del`    deletions     one bit for each document, set = deleted, revision r ≥ 1; none while nothing is
=====================  ============  ================================================================================

A part file (`parts`)
=====================

Little-endian throughout. Bytes 0–7: magic `FIHRIS`, format version (one byte, now 3), line feed. Then blocks, each
a one-dimensional array beginning at a multiple of 64 bytes. Then the directory, JSON: `part` and `version`; `blocks`,
name → [offset, dtype, items]; `checksums`, the CRC-32 of every 256 KiB of what precedes the directory; further facts,
`documents` among them, in the columns `row_widths` (name of rows → items of each document). The last 40 bytes: offset
(8) and length (8) of the directory, its CRC-32 (4), zeros (12), the magic again (8). Opening reads the directory
alone; a chunk is checked before its first use and a wrong one is an `IndexCorruptError` that names the file. Files
are flushed to disk before a table of contents names them.

Blocks
======

n documents (doc_id 0 … n - 1), f surface forms; F is a text field (title, text), V a facet field. A string table X
(`strings`) is two blocks: `X.blob`, the sorted distinct UTF-8 strings with a line feed after each, and `X.offsets`,
u32 or u64, one more than strings. Offsets of ragged arrays as in `arrays`: row i is [offsets[i], offsets[i + 1]).

============================  ============  ========================================================================
terms: forms                  string table  distinct surface forms of all text fields: a form's place is its ordinal
  F.posting_offsets           u32/u64 f+1   of text field F: where the postings of each form lie in F.doc_ids, F.freqs
  F.position_offsets          u32/u64 f+1   … and its positions in F.positions
  V, V.posting_offsets        table, u32    distinct values of facet field V, and where their documents lie
  keys, key.doc_ids           table, u32    distinct keys; the document of each (the last, where one was replaced)
postings: F.doc_ids           u32           strictly increasing within a form
  V.doc_ids                   u32           strictly increasing within a value
frequencies: F.freqs          u8 … u32      beside F.doc_ids, ≥ 1
positions: F.positions        u16/u32       freqs[j] of them for posting j, strictly increasing within it
columns: F.lengths            u8 … u32 n    words of the field
  V.offsets, V.ordinals       u32, u16/u32  ragged: document → ordinals of its values, increasing
  published.numbers           i64 n         seconds since 1970-01-01 by the source's own clock; -2^62 = undated
  day.numbers                 i32 n         days since 1970-01-01; -2^31 = undated
  mentioned.offsets/first/last u32, i32     ragged: ranges of days that a document mentions, inclusive
  key.ordinals, hashes        u32 n, u8 16n ordinal of the key; content hash, 16 bytes each
  signature.rows              u16 128n      of the text, by which near-copies are found (search.stories.signatures)
  shingles.numbers            i32 n         distinct shingles of the text, of which the signature was made
stored                        see `stored`
families: L.keys              string table  of level L (folded, prefix, stem, skeleton, root)
  L.offsets, L.members        u32 k+1, u32  ragged: key → ordinals of the forms that share it; each form in one family
deletions: deleted            u8            bits, most significant first
stories: leaders              u32 m         of the m living documents of all segments, one segment after another, the
                                            number of the one that leads its story among them
============================  ============  ========================================================================

One posting list per surface form, and families on top: looser matching unites the lists of a family's forms, so
`families` can be made anew from `forms` alone (`fihris rebuild-families`), and no article is read.

An example
==========

Three documents, text field only: 0 "قال الوزير", 1 "قال قال", 2 "وزير".

    forms             "الوزير" (0)  "قال" (1)  "وزير" (2)        in the order of UTF-8 bytes
    posting_offsets   0 1 3 4
    doc_ids           0 | 0 1 | 2
    freqs             1 | 1 2 | 1
    position_offsets  0 1 4 5
    positions         1 | 0, 0 1 | 0                              «قال» stands at 0 in document 0, at 0 and 1 in 1
    lengths           2 2 1
    prefix.keys       "قال" (0)  "وزير" (1)                       وزير and الوزير share وزير at level prefix
    prefix.offsets    0 2 3
    prefix.members    1 | 0 2

Three documents with the people {لافروف}, {} and {لافروف، ظريف}: values "ظريف" (0) "لافروف" (1); offsets 0 1 1 3,
ordinals 1 | | 0 1; posting_offsets 0 1 3, doc_ids 2 | 0 2.

Limits: 2^31 documents in an index, 2^32 postings or positions of one segment in memory while it is inverted (the
writer's memory limit ends a segment long before); merging works in stretches and has no such limit.
"""
