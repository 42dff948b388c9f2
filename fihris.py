"""The `fihris` command: the only module that knows both the indexer and the web application.

Each command loads what it needs when it runs, so that searching does not load the indexer and indexing
does not load Flask. Standard output carries the answer alone; progress, notices and errors go to
standard error. Exit status: 0 all done, 1 something was skipped or found damaged (named), 2 wrong usage or request,
3 the index cannot be used (or the disk cannot be written), 70 a bug in Fihris, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import json
import os
import sys
import threading
import traceback
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from search import Engine, Notice, SearchError, SearchRequest, SearchResults, Snippet

SAMPLES = Path(__file__).resolve().parent / "samples"
FACET_VALUES_SHOWN = 5

_SKIPPED, _USAGE, _UNUSABLE, _BUG, _INTERRUPTED, _PIPE_CLOSED = 1, 2, 3, 70, 130, 141
_DAMAGED = 1
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")
_FACETS = {
    "person": "people",
    "place": "places",
    "country": "countries",
    "organisation": "organisations",
    "speaker": "speakers",
    "source": "sources",
    "agency": "agencies",
    "author": "authors",
    "dateline": "datelines",
}

# One row for each URL parameter but q: name, the values it takes, what it does.
PARAMETERS: tuple[tuple[str, str, str], ...] = (
    ("match", "auto|all|any", "Must all words occur, or any? auto decides by the text."),
    ("level", "exact|folded|stem|root", "How near a word must be."),
    *(
        (facet + suffix, "NAME", does.format(plural))
        for facet, plural in _FACETS.items()
        for suffix, does in (
            ("", "Only articles with any of these {}."),
            (".all", "Only articles with every one of these {}."),
            (".not", "No articles with these {}."),
        )
    ),
    ("from", "DATE", "Published on or after this day, month or year (2021-01-26, 2021-01, 2021)."),
    ("to", "DATE", "Published on or before it, the whole of a month or year included."),
    ("mentioned.from", "DATE", "Mentioning a date on or after it."),
    ("mentioned.to", "DATE", "Mentioning a date on or before it."),
    ("sort", "relevance|newest|oldest", "The order of the hits."),
    ("size", "N", "Hits on a page, 0 to 100."),
    ("after", "CURSOR", "The page after one that ended with this cursor."),
)

_CHOICES = {name: values.split("|") for name, values, _ in PARAMETERS}
_FORMS_SHOWN = 12

F = TypeVar("F", bound=Callable[..., Any])


class _Commands(click.Group):
    """A group of commands in which no error ends in a stack trace and every status is one of the documented ones."""

    def main(self, *args: Any, **options: Any) -> Any:
        options["standalone_mode"] = False
        options.setdefault("prog_name", "fihris")
        sys.exit(_status_of(lambda: super(_Commands, self).main(*args, **options)))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # before click makes it a status of 1
            raise _PipeClosedError from error


class _PipeClosedError(Exception):
    """The reader of our output has gone, as `head` does."""


def _status_of(command: Callable[[], Any]) -> int:
    """Run a command to its end; print what went wrong and return the exit status."""
    try:
        status = command()
        sys.stdout.flush()
    except (_PipeClosedError, BrokenPipeError):
        # What is still buffered has nowhere to go; without this Python complains at its own end.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except click.exceptions.Abort:
        _say("Interrupted. What was committed stays; the rest was left out. Run the same command again to go on.")
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:  # noqa: BLE001 -- the one place where everything else ends
        if os.environ.get("FIHRIS_DEBUG"):
            traceback.print_exc()
        return _explain_failure(error)
    return status if isinstance(status, int) else 0


def _explain_failure(error: Exception) -> int:
    from search import RequestError, SearchError

    if isinstance(error, SearchError):
        _say(f"Error: {_in_readers_language(error)}")
        return _USAGE if isinstance(error, RequestError) else _UNUSABLE
    if isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        _say(f"Error: {error.strerror or error}{where}. What was committed before is unharmed.")
        return _UNUSABLE
    if isinstance(error, MemoryError):
        _say("Error: there is not enough memory. Close other programs, or use fewer --workers.")
        return _UNUSABLE
    _say(
        f"Error: Fihris failed ({type(error).__name__}: {error}). This is a bug; please report it with what "
        "FIHRIS_DEBUG=1 in the environment shows."
    )
    return _BUG


def _in_readers_language(error: SearchError | Notice) -> str:
    """Return the text in Arabic where the locale is Arabic."""
    return error.message_ar if _reads_arabic() else error.message


def _reads_arabic() -> bool:
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in names if name), "").startswith("ar")


def _say(line: str) -> None:
    click.echo(line, err=True)


def _print_json(answer: Any) -> None:
    # As bytes: JSON is UTF-8 whatever the terminal's encoding is.
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2).encode())


# Options that several commands share

index_option = click.option(
    "--index",
    default="index",
    envvar="FIHRIS_INDEX",
    metavar="DIR",
    show_default=True,
    show_envvar=True,
    help="The folder of the index.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")


def search_options(command: F) -> F:
    """Add QUERY, one option for each parameter of a search URL, and --params for all of them at once."""
    for name, values, does in reversed(PARAMETERS):
        option, variable = "--" + name.replace(".", "-"), _variable(name)
        command = click.option(option, variable, multiple=True, metavar=values, help=does)(command)
    command = click.option(
        "--params", default="", metavar="QUERYSTRING", help="The parameters as in a URL: 'q=…&person=…&from=2021'."
    )(command)
    return click.argument("query", nargs=-1)(command)


def _read_request(query: Sequence[str], params: str, options: dict[str, tuple[str, ...]]) -> SearchRequest:
    from web.search_state import SearchState

    pairs = urllib.parse.parse_qsl(params.removeprefix("?"), keep_blank_values=True)
    if query:
        pairs.append(("q", " ".join(query)))
    pairs += [(name, value) for name, _, _ in PARAMETERS for value in options[_variable(name)]]
    return SearchState.from_args(pairs).to_request()


def _variable(parameter: str) -> str:
    """Return what click calls a parameter; the prefix keeps it apart from options such as --index."""
    return "parameter_" + parameter.replace(".", "_")


def _open(index: str) -> Engine:
    from search import open_engine

    return open_engine(index)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="fihris", prog_name="fihris")
def main() -> None:
    """Fihris (فهرس): full-text search with date and entity facets for Arabic news archives."""


# Feeding an index


@main.command()
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
    return _index(sources, index, rebuild, as_json, memory, **options)


def _index(
    sources: Sequence[str], location: str, rebuild: bool, as_json: bool, memory: int | None = None, **options: Any
) -> int:
    from indexer.pipeline import RunOptions, index_sources
    from indexer.progress import show_progress
    from indexer.report import iter_summary, iter_warnings, report_as_json

    with show_progress() as (on_skip, on_progress):
        chosen = RunOptions(**options, on_skip=on_skip, on_progress=on_progress)
        limit = {"memory_mebibytes": memory} if memory else {}
        report = index_sources(sources, location, chosen, rebuild=rebuild, **limit)
    for line in iter_warnings(report):
        _say(line)
    if rebuild and not report.articles_in_index:
        _say("No article could be read, so the index that was there, if any, stays as it was.")
    if as_json:
        _print_json(report_as_json(report))
    else:
        for line in iter_summary(report):
            click.echo(line)
    return 0 if report.is_complete else _SKIPPED


@main.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@index_option
def delete(keys: tuple[str, ...], index: str) -> int:
    """Delete the articles with these keys, as `search --json` shows them."""
    from search import ArticleNotFoundError

    unknown = []
    with _open(index) as engine:
        for key in dict.fromkeys(keys):
            try:
                engine.get(key)
            except ArticleNotFoundError as error:
                unknown.append(key)
                _say(_in_readers_language(error))
        deleted = engine.delete([key for key in dict.fromkeys(keys) if key not in unknown])
        if deleted:
            engine.commit()
    click.echo(f"{deleted:,} deleted.")
    return _SKIPPED if unknown else 0


# Asking an index


@main.command(name="search")
@search_options
@index_option
@json_option
def search_command(query: tuple[str, ...], params: str, index: str, as_json: bool, **options: tuple[str, ...]) -> None:
    """Search an index; without a QUERY every article that the options allow, newest first.

    Every option that takes a name may be given several times. A query that begins with - goes after --.
    """
    from search import results_as_json

    request = _read_request(query, params, options)
    with _open(index) as engine:
        results = engine.search(request)
    if as_json:
        _print_json(results_as_json(request, results))
    else:
        for line in _iter_result_lines(results):
            click.echo(line)


def _iter_result_lines(results: SearchResults) -> Iterator[str]:
    for notice in results.notices:
        yield f"note: {notice.message}"
    yield f"{results.total:,} articles ({results.took_ms:,.1f} ms)"
    for number, hit in enumerate(results.hits, 1):
        article = hit.article
        about = (article.source, article.published or "undated", article.key, "demo text" if article.demo else None)
        yield ""
        yield f"{number}. {_marked(hit.title) or '(no title)'}"
        yield f"   {click.style(_clean(' · '.join(part for part in about if part)), dim=True)}"
        yield from (f"   {_marked(snippet)}" for snippet in hit.snippets)
    yield from _iter_facet_lines(results)
    if results.next:
        yield f"\nNext page: --after {results.next}"
    for suggestion in results.suggestions:
        yield f"Did you mean: {_clean(suggestion.text)} ({suggestion.count:,})"


def _iter_facet_lines(results: SearchResults) -> Iterator[str]:
    yield ""
    for name, facet in results.facets.items():
        if hasattr(facet, "buckets"):
            shown = [f"{bucket.start}…{bucket.end} {bucket.count:,}" for bucket in facet.buckets if bucket.count]
            rest = len(shown) - FACET_VALUES_SHOWN
        else:
            shown = [f"{_clean(value.value)} {value.count:,}" for value in facet.values]
            rest = facet.distinct - FACET_VALUES_SHOWN
        more = f" · … {rest:,} more" if rest > 0 else ""
        if shown:
            yield f"{name}: {' · '.join(shown[:FACET_VALUES_SHOWN])}{more}"


def _marked(snippet: Snippet) -> str:
    """Return the passage on one line, its marks in bold (on a terminal; click takes that off elsewhere)."""
    parts, end = [], 0
    for first, last in snippet.marks:
        parts += [_clean(snippet.text[end:first]), click.style(_clean(snippet.text[first:last]), bold=True)]
        end = last
    return " ".join("".join([*parts, _clean(snippet.text[end:])]).split())


def _clean(text: str) -> str:
    """Return the text without the control characters by which an article could steer the terminal."""
    return text.translate(_CONTROLS)


@main.command()
@search_options
@index_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="One JSON object, or one row, for each article.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to this file, whole or not at all."
)
def export(
    query: tuple[str, ...], params: str, index: str, format_: str, output: str | None, **options: tuple[str, ...]
) -> None:
    """Write every article that a search finds, however many, in its order; the options are those of `search`."""
    from search.export import iter_csv, iter_jsonl

    request = _read_request(query, params, options)
    with _open(index) as engine:
        lines = (iter_csv if format_ == "csv" else iter_jsonl)(engine.scan(request))
        if output is None:
            sys.stdout.buffer.writelines(line.encode() for line in lines)
        else:
            _write_whole(Path(output), lines)


def _write_whole(path: Path, lines: Iterable[str]) -> None:
    """Write a file so that it is never seen half-written; what was there stays where writing fails."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.writelines(line.encode() for line in lines)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@main.command()
@index_option
@json_option
def info(index: str, as_json: bool) -> None:
    """Show what an index holds."""
    with _open(index) as engine:
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
        _print_json(facts)
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


@main.command()
@click.argument("text")
@click.option("--index", help="An index: show what the words stand for in it, too.")
@click.option("--article", metavar="KEY", help="With --index: show how the article's score for TEXT comes about.")
@click.option("--level", default="stem", type=click.Choice(_CHOICES["level"]), help="The level to search at.")
@click.option("--match", default="auto", type=click.Choice(_CHOICES["match"]), help="All words or any.")
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
        with _open(index) as engine:
            explained = _explain_words(engine, text, article, level, match)
    if as_json:
        _print_json(found | explained)
        return
    for kind, rows in found.items():
        click.echo(f"{kind}:")
        for row in rows:
            click.echo("  " + "  ".join(f"{name}={_clean(str(value))}" for name, value in row.items()))
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
        yield f"query: {_clean(explained['query']['canonical'])}  ({explained['query']['understood']})"
    for word in explained.get("words", ()):
        counts = "  ".join(f"{level}={articles:,}" for level, articles in word["searched"].items())
        yield f"word {_clean(word['form'])}: articles {counts}"
        for level, family in word["families"].items():
            forms = "، ".join(f"{_clean(form['form'])} {form['articles']:,}" for form in family["forms"][:_FORMS_SHOWN])
            more = family["distinct"] - _FORMS_SHOWN
            rest = f" and {more:,} more" if more > 0 else ""
            yield f"  {level} {_clean(family['key'])}: {family['articles']:,} articles: {forms}{rest}"
    score = explained.get("score")
    if score:
        is_hit = score["score"] is not None
        yield f"score of {score['key']}: {score['score']:.3f}" if is_hit else f"{score['key']} is no hit of this query"
        for part in score["words"]:
            best = max(part["levels"], key=lambda level: level["score"])
            yield (
                f"  {_clean(part['word'])} in {part['field']}: {part['score']:.3f} by {best['level']}"
                f" ({best['frequency']} times, {best['articles']:,} articles)"
            )
        if is_hit:
            yield f"  neighbours: {score['neighbours']:.3f}  leads: {score['leads']:.3f}  others: {score['others']:.3f}"
    for notice in explained.get("notices", ()):
        yield f"{notice['code']}: {notice['message']}"


# Looking after an index


@main.command()
@index_option
@json_option
def check(index: str, as_json: bool) -> int:
    """Check every byte of an index and every promise of its format, and name each file that is damaged.

    Nothing is changed; a server and a writer may be at work. Exit status: 0 sound, 1 damaged, 3 no index.
    """
    from search import check_index

    report = check_index(index)
    if as_json:
        _print_json({"is_sound": report.is_sound, **dataclasses.asdict(report)})
    else:
        for problem in report.problems:
            click.echo(_clean(f"{problem.file}: {problem.reason_ar if _reads_arabic() else problem.reason}"))
        for notice in report.notes:
            _say(f"note: {_in_readers_language(notice)}")
        click.echo(
            f"{'Sound' if report.is_sound else 'DAMAGED'}: {report.articles:,} articles, {report.segments:,} segments, "
            f"{report.files:,} files, {report.size_bytes:,} bytes ({report.seconds:,.1f} s)"
        )
    return 0 if report.is_sound else _DAMAGED


@main.command(name="rebuild-families")
@index_option
@click.option("--force", is_flag=True, help="Rebuild even where the families are those of this program.")
def rebuild_families(index: str, force: bool) -> None:
    """Make the maps from words to spellings, stems and roots anew, as a newer version of Fihris may ask for.

    Takes the words from the index itself: no article and no source is read. Restart servers of the older version.
    """
    from search import rebuild_families

    count = rebuild_families(index, force=force)
    click.echo(f"{count:,} segments rebuilt." if count else "Nothing to do: the families are those of this program.")


# Measuring


@main.command()
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
        _say(f"note: {_in_readers_language(notice)}")
    if as_json:
        _print_json(evaluation_as_json(found))
    else:
        for line in iter_summary(found):
            click.echo(line)
    if run is not None:
        _write_whole(Path(run), run_lines(found.run))
    return 0 if found.is_complete else _SKIPPED


# Serving an index


@main.command()
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for every one.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that answer.")
def serve(index: str, host: str, port: int, workers: int) -> int:
    """Serve the page and the JSON endpoint of an index."""
    _open(index).close()
    return _serve(index, host, port, workers)


@main.command()
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for every one.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--samples", type=click.Path(), default=str(SAMPLES), metavar="FOLDER", help="The articles to index.")
def demo(index: str, host: str, port: int, samples: str) -> int:
    """Index the bundled samples where the index is empty, then serve it. The samples are demonstration text."""
    if _is_empty(index):
        _say("Indexing the bundled samples: demonstration text, written for Fihris, from invented outlets.")
        _index([samples], index, False, False, workers=1, demo=True)
    return _serve(index, host, port, workers=2, demo_note=_holds_demo_text(index))


def _is_empty(index: str) -> bool:
    from search import IndexMissingError

    try:
        with _open(index) as engine:
            return engine.info().articles == 0
    except IndexMissingError:
        return True


def _holds_demo_text(index: str) -> bool:
    from search import SearchRequest

    with _open(index) as engine:
        return any(hit.article.demo for hit in engine.search(SearchRequest(size=1)).hits)


def _serve(index: str, host: str, port: int, workers: int, **config: Any) -> int:
    from indexer.explain import explain_text
    from web.serve import serve as serve_web

    # The processes that answer are forked from this one, and so have the kernels from their first request on.
    late = threading.Timer(1.0, _say, ["Compiling the search kernels, once on this machine (some ten seconds) ..."])
    late.start()
    try:
        with _open(index) as engine:
            engine.warm()
    finally:
        late.cancel()
    # What is loaded by now stays: a garbage collector that looks through all of it again and again stalls requests for
    # some 70 ms each time, and writes to pages that the forked processes share.
    gc.collect()
    gc.freeze()
    return serve_web(index, host=host, port=port, workers=workers, config={"explain": explain_text, **config})


if __name__ == "__main__":
    main()
