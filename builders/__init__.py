"""Makes the tables that the program ships from sources it does not depend on: `make tables`.

Run by whoever changes a table, never at run time; needs the extra `tables` and Debian's hunspell-ar. The same sources
give the same bytes. Nothing here reads a news corpus: what a table knows comes from dictionaries and word lists.
"""
