"""From a RawArticle to an Article: boilerplate off, then dateline, publication date, dates, names and quotations.

Pure: no files, no index, no other article. A step that fails on some article is left out of that
article and named; the article itself is never lost. Not for: running many of them (`indexer.workers`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from indexer.extract.aliases import rename_mentions
from indexer.extract.boilerplate import Cleaned, split_boilerplate
from indexer.extract.countries import countries_of
from indexer.extract.dateline import Dateline, find_dateline
from indexer.extract.entities import find_article_entities, find_article_entities_of_many
from indexer.extract.publication import Publication, find_publication, mentioned_dates
from indexer.extract.quotations import find_quotations
from indexer.keys import key_of
from indexer.records import RawArticle
from search import (
    AnalysedArticles,
    Article,
    EntityMention,
    ExtractionError,
    MentionedDate,
    Quotation,
    analyse_articles,
)

T = TypeVar("T")
OnError = Callable[[ExtractionError], None]


@dataclass(frozen=True, slots=True)
class BuiltArticle:
    """An article with the names of the steps that failed on it. warnings: (reason, reason in Arabic) pairs.

    Plain values only: it crosses process borders. text_bytes: the size of what was read, in UTF-8.
    """

    origin: str
    article: Article | None
    text_bytes: int
    warnings: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was found in an article beforehand, together with others: its parts and the names in it."""

    cleaned: Cleaned
    names: tuple[EntityMention, ...]


def build_article(
    raw: RawArticle,
    *,
    demo: bool = False,
    on_error: OnError | None = None,
    words: Path | None = None,
    prepared: Prepared | None = None,
) -> Article:
    """Return the article with everything that can be found in it.

    demo: marks text written for demonstration. on_error: called with each step's failure, whose
    result then stays empty; without it the first ExtractionError is raised. words: a table that `fihris adapt`
    made. prepared: what `prepare` found in it.
    """
    steps = _Steps(raw.origin, on_error)
    raw = _with_valid_text(raw, steps)
    cleaned = prepared.cleaned if prepared else _clean(raw, steps)
    title, text, captions = _parts(raw, cleaned)
    told = steps.attempt(
        "finding the dateline", lambda: find_dateline(title, text, author=raw.author, source=raw.source), None
    )
    dateline = told or Dateline()
    publication = steps.attempt(
        "finding the date of publication",
        lambda: _checked(find_publication(title, text, captions, published=raw.published, fetched=raw.fetched)),
        None,
    )
    reference = publication.reference if publication else None
    dates: tuple[MentionedDate, ...] = steps.attempt(
        "finding dates", lambda: tuple(mentioned_dates(title, text, reference)), ()
    )
    entities: tuple[EntityMention, ...] = steps.attempt(
        "finding names",
        lambda: rename_mentions(
            prepared.names if prepared else find_article_entities(title, text, captions, words),
            reference,
            {"title": title, "text": text},
        ),
        (),
    )
    quotations: tuple[Quotation, ...] = steps.attempt(
        "finding quotations", lambda: tuple(find_quotations(title, text, entities)), ()
    )
    places = _names(entities, "place")
    countries: tuple[str, ...] = steps.attempt("finding countries", lambda: tuple(countries_of(places)), ())
    return Article(
        key=key_of(raw),
        title=title,
        text=text,
        url=raw.url,
        source=raw.source,
        author=_author(raw, dateline),
        published=publication.published if publication else None,
        published_evidence=publication.evidence if publication else "",
        published_confidence=publication.confidence if publication else 0.0,
        fetched=raw.fetched,
        language=raw.language,
        captions=captions,
        boilerplate=_distinct((*raw.boilerplate, *cleaned.boilerplate)),
        people=_names(entities, "person"),
        places=places,
        countries=countries,
        organisations=_names(entities, "organisation"),
        speakers=_distinct(said.speaker for said in quotations),
        agencies=dateline.agencies,
        dateline=dateline.place,
        reporting=dateline.reporting,
        byline_evidence=_byline_evidence(dateline),
        entities=entities,
        dates=dates,
        quotations=quotations,
        origin=raw.origin,
        demo=demo,
        metadata=_metadata(raw, dateline),
    )


def _clean(raw: RawArticle, steps: _Steps) -> Cleaned:
    return steps.attempt(
        "separating the text from the rest of the page",
        lambda: split_boilerplate(raw.title, raw.body, raw.repeated),
        Cleaned(title=raw.title, text=raw.body, captions=(), boilerplate=()),
    )


def _parts(raw: RawArticle, cleaned: Cleaned) -> tuple[str, str, tuple[str, ...]]:
    """Return title, text and all captions of an article."""
    return cleaned.title, cleaned.text, _distinct((*raw.captions, *cleaned.captions))


def _author(raw: RawArticle, dateline: Dateline) -> str | None:
    """Return the author as the source names one, else the byline's; a field that holds an agency names none."""
    return dateline.author if dateline.parts or dateline.is_author_kept else raw.author


def _metadata(raw: RawArticle, dateline: Dateline) -> dict[str, str]:
    """Return the further fields of the source, and the author's as it was where it was read for something else."""
    if raw.author and raw.author != _author(raw, dateline):
        return {**raw.metadata, "author_as_given": raw.author}
    return dict(raw.metadata)


def _byline_evidence(dateline: Dateline) -> str:
    told = (dateline.author_evidence, dateline.agency_evidence, dateline.place_evidence)
    return "; ".join(dict.fromkeys(evidence for evidence in told if evidence))


def prepare(raws: Sequence[RawArticle], words: Path | None = None) -> list[Prepared | None]:
    """Return what takes less time for many articles together: for each its parts and names, None where a step fails.

    A failure costs nothing but time: building the article alone finds it again, and names it.
    """
    steps = [_Steps(raw.origin, None) for raw in raws]
    try:
        valid = list(map(_with_valid_text, raws, steps))
        cleaned = list(map(_clean, valid, steps))
        names = find_article_entities_of_many(list(map(_parts, valid, cleaned)), words)
    except Exception:  # noqa: BLE001 -- whatever one article provokes must not cost the others; it is met again
        return [None] * len(raws)
    return [Prepared(*each) for each in zip(cleaned, names, strict=True)]


def build_many(raws: Sequence[RawArticle], *, demo: bool, words: Path | None = None) -> list[BuiltArticle]:
    """Return the articles, each with what worked; names are found in all of them together."""
    prepared = prepare(raws, words)
    return [build_safely(raw, demo=demo, words=words, prepared=each) for raw, each in zip(raws, prepared, strict=True)]


def build_safely(
    raw: RawArticle, *, demo: bool, words: Path | None = None, prepared: Prepared | None = None
) -> BuiltArticle:
    """Return the article with what worked; no exception of one article leaves this function."""
    errors: list[ExtractionError] = []
    article: Article | None = None
    try:
        article = build_article(raw, demo=demo, on_error=errors.append, words=words, prepared=prepared)
    except Exception as error:  # noqa: BLE001 -- whatever one article provokes must not end the run
        errors.append(_failure(raw.origin, "building the article", error))
    warnings = tuple((error.reason, error.reason_ar) for error in errors)
    return BuiltArticle(raw.origin, article, _size(raw), warnings)


def build_bare(raw: RawArticle, reason: str, *, demo: bool) -> BuiltArticle:
    """Return the article as it was read, without any extraction, because extraction cannot be survived."""
    article = Article(
        key=key_of(raw),
        title=raw.title,
        text=raw.body,
        url=raw.url,
        source=raw.source,
        author=raw.author,
        fetched=raw.fetched,
        language=raw.language,
        captions=raw.captions,
        boilerplate=raw.boilerplate,
        origin=raw.origin,
        demo=demo,
        metadata=dict(raw.metadata),
    )
    return BuiltArticle(raw.origin, article, _size(raw), ((reason, reason),))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one raw article. key: of the article, None where there is none: warnings[-1] says why."""

    origin: str
    key: str | None
    text_bytes: int
    warnings: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class BuiltChunk:
    """What became of a chunk of raw articles, one outcome each, and those that were built, analysed, in their order.

    Analysed articles are arrays and packed records: to hand them to another process costs a tenth of the objects.
    """

    outcomes: list[Outcome]
    articles: AnalysedArticles


def analyse_chunk(built: Iterable[BuiltArticle]) -> BuiltChunk:
    """Return the articles ready to be indexed. One that cannot be analysed is named and does not cost the others."""
    built = list(built)
    try:
        analysed = analyse_articles(one.article for one in built if one.article is not None)
    except Exception:  # noqa: BLE001 -- whatever one article provokes must not end the run; found out below
        built = [_without_unanalysable(one) for one in built]
        analysed = analyse_articles(one.article for one in built if one.article is not None)
    outcomes = [
        Outcome(one.origin, one.article.key if one.article else None, one.text_bytes, one.warnings) for one in built
    ]
    return BuiltChunk(outcomes, analysed)


def _without_unanalysable(built: BuiltArticle) -> BuiltArticle:
    try:
        analyse_articles([built.article] if built.article else [])
    except Exception as error:  # noqa: BLE001 -- as above; this one is named
        reason = f"the index did not take it ({type(error).__name__}: {str(error)[:200]})"
        warnings = (*built.warnings, (reason, f"لم يقبله الفهرس ({error})"))
        return replace(built, article=None, warnings=warnings)
    return built


class _Steps:
    """Tries one step after another and reports those that fail under the article's origin."""

    def __init__(self, origin: str, on_error: OnError | None) -> None:
        self._origin = origin
        self._on_error = on_error

    def attempt(self, name: str, step: Callable[[], T], fallback: T) -> T:
        try:
            return step()
        except Exception as error:
            failure = _failure(self._origin, name, error)
            if self._on_error is None:
                raise failure from error
            self._on_error(failure)
            return fallback

    def report(self, reason: str, reason_ar: str) -> None:
        if self._on_error is not None:
            self._on_error(ExtractionError(self._origin, reason, reason_ar))


def _failure(origin: str, step: str, error: Exception) -> ExtractionError:
    shown = f"{type(error).__name__}: {str(error)[:200]}"
    return ExtractionError(
        origin,
        f"{step} failed ({shown}); indexed without it. Please report this text as a bug.",
        f"تعذّر استخلاص جزء من الخبر ({shown}) ففُهرس من دونه. نرجو إبلاغنا بهذا النص.",
    )


def _checked(publication: Publication) -> Publication:
    """Return the publication if its text begins with the calendar day that everything downstream reads from it."""
    if publication.published is not None:
        dt.date.fromisoformat(publication.published[:10])
    return publication


def _with_valid_text(raw: RawArticle, steps: _Steps) -> RawArticle:
    """Return the article with lone surrogates, which no file can hold, replaced by U+FFFD.

    JSON can carry them: "\\ud83d" without its other half is common where a crawler cut a headline.
    """
    texts = {name: getattr(raw, name) for name in ("title", "body", "url", "source", "author", "published", "fetched")}
    broken = {name: value for name, value in texts.items() if value and not _is_encodable(value)}
    metadata = {_replace_lone_surrogates(key): _replace_lone_surrogates(text) for key, text in raw.metadata.items()}
    lists = {
        name: tuple(_replace_lone_surrogates(text) for text in getattr(raw, name))
        for name in ("captions", "boilerplate")
    }
    if not broken and metadata == raw.metadata and lists == {"captions": raw.captions, "boilerplate": raw.boilerplate}:
        return raw
    steps.report(
        "half a character (a lone surrogate) was replaced by U+FFFD",
        "استُبدل نصف محرف معطوب بالرمز U+FFFD",
    )
    fixed = {name: _replace_lone_surrogates(value) for name, value in broken.items()}
    return replace(raw, **fixed, **lists, metadata=metadata)  # type: ignore[arg-type]  # names are those of strings


def _replace_lone_surrogates(text: str) -> str:
    return text if _is_encodable(text) else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _names(entities: Iterable[EntityMention], kind: str) -> tuple[str, ...]:
    """Return the canonical names of one kind, each once, in the order of their first mention."""
    return _distinct(mention.name for mention in entities if mention.kind == kind)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _size(raw: RawArticle) -> int:
    return len(raw.title.encode("utf-8", "replace")) + len(raw.body.encode("utf-8", "replace"))
