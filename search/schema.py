"""The fields of an article, declared once: names, Arabic names, facets, what a query may address.

Engines build their own schema or mapping from this table; the parser, the page and the command line
take names and labels from it. Not for: Whoosh types (`search.engines.local.whoosh_schema`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from search.analysis import fold_text

FieldKind = Literal["text", "terms", "date", "date_range"]


@dataclass(frozen=True, slots=True)
class Field:
    """One searchable field.

    kind: "text" (analysed words), "terms" (whole values, counted as a facet), "date" (one day or
    none), "date_range" (any number of first–last pairs). multi: an article may have several values.
    boost: factor on the BM25 score of a text field. names: what a query may call it before ":".
    prose_names: those among them that headlines have before a colon too: `قال:لافروف` asks for a speaker,
    `قال: لافروف` is text.
    """

    name: str
    kind: FieldKind
    label_ar: str
    label_en: str
    multi: bool = False
    boost: float = 1.0
    names: tuple[str, ...] = ()
    prose_names: tuple[str, ...] = ()

    @property
    def is_facet(self) -> bool:
        """Return whether values of the field are counted beside the hits."""
        return self.kind != "text"


FIELDS: tuple[Field, ...] = (
    # Boost .6 with the text's document frequencies: measured on development sets (docs/relevance.md).
    Field("title", "text", "العنوان", "Title", boost=0.6, names=("title", "عنوان", "العنوان")),
    Field("text", "text", "النص", "Text", names=("text", "نص", "النص")),
    Field("person", "terms", "الأشخاص", "People", multi=True, names=("person", "people", "شخص", "أشخاص", "الأشخاص")),
    Field("place", "terms", "الأماكن", "Places", multi=True, names=("place", "places", "مكان", "أماكن", "الأماكن")),
    Field("country", "terms", "البلدان", "Countries", multi=True, names=("country", "بلد", "بلدان", "البلدان")),
    Field(
        "organisation",
        "terms",
        "الجهات",
        "Organisations",
        multi=True,
        names=("organisation", "organization", "org", "جهة", "منظمة", "مؤسسة", "الجهات"),
    ),
    Field(
        "speaker",
        "terms",
        "من قال",
        "Who said",
        multi=True,
        names=("speaker", "said", "قال", "قالت", "متحدث", "المتحدث", "المتحدثون"),
        prose_names=("said", "قال", "قالت", "متحدث", "المتحدث"),
    ),
    Field("source", "terms", "المصدر", "Source", names=("source", "مصدر", "المصدر")),
    Field(
        "agency",
        "terms",
        "الوكالة",
        "Agency",
        multi=True,
        names=("agency", "وكالة", "الوكالة", "وكالات"),
        prose_names=("وكالة", "الوكالة", "وكالات"),
    ),
    Field("author", "terms", "الكاتب", "Author", names=("author", "كاتب", "الكاتب")),
    Field("dateline", "terms", "مكان التحرير", "Filed from", names=("dateline", "مكان_التحرير", "كتب_من")),
    Field("date", "date", "تاريخ النشر", "Published", names=("date", "published", "تاريخ", "التاريخ", "نشر")),
    Field(
        "mentioned",
        "date_range",
        "تواريخ مذكورة",
        "Dates mentioned",
        multi=True,
        names=("mentioned", "ذكر", "مذكور", "تواريخ"),
    ),
)

FIELD_BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
TEXT_FIELDS: tuple[Field, ...] = tuple(field for field in FIELDS if field.kind == "text")
TERM_FACETS: tuple[str, ...] = tuple(field.name for field in FIELDS if field.kind == "terms")
DATE_FACETS: tuple[str, ...] = ("date", "mentioned")
DEFAULT_FACETS: tuple[str, ...] = TERM_FACETS + DATE_FACETS

_PROSE_NAMES = frozenset(fold_text(name) for field in FIELDS for name in field.prose_names)
_BY_QUERY_NAME: dict[str, Field] = {fold_text(name): field for field in FIELDS for name in field.names}


def field_named(name: str) -> Field | None:
    """Return the field that a query calls `name`, in Arabic or English and in any spelling, or None."""
    return _BY_QUERY_NAME.get(fold_text(name))


def is_prose_name(name: str) -> bool:
    """Return whether a field's name is also what a headline may have before a colon."""
    return fold_text(name) in _PROSE_NAMES
