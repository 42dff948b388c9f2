"""A query tree back in words: as a query that can be typed, and as a sentence for the reader.

`print_query` is the inverse of `search.query_parser.parse_query`; `describe` says how a query was
understood. Not for: HTML (the page sets the words), or which forms a word stands for (`explain`).
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from search.query_parser.signs import is_acronym_letter
from search.query_tree import (
    And,
    FieldDates,
    FieldTerms,
    Fuzzy,
    Leaf,
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

_BINDING: dict[type, int] = {Or: 0, And: 1, Sequence: 2, Not: 4}
"""How closely a group binds; leaves bind closest. A group inside a closer one needs parentheses."""
_NEAR = 3
_LEAF = 5
_SIGNS: dict[type, str] = {Or: " OR ", And: " AND "}
_LOCK_SIGNS: dict[str | None, str] = {
    None: "", "exact": "=", "folded": "folded:", "stem": "stem:", "root": "root:"
}  # fmt: skip


def print_query(tree: Node | None) -> str:
    """Return the canonical query: parsing it gives the same tree, apart from offsets."""
    if tree is None:
        return ""
    if isinstance(tree, Sequence):
        return _print_sequence(tree)
    if isinstance(tree, And | Or):
        binding = _BINDING[type(tree)]
        return _SIGNS[type(tree)].join(_print_below(item, binding + 1) for item in tree.items)
    if isinstance(tree, Not):
        return "-" + _print_below(tree.item, _LEAF)
    return _print_leaf(tree)


def _print_below(node: Node, binding: int) -> str:
    printed = print_query(node)
    return printed if _binding(node) >= binding else f"({printed})"


def _binding(node: Node) -> int:
    if isinstance(node, Phrase) and _is_bare_pair(node):
        return _NEAR
    return _BINDING.get(type(node), _LEAF)


def _print_sequence(tree: Sequence) -> str:
    """Print items side by side, a single letter behind another in parentheses: else they would be an acronym."""
    printed = []
    for before, item in zip((None, *tree.items), tree.items, strict=False):
        text = _print_below(item, _BINDING[Sequence] + 1)
        apart = before is not None and is_acronym_letter(_last_word(before)) and is_acronym_letter(_first_word(item))
        printed.append(f"({text})" if apart else text)
    return " ".join(printed)


def _first_word(node: Node) -> str:
    """Return the word that the printed node begins with where nothing stands before it, else ""."""
    if isinstance(node, Phrase):
        return node.forms[0] if _is_bare_pair(node) else ""
    return node.form if isinstance(node, Word) and node.level is None and node.field is None else ""


def _last_word(node: Node) -> str:
    """Return the word that the printed node ends with where nothing stands behind it, else ""."""
    if isinstance(node, Not):
        return _last_word(node.item) if isinstance(node.item, Word) else ""
    if isinstance(node, Phrase):
        return node.forms[-1] if _is_bare_pair(node) else ""
    return node.form if isinstance(node, Word) and node.level != "folded" else ""


def _is_bare_pair(node: Phrase) -> bool:
    """Return whether the node is printed as a NEAR/5 b without a field or a lock and parentheses behind it."""
    return not node.ordered and node.field is None and node.level is None


def _print_leaf(leaf: Leaf) -> str:
    prefix = f"{leaf.field}:" if leaf.field else ""
    if isinstance(leaf, Word):
        word = leaf.vocalised or leaf.form
        return prefix + (f'"{word}"' if leaf.level == "folded" else _LOCK_SIGNS[leaf.level] + word)
    if isinstance(leaf, Phrase):
        return prefix + (_print_phrase(leaf) if leaf.ordered else _print_pair(leaf))
    if isinstance(leaf, Fuzzy):
        return f"{prefix}{leaf.form}~{leaf.distance}"
    if isinstance(leaf, Wildcard):
        return prefix + leaf.pattern
    if isinstance(leaf, FieldDates):
        return prefix + leaf.text
    return prefix + f'"{leaf.text}"'


def _print_phrase(phrase: Phrase) -> str:
    lock = "" if phrase.level == "folded" else _LOCK_SIGNS[phrase.level]
    nearness = f"~{phrase.slop}" if phrase.slop else ""
    return f'{lock}"{" ".join(_spelled(phrase))}"{nearness}'


def _print_pair(pair: Phrase) -> str:
    words = f" NEAR/{pair.slop} ".join(_spelled(pair))
    return words if _is_bare_pair(pair) else f"{_LOCK_SIGNS[pair.level]}({words})"


def _spelled(phrase: Phrase) -> tuple[str, ...]:
    """Return the words with the marks that decide."""
    marks = phrase.vocalised or ("",) * len(phrase.forms)
    return tuple(marked or form for marked, form in zip(marks, phrase.forms, strict=True))


_AND = {"ar": " و", "en": " and "}
_OR = {"ar": " أو ", "en": " or "}
_NOT = {"ar": "دون ", "en": "without "}
_EVERYTHING = {"ar": "كل الأخبار", "en": "every article"}
_IN_FIELD = {"ar": "{what} في {field}", "en": "{what} in {field}"}
_DATES = {"ar": "{field} من {first} إلى {last}", "en": "{field} {first} to {last}"}
_SINCE = {"ar": "{field} منذ {first}", "en": "{field} since {first}"}
_UNTIL = {"ar": "{field} حتى {last}", "en": "{field} until {last}"}
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
_PHRASE_LOCKS = {
    "exact": {"ar": "{} حرفيًا", "en": "exactly {}"},
    "stem": {"ar": "{} بصيغ كلماتها القريبة", "en": "{} in near forms of its words"},
    "root": {"ar": "{} بجذور كلماتها", "en": "{} by the roots of its words"},
}
_PAIR_LOCKS = {
    "exact": {"ar": "{} حرفيًا", "en": "exactly {}"},
    "folded": {"ar": "{} بأي إملاء", "en": "{} in any spelling"},
    "stem": {"ar": "{} بصيغهما القريبة", "en": "{} in their near forms"},
    "root": {"ar": "{} بجذريهما", "en": "{} by their roots"},
}
_BESIDE = {"ar": "{} بجوار {}", "en": "{} beside {}"}
_NEAR_WORDS = {"ar": "{} قرب {} وبينهما {words} على الأكثر", "en": "{} near {} with at most {words} between them"}
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
    if any(isinstance(node, Word | Phrase) and node.level is None for node in _words_below(tree)):
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
        return _describe_dates(node, language)
    if isinstance(node, FieldTerms):
        return f"{_label(node.field, language)}: {_QUOTED[language].format(node.text)}"
    what = _describe_text(node, language)
    return _IN_FIELD[language].format(what=what, field=_label(node.field, language)) if node.field else what


def _describe_dates(node: FieldDates, language: Language) -> str:
    template = _UNTIL if node.first == dt.date.min else _SINCE if node.last == dt.date.max else _DATES
    first, last = node.first.isoformat(), node.last.isoformat()
    return template[language].format(field=_label(node.field, language), first=first, last=last)


def _describe_below(node: Node, match: str, language: Language) -> str:
    described = _describe(node, match, language)
    return f"({described})" if isinstance(node, Sequence | And | Or) else described


def _describe_text(node: TextNode, language: Language) -> str:
    if isinstance(node, Wildcard):
        return _PATTERN[language].format(_QUOTED[language].format(node.pattern))
    if isinstance(node, Fuzzy):
        return _FUZZY[node.distance][language].format(_QUOTED[language].format(node.form))
    if isinstance(node, Phrase):
        return _describe_phrase(node, language) if node.ordered else _describe_pair(node, language)
    word = _QUOTED[language].format(node.vocalised or node.form)
    return _LOCKS[node.level][language].format(word) if node.level else word


def _describe_phrase(node: Phrase, language: Language) -> str:
    phrase = _PHRASE[language].format(_QUOTED[language].format(" ".join(_spelled(node))))
    if node.level in _PHRASE_LOCKS:
        phrase = _PHRASE_LOCKS[node.level][language].format(phrase)
    if not node.slop:
        return phrase
    pairs = _PAIRS[language][len(node.forms) > 2]
    return _SLOP[language].format(phrase=phrase, pairs=pairs, words=_other_words(node.slop, language))


def _describe_pair(node: Phrase, language: Language) -> str:
    left, right = (_QUOTED[language].format(word) for word in _spelled(node))
    if node.slop:
        pair = _NEAR_WORDS[language].format(left, right, words=_other_words(node.slop, language))
    else:
        pair = _BESIDE[language].format(left, right)
    return _PAIR_LOCKS[node.level][language].format(pair) if node.level else pair


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
