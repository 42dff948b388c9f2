"""Asking an index: `search`, `export` and `info`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import index_option, json_option, read_request, search_options
from commands.running import clean, open_index, print_json, write_whole

if TYPE_CHECKING:
    from search import Hit, Remedy, SearchResults, Snippet

FACET_VALUES_SHOWN = 5


@click.command(name="search")
@search_options
@index_option
@json_option
def search_command(query: tuple[str, ...], params: str, index: str, as_json: bool, **options: tuple[str, ...]) -> None:
    """Search an index; without a QUERY every article that the options allow, newest first.

    Every option that takes a name may be given several times. A query that begins with - goes after --.
    """
    from search import results_as_json

    request = read_request(query, params, options)
    with open_index(index) as engine:
        results = engine.search(request)
    if as_json:
        print_json(results_as_json(request, results))
    else:
        for line in _iter_result_lines(results, shows_stories=not request.story):
            click.echo(line)


def _iter_result_lines(results: SearchResults, *, shows_stories: bool) -> Iterator[str]:
    for notice in results.notices:
        yield f"note: {notice.message}"
    stories = "" if results.stories is None else f" in {results.stories:,} stories"
    yield f"{results.total:,} articles{stories} ({results.took_ms:,.1f} ms)"
    for number, hit in enumerate(results.hits, 1):
        article = hit.article
        about = (
            article.source,
            article.published or "undated",
            article.key,
            _where_else(hit) if shows_stories else None,
            "demo text" if article.demo else None,
        )
        yield ""
        yield f"{number}. {marked(hit.title) or '(no title)'}"
        yield f"   {click.style(clean(' · '.join(part for part in about if part)), dim=True)}"
        yield from (f"   {marked(snippet)}" for snippet in hit.snippets)
    yield from _iter_facet_lines(results)
    if results.next:
        yield f"\nNext page: --after {results.next}"
    for remedy in results.suggestions:
        tried = clean(f"{remedy.text} {_change_of(remedy)}").strip()
        yield f"Try ({remedy.kind.replace('_', ' ')}): {tried} ({remedy.count:,})"


def _change_of(remedy: Remedy) -> str:
    """Return what a remedy changes beside the text, in words."""
    if remedy.drops_filters:
        return "without any filter"
    if remedy.kind in ("level", "match"):
        return f"--{remedy.field} {remedy.value}"
    if remedy.kind == "without_filter":
        return f"without {remedy.field} {remedy.value}"
    if remedy.kind == "wider_dates":
        return f"{remedy.field} {remedy.value or 'any'}"
    if remedy.kind == "filter_value":
        old = "" if remedy.old_field == remedy.field else f"{remedy.old_field} "
        return f"{remedy.field} {remedy.value} instead of {old}{remedy.old_value}"
    return ""


def _where_else(hit: Hit) -> str | None:
    """Return where else the archive has the story of a hit, and how to see it; None where there is one article."""
    story = hit.story
    if story is None or story.articles < 2:
        return None
    found = f"{story.sources:,} sources" if story.sources > 1 else f"{story.articles:,} versions"
    return f"in {found} (--story {story.id})"


def _iter_facet_lines(results: SearchResults) -> Iterator[str]:
    yield ""
    for name, facet in results.facets.items():
        if hasattr(facet, "buckets"):
            shown = [f"{bucket.start}…{bucket.end} {bucket.count:,}" for bucket in facet.buckets if bucket.count]
            rest = len(shown) - FACET_VALUES_SHOWN
        else:
            shown = [f"{clean(value.value)} {value.count:,}" for value in facet.values]
            rest = facet.distinct - FACET_VALUES_SHOWN
        more = f" · … {rest:,} more" if rest > 0 else ""
        if shown:
            yield f"{name}: {' · '.join(shown[:FACET_VALUES_SHOWN])}{more}"


def marked(snippet: Snippet) -> str:
    """Return the passage on one line, its marks in bold (on a terminal; click takes that off elsewhere)."""
    parts, end = [], 0
    for first, last in snippet.marks:
        parts += [clean(snippet.text[end:first]), click.style(clean(snippet.text[first:last]), bold=True)]
        end = last
    return " ".join("".join([*parts, clean(snippet.text[end:])]).split())


@click.command()
@search_options
@index_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "csv", "ris", "bibtex"]),
    default="jsonl",
    show_default=True,
    help="One JSON object, row, or citation for each article.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to this file, whole or not at all."
)
def export(
    query: tuple[str, ...], params: str, index: str, format_: str, output: str | None, **options: tuple[str, ...]
) -> None:
    """Write every article that a search finds, however many, in its order; the options are those of `search`."""
    from search.export import FORMATS

    request = read_request(query, params, options)
    with open_index(index) as engine:
        lines = FORMATS[format_].write(engine.scan(request))
        if output is None:
            sys.stdout.buffer.writelines(line.encode() for line in lines)
        else:
            write_whole(Path(output), lines)


@click.command()
@index_option
@json_option
def info(index: str, as_json: bool) -> None:
    """Show what an index holds."""
    with open_index(index) as engine:
        found = engine.info()
    facts = {
        "engine": found.engine,
        "location": found.location,
        "articles": found.articles,
        "generation": found.generation,
        "segments": found.segments,
        **found.details,
    }
    if as_json:
        print_json(facts)
    else:
        for line in _iter_facts(facts):
            click.echo(line)


def _iter_facts(facts: dict[str, Any], indent: str = "") -> Iterator[str]:
    """Yield `name: value` lines, what is nested below its name."""
    for name, value in facts.items():
        if isinstance(value, dict):
            yield f"{indent}{name}:"
            yield from _iter_facts(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{name}:"
            for row in value:
                yield f"{indent}  " + ", ".join(f"{key} {_grouped(part)}" for key, part in row.items())
        else:
            yield f"{indent}{name}: {_grouped(value)}"


def _grouped(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
