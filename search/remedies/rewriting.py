"""A query changed in one place: a word locked, corrected or left out, phrases and locks loosened. Text in, text out.

What the reader typed stays as it is but for the change, where that reads as meant; else the query is printed anew
(`search.query_printer`). Not for: carrying a query out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from search import query_tree as tree
from search.query_parser import parse_query
from search.query_parser.locks import LOCK_NAMES
from search.query_parser.vocalised import vocalised
from search.query_printer import print_query
from search.remedies.latin_words import is_latin

_ARABIC = re.compile("[\u0620-\u06ff]")
_LOCK_BEFORE = re.compile(
    r"(?:=|(?:" + "|".join(re.escape(name) for names in LOCK_NAMES.values() for name in names) + r"):)\Z"
)
_QUOTES = "\"'“”„«»‹›‟"
_LONGEST_LOCK = max(len(name) for names in LOCK_NAMES.values() for name in names) + 1

Change = Callable[[tree.Node], tree.Node | None]
"""What becomes of a node; None where nothing of it remains."""


def words_of(node: tree.Node | None) -> list[tree.Word]:
    """Return the single words that speak for an article, in the order of the query."""
    return sorted(
        (leaf for leaf in tree.iter_text_nodes(node) if isinstance(leaf, tree.Word)), key=lambda each: each.start
    )


def with_lock(text: str, node: tree.Node | None, word: tree.Word, level: str | None) -> str:
    """Return the query with one of its words locked at a level, in words of its own script; None takes the lock off.

    text: the query. node: its tree, of which the word is a leaf.

    >>> text = "أستانة سوتشي"
    >>> parsed = parse_query(text).tree
    >>> with_lock(text, parsed, words_of(parsed)[1], "root")
    'أستانة جذري:سوتشي'
    """
    typed = text[word.start : word.end].strip(_QUOTES)
    # Where letters decide, marks do not.
    marks = "" if level == "exact" else vocalised(typed, word.form)
    locked = replace(word, level=level, vocalised=marks)
    wanted = changed(node, lambda leaf: locked if leaf is word else leaf)
    before = text[: word.start]
    before = before[: len(before) - _length_of_lock(before)]
    name = LOCK_NAMES[level][1 if _ARABIC.search(typed) else 0] + ":" if level else ""
    rewritten = f"{before}{name}{typed}{text[word.end :]}"
    return rewritten if without_places(parse_query(rewritten).tree) == without_places(wanted) else print_query(wanted)


def with_words(text: str, changes: Iterable[tuple[tree.Word, str]]) -> str:
    """Return the query with some of its words replaced by others, locks and all else as typed."""
    for word, other in sorted(changes, key=lambda each: -each[0].start):
        text = text[: word.start] + other + text[word.end :]
    return text


def loosened(node: tree.Node | None) -> str:
    """Return the query with its phrases as words side by side and without locks; "" where that changes nothing.

    >>> loosened(parse_query('"محادثات أستانة" =سوتشي').tree)
    'محادثات أستانة سوتشي'
    """

    def loosen(leaf: tree.Node) -> tree.Node:
        if isinstance(leaf, tree.Word):
            return replace(leaf, level=None)
        if isinstance(leaf, tree.Phrase) and leaf.ordered:
            words = tuple(tree.Word(form, leaf.start, leaf.end, None, leaf.field) for form in leaf.forms)
            return words[0] if len(words) == 1 else tree.Sequence(words)
        return leaf

    wanted = changed(node, loosen)
    return "" if without_places(wanted) == without_places(node) else print_query(_flat(wanted))


def without_one(text: str, node: tree.Node | None) -> Iterator[tuple[str, str]]:
    """Yield, for each item of a query of several, what it is as typed, and the query without it.

    >>> list(without_one("أستانة سوتشي", parse_query("أستانة سوتشي").tree))
    [('أستانة', 'سوتشي'), ('سوتشي', 'أستانة')]
    """
    leaves = list(tree.iter_text_nodes(node))
    for leaf in leaves if len(leaves) > 1 else ():
        remaining = changed(node, lambda each, dropped=leaf: None if each is dropped else each)  # type: ignore[misc]
        if remaining is not None:
            yield text[leaf.start : leaf.end], print_query(remaining)


def latin_runs(text: str, node: tree.Node | None) -> list[tree.Word]:
    """Return the runs of Latin words of a query, phrases too, each as one word from its first letter to its last.

    Words that signs touch which are none of the query language are no words: they were typed on another keyboard.
    """
    leaves = [
        leaf
        for leaf in tree.iter_text_nodes(node)
        if (isinstance(leaf, tree.Word) and is_latin(leaf.form))
        or (isinstance(leaf, tree.Phrase) and all(map(is_latin, leaf.forms)))
    ]
    runs: list[tree.Word] = []
    for leaf in sorted(leaves, key=lambda each: each.start):
        goes_on = bool(runs) and text[runs[-1].end : leaf.start].isspace()
        first = runs.pop().start if goes_on else leaf.start
        runs.append(tree.Word(text[first : leaf.end], first, leaf.end))
    return [run for run in runs if _stands_apart(text, run)]


def _stands_apart(text: str, run: tree.Word) -> bool:
    before, behind = text[: run.start][-1:], text[run.end :][:1]
    return not (before.strip("(:=-+ \t\r\n") or behind.strip(") \t\r\n"))


def changed(node: tree.Node | None, change: Change) -> tree.Node | None:
    """Return the tree with each leaf changed; a group of one item is that item, a group of none is gone."""
    if node is None:
        return None
    if isinstance(node, tree.Not):
        item = changed(node.item, change)
        return None if item is None else tree.Not(item)
    if isinstance(node, tree.Sequence | tree.And | tree.Or):
        items = [item for item in (changed(each, change) for each in node.items) if item is not None]
        return None if not items else items[0] if len(items) == 1 else replace(node, items=tuple(items))
    return change(node)


def without_places(node: tree.Node | None) -> tree.Node | None:
    """Return the tree as it would be wherever its words stood in the text, to be compared."""
    return changed(node, lambda leaf: replace(leaf, start=0, end=0))  # type: ignore[arg-type]


def _flat(node: tree.Node | None) -> tree.Node | None:
    """Return the tree with words side by side inside words side by side as one run of words."""
    if not isinstance(node, tree.Sequence):
        return node
    items: list[tree.Node] = []
    for item in node.items:
        items += item.items if isinstance(item, tree.Sequence) else (item,)
    return tree.Sequence(tuple(items))


def _length_of_lock(before: str) -> int:
    """Return how many characters a lock directly in front of a word takes."""
    found = _LOCK_BEFORE.search(before[-_LONGEST_LOCK:])
    return len(found[0]) if found else 0
