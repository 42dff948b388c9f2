"""How a command runs and ends: its exit status, its errors in the reader's language, what it prints.

Standard output carries the answer alone; progress, notices and errors go to standard error. Exit status: 0 all done,
1 something was skipped, found damaged or has changed (named), 2 wrong usage or request, 3 the index cannot be used (or
the disk cannot be written), 70 a bug in Fihris, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from search import Engine, Notice, SearchError

SKIPPED, USAGE, UNUSABLE, BUG, INTERRUPTED, PIPE_CLOSED = 1, 2, 3, 70, 130, 141
DAMAGED = 1
CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")


class Commands(click.Group):
    """A group of commands in which no error ends in a stack trace and every status is one of the documented ones."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the command line and end the process with its status."""
        options["standalone_mode"] = False
        options.setdefault("prog_name", "fihris")
        sys.exit(status_of(lambda: super(Commands, self).main(*args, **options)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # before click makes it a status of 1
            raise PipeClosedError from error


class PipeClosedError(Exception):
    """The reader of our output has gone, as `head` does."""


def status_of(command: Callable[[], Any]) -> int:
    """Run a command to its end; print what went wrong and return the exit status."""
    try:
        status = command()
        sys.stdout.flush()
    except (PipeClosedError, BrokenPipeError):
        # What is still buffered has nowhere to go; without this Python complains at its own end.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except click.exceptions.Abort:
        say("Interrupted. What was committed stays; the rest was left out. Run the same command again to go on.")
        return INTERRUPTED
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
        say(f"Error: {in_readers_language(error)}")
        return USAGE if isinstance(error, RequestError) else UNUSABLE
    if isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        say(f"Error: {error.strerror or error}{where}. What was committed before is unharmed.")
        return UNUSABLE
    if isinstance(error, MemoryError):
        say("Error: there is not enough memory. Close other programs, or use fewer --workers.")
        return UNUSABLE
    say(
        f"Error: Fihris failed ({type(error).__name__}: {error}). This is a bug; please report it with what "
        "FIHRIS_DEBUG=1 in the environment shows."
    )
    return BUG


def in_readers_language(error: SearchError | Notice) -> str:
    """Return the text in Arabic where the locale is Arabic."""
    return error.message_ar if reads_arabic() else error.message


def reads_arabic() -> bool:
    """Return whether the locale is Arabic."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in names if name), "").startswith("ar")


def say(line: str) -> None:
    """Print a line to standard error."""
    click.echo(line, err=True)


def print_json(answer: Any) -> None:
    """Print an answer as JSON to standard output."""
    # As bytes: JSON is UTF-8 whatever the terminal's encoding is.
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2).encode())


def clean(text: str) -> str:
    """Return the text without the control characters by which an article could steer the terminal."""
    return text.translate(CONTROLS)


def open_index(index: str) -> Engine:
    """Open the index at a location. Raises IndexStateError."""
    from search import open_engine

    return open_engine(index)


def write_whole(path: Path, lines: Iterable[str]) -> None:
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
