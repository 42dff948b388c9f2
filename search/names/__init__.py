"""Names across articles: which values of a facet are one person, place or organisation, and the map that says so.

What belongs here: when two names are spellings of one (`spelling`, `comparing`), which merges to propose and how sure
they are (`proposals`), and the map of an index with its text form (`name_map`). All pure: no file, no index. What does
not: finding names in a text (`indexer.extract`), reading and writing the map and asking an index
(`search.engines.local.names`).
"""
