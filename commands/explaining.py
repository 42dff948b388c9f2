"""Explaining: what Fihris makes of a text, and what its words stand for in an index."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from commands.options import CHOICES, json_option
from commands.running import clean, open_index, print_json

if TYPE_CHECKING:
    from search import Engine

FORMS_SHOWN = 12


@click.command()
@click.argument("text")
@click.option("--index", help="An index: show what the words stand for in it, too.")
@click.option("--article", metavar="KEY", help="With --index: show how the article's score for TEXT comes about.")
@click.option("--level", default="stem", type=click.Choice(CHOICES["level"]), help="The level to search at.")
@click.option("--match", default="auto", type=click.Choice(CHOICES["match"]), help="All words or any.")
@json_option
def explain(text: str, index: str | None, article: str | None, level: str, match: str, as_json: bool) -> None:
    """Show the tokens of TEXT at every level, and the dates and names in it, with offsets; - reads standard input.

    With --index, also each word's family at every level: its forms in the archive and the articles that hold them.
    """
    from indexer.explain import explain_text

    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    found = explain_text(text)
    if article is not None and index is None:
        raise click.UsageError("--article needs --index: an article has a score in an index only.")
    explained: dict[str, Any] = {}
    if index is not None:
        with open_index(index) as engine:
            explained = _explain_words(engine, text, article, level, match)
    if as_json:
        print_json(found | explained)
        return
    for kind, rows in found.items():
        click.echo(f"{kind}:")
        for row in rows:
            click.echo("  " + "  ".join(f"{name}={clean(str(value))}" for name, value in row.items()))
    for line in _iter_explained_lines(explained):
        click.echo(line)


def _explain_words(engine: Engine, text: str, article: str | None, level: str, match: str) -> dict[str, Any]:
    """Return what the words of a text stand for; a text longer than a query may be is not read as one."""
    from search import MAX_QUERY_CHARS, SearchRequest, explained_word_as_json, explanation_as_json

    if len(text) > MAX_QUERY_CHARS and article is None:
        words, truncated = engine.explain_words(text)
        return {"words": [explained_word_as_json(word) for word in words], "truncated": truncated}
    return explanation_as_json(engine.explain(SearchRequest(text, level=level, match=match), article))


def _iter_explained_lines(explained: dict[str, Any]) -> Iterator[str]:
    if "query" in explained:
        yield f"query: {clean(explained['query']['canonical'])}  ({explained['query']['understood']})"
    for word in explained.get("words", ()):
        counts = "  ".join(f"{level}={articles:,}" for level, articles in word["searched"].items())
        yield f"word {clean(word['form'])}: articles {counts}"
        for level, family in word["families"].items():
            forms = "، ".join(f"{clean(form['form'])} {form['articles']:,}" for form in family["forms"][:FORMS_SHOWN])
            more = family["distinct"] - FORMS_SHOWN
            rest = f" and {more:,} more" if more > 0 else ""
            yield f"  {level} {clean(family['key'])}: {family['articles']:,} articles: {forms}{rest}"
    score = explained.get("score")
    if score:
        is_hit = score["score"] is not None
        yield f"score of {score['key']}: {score['score']:.3f}" if is_hit else f"{score['key']} is no hit of this query"
        for part in score["words"]:
            best = max(part["levels"], key=lambda level: level["score"])
            yield (
                f"  {clean(part['word'])} in {part['field']}: {part['score']:.3f} by {best['level']}"
                f" ({best['frequency']} times, {best['articles']:,} articles)"
            )
        if is_hit:
            yield f"  neighbours: {score['neighbours']:.3f}  leads: {score['leads']:.3f}  others: {score['others']:.3f}"
    for notice in explained.get("notices", ()):
        yield f"{notice['code']}: {notice['message']}"
