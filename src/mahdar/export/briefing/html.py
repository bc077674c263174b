"""A briefing as a page that stands alone: no script, nothing fetched, made to be printed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from mahdar.export.briefing.content import Briefing
from mahdar.export.briefing.missing import MissingLibrary
from mahdar.export.briefing.telling import Telling


def as_html(briefing: Briefing) -> str:
    """The page; every value of the record is escaped.

    Raises:
        MissingLibrary: where Jinja2 is not installed.
    """
    try:
        jinja2: Any = import_module("jinja2")
    except ImportError as error:
        raise MissingLibrary from error
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page: str = environment.get_template("briefing.html.j2").render(b=briefing, t=Telling(briefing.language))
    return page
