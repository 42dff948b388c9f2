"""Feeding an index: `index`, `delete` and `adapt`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from commands.options import index_option, json_option
from commands.running import SKIPPED, in_readers_language, open_index, print_json, say


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@index_option
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    help="text, json, jsonl, csv, html or zip; default: told by name and content.",
)
@click.option("--source-name", metavar="NAME", help="The outlet of articles that name none.")
@click.option("--workers", type=click.IntRange(0, 256), default=0, help="Processes that extract; 0 = one a processor.")
@click.option(
    "--memory",
    type=click.IntRange(16),
    metavar="MIB",
    help="What writing may take before it goes to disk; default: 512.",
)
@click.option(
    "--rebuild", is_flag=True, help="Index from nothing; the old index is served until the new one is complete."
)
@json_option
def index(
    sources: tuple[str, ...],
    index: str,
    format_: str | None,
    source_name: str | None,
    workers: int,
    memory: int | None,
    rebuild: bool,
    as_json: bool,
) -> int:
    """Index files and folders: text, JSON, CSV, HTML, and zip archives of them.

    Indexing a source twice changes nothing; a changed article replaces its old self. The work is made
    durable every 5,000 articles. What cannot be read is skipped, named with its reason, and makes the
    exit status 1.
    """
    from indexer.readers import FORMATS

    if format_ is not None and format_ not in FORMATS:
        raise click.BadParameter(f"{format_!r} is not one of {', '.join(FORMATS)}.", param_hint="--format")
    options = {"format": format_, "source_name": source_name, "workers": workers}
    return index_sources_into(sources, index, rebuild, as_json, memory, **options)


def index_sources_into(
    sources: Sequence[str], location: str, rebuild: bool, as_json: bool, memory: int | None = None, **options: Any
) -> int:
    """Index the sources, print the account and return the exit status. options: of `indexer.pipeline.RunOptions`."""
    from indexer.pipeline import RunOptions, index_sources
    from indexer.progress import show_progress
    from indexer.report import iter_summary, iter_warnings, report_as_json

    with show_progress() as (on_skip, on_progress):
        chosen = RunOptions(**options, on_skip=on_skip, on_progress=on_progress)
        limit = {"memory_mebibytes": memory} if memory else {}
        report = index_sources(sources, location, chosen, rebuild=rebuild, **limit)
    for notice in report.notes:
        say(f"note: {in_readers_language(notice)}")
    for line in iter_warnings(report):
        say(line)
    if rebuild and not report.articles_in_index:
        say("No article could be read, so the index that was there, if any, stays as it was.")
    if as_json:
        print_json(report_as_json(report))
    else:
        for line in iter_summary(report):
            click.echo(line)
    return 0 if report.is_complete else SKIPPED


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@index_option
def delete(keys: tuple[str, ...], index: str) -> int:
    """Delete the articles with these keys, as `search --json` shows them."""
    from search import ArticleNotFoundError

    unknown = []
    with open_index(index) as engine:
        for key in dict.fromkeys(keys):
            try:
                engine.get(key)
            except ArticleNotFoundError as error:
                unknown.append(key)
                say(in_readers_language(error))
        deleted = engine.delete([key for key in dict.fromkeys(keys) if key not in unknown])
        if deleted:
            engine.commit()
    click.echo(f"{deleted:,} deleted.")
    return SKIPPED if unknown else 0


@click.command()
@index_option
@json_option
def adapt(index: str, as_json: bool) -> None:
    """Learn words from the articles of an index, so that names are found as its own papers write them.

    The table lies in the index's folder (adapted_words.zip) and counts from the next run of `index` on; with
    `index --rebuild` for the articles that are there. Remove the file to go back to the words that come with Fihris.
    """
    from indexer.adapting import adapt_index

    def show(number: int) -> None:
        if number % 10_000 == 0:
            say(f"{number:,} articles read.")

    with open_index(index) as engine:
        learned = adapt_index(engine, Path(index), show)
    if as_json:
        print_json({"articles": learned.texts, "recounted": learned.recounted, "new": learned.new})
    else:
        click.echo(
            f"{learned.texts:,} articles read: {learned.recounted:,} words counted anew, {learned.new:,} learned."
        )
        click.echo("They count from the next run of `fihris index` on.")
