"""Which lines recur in many articles of one source, counted as articles are read and remembered beside the index.

A line counts once for each article whose longest paragraph is another, so that copies and new editions of one report
count once; counting an article again changes nothing. What a recurring line must be like to be boilerplate is said in
`extract.boilerplate.units`. Memory is bounded: a fixed table of lines seen once, and at most `MAX_LINES` that were
seen twice. Not for: when articles are counted (`indexer.surveying`) or taking lines off (`extract.boilerplate`).
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from indexer.extract.boilerplate import Unit, find_units, is_service, may_be_boilerplate
from indexer.records import RawArticle

FILE_NAME = "repeated_lines.tsv"
MAX_LINES = 50_000
MAX_CONTEXTS = 24
MAX_MIDDLES = 8
ONCE_SLOTS = 1 << 20
"""Lines seen once are kept in so many slots; a later line may take the slot, and is then counted from one again."""

SERVICE_ARTICLES = 4
"""A line that speaks to the page's readers is boilerplate from so many articles on."""
PLAIN_ARTICLES = 20
PLAIN_AUTHORS = 3
"""Any other line needs so many articles, by so many authors where they are named: one author's habit is his own."""
MIDDLE_SHARE = 10
"""And may stand in the middle of a text in at most one of so many: headings do, footers do not."""

_HEADER = (
    "# Lines that recur in articles of one source. Made by Fihris as it indexes; written anew by each run.\n"
    '# To keep a line in the text for good, write "keep" in the second column. To forget all, delete the file.\n'
    "# source\tstate\tline's number\tarticles with it at an end\tarticles with it in the middle\tthe line\n"
)


@dataclass(slots=True)
class Line:
    """A line that recurs. edges, middles: the articles that have it at an end or inside, as numbers, a bounded set."""

    text: str
    edges: set[int] = field(default_factory=set)
    middles: set[int] = field(default_factory=set)
    keep: bool = False

    def note(self, context: int, *, is_edge: bool) -> None:
        """Count an article; beyond the bounds nothing changes."""
        counted, limit = (self.edges, MAX_CONTEXTS) if is_edge else (self.middles, MAX_MIDDLES)
        if len(counted) < limit:
            counted.add(context)

    def is_boilerplate(self, source: str) -> bool:
        """Return whether the line recurs in enough articles to be the page's, and may be by what it says."""
        if self.keep or len(self.edges | self.middles) < SERVICE_ARTICLES or not may_be_boilerplate(self.text, source):
            return False
        if is_service(self.text):
            return True
        authors = {context & 0xFFFF for context in self.edges}
        return (
            len(self.edges) >= PLAIN_ARTICLES
            and (len(authors) >= PLAIN_AUTHORS or authors == {0})
            and len(self.middles) * MIDDLE_SHARE <= len(self.edges)
        )


class RepeatedLines:
    """The lines of all sources, and which of them are boilerplate."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._lines: dict[tuple[str, int], Line] = {}
        self._once = array("Q", bytes(8 * ONCE_SLOTS))
        self._contexts = array("Q", bytes(8 * ONCE_SLOTS))
        self._at_edge = bytearray(ONCE_SLOTS)

    def note(self, raw: RawArticle) -> None:
        """Count the lines of an article; one without a source is not counted."""
        source = source_of(raw)
        if not source:
            return
        units, text_number = find_units(raw.body)
        context = (text_number & ~0xFFFF) | _author_number(raw.author)
        for unit in units:
            line = self._lines.get((source, unit.number))
            # A known line passes through the slots too, so that a second run over the same articles finds the same.
            self._note_once(source, unit, context)
            if line is not None:
                line.note(context, is_edge=unit.is_edge)

    def of_sources(self) -> dict[str, frozenset[int]]:
        """Return the numbers of the lines that are boilerplate, source by source."""
        found: dict[str, set[int]] = {}
        for (source, number), line in self._lines.items():
            if line.is_boilerplate(source):
                found.setdefault(source, set()).add(number)
        return {source: frozenset(numbers) for source, numbers in found.items()}

    def rows(self) -> Iterator[tuple[str, int, Line]]:
        """Yield source, number and line, sorted."""
        for (source, number), line in sorted(self._lines.items(), key=lambda item: item[0]):
            yield source, number, line

    def save(self, path: Path) -> None:
        """Write the table; where nothing is known and no file is, none is made."""
        if not self._lines and not path.exists():
            return
        part = path.with_name(path.name + ".part")
        with part.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(_HEADER)
            for source, number, line in self.rows():
                state = "keep" if line.keep else "boilerplate" if line.is_boilerplate(source) else ""
                cells = (_cell(source), state, f"{number:016x}", _hex(line.edges), _hex(line.middles), _cell(line.text))
                file.write("\t".join(cells) + "\n")
        part.replace(path)

    @classmethod
    def load(cls, path: Path) -> RepeatedLines:
        """Return the table of a file, an empty one where there is none; rows that are no rows are left out."""
        table = cls()
        if path.exists():
            for row in path.read_text(encoding="utf-8", errors="replace").split("\n"):
                cells = row.split("\t")
                if row.startswith("#") or len(cells) != len(_HEADER.rsplit("#", 1)[1].split("\t")):
                    continue
                source, state, number, edges, middles, text = cells
                try:
                    line = Line(text, _numbers(edges), _numbers(middles), keep=state.strip() == "keep")
                    table._lines[source, int(number, 16)] = line
                except ValueError:
                    continue
        return table

    def only_kept(self) -> RepeatedLines:
        """Return a table that knows nothing but which lines a reader wants kept."""
        table = RepeatedLines()
        table._lines = {place: Line(line.text, keep=True) for place, line in self._lines.items() if line.keep}
        return table

    def _note_once(self, source: str, unit: Unit, context: int) -> None:
        """Remember a line that is seen for the first time; from the second article on it has a row of its own."""
        number = unit.number ^ _hash(source)
        slot = number % ONCE_SLOTS
        if self._once[slot] != number:
            self._once[slot], self._contexts[slot], self._at_edge[slot] = number, context, unit.is_edge
        elif (
            self._contexts[slot] != context
            and (source, unit.number) not in self._lines
            and len(self._lines) < MAX_LINES
        ):
            line = self._lines[source, unit.number] = Line(unit.text)
            line.note(self._contexts[slot], is_edge=bool(self._at_edge[slot]))
            line.note(context, is_edge=unit.is_edge)


def source_of(raw: RawArticle) -> str:
    """Return the name under which the lines of an article count: its outlet, else the host of its address, else ""."""
    source = " ".join((raw.source or "").split())
    if source or not raw.url:
        return source
    try:
        return urlsplit(raw.url).hostname or ""
    except ValueError:
        return ""


def _author_number(author: str | None) -> int:
    return _hash(author.strip()) & 0xFFFF or 1 if author and author.strip() else 0


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


def _hex(numbers: Iterable[int]) -> str:
    return ",".join(f"{number:x}" for number in sorted(numbers))


def _numbers(cell: str) -> set[int]:
    return {int(number, 16) for number in cell.split(",") if number}


def _cell(text: str) -> str:
    return " ".join(text.split())
