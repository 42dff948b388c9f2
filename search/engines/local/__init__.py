"""The local engine: an index in a folder, Whoosh's on disk, arrays in memory.

What belongs here: the folder and its marker (`store`), the Whoosh schema and writer (`whoosh_schema`,
`writer`), what a reader sees (`snapshot`), words resolved to families (`planner`), and the engine that
puts them together (`engine`). What does not: kernels; they are in `search.execution` and `search.facets`.
"""
