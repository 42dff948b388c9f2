"""The commands of `fihris`, by what they are for; each loads what it needs when it runs.

So searching does not load the indexer, and indexing does not load Flask. `fihris.py` puts the commands together;
`running` holds what ends them, `options` what several take.
"""
