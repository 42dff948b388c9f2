"""The `fihris` command: its commands, put together. What each does is in `commands`."""

from __future__ import annotations

import click

from commands.asking import export, info, search_command
from commands.explaining import explain
from commands.feeding import adapt, delete, index
from commands.measuring import evaluate, evaluate_extraction
from commands.naming import names
from commands.options import PARAMETERS
from commands.recording import record, rerun
from commands.running import Commands
from commands.serving import demo, serve
from commands.upkeep import check, rebuild_families

COMMANDS = (
    *(index, adapt, delete, search_command, export, record, rerun, info, explain, names),
    *(check, rebuild_families, evaluate, evaluate_extraction, serve, demo),
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="fihris", prog_name="fihris")
def main() -> None:
    """Fihris (فهرس): full-text search with date and entity facets for Arabic news archives."""


for _command in COMMANDS:
    main.add_command(_command)

__all__ = ["PARAMETERS", "main"]

if __name__ == "__main__":
    main()
