"""Options that several commands share: the index, JSON, and one for each parameter of a search URL."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from search import SearchRequest
    from web.search_state import SearchState

FACETS = {
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
        for facet, plural in FACETS.items()
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
    ("story", "KEY", "Only articles that tell the same story as the one with this key."),
    ("collapse", "story", "Show each story once; counts stay those of articles."),
    ("sort", "relevance|newest|oldest", "The order of the hits."),
    ("size", "N", "Hits on a page, 0 to 100."),
    ("after", "CURSOR", "The page after one that ended with this cursor."),
)

CHOICES = {name: values.split("|") for name, values, _ in PARAMETERS}

F = TypeVar("F", bound=Callable[..., Any])

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


def read_request(query: Sequence[str], params: str, options: dict[str, tuple[str, ...]]) -> SearchRequest:
    """Return the request that a QUERY, --params and the options of a command make together."""
    return read_state(query, params, options).to_request()


def read_state(query: Sequence[str], params: str, options: dict[str, tuple[str, ...]]) -> SearchState:
    """Return the search that they say, as a URL would say it."""
    from web.search_state import SearchState

    pairs = urllib.parse.parse_qsl(params.removeprefix("?"), keep_blank_values=True)
    if query:
        pairs.append(("q", " ".join(query)))
    pairs += [(name, value) for name, _, _ in PARAMETERS for value in options[_variable(name)]]
    return SearchState.from_args(pairs)


def _variable(parameter: str) -> str:
    """Return what click calls a parameter; the prefix keeps it apart from options such as --index."""
    return "parameter_" + parameter.replace(".", "_")
