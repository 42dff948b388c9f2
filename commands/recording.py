"""Recording a search and asking it again: `record` and `rerun`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.options import index_option, json_option, read_state, search_options
from commands.running import clean, in_readers_language, open_index, print_json, say, write_whole

if TYPE_CHECKING:
    from search import Article, Engine, SearchResults
    from search.record import Comparison, KeptRecord

DIFFERS = 1
ARTICLES_SHOWN = 20


@click.command()
@search_options
@index_option
@click.option(
    "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to this file, whole or not at all."
)
def record(query: tuple[str, ...], params: str, index: str, output: str | None, **options: tuple[str, ...]) -> None:
    """Write down what a search finds today, so that `fihris rerun` can say later what has changed.

    A JSON object: the search and how it was understood, the state of the index, counts, and every article with the
    hash of its content. The options are those of `search`; a page and its size do not cut the record short.
    """
    from search.record import iter_record_json, take_record

    state = read_state(query, params, options).whole()
    with open_index(index) as engine:
        lines = iter_record_json(take_record(engine, state.to_request(), state.renamed(engine.names()).url()))
        if output is None:
            sys.stdout.buffer.writelines(line.encode() for line in lines)
        else:
            write_whole(Path(output), lines)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@index_option
@json_option
def rerun(file: Path, index: str, as_json: bool) -> int:
    """Ask the search of a record again and say which articles came, went or changed; exit status 1 if any did.

    FILE is what `fihris record` or the page of a search record gave.
    """
    from search.record import compare, read_record

    kept = read_record(file.read_bytes())
    with open_index(index) as engine:
        results, found = _ask_again(engine, kept)
        difference = compare(kept.hashes, found)
        answer = {
            "same": difference.is_same,
            "record": {
                "url": kept.url,
                "taken": kept.taken,
                "version": kept.version,
                "generation": kept.generation,
                "match": kept.match,
                "articles": len(kept.hashes),
            },
            "now": {
                "version": _version(),
                "generation": found.generation,
                "match": results.query.match,
                "articles": len(found.keys),
            },
            "reordered": difference.reordered,
            **_articles_of(engine, kept, difference),
        }
    for notice in results.notices:
        say(f"note: {in_readers_language(notice)}")
    if as_json:
        print_json(answer)
    else:
        for line in _iter_lines(answer):
            click.echo(line)
    return 0 if difference.is_same else DIFFERS


def _ask_again(engine: Engine, kept: KeptRecord) -> tuple[SearchResults, Any]:
    from urllib.parse import parse_qsl, urlsplit

    from search.record import RecordFormatError, take_record
    from web.search_state import SearchState

    try:
        pairs = parse_qsl(urlsplit(kept.url).query, keep_blank_values=True)
    except ValueError as error:
        raise RecordFormatError(f"its address is none ({error})", "عنوانه ليس عنوانًا") from error
    again = take_record(engine, SearchState.from_args(pairs).to_request(facets=()), kept.url)
    return again.results, again.fingerprints


def _version() -> str:
    from search.record import program_version

    return program_version()


def _articles_of(engine: Engine, kept: KeptRecord, difference: Comparison) -> dict[str, list[dict[str, Any]]]:
    """Return the articles that differ, each with its title.

    Of those that went, whether the index still has them; of those that changed, whether their text did.
    """
    from search import ArticleNotFoundError
    from search.record import text_hash

    def titled(keys: Iterable[str]) -> list[dict[str, Any]]:
        return [{"key": key, "title": engine.get(key).title} for key in keys]

    def changed(article: Article) -> dict[str, Any]:
        is_text = text_hash(article) != kept.text_hashes[article.key]
        return {"key": article.key, "title": article.title, "text_changed": is_text}

    def in_index(key: str) -> bool:
        try:
            engine.get(key)
        except ArticleNotFoundError:
            return False
        return True

    return {
        "added": titled(difference.added),
        "gone": [{"key": key, "title": kept.titles[key], "in_index": in_index(key)} for key in difference.gone],
        "changed": [changed(engine.get(key)) for key in difference.changed],
    }


def _iter_lines(answer: dict[str, Any]) -> Iterator[str]:
    before, now = answer["record"], answer["now"]
    yield f"{clean(before['url'])}"
    yield f"then: {before['articles']:,} articles ({clean(before['taken'])}, generation {before['generation']:,})"
    yield f"now:  {now['articles']:,} articles (generation {now['generation']:,})"
    if before["match"] != now["match"]:
        yield f"note: it was answered with {before['match']} of its words, now with {now['match']}."
    if before["version"] != now["version"]:
        yield f"note: the record is of version {clean(before['version'])}, this is {now['version']}."
    if answer["same"]:
        yield "Same articles, same content" + (", in another order." if answer["reordered"] else ".")
    for name, sign in (("added", "+"), ("gone", "-"), ("changed", "~")):
        articles = answer[name]
        if articles:
            yield f"{name}: {len(articles):,}"
        for article in articles[:ARTICLES_SHOWN]:
            yield f"  {sign} {clean(article['title']) or '(no title)'} [{clean(article['key'])}{_remark(article)}]"
        if len(articles) > ARTICLES_SHOWN:
            yield f"    … {len(articles) - ARTICLES_SHOWN:,} more (--json lists all)"


def _remark(article: dict[str, Any]) -> str:
    if article.get("in_index") is False:
        return ", no longer in the index"
    if article.get("text_changed") is False:
        return ", its text is the same"
    return ""
