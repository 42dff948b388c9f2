"""Learning words anew from an index, so that names are found as its own papers write them: `fihris adapt`.

The table lies in the index's folder and counts from the next run of `fihris index` on. Not for: how words are learned
(`extract.entities.adapt`).
"""

from __future__ import annotations

import lzma
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from indexer.extract.entities.adapt import Adapted, adapt_table
from indexer.extract.entities.trained import NEWS, load_tagger, recogniser_at_hand
from indexer.sinks import ADAPTED
from search import Engine, Notice, SearchError, SearchRequest


class WordsTableError(SearchError):
    """A table of words is missing where one is needed, or cannot be read."""

    code = "words_table"


def check_words(table: Path | None) -> tuple[Notice, ...]:
    """Return what is worth saying of how names will be found. Raises WordsTableError where the table is damaged.

    table: one that `adapt_index` made, None for the one that comes with Fihris.
    """
    if table is not None:
        try:
            load_tagger(table)
        except (OSError, ValueError, KeyError, EOFError, lzma.LZMAError) as error:
            raise WordsTableError(
                f"The table of words {str(table)!r} cannot be read ({error}). Remove it or make it anew: fihris adapt.",
                f"تعذرت قراءة جدول الكلمات {str(table)!r} ({error}). احذفه أو أنشئه من جديد: fihris adapt.",
            ) from error
    at_hand = recogniser_at_hand(table)
    if at_hand == "words":
        return ()
    lost = "the table of words that comes with it" if at_hand == "plain" else "its trained model"
    lost_ar = "جدول الكلمات المرفق به" if at_hand == "plain" else "نموذجه المدرَّب"
    return (
        Notice(
            f"recogniser_{at_hand}",
            f"This Fihris is without {lost}, so names are found less well. Install it whole to have them better.",
            f"نسخة فهرس هذه بلا {lost_ar}، فدقة استخلاص الأسماء أقل. ثبّتها كاملة لتحسينها.",
        ),
    )


def adapt_index(engine: Engine, folder: Path, on_article: Callable[[int], None] | None = None) -> Adapted:
    """Learn words from every article of the index and put the table into its folder, whole or not at all.

    on_article: called with the number of articles read. Raises OSError, WordsTableError, and what the engine raises.
    """
    if not NEWS.exists():
        raise WordsTableError(
            f"Words are learned on top of {NEWS.name}, which was left out of this Fihris. Install it whole.",
            f"تُتعلم الكلمات انطلاقًا من {NEWS.name}، وليس في نسخة فهرس هذه. ثبّتها كاملة لتكييفها.",
        )
    part = folder / f".{ADAPTED}.{os.getpid()}.part"
    try:
        learned = adapt_table(_texts(engine, on_article), part)
        part.replace(folder / ADAPTED)
    finally:
        part.unlink(missing_ok=True)
    return learned


def _texts(engine: Engine, on_article: Callable[[int], None] | None) -> Iterator[str]:
    for number, article in enumerate(engine.scan(SearchRequest()), 1):
        yield f"{article.title}\n{article.text}"
        if on_article:
            on_article(number)
