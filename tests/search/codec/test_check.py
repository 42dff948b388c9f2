"""What `check` finds: each flipped bit by its checksum, and each broken promise in a file whose checksums are right."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import search
from search.codec.check import check_segment
from search.codec.parts import Part, PartWriter
from search.codec.reader import part_paths
from search.codec.segment import FihrisSegment
from search.engines.local.checking import PROMISED
from search.engines.local.store import Store

DAY = dt.date(2021, 1, 26)
PARTS = ["terms", "postings", "frequencies", "positions", "columns", "stored", "families", "deletions"]


def make_article(number: int) -> search.Article:
    return search.Article(
        key=f"k{number}",
        title=f"الخبر {number}",
        text=f"عقد في سوتشي اجتماع رقم {number} وبسوتشي، وقيل إن اجتماع سوتشي في {number} ناجح.",
        source=f"س{number % 2}",
        published=f"2021-01-{number + 1:02}T10:00:00" if number else None,
        people=("سيرغي لافروف", "أحمد الطيب")[: number % 3],
        dates=(
            search.MentionedDate(
                where="text", start=0, end=3, text="عقد", first=DAY, last=DAY, precision="day", evidence=""
            ),
        ),
    )


@pytest.fixture(scope="module")
def sound_index(tmp_path_factory) -> Path:
    """One segment of nine articles, two of them deleted, one of those replaced in the same segment."""
    folder = tmp_path_factory.mktemp("check") / "index"
    with search.open_engine(folder, create=True) as engine:
        engine.write([make_article(number) for number in range(8)])
        engine.write([search.Article("k2", "عنوان", "نص جديد")])
        engine.commit()
        engine.delete(["k5"])
        engine.commit()
    return folder


@pytest.fixture
def index(sound_index, tmp_path) -> Path:
    return Path(shutil.copytree(sound_index, tmp_path / "index"))


def entry_of(folder: Path) -> FihrisSegment:
    store = Store(folder)
    [entry] = store.read_toc(store.generation)
    return entry


def problems_of(folder: Path, entry: FihrisSegment | None = None) -> list[Any]:
    return check_segment(folder, entry or entry_of(folder), PROMISED)


def rewrite(path: Path, part: str, changes: dict[str, Callable[[Any], Any]], **facts: object) -> None:
    """Write a part file anew with some of its arrays changed and checksums that are right."""
    old = Part(path, part)
    kept = {
        name: value
        for name, value in old.facts.items()
        if name not in ("part", "version", "blocks", "checksums", "end")
    }
    path.unlink()
    writer = PartWriter(path, part)
    for name in old.names():
        array = old.array(name).copy()
        changed = changes[name](array) if name in changes else array
        writer.add(name, array if changed is None else changed)
    writer.close(**(kept | facts))


def put(place: int, value: int) -> Callable[[Any], None]:
    def change(array: Any) -> None:
        array[place] = value

    return change


def swap(one: int, other: int) -> Callable[[Any], None]:
    def change(array: Any) -> None:
        array[[one, other]] = array[[other, one]]

    return change


def drop_last(array: Any) -> Any:
    return array[:-1]


def test_a_sound_segment_has_no_problems(sound_index):
    assert problems_of(sound_index) == []


def test_an_empty_index_is_sound(tmp_path):
    search.open_engine(tmp_path / "index", create=True).close()
    assert search.check_index(tmp_path / "index").is_sound


def test_rewriting_a_part_as_it_was_breaks_nothing(index):
    for part, path in part_paths(index, entry_of(index)).items():
        rewrite(path, part, {})
    assert problems_of(index) == []


@pytest.mark.parametrize(
    ("part", "block", "change", "named", "reason"),
    [
        ("terms", "forms.blob", put(0, 0xFF), "terms", "UTF-8"),
        ("terms", "forms.blob", put(0, ord("Z")), "terms", "sorted and distinct"),
        ("terms", "forms.offsets", swap(1, 2), "terms", "never fall"),
        ("terms", "forms.offsets", drop_last, "terms", "never fall"),
        ("terms", "keys.blob", swap(1, 4), "terms", "sorted and distinct"),
        ("terms", "person.blob", put(-1, ord("x")), "terms", "no end"),
        ("terms", "text.posting_offsets", put(0, 1), "terms", "never fall"),
        ("terms", "text.posting_offsets", put(1, 0), "frequencies", "form 0, are not as many"),
        ("terms", "title.position_offsets", drop_last, "terms", "never fall"),
        ("terms", "key.doc_ids", put(0, 1), "terms", "do not have these keys"),
        ("terms", "key.doc_ids", put(2, 2), "terms", "last document"),
        ("postings", "text.doc_ids", put(0, 99), "postings", "names document 99 of 9"),
        ("postings", "text.doc_ids", put(slice(None), 3), "postings", "do not increase"),
        ("postings", "source.doc_ids", put(0, 1), "postings", "do not increase|not those"),
        ("frequencies", "text.freqs", put(0, 0), "frequencies", "is 0"),
        ("frequencies", "text.freqs", put(0, 9), "frequencies", "not as many"),
        ("frequencies", "text.freqs", drop_last, "frequencies", "frequencies for"),
        ("positions", "text.positions", put(slice(None), 3), "positions", "do not increase"),
        ("positions", "text.positions", drop_last, "terms", "never fall"),
        ("columns", "text.lengths", put(4, 1), "columns", "document 4"),
        ("columns", "title.lengths", drop_last, "columns", "items instead of 9"),
        ("columns", "person.ordinals", put(0, 7), "columns", "ordinal 7 of 2"),
        ("columns", "person.ordinals", put(slice(None), 1), "columns", "within a document"),
        ("columns", "person.offsets", put(-1, 0), "columns", "never fall"),
        ("columns", "source.ordinals", put(0, 1), "postings", "not those"),
        ("columns", "day.numbers", put(0, 3), "columns", "day of document 0"),
        ("columns", "published.numbers", put(3, 3), "columns", "day of document 3"),
        ("columns", "mentioned.last", put(0, -5), "columns", "ends before"),
        ("columns", "mentioned.offsets", put(-1, 99), "columns", "never fall"),
        ("columns", "key.ordinals", swap(0, 1), "terms", "do not have these keys"),
        ("columns", "hashes", drop_last, "columns", "hashes"),
        ("columns", "signature.rows", drop_last, "columns", "items instead of 1,152"),
        ("stored", "blocks", put(20, 0), "stored", "decompressed|bytes instead|not JSON"),
        ("stored", "record_offsets", lambda array: array + (np.arange(len(array)) == 3), "stored", "not JSON"),
        ("stored", "record_offsets", put(-1, 10), "stored", "never fall|bytes instead"),
        ("stored", "first_docs", put(0, 1), "stored", "every document once"),
        ("stored", "block_offsets", put(-1, 10), "stored", "never fall"),
        ("families", "stem.keys.blob", put(0, 0xFF), "families", "UTF-8"),
        ("families", "root.members", put(0, 1), "families", "one family"),
        ("families", "root.members", drop_last, "families", "never fall"),
        ("families", "stem.members", lambda array: array[::-1], "families", "do not increase"),
        ("families", "skeleton.offsets", put(1, 0), "families", "empty"),
        ("deletions", "deleted", put(0, 0), "deletions", "0 documents are deleted, the table of contents says 2"),
        ("deletions", "deleted", put(1, 0xFF), "deletions", "do not exist"),
        ("deletions", "deleted", drop_last, "deletions", "mask has 1 bytes"),
        ("deletions", "deleted", put(0, 0b10000100), "terms", "document 2 lives"),
    ],
)
def test_a_broken_promise_is_named(index, part, block, change, named, reason):
    paths = part_paths(index, entry_of(index))
    rewrite(paths[part], part, {block: change})
    problems = problems_of(index)
    first = [problem for problem in problems if problem.file == paths[named].name]
    assert first, problems
    assert any(word in problem.reason for problem in first for word in reason.split("|")), problems
    assert all(problem.reason_ar for problem in problems)


def test_facts_that_are_not_those_of_the_table_of_contents_are_named(index):
    paths = part_paths(index, entry_of(index))
    rewrite(paths["columns"], "columns", {}, documents=8)
    rewrite(paths["terms"], "terms", {}, text_fields=["text"])
    assert {problem.file for problem in problems_of(index)} == {paths["columns"].name, paths["terms"].name}


def test_rows_of_another_width_are_named(index):
    paths = part_paths(index, entry_of(index))
    rewrite(paths["columns"], "columns", {}, row_widths={"signature": 64})
    [problem] = problems_of(index)
    assert problem.reason == "the rows of signature have 64 items instead of 128"


def test_a_count_of_deletions_without_a_mask_is_named(index):
    [problem] = problems_of(index, entry_of(index).revised(deletions=0))
    assert "0 documents are deleted, the table of contents says 2" in problem.reason


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("damage", ["missing", "empty", "short", "another part", "noise"])
def test_a_damaged_part_is_named_once_and_the_others_are_still_checked(index, part, damage):
    paths = part_paths(index, entry_of(index))
    other = "terms" if part != "terms" else "columns"
    match damage:
        case "missing":
            paths[part].unlink()
        case "empty":
            paths[part].write_bytes(b"")
        case "short":
            paths[part].write_bytes(paths[part].read_bytes()[:-50])
        case "another part":
            shutil.copy(paths[other], paths[part])
        case "noise":
            paths[part].write_bytes(random.Random(1).randbytes(3000))
    assert [problem.file for problem in problems_of(index)] == [paths[part].name]


@pytest.mark.parametrize("part", PARTS)
def test_any_flipped_bit_is_found(index, part):
    path = part_paths(index, entry_of(index))[part]
    content = path.read_bytes()
    chance = random.Random(part)
    places = {*range(10), *range(len(content) - 42, len(content)), *(chance.randrange(len(content)) for _ in range(40))}
    for place in sorted(places):
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        assert path.name in {problem.file for problem in problems_of(index)}, place


def test_stretches_of_any_length_find_the_same(index, monkeypatch):
    monkeypatch.setattr("search.codec.check.STRETCH_POSITIONS", 3)
    assert problems_of(index) == []
    path = part_paths(index, entry_of(index))["positions"]
    size = len(Part(path, "positions").array("text.positions"))
    rewrite(path, "positions", {"text.positions": lambda array: np.full(size, 5, array.dtype)})
    assert ["do not increase" in problem.reason for problem in problems_of(index)] == [True]
