"""Measuring: `evaluate`, how well Fihris finds, and `evaluate-extraction`, how well it reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.options import json_option
from commands.running import SKIPPED, clean, in_readers_language, print_json, say, write_whole


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.argument("more_background", nargs=-1, metavar="")
@click.option(
    "--background",
    multiple=True,
    metavar="SOURCE...",
    help="Index these articles too, which nobody asks for: whatever `index` reads.",
)
@click.option(
    "--level",
    type=click.Choice(["exact", "folded", "stem", "root"]),
    default="root",
    show_default=True,
    help="How near a word must be.",
)
@click.option(
    "--match",
    type=click.Choice(["auto", "all", "any"]),
    default="any",
    show_default=True,
    help="Must all words occur, or any?",
)
@click.option("--with-titles", is_flag=True, help="Index the titles as titles too.")
@click.option(
    "--compare",
    type=click.Path(path_type=Path),
    metavar="RUN",
    help="Compare with this run, query by query: qid, docid, rank, score; or TREC's six columns.",
)
@click.option("--run", type=click.Path(dir_okay=False), metavar="FILE", help="Write our run to this file.")
@json_option
def evaluate(
    folder: Path,
    more_background: tuple[str, ...],
    background: tuple[str, ...],
    run: str | None,
    as_json: bool,
    **options: Any,
) -> int:
    """Measure how well Fihris finds: MRR@10, nDCG@10 and Recall@100 on a folder of questions with known answers.

    FOLDER holds docs.jsonl (id, title, text), queries.tsv and qrels.tsv. Everything is indexed into a temporary
    folder, without titles and without looking for dates and names; no index of yours is touched.
    """
    from evaluation.evaluate import Options
    from evaluation.evaluate import evaluate as measure
    from evaluation.progress import show_progress
    from evaluation.report import evaluation_as_json, iter_notices, iter_summary
    from evaluation.runs import run_lines

    if more_background and not background:
        raise click.UsageError(
            f"What is {more_background[0]!r}? One FOLDER is expected; further sources follow --background."
        )
    with show_progress() as (on_skip, on_step):
        chosen = Options(background=(*background, *more_background), **options)
        found = measure(folder, chosen, on_skip=on_skip, on_step=on_step)
    for notice in iter_notices(found):
        say(f"note: {in_readers_language(notice)}")
    if as_json:
        print_json(evaluation_as_json(found))
    else:
        for line in iter_summary(found):
            click.echo(line)
    if run is not None:
        write_whole(Path(run), run_lines(found.run))
    return 0 if found.is_complete else SKIPPED


@click.command(name="evaluate-extraction")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--without-reference", is_flag=True, help="Dates: do not tell the day of publication.")
@click.option("--errors", is_flag=True, help="List every place where annotation and Fihris differ.")
@json_option
def evaluate_extraction(files: tuple[Path, ...], without_reference: bool, errors: bool, as_json: bool) -> None:
    """Measure how well names and dates are found: precision, recall and F1 on annotated files.

    Names: CoNLL lines, a token and its IOB2 tag; exact spans of PER, LOC and ORG count, twelve sentences are read as
    one article. Dates: JSON lines of {"text", "reference_date", "spans"}; spans that are equal, that overlap, and
    that overlap with the right value are counted. docs/extraction.md has the rules and our figures.
    """
    from evaluation.extraction.measure import Finders, measure_file
    from evaluation.extraction.report import iter_disagreement_lines, iter_score_lines, scores_as_json
    from indexer.extract.dates import find_dates
    from indexer.extract.entities import find_entities

    finders = Finders(find_entities, find_dates)
    answers = []
    for file in files:
        found = measure_file(file, finders, with_reference=not without_reference)
        if as_json:
            answers.append(scores_as_json(found))
            continue
        if answers:
            click.echo()
        for line in iter_score_lines(found):
            click.echo(line)
        for line in iter_disagreement_lines(found) if errors else ():
            click.echo(clean(line))
        answers.append({})
    if as_json:
        print_json(answers if len(answers) > 1 else answers[0])
