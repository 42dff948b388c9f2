"""What stands in Whoosh's table of contents: one small pickled object per segment, and the codec that reads it.

Import paths and attributes here are on-disk format (`search.codec`): renaming or moving a class makes every
index unreadable. The golden index of the tests (tests/golden/indexes) would tell.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh.codec.base import Automata, Codec, Segment

from search.codec.whoosh_documents import WhooshDocuments
from search.codec.whoosh_terms import WhooshTerms


class FihrisSegment(Segment):  # type: ignore[misc]  # Whoosh is unannotated
    """One immutable segment: what changes about it (deletions, families) is a file of the next revision.

    document_count: with deleted ones. deleted: how many of them are deleted. deletions, families: revision of the
    mask of deleted documents (0 = nothing deleted) and of the family maps.
    """

    def __init__(self, indexname: str) -> None:
        """Make up an id; the counts are filled in by the writer."""
        super().__init__(indexname)
        self.document_count = 0
        self.deleted = 0
        self.deletions = 0
        self.families = 1

    def revised(self, **changes: int) -> FihrisSegment:
        """Return a copy with other counts or revisions; it names the same files where the revisions are the same."""
        copied = copy.copy(self)
        for name, value in changes.items():
            setattr(copied, name, value)
        return copied

    def codec(self, **_options: Any) -> FihrisCodec:
        """Return the codec that reads the segment."""
        return FihrisCodec()

    def should_assemble(self) -> bool:
        """Return False: parts stay files of their own, to be mapped."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Set the number of documents."""
        self.document_count = count

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones included."""
        return self.document_count

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""
        return self.deleted

    def deleted_docs(self) -> Iterator[int]:
        """Refuse: the mask lies in a file, which the reader knows."""
        raise NotImplementedError("Ask the reader of the segment: deletions lie in a file of their own.")

    def is_deleted(self, docnum: int) -> bool:
        """Refuse, as `deleted_docs` does."""
        raise NotImplementedError(f"Ask the reader of the segment whether document {docnum} is deleted.")

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Refuse: `search.engines.local.writer` deletes."""
        raise NotImplementedError(f"Whoosh's own writer cannot delete document {docnum} here ({delete}); use Fihris.")


class FihrisCodec(Codec):  # type: ignore[misc]
    """Reads our segments for Whoosh. Writing goes through `search.engines.local.writer`, a batch at a time."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> Any:
        """Refuse: a segment is written from arrays, not document by document."""
        raise NotImplementedError(_REFUSAL)

    def field_writer(self, storage: Any, segment: Any) -> Any:
        """Refuse, as `per_document_writer` does."""
        raise NotImplementedError(_REFUSAL)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """Refuse, as `per_document_writer` does."""
        raise NotImplementedError(_REFUSAL)

    def postings_reader(self, *_args: Any, **_options: Any) -> Any:
        """Refuse: only codecs of Whoosh's own make call this."""
        raise NotImplementedError(_REFUSAL)

    def automata(self, storage: Any, segment: Any) -> Any:  # noqa: ARG002 -- Whoosh calls it so
        """Return Whoosh's automata, which walk our term dictionary by its cursor."""
        return Automata()

    def terms_reader(self, storage: Any, segment: FihrisSegment) -> WhooshTerms:
        """Return the term dictionary and postings."""
        return WhooshTerms(Path(storage.folder), segment)

    def per_document_reader(self, storage: Any, segment: FihrisSegment) -> WhooshDocuments:
        """Return lengths, columns, stored records and deletions."""
        return WhooshDocuments(Path(storage.folder), segment)

    def new_segment(self, storage: Any, indexname: str) -> FihrisSegment:  # noqa: ARG002 -- as above
        """Return a new, empty segment."""
        return FihrisSegment(indexname)


_REFUSAL = "Fihris writes its segments from arrays: use search.open_engine(…).write(…) instead of Whoosh's writer."
