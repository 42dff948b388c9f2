"""Checking an index: the marker, the table of contents, every segment, and what only all segments together can show.

Reads alone: a server may serve and a writer may write meanwhile. What a single segment promises is checked by
`search.codec.check`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from search.analysis import FAMILIES_VERSION
from search.codec.check import Problem, Promised, check_segment
from search.codec.parts import Part
from search.codec.reader import TERMS, SegmentReader
from search.codec.segment import FihrisSegment
from search.engines.local.analysing import FAMILY_LEVELS
from search.engines.local.own_names import OwnNames
from search.engines.local.store import MARKER, Store, size_of
from search.engines.local.story_files import PART as STORIES
from search.engines.local.story_files import misplaced_articles, read_leaders
from search.engines.local.whoosh_schema import NO_TIME
from search.errors import IndexCorruptError
from search.results import Notice
from search.schema import TERM_FACETS, TEXT_FIELDS
from search.stories.signatures import SIGNATURE_LENGTH

ATTEMPTS = 10
"""A commit during a check removes files; it takes many to hit ten times."""

PROMISED = Promised(
    text_fields=tuple(field.name for field in TEXT_FIELDS),
    value_fields=TERM_FACETS,
    levels=FAMILY_LEVELS,
    no_time=NO_TIME,
    rows=(("signature", SIGNATURE_LENGTH),),
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check has found. generation: the one checked, -1 where there is no table of contents.

    problems: damage; the index is sound without any. notes: what is no damage and yet worth saying.
    """

    location: str
    generation: int
    segments: int
    articles: int
    files: int
    size_bytes: int
    problems: tuple[Problem, ...]
    notes: tuple[Notice, ...]
    seconds: float

    @property
    def is_sound(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.problems


def check_index(path: Path) -> CheckReport:
    """Return everything found wrong with the index in a folder; nothing is changed.

    Raises IndexMissingError, IndexForeignError, IndexVersionError where there is no index of ours to check.
    """
    started = time.perf_counter()
    problems: list[Problem] = []
    try:
        store = Store.open(path, create=False, tidy=False)
    except IndexCorruptError as error:  # the marker; whatever else there is may be sound
        problems.append(_problem_of(error))
        store = Store(path)
    for _ in range(ATTEMPTS):
        report = _check_generation(store, problems, started)
        if report.is_sound or _generation_of(store) == report.generation:
            break
    return report


def _check_generation(store: Store, problems: list[Problem], started: float) -> CheckReport:
    problems, notes = list(problems), []
    segments: list[FihrisSegment] = []
    generation = -1
    try:
        generation = store.generation
        segments = store.read_toc(generation)
    except IndexCorruptError as error:
        problems.append(_problem_of(error))
    else:
        notes += _leftovers(store, segments, generation)
    sound: list[SegmentReader] = []
    for entry in segments:
        found = check_segment(store.path, entry, PROMISED)
        problems += found
        if not found:
            try:
                sound.append(SegmentReader(store.path, entry))
            except IndexCorruptError as error:  # removed by a commit since
                problems.append(_problem_of(error))
    problems += _duplicate_keys(sound)
    if len(sound) == len(segments) and any(entry.document_count > entry.deleted for entry in segments):
        problems += _wrong_stories(store.stories_path(generation), sound)
    notes += _outdated_families(sound, store.path)
    notes += _unreadable_names(store.path)
    files = [store.path / MARKER, *(store.path / name for name in store.files_of(segments, generation))]
    sizes = [size for size in map(size_of, files) if size is not None]
    return CheckReport(
        location=str(store.path),
        generation=generation,
        segments=len(segments),
        articles=sum(entry.document_count - entry.deleted for entry in segments),
        files=len(sizes),
        size_bytes=sum(sizes),
        problems=tuple(problems),
        notes=tuple(notes),
        seconds=time.perf_counter() - started,
    )


def _generation_of(store: Store) -> int:
    try:
        return store.generation
    except IndexCorruptError:
        return -1


def _problem_of(error: IndexCorruptError) -> Problem:
    return Problem(Path(str(error.file)).name, error.reason, f"تالف ({error.reason})")


def _duplicate_keys(readers: list[SegmentReader]) -> list[Problem]:
    """Return a problem for each segment that has a living article whose key lives in one before too."""
    problems = []
    seen: set[bytes] = set()
    for reader in readers:
        strings = reader.keys.load()
        doc_ids = reader.key_doc_ids if reader.live is None else reader.key_doc_ids[reader.live[reader.key_doc_ids]]
        keys = {strings[ordinal] for ordinal in np.asarray(reader.key_ordinals[doc_ids]).tolist()}
        twice = keys & seen
        if twice:
            shown = min(twice).decode("utf-8", "replace")
            problems.append(
                Problem(
                    reader.parts[TERMS].path.name,
                    f"{len(twice):,} keys live in an earlier segment too, such as {shown!r}",
                    f"من مفاتيحه {len(twice)} حيّة في مقطع أسبق أيضًا، مثل «{shown}»",
                )
            )
        seen |= keys
    return problems


def _wrong_stories(path: Path, readers: list[SegmentReader]) -> list[Problem]:
    """Return what is wrong with the file that says which articles tell one story."""
    try:
        part = Part(path, STORIES)
        part.check_all()
    except IndexCorruptError as error:
        return [_problem_of(error)]
    count = sum(reader.doc_count - reader.entry.deleted for reader in readers)
    leaders = read_leaders(part, count)
    if leaders is None:
        return [
            Problem(
                path.name,
                f"it does not name a leader for each of {count:,} articles; the next commit makes it anew",
                f"لا يسمي خبرًا أول لكل مقالة من {count}؛ يُعاد إنشاؤه عند الإيداع التالي",
            )
        ]
    wrong = misplaced_articles(readers, leaders)
    if not wrong:
        return []
    return [
        Problem(
            path.name,
            f"{wrong:,} articles follow one that they are not like, or that is later",
            f"{wrong} مقالة تتبع خبرًا لا تشبهه أو خبرًا نُشر بعدها",
        )
    ]


def _leftovers(store: Store, segments: list[FihrisSegment], generation: int) -> list[Notice]:
    names = sorted(path.name for path in store.unneeded_files(segments, generation))
    if not names:
        return []
    return [
        Notice(
            "leftovers",
            f"{len(names):,} files belong to no commit, such as {names[0]}: a writer is at work, or died, "
            "and then they are removed when the index is opened next",
            f"في المجلد {len(names)} ملفًا لا ينتمي إلى أي إيداع، مثل {names[0]}: كاتب يعمل الآن، أو توقف فجأة "
            "وعندئذ تُزال عند فتح الفهرس",
        )
    ]


def _unreadable_names(folder: Path) -> tuple[Notice, ...]:
    names = OwnNames(folder)
    names.current()
    return names.complaints()


def _outdated_families(readers: list[SegmentReader], folder: Path) -> list[Notice]:
    others = sorted({reader.families_version for reader in readers} - {FAMILIES_VERSION})
    if not others:
        return []
    return [
        Notice(
            "families_version",
            f"its families have version {', '.join(others)}, this program needs {FAMILIES_VERSION}: "
            f"fihris rebuild-families --index {folder}",
            f"إصدار عائلاته {'، '.join(others)} وهذا البرنامج يحتاج إلى {FAMILIES_VERSION}: "
            f"fihris rebuild-families --index {folder}",
        )
    ]
