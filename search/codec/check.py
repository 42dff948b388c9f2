"""Checking a segment: every checksum, and everything that `search.codec` promises of its arrays.

Useful for: `fihris check`, and tests that build or damage segments. Not for: the folder, its table of contents and
keys over several segments (`search.engines.local.checking`). Nothing here raises on damage: it is what is reported.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import zstandard

from search.codec.arrays import Int64s, invert_column, iter_stretches, row_sums
from search.codec.families import PART as FAMILIES
from search.codec.parts import Array, Part
from search.codec.reader import (
    COLUMNS,
    DELETIONS,
    FREQUENCIES,
    POSITIONS,
    POSTINGS,
    TERMS,
    SegmentEntry,
    part_paths,
)
from search.codec.stored import PART as STORED
from search.codec.stored import StoredReader
from search.codec.strings import StringTable
from search.errors import IndexCorruptError, IndexVersionError
from search.types import NO_DAY

STRETCH_POSITIONS = 2_000_000
"""Positions checked at a time: some 100 MB."""

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an index. file: its name in the folder. reason, reason_ar: what, in plain words."""

    file: str
    reason: str
    reason_ar: str


@dataclass(frozen=True, slots=True)
class Promised:
    """What whoever writes segments says of them. no_time: the time of publication of an undated document.

    rows: the columns of as many numbers for every document, and how many.
    """

    text_fields: tuple[str, ...]
    value_fields: tuple[str, ...]
    levels: tuple[str, ...]
    no_time: int
    rows: tuple[tuple[str, int], ...] = ()


def check_segment(folder: Path, entry: SegmentEntry, promised: Promised) -> list[Problem]:
    """Return everything found wrong with a segment.

    A part that is damaged is named, and the checks that need it are left out.
    Cost: reads every byte; memory for the dictionary, a few columns and STRETCH_POSITIONS positions.
    """
    check = _SegmentCheck(folder, entry, promised)
    check.carry_out()
    return check.problems


class _StopCheckError(Exception):
    """This check can go no further; the reason has been reported."""


class _SegmentCheck:
    def __init__(self, folder: Path, entry: SegmentEntry, promised: Promised) -> None:
        self.problems: list[Problem] = []
        self._entry = entry
        self._doc_count = entry.document_count
        self._promised = promised
        self._paths = part_paths(folder, entry)
        self._parts: dict[str, Part] = {}
        self._tables: dict[str, StringTable] = {}
        self._live: npt.NDArray[np.bool_] | None = None

    def carry_out(self) -> None:
        for part in self._paths:
            self._try(part, partial(self._open, part))
        self._try(TERMS, self._check_facts)
        for name in ("forms", "keys", *self._promised.value_fields):
            self._try(TERMS, partial(self._check_table, name))
        self._try(DELETIONS, self._check_deletions)
        for field in self._promised.text_fields:
            self._try(POSTINGS, partial(self._check_postings, field))
        for field in self._promised.value_fields:
            self._try(COLUMNS, partial(self._check_values, field))
        self._try(COLUMNS, self._check_numbers)
        self._try(COLUMNS, self._check_ranges)
        self._try(COLUMNS, self._check_keys)
        self._try(COLUMNS, self._check_hashes)
        for name, width in self._promised.rows:
            self._try(COLUMNS, partial(self._check_rows, name, width))
        self._try(STORED, self._check_records)
        for level in self._promised.levels:
            self._try(FAMILIES, partial(self._check_level, level))

    def _try(self, part: str, check: Callable[[], None]) -> None:
        try:
            check()
        except _StopCheckError:
            return
        except IndexCorruptError as error:
            self._report(part, error.reason, f"تالف ({error.reason})")
        except IndexVersionError as error:
            self._report(
                part,
                f"it has version {error.found} instead of {error.expected}",
                f"إصداره {error.found} بدلًا من {error.expected}",
            )
        except Exception as error:  # noqa: BLE001 -- whatever damage does to a check, the others go on
            found = f"{type(error).__name__}: {error}"
            self._report(part, f"it cannot be checked ({found})", f"تعذر فحصه ({found})")

    def _report(self, part: str, reason: str, reason_ar: str) -> None:
        self.problems.append(Problem(self._paths[part].name if part in self._paths else part, reason, reason_ar))

    def _require(self, condition: bool | np.bool_, part: str, reason: str, reason_ar: str) -> None:
        if not condition:
            self._report(part, reason, reason_ar)
            raise _StopCheckError

    def _open(self, name: str) -> None:
        part = Part(self._paths[name], name)
        part.check_all()
        self._parts[name] = part

    def _part(self, name: str) -> Part:
        if name not in self._parts:
            raise _StopCheckError
        return self._parts[name]

    def _table(self, name: str) -> StringTable:
        if name not in self._tables:
            raise _StopCheckError
        return self._tables[name]

    def _column(self, name: str, items: int | None = None) -> Array:
        """Return a block of the columns that must have so many items (a document each)."""
        column = self._part(COLUMNS).array(name)
        expected = self._doc_count if items is None else items
        self._require(
            len(column) == expected,
            COLUMNS,
            f"{name} has {len(column):,} items instead of {expected:,}",
            f"في {name} ‏{len(column)} عنصرًا بدلًا من {expected}",
        )
        return column

    def _offsets(self, part: str, name: str, rows: int, items: int) -> Int64s:
        """Return the offsets of a ragged array, found sound."""
        offsets = self._part(part).array(name).astype(np.int64)
        is_sound = (
            len(offsets) == rows + 1 and offsets[0] == 0 and offsets[-1] == items and (np.diff(offsets) >= 0).all()
        )
        self._require(
            is_sound,
            part,
            f"{name} are not {rows + 1:,} offsets that never fall and lead from 0 to {items:,}",
            f"ليست {name} ‏{rows + 1} إزاحة لا تتناقص من 0 إلى {items}",
        )
        return offsets

    # The parts as such

    def _check_facts(self) -> None:
        for name, part in self._parts.items():
            found = part.facts.get("documents", self._doc_count)
            if found != self._doc_count:
                self._report(
                    name,
                    f"it has {found} documents, the table of contents says {self._doc_count:,}",
                    f"فيه {found} وثيقة وفي جدول المحتويات {self._doc_count}",
                )
        facts = self._part(TERMS).facts
        for kind in ("text_fields", "value_fields"):
            expected = list(getattr(self._promised, kind))
            self._require(
                facts.get(kind) == expected,
                TERMS,
                f"its {kind} are {facts.get(kind)} instead of {expected}",
                f"قيمة {kind} فيه {facts.get(kind)} بدلًا من {expected}",
            )

    def _check_table(self, name: str) -> None:
        self._tables[name] = self._sound_table(TERMS, name)

    def _sound_table(self, part: str, name: str) -> StringTable:
        """Return a string table whose strings are sorted, distinct and UTF-8."""
        blob = self._part(part).array(f"{name}.blob")
        rows = len(self._part(part).array(f"{name}.offsets")) - 1
        offsets = self._offsets(part, f"{name}.offsets", rows, len(blob))
        ends = offsets[1:] - 1
        self._require(
            (np.diff(offsets) > 0).all() and (blob[ends] == ord("\n")).all(),
            part,
            f"a string of {name} has no end",
            f"في {name} سلسلة بلا نهاية",
        )
        try:
            blob.tobytes().decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            self._require(False, part, f"{name} are not UTF-8 ({error})", f"ليست {name} بترميز UTF-8 ‏({error})")
        table = StringTable.read(self._part(part), name)
        strings = table.load()
        for ordinal, (one, other) in enumerate(pairwise(strings), 1):
            self._require(
                one < other,
                part,
                f"{name} are not sorted and distinct at number {ordinal:,}",
                f"ليست {name} مرتبة بلا تكرار عند الرقم {ordinal}",
            )
        return table

    def _check_deletions(self) -> None:
        if not self._entry.deletions:
            deleted = np.zeros(self._doc_count, np.bool_)
        else:
            packed = self._part(DELETIONS).array("deleted")
            expected = (self._doc_count + 7) // 8
            self._require(
                len(packed) == expected,
                DELETIONS,
                f"the mask has {len(packed):,} bytes instead of {expected:,}",
                f"في القناع {len(packed)} بايتًا بدلًا من {expected}",
            )
            bits = np.unpackbits(packed).astype(np.bool_)
            deleted = bits[: self._doc_count]
            self._require(
                not bits[self._doc_count :].any(),
                DELETIONS,
                "documents are deleted that do not exist",
                "حُذفت وثائق لا وجود لها",
            )
        count = int(np.count_nonzero(deleted))
        self._require(
            count == self._entry.deleted,
            DELETIONS if self._entry.deletions else TERMS,
            f"{count:,} documents are deleted, the table of contents says {self._entry.deleted:,}",
            f"الوثائق المحذوفة {count} وفي جدول المحتويات {self._entry.deleted}",
        )
        self._live = ~deleted

    # Words

    def _check_postings(self, field: str) -> None:
        doc_ids = self._part(POSTINGS).array(f"{field}.doc_ids")
        freqs = self._part(FREQUENCIES).array(f"{field}.freqs")
        positions = self._part(POSITIONS).array(f"{field}.positions")
        forms = len(self._table("forms"))
        posting_offsets = self._offsets(TERMS, f"{field}.posting_offsets", forms, len(doc_ids))
        position_offsets = self._offsets(TERMS, f"{field}.position_offsets", forms, len(positions))
        self._require(
            len(freqs) == len(doc_ids),
            FREQUENCIES,
            f"{field} has {len(freqs):,} frequencies for {len(doc_ids):,} postings",
            f"في {field} ‏{len(freqs)} تكرارًا لـ{len(doc_ids)} ورودًا",
        )
        counted = np.zeros(self._doc_count, np.int64)
        for start, end in iter_stretches(np.diff(position_offsets), STRETCH_POSITIONS):
            first, last = int(posting_offsets[start]), int(posting_offsets[end])
            docs, counts = doc_ids[first:last], freqs[first:last].astype(np.int64)
            rows = posting_offsets[start : end + 1] - first
            self._check_doc_ids(field, docs, rows, start)
            self._require(
                counts.min(initial=1) >= 1, FREQUENCIES, f"a frequency of {field} is 0", f"في {field} تكرار صفري"
            )
            wrong = np.flatnonzero(row_sums(counts, rows) != np.diff(position_offsets[start : end + 1]))
            self._require(
                not len(wrong),
                FREQUENCIES,
                f"the frequencies of {field}, form {start + _first(wrong):,}, are not as many as its positions",
                f"تكرارات {field} للصيغة {start + _first(wrong)} لا تساوي عدد مواضعها",
            )
            places = positions[position_offsets[start] : position_offsets[end]]
            wrong = _places_that_fall(places, np.cumsum(counts))
            self._require(
                not len(wrong),
                POSITIONS,
                f"the positions of {field} do not increase at item {int(position_offsets[start]) + _first(wrong):,}",
                f"مواضع {field} لا تتزايد عند العنصر {int(position_offsets[start]) + _first(wrong)}",
            )
            counted += np.bincount(docs, weights=counts, minlength=self._doc_count).astype(np.int64)
        self._check_lengths(field, counted)

    def _check_doc_ids(self, field: str, doc_ids: Array, rows: Int64s, first_row: int) -> None:
        """Report documents that do not exist, or do not increase within a row."""
        self._require(
            int(doc_ids.max(initial=0)) < max(self._doc_count, 1),
            POSTINGS,
            f"{field} names document {doc_ids.max(initial=0):,} of {self._doc_count:,}",
            f"في {field} الوثيقة {doc_ids.max(initial=0)} من أصل {self._doc_count}",
        )
        wrong = _places_that_fall(doc_ids, rows)
        row = first_row + int(np.searchsorted(rows, _first(wrong), side="right")) - 1
        self._require(
            not len(wrong),
            POSTINGS,
            f"the documents of {field}, entry {row}, do not increase",
            f"وثائق {field} للمدخل {row} لا تتزايد",
        )

    def _check_lengths(self, field: str, counted: Int64s) -> None:
        wrong = np.flatnonzero(self._column(f"{field}.lengths") != counted)
        self._require(
            not len(wrong),
            COLUMNS,
            f"the length of {field} in document {_first(wrong)} is not the number of its words",
            f"طول {field} في الوثيقة {_first(wrong)} ليس عدد كلماته",
        )

    # Columns

    def _check_values(self, field: str) -> None:
        values = len(self._table(field))
        ordinals = self._part(COLUMNS).array(f"{field}.ordinals")
        doc_ids = self._part(POSTINGS).array(f"{field}.doc_ids")
        offsets = self._offsets(COLUMNS, f"{field}.offsets", self._doc_count, len(ordinals))
        posting_offsets = self._offsets(TERMS, f"{field}.posting_offsets", values, len(doc_ids))
        self._require(
            int(ordinals.max(initial=0)) < max(values, 1),
            COLUMNS,
            f"{field} has the ordinal {ordinals.max(initial=0):,} of {values:,} values",
            f"في {field} الترتيب {ordinals.max(initial=0)} من أصل {values} قيمة",
        )
        wrong = _places_that_fall(ordinals, offsets)
        self._require(
            not len(wrong),
            COLUMNS,
            f"the values of {field} do not increase within a document, item {_first(wrong)}",
            f"قيم {field} لا تتزايد داخل وثيقة، العنصر {_first(wrong)}",
        )
        self._check_doc_ids(field, doc_ids, posting_offsets, 0)
        expected_offsets, expected_ids = invert_column(offsets, ordinals, values)
        self._require(
            np.array_equal(posting_offsets, expected_offsets) and np.array_equal(doc_ids, expected_ids),
            POSTINGS,
            f"the documents of the values of {field} are not those whose column has them",
            f"وثائق قيم {field} ليست الوثائق التي تحملها في عمودها",
        )

    def _check_numbers(self) -> None:
        published = self._column("published.numbers").astype(np.int64)
        days = self._column("day.numbers")
        expected = np.where(published == self._promised.no_time, NO_DAY, published // DAY_SECONDS)
        wrong = np.flatnonzero(days != expected)
        self._require(
            not len(wrong),
            COLUMNS,
            f"the day of document {_first(wrong)} is not that of its time of publication",
            f"يوم الوثيقة {_first(wrong)} ليس يوم وقت نشرها",
        )

    def _check_ranges(self) -> None:
        for name in self._part(COLUMNS).names():
            if not name.endswith(".first"):
                continue
            field = name.removesuffix(".first")
            first = self._part(COLUMNS).array(name)
            last = self._column(f"{field}.last", len(first))
            self._offsets(COLUMNS, f"{field}.offsets", self._doc_count, len(first))
            self._require(
                (first <= last).all(),
                COLUMNS,
                f"a range of {field} ends before it begins",
                f"في {field} مدى ينتهي قبل بدئه",
            )

    def _check_keys(self) -> None:
        keys = self._table("keys")
        ordinals, doc_ids = self._column("key.ordinals"), self._part(TERMS).array("key.doc_ids")
        self._require(
            len(doc_ids) == len(keys)
            and int(doc_ids.max(initial=0)) < max(self._doc_count, 1)
            and int(ordinals.max(initial=0)) < max(len(keys), 1)
            and np.array_equal(ordinals[doc_ids], np.arange(len(keys))),
            TERMS,
            "the documents of the keys do not have these keys",
            "وثائق المفاتيح لا تحمل هذه المفاتيح",
        )
        named = doc_ids[ordinals]
        ids = np.arange(self._doc_count)
        self._require(
            (ids <= named).all(),
            TERMS,
            "a key does not lead to the last document that has it",
            "مفتاح لا يقود إلى آخر وثيقة تحمله",
        )
        if self._live is not None:
            wrong = np.flatnonzero(self._live & (ids != named))
            self._require(
                not len(wrong),
                TERMS,
                f"document {_first(wrong)} lives although its key leads to another",
                f"الوثيقة {_first(wrong)} حية مع أن مفتاحها يقود إلى غيرها",
            )

    def _check_hashes(self) -> None:
        self._column("hashes", self._doc_count * 16)

    def _check_rows(self, name: str, width: int) -> None:
        self._column(f"{name}.rows", self._doc_count * width)
        found = self._part(COLUMNS).facts.get("row_widths", {}).get(name)
        self._require(
            found == width,
            COLUMNS,
            f"the rows of {name} have {found} items instead of {width}",
            f"في صفوف {name} ‏{found} عنصرًا بدلًا من {width}",
        )

    # Records

    def _check_records(self) -> None:
        stored = StoredReader(self._part(STORED))
        blocks = len(stored.first_docs)
        self._offsets(STORED, "block_offsets", blocks, len(self._part(STORED).lazy_array("blocks")))
        offsets = stored.record_offsets.astype(np.int64)
        self._offsets(STORED, "record_offsets", self._doc_count, int(offsets[-1]))
        bounds = np.append(stored.first_docs.astype(np.int64), self._doc_count)
        self._require(
            (np.diff(bounds) > 0).all() and bounds[0] == 0,
            STORED,
            "its blocks do not hold every document once",
            "كتله لا تضم كل وثيقة مرة واحدة",
        )
        keys: list[bytes] | None = None
        if COLUMNS in self._parts and "keys" in self._tables:
            strings = self._tables["keys"].load()
            ordinals = self._column("key.ordinals")
            if int(ordinals.max(initial=0)) < max(len(strings), 1):
                keys = [strings[ordinal] for ordinal in ordinals.tolist()]
        for block in range(blocks):
            self._check_block(stored, block, offsets, (int(bounds[block]), int(bounds[block + 1])), keys)

    def _check_block(
        self, stored: StoredReader, block: int, offsets: Int64s, docs: tuple[int, int], keys: list[bytes] | None
    ) -> None:
        try:
            joined = zstandard.ZstdDecompressor().decompress(stored.compressed(block).data)
        except zstandard.ZstdError as error:
            self._require(
                False,
                STORED,
                f"block {block:,} cannot be decompressed ({error})",
                f"تعذر فك ضغط الكتلة {block} ‏({error})",
            )
        bounds = (offsets[docs[0] : docs[1] + 1] - offsets[docs[0]]).tolist()
        self._require(
            len(joined) == bounds[-1],
            STORED,
            f"block {block:,} has {len(joined):,} bytes instead of {bounds[-1]:,}",
            f"في الكتلة {block} ‏{len(joined)} بايتًا بدلًا من {bounds[-1]}",
        )
        for doc_id, start, end in zip(range(*docs), bounds, bounds[1:], strict=False):
            key = _key_of(joined[start:end])
            self._require(
                key is not None and (keys is None or key == keys[doc_id]),
                STORED,
                f"the record of document {doc_id:,} is not JSON with its key",
                f"سجل الوثيقة {doc_id} ليس JSON بمفتاحها",
            )

    # Families

    def _check_level(self, level: str) -> None:
        part = self._part(FAMILIES)
        forms = len(self._table("forms"))
        keys = self._sound_table(FAMILIES, f"{level}.keys")
        members = part.array(f"{level}.members")
        offsets = self._offsets(FAMILIES, f"{level}.offsets", len(keys), len(members))
        counts = np.bincount(members, minlength=forms)
        self._require(
            len(counts) == forms and (counts == 1).all(),
            FAMILIES,
            f"not every form stands in one family of level {level}",
            f"ليست كل صيغة في عائلة واحدة بالمستوى {level}",
        )
        self._require(
            (np.diff(offsets) > 0).all() and not len(_places_that_fall(members, offsets)),
            FAMILIES,
            f"a family of level {level} is empty or its forms do not increase",
            f"عائلة بالمستوى {level} فارغة أو صيغها لا تتزايد",
        )


def _places_that_fall(values: Array, offsets: Int64s) -> npt.NDArray[np.intp]:
    """Return the places of the items that are not greater than the one before in the same row.

    values: (v,); offsets: where rows begin and end, in any case all beginnings but the first.
    """
    grows = np.ones(len(values), np.bool_)
    np.greater(values[1:], values[:-1], out=grows[1:])
    grows[offsets[offsets < len(values)]] = True
    return np.flatnonzero(~grows)


def _first(places: npt.NDArray[np.intp]) -> int:
    return int(places[0]) if len(places) else 0


def _key_of(record: bytes) -> bytes | None:
    """Return the key in a stored record, or None where it is not JSON or has none."""
    try:
        found: Any = json.loads(record.decode("utf-8", "surrogatepass"))["key"]
    except (ValueError, TypeError, KeyError):
        return None
    return found.encode("utf-8", "surrogatepass") if isinstance(found, str) else None
