"""The same story: articles that tell one report in nearly the same words, found without comparing each with each.

Here belong pure functions over arrays and texts: signatures of texts (`signatures`), stories out of signatures
(`clusters`, with `buckets`), and what differs between two versions (`differences`). They know no index, no article and
no request. What is on disk is `search.codec`'s, when stories are formed and what a search makes of them
`search.engines.local`'s.

A story is led by its earliest article; every other article of it is like the leader, not like any other member. So
a story cannot grow from one subject into the next by a chain of small steps.
"""
