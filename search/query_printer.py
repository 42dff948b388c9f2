"""A query tree back in words: as a query that can be typed, and as a sentence for the reader.

`print_query` is the inverse of `search.query_parser.parse_query`; `describe` says how a query was
understood. Not for: HTML (the page sets the words), or which forms a word stands for (`explain`).
"""

from __future__ import annotations

from typing import Literal

from search.query_tree import (
    And,
    FieldDates,
    FieldTerms,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Sequence,
    TextNode,
    Wildcard,
    Word,
    iter_text_nodes,
)
from search.schema import FIELD_BY_NAME

Language = Literal["ar", "en"]

_BINDING: dict[type, int] = {Or: 0, And: 1, Sequence: 2, Not: 3}
"""How closely a group binds; leaves bind closest. A group inside a closer one needs parentheses."""
_LEAF = 4
_SIGNS: dict[type, str] = {Or: " OR ", And: " AND ", Sequence: " "}


def print_query(tree: Node | None) -> str:
    """Return the canonical query: parsing it gives the same tree, apart from offsets.

    A lock on the level "stem" or "root" cannot be typed yet and is left out.
    """
    if tree is None:
        return ""
    if isinstance(tree, Sequence | And | Or):
        binding = _BINDING[type(tree)]
        return _SIGNS[type(tree)].join(_print_below(item, binding + 1) for item in tree.items)
    if isinstance(tree, Not):
        return "-" + _print_below(tree.item, _LEAF)
    return _print_leaf(tree)


def _print_below(node: Node, binding: int) -> str:
    printed = print_query(node)
    return printed if _BINDING.get(type(node), _LEAF) >= binding else f"({printed})"


def _print_leaf(leaf: TextNode | FieldTerms | FieldDates) -> str:
    prefix = f"{leaf.field}:" if leaf.field else ""
    if isinstance(leaf, Word):
        return prefix + {"exact": f"={leaf.form}", "folded": f'"{leaf.form}"'}.get(leaf.level or "", leaf.form)
    if isinstance(leaf, Phrase):
        nearness = f"~{leaf.slop}" if leaf.slop else ""
        return prefix + ("=" if leaf.level == "exact" else "") + f'"{" ".join(leaf.forms)}"' + nearness
    if isinstance(leaf, Fuzzy):
        return f"{prefix}{leaf.form}~{leaf.distance}"
    if isinstance(leaf, Wildcard):
        return prefix + leaf.pattern
    if isinstance(leaf, FieldDates):
        return prefix + leaf.text
    return prefix + f'"{leaf.text}"'


_AND = {"ar": " و", "en": " and "}
_OR = {"ar": " أو ", "en": " or "}
_NOT = {"ar": "دون ", "en": "without "}
_EVERYTHING = {"ar": "كل الأخبار", "en": "every article"}
_IN_FIELD = {"ar": "{what} في {field}", "en": "{what} in {field}"}
_DATES = {"ar": "{field} من {first} إلى {last}", "en": "{field} {first} to {last}"}
_QUOTED = {"ar": "«{}»", "en": "“{}”"}
_PATTERN = {"ar": "ما كان على نمط {}", "en": "words like {}"}
_PHRASE = {"ar": "عبارة {}", "en": "the phrase {}"}
_FUZZY = {
    1: {"ar": "ما قارب {} بفارق حرف واحد على الأكثر", "en": "words at most one letter away from {}"},
    2: {"ar": "ما قارب {} بفارق حرفين على الأكثر", "en": "words at most two letters away from {}"},
}
_SLOP = {
    "ar": "{phrase} تفصل بين {pairs} {words} على الأكثر",
    "en": "{phrase} with at most {words} between {pairs}",
}
_PAIRS = {
    "ar": ("كلمتيها", "كل كلمتين متتاليتين منها"),
    "en": ("its two words", "each word and the next"),
}
"""Which words of a phrase have others between them: of a phrase of two words, of a longer one."""
_LOCKS = {
    "exact": {"ar": "{} حرفيًا", "en": "exactly {}"},
    "folded": {"ar": "{} بأي إملاء", "en": "{} in any spelling"},
    "stem": {"ar": "{} بصيغه القريبة", "en": "{} in its near forms"},
    "root": {"ar": "{} بجذره", "en": "{} by its root"},
}
_LEVELS = {
    "exact": {"ar": "المستوى: حرفي", "en": "level: exact"},
    "folded": {"ar": "المستوى: إملائي", "en": "level: folded"},
    "stem": {"ar": "المستوى: صرفي", "en": "level: stem"},
    "root": {"ar": "المستوى: جذري", "en": "level: root"},
}


def describe(tree: Node | None, match: str, level: str, language: Language) -> str:
    """Return how the query was understood, for readers.

    match: "all" or "any", the mode carried out. level: the level of words that have no lock of their own.
    """
    if tree is None:
        return _EVERYTHING[language]
    words = _describe(tree, match, language)
    if any(isinstance(node, Word) and node.level is None for node in _words_below(tree)):
        return f"{words} ({_LEVELS[level][language]})"
    return words


def _words_below(tree: Node) -> list[Node]:
    """Return the text nodes, those below NOT included: their level decides too."""
    if isinstance(tree, Not):
        return _words_below(tree.item)
    if isinstance(tree, Sequence | And | Or):
        return [word for item in tree.items for word in _words_below(item)]
    return list(iter_text_nodes(tree))


def _describe(node: Node, match: str, language: Language) -> str:
    if isinstance(node, Sequence | And | Or):
        any_is_enough = isinstance(node, Or) or (isinstance(node, Sequence) and match == "any")
        joined = (_OR if any_is_enough else _AND)[language]
        return joined.join(_describe_below(item, match, language) for item in node.items)
    if isinstance(node, Not):
        return _NOT[language] + _describe_below(node.item, match, language)
    if isinstance(node, FieldDates):
        label = _label(node.field, language)
        return _DATES[language].format(field=label, first=node.first.isoformat(), last=node.last.isoformat())
    if isinstance(node, FieldTerms):
        return f"{_label(node.field, language)}: {_QUOTED[language].format(node.text)}"
    what = _describe_text(node, language)
    return _IN_FIELD[language].format(what=what, field=_label(node.field, language)) if node.field else what


def _describe_below(node: Node, match: str, language: Language) -> str:
    described = _describe(node, match, language)
    return f"({described})" if isinstance(node, Sequence | And | Or) else described


def _describe_text(node: TextNode, language: Language) -> str:
    if isinstance(node, Wildcard):
        return _PATTERN[language].format(_QUOTED[language].format(node.pattern))
    if isinstance(node, Fuzzy):
        return _FUZZY[node.distance][language].format(_QUOTED[language].format(node.form))
    if isinstance(node, Phrase):
        return _describe_phrase(node, language)
    word = _QUOTED[language].format(node.form)
    return _LOCKS[node.level][language].format(word) if node.level else word


def _describe_phrase(node: Phrase, language: Language) -> str:
    phrase = _PHRASE[language].format(_QUOTED[language].format(" ".join(node.forms)))
    if node.level != "folded":
        phrase = _LOCKS[node.level][language].format(phrase)
    if not node.slop:
        return phrase
    pairs = _PAIRS[language][len(node.forms) > 2]
    return _SLOP[language].format(phrase=phrase, pairs=pairs, words=_other_words(node.slop, language))


def _other_words(count: int, language: Language) -> str:
    """Return a number of words, 1 to 99, in words that agree with it."""
    if language == "en":
        return "one other word" if count == 1 else f"{count} other words"
    if count <= 2:
        return ("كلمة واحدة", "كلمتان")[count - 1]
    return f"{count} كلمات" if count <= 10 else f"{count} كلمة"


def _label(field: str, language: Language) -> str:
    declared = FIELD_BY_NAME[field]
    return declared.label_ar if language == "ar" else declared.label_en
