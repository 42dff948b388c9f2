"""What a reader may have meant who found nothing: other readings of a query, without an index.

Here belong pure functions on queries: keyboards (`keyboards`), Latin spellings of Arabic words (`latin_words`), a query
with one word changed, dropped, locked or unlocked (`rewriting`). Whether the archive has any of it, the engine says
(`search.engines.local.remedying`); nothing here replaces anything.
"""
