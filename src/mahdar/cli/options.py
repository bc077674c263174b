"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

knowledge_option = click.option(
    "--knowledge",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of knowledge files of your own, laid over those of the package.",
)

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that read; the result is the same for any number.",
)
