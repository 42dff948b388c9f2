"""Sentences written for these tests, and the mentions in them, so that no recogniser decides what they say.

`mark` reads a text in which names stand in braces: {سيرغي لافروف} a person, {o:وزارة الصحة} an organisation,
{p:موسكو} a place, {لافروف=سيرغي لافروف} a person under its canonical name.
"""

from __future__ import annotations

import re

from indexer.extract.quotations import find_quotations
from search.article import EntityMention, Quotation

KINDS = {"o": "organisation", "p": "place"}
MARKED = re.compile(r"\{(?:([op]):)?([^{}=]*)(?:=([^{}]*))?\}")


def mark(marked: str, where: str = "text") -> tuple[str, list[EntityMention]]:
    """Return the text without braces and the mentions that they mark."""
    text, mentions, done = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[done : match.start()]
        kind, written, name = match.groups()
        mentions.append(
            EntityMention(
                where, len(text), len(text) + len(written), written, KINDS.get(kind, "person"), name or written
            )
        )
        text += written
        done = match.end()
    return text + marked[done:], mentions


def find(text: str = "", title: str = "") -> tuple[Quotation, ...]:
    """Return the quotations of a marked text and title."""
    plain_title, in_title = mark(title, "title")
    plain_text, in_text = mark(text)
    return find_quotations(plain_title, plain_text, [*in_title, *in_text])


def said(text: str = "", title: str = "") -> list[tuple[str, str]]:
    """Return (speaker, words said) of each quotation."""
    return [(quotation.speaker, quotation.text) for quotation in find(text, title)]
