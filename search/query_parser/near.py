"""NEAR: two words not far apart, in either order. a NEAR/3 b NEAR/3 c asks for both pairs."""

from __future__ import annotations

from collections.abc import Sequence

from search.query_parser.locks import strictest
from search.query_parser.notices import Remarks
from search.query_parser.shape import and_of
from search.query_parser.signs import Lexeme
from search.query_tree import Node, Phrase, Word

MAX_SLOP = 50
"""Words that may stand between two others, here and behind a quotation."""


def near_of(operands: Sequence[Node | None], operators: Sequence[Lexeme], remarks: Remarks) -> Node | None:
    """Return the pairs and the operands that are in none, under AND; None stands for what was left out.

    operators: one fewer than operands; one that cannot be carried out is remarked on, and asks for both all the same.
    """
    items: list[Node | None] = []
    in_pair = False
    for place, operand in enumerate(operands):
        pair = _pair(operand, operands[place + 1], operators[place], remarks) if place < len(operators) else None
        if pair is not None:
            items.append(pair)
        elif not in_pair:
            items.append(operand)
        in_pair = pair is not None
    return and_of(items)


def _pair(left: Node | None, right: Node | None, operator: Lexeme, remarks: Remarks) -> Phrase | None:
    if left is None or right is None:
        return None
    if not (isinstance(left, Word) and isinstance(right, Word)):
        remarks.add("near_operand", operator.text)
        return None
    if operator.number is None or operator.number > MAX_SLOP:
        remarks.add("near_distance", operator.text)
        return None
    fields = {left.field, right.field} - {None}
    if len(fields) > 1:
        remarks.add("near_fields", f"{left.form} {operator.text} {right.form}")
        return None
    levels = {left.level, right.level}
    level = strictest(levels)
    if len(levels) > 1:
        remarks.add("near_level", f"{left.form} {operator.text} {right.form}")
    marked = (left.vocalised, right.vocalised) if level != "exact" else ("", "")
    return Phrase(
        (left.form, right.form),
        left.start,
        right.end,
        level,
        next(iter(fields), None),
        operator.number,
        ordered=False,
        vocalised=marked if any(marked) else (),
    )
