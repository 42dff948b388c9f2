"""`fihris names`: which names of an index are one, listed, proposed, merged and parted again; no article is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from commands.options import index_option, json_option
from commands.running import clean, open_index, print_json

if TYPE_CHECKING:
    from search import Engine, Merge, NameEntry, Proposal

FACETS = ("person", "place", "organisation", "speaker", "author", "agency", "source", "country", "dateline")


@click.command()
@click.argument("facet", type=click.Choice(FACETS), default="person")
@click.option("--beginning", default="", metavar="TEXT", help="Only names in which a word begins so, in any spelling.")
@click.option("--propose", is_flag=True, help="Show which names are probably one, with the evidence, surest first.")
@click.option(
    "--accept",
    type=click.FloatRange(0.5, 1.0),
    metavar="CONFIDENCE",
    help="Merge what is proposed with at least this confidence, 0.5 to 1.",
)
@click.option(
    "--merge",
    multiple=True,
    metavar="NAME",
    help="Show this name under the one that --under gives; a source also under a new name.",
)
@click.option("--under", metavar="NAME", help="The name that remains.")
@click.option("--undo", multiple=True, metavar="NAME", help="Part again: a merged name, or all that are under a name.")
@click.option("--merges", is_flag=True, help="Show the merges that are in force.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Lines to show.")
@index_option
@json_option
def names(
    facet: str,
    beginning: str,
    propose: bool,
    accept: float | None,
    merge: tuple[str, ...],
    under: str | None,
    undo: tuple[str, ...],
    merges: bool,
    limit: int,
    index: str,
    as_json: bool,
) -> None:
    """List the names of a FACET (person, place, organisation …) with their variants, or decide which are one.

    A merge counts at once, in counts, filters and on pages, without an article being read again, and can be undone.
    It is kept in names.tsv in the index's folder, one line each with its evidence.
    """
    if sum(map(bool, (propose, accept, merge, undo, merges))) > 1:
        raise click.UsageError("--propose, --accept, --merge, --undo and --merges go one at a time.")
    if bool(merge) != bool(under):
        raise click.UsageError("--merge NAME needs --under NAME, and the other way round.")
    with open_index(index) as engine:
        if merge and under:
            found, said = engine.merge_names(facet, under, merge), "merged"
        elif accept is not None:
            found, said = engine.accept_names(_proposals(engine, facet, accept)), "merged"
        elif undo:
            found, said = tuple(each for name in undo for each in engine.undo_names(facet, name)), "parted"
        elif merges:
            found, said = tuple(each for each in engine.names().merges if each.field == facet)[:limit], "in force"
        elif propose:
            _show(_proposal_rows(_proposals(engine, facet, 0.0, limit)), _iter_proposal_lines, as_json)
            return
        else:
            _show(_entry_rows(engine.list_names(facet, beginning, limit)), _iter_entry_lines, as_json)
            return
    rows = [_merge_row(each) for each in found]
    _show(rows, lambda rows: _iter_merge_lines(rows, said), as_json)


def _proposals(engine: Engine, facet: str, least: float, limit: int = 1_000_000) -> list[Proposal]:
    # The well-known names, of which no two are ever one, belong to the indexer.
    from indexer.extract.aliases import well_known

    kind = {"speaker": "person", "author": "person", "dateline": "place", "country": "place"}.get(facet, facet)
    found = engine.propose_names(facet, limit, lambda value: well_known(value, kind))
    return [proposal for proposal in found if proposal.confidence >= least]


def _show(rows: list[dict[str, Any]], lines: Any, as_json: bool) -> None:
    if as_json:
        print_json(rows)
    else:
        for line in lines(rows):
            click.echo(clean(line))


def _entry_rows(entries: Iterable[NameEntry]) -> list[dict[str, Any]]:
    return [
        {
            "value": entry.value,
            "articles": entry.count,
            "variants": [{"value": each.value, "articles": each.count} for each in entry.variants],
        }
        for entry in entries
    ]


def _iter_entry_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield f"{row['articles']:>8,}  {row['value']}"
        yield from (f"{'':>10}{each['articles']:,}  {each['value']}" for each in row["variants"])


def _proposal_rows(proposals: Iterable[Proposal]) -> list[dict[str, Any]]:
    return [
        {
            "under": each.canonical.value,
            "under_articles": each.canonical.count,
            "name": each.member.value,
            "name_articles": each.member.count,
            "confidence": round(each.confidence, 3),
            "rule": each.rule,
            "evidence": each.evidence,
        }
        for each in proposals
    ]


def _iter_proposal_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield (
            f"{row['confidence']:.2f}  {row['name']} ({row['name_articles']:,})  under  {row['under']} "
            f"({row['under_articles']:,}): {row['evidence']}"
        )


def _merge_row(merge: Merge) -> dict[str, Any]:
    return {
        "name": merge.value,
        "under": merge.canonical,
        "rule": merge.rule,
        "evidence": merge.evidence,
        "since": merge.since,
    }


def _iter_merge_lines(rows: list[dict[str, Any]], said: str) -> Iterator[str]:
    for row in rows:
        yield f"{row['name']}  under  {row['under']}: {row['evidence']} ({row['since']})"
    yield f"{len(rows):,} {said}."
