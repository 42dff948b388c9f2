"""Serving an index: `serve` and `demo`."""

from __future__ import annotations

import gc
import threading
from pathlib import Path
from typing import Any

import click

from commands.feeding import index_sources_into
from commands.options import index_option
from commands.running import open_index, say

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


@click.command()
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for every one.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that answer.")
@click.option(
    "--public-url",
    default="",
    envvar="FIHRIS_PUBLIC_URL",
    show_envvar=True,
    metavar="URL",
    help="Where readers reach it, for feeds and records; default: as each request says.",
)
def serve(index: str, host: str, port: int, workers: int, public_url: str) -> int:
    """Serve the page and the JSON endpoint of an index."""
    if public_url and not public_url.startswith(("http://", "https://")):
        raise click.BadParameter("it begins with http:// or https://.", param_hint="--public-url")
    open_index(index).close()
    return _serve(index, host, port, workers, public_url=public_url)


@click.command()
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 for every one.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--samples", type=click.Path(), default=str(SAMPLES), metavar="FOLDER", help="The articles to index.")
def demo(index: str, host: str, port: int, samples: str) -> int:
    """Index the bundled samples where the index is empty, then serve it. The samples are demonstration text."""
    if _is_empty(index):
        say("Indexing the bundled samples: demonstration text, written for Fihris, from invented outlets.")
        index_sources_into([samples], index, False, False, workers=1, demo=True)
    return _serve(index, host, port, workers=2, demo_note=_holds_demo_text(index))


def _is_empty(index: str) -> bool:
    from search import IndexMissingError

    try:
        with open_index(index) as engine:
            return engine.info().articles == 0
    except IndexMissingError:
        return True


def _holds_demo_text(index: str) -> bool:
    from search import SearchRequest

    with open_index(index) as engine:
        return any(hit.article.demo for hit in engine.search(SearchRequest(size=1)).hits)


def _serve(index: str, host: str, port: int, workers: int, **config: Any) -> int:
    from indexer.explain import explain_text
    from web.serve import serve as serve_web

    # The processes that answer are forked from this one, and so have the kernels from their first request on.
    late = threading.Timer(1.0, say, ["Compiling the search kernels, once on this machine (some ten seconds) ..."])
    late.start()
    try:
        with open_index(index) as engine:
            engine.warm()
    finally:
        late.cancel()
    # What is loaded by now stays: a garbage collector that looks through all of it again and again stalls requests for
    # some 70 ms each time, and writes to pages that the forked processes share.
    gc.collect()
    gc.freeze()
    return serve_web(index, host=host, port=port, workers=workers, config={"explain": explain_text, **config})
