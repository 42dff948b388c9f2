"""Looking after an index: `check` and `rebuild-families`."""

from __future__ import annotations

import dataclasses

import click

from commands.options import index_option, json_option
from commands.running import DAMAGED, clean, in_readers_language, print_json, reads_arabic, say


@click.command()
@index_option
@json_option
def check(index: str, as_json: bool) -> int:
    """Check every byte of an index and every promise of its format, and name each file that is damaged.

    Nothing is changed; a server and a writer may be at work. Exit status: 0 sound, 1 damaged, 3 no index.
    """
    from search import check_index

    report = check_index(index)
    if as_json:
        print_json({"is_sound": report.is_sound, **dataclasses.asdict(report)})
    else:
        for problem in report.problems:
            click.echo(clean(f"{problem.file}: {problem.reason_ar if reads_arabic() else problem.reason}"))
        for notice in report.notes:
            say(f"note: {in_readers_language(notice)}")
        click.echo(
            f"{'Sound' if report.is_sound else 'DAMAGED'}: {report.articles:,} articles, {report.segments:,} segments, "
            f"{report.files:,} files, {report.size_bytes:,} bytes ({report.seconds:,.1f} s)"
        )
    return 0 if report.is_sound else DAMAGED


@click.command(name="rebuild-families")
@index_option
@click.option("--force", is_flag=True, help="Rebuild even where the families are those of this program.")
def rebuild_families(index: str, force: bool) -> None:
    """Make the maps from words to spellings, stems and roots anew, as a newer version of Fihris may ask for.

    Takes the words from the index itself: no article and no source is read. Restart servers of the older version.
    """
    from search import rebuild_families

    count = rebuild_families(index, force=force)
    click.echo(f"{count:,} segments rebuilt." if count else "Nothing to do: the families are those of this program.")
