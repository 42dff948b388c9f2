"""A place in the lexemes of a query, and the fault that ends reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from search.query_parser.notices import Remarks
from search.query_parser.signs import Kind, Lexeme


class SyntaxFault(Exception):
    """The query breaks the grammar at a lexeme. It never leaves the parser."""

    def __init__(self, reason: str, lexeme: Lexeme) -> None:
        """Keep the reason (a key of `notices`) and the place."""
        super().__init__(reason)
        self.reason = reason
        self.lexeme = lexeme


class Cursor:
    """A place in the lexemes of a query, and the remarks made on the way."""

    def __init__(self, text: str, lexemes: list[Lexeme], remarks: Remarks) -> None:
        """Start at the first lexeme. The last one is END."""
        self.text = text
        self.remarks = remarks
        self._lexemes = lexemes
        self._index = 0

    def peek(self, distance: int = 0) -> Lexeme:
        """Return a lexeme ahead without moving; END beyond the end."""
        return self._lexemes[min(self._index + distance, len(self._lexemes) - 1)]

    def take(self) -> Lexeme:
        """Return the lexeme at the cursor and move behind it; END is never passed."""
        lexeme = self.peek()
        self._index = min(self._index + 1, len(self._lexemes) - 1)
        return lexeme

    def take_while(self, belongs: Callable[[Lexeme], bool]) -> Iterator[Lexeme]:
        """Take the lexeme at the cursor and those behind it that belong to it."""
        yield self.take()
        while belongs(self.peek()) and self.peek().kind is not Kind.END:
            yield self.take()
