"""`mahdar evaluate`: scores against gold."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mahdar.cli.ending import SOME_FAILED
from mahdar.cli.options import jobs_option, knowledge_option
from mahdar.evaluating import (
    MalformedPins,
    Score,
    SpanMismatch,
    as_lines,
    evaluate,
    load,
    load_pins,
    pinned,
    predictions,
)
from mahdar.knowledge import KnowledgeError

EPILOG = """\b
Example:
  mahdar evaluate gold.jsonl --errors 20
  mahdar evaluate gold.jsonl records.jsonl --format json
  mahdar evaluate gold.jsonl --pins quality/pins.json
"""

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("evaluate", epilog=EPILOG)
@click.argument("gold", type=_FILE)
@click.argument("predicted", type=_FILE, required=False)
@click.option(
    "--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Print the first N errors."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or JSON.",
)
@click.option(
    "--pins", type=_FILE, metavar="FILE", help="JSON file of scores; exit 1 where one of them has fallen."
)
@knowledge_option
@jobs_option
@click.pass_context
def command(
    ctx: click.Context,
    gold: Path,
    predicted: Path | None,
    errors: int,
    form: str,
    pins: Path | None,
    knowledge: Path | None,
    jobs: int,
) -> None:
    """Score records, or the reader itself, against gold articles.

    GOLD and PREDICTED hold one article record a line. Without PREDICTED the reader reads the texts of GOLD, with
    nothing of their annotations.
    """
    try:
        wanted = load(gold)
        figures, wrong = evaluate(
            wanted, load(predicted) if predicted else predictions(wanted, knowledge, jobs)
        )
        scores = pinned(figures, load_pins(pins)) if pins else []
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error
    except (SpanMismatch, MalformedPins) as error:
        raise click.ClickException(str(error)) from error
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise click.ClickException(
            f"not a file of article records: {type(error).__name__} {error}"
        ) from error
    if form == "json":
        click.echo(json.dumps(figures, ensure_ascii=False))
    else:
        click.echo("\n".join(_pin_lines(scores) if scores else as_lines(figures)))
    for line in wrong[:errors]:
        click.echo(line)
    if fallen := [score for score in scores if score.fallen]:
        for score in fallen:
            click.echo(f"fallen: {score.name} {score.value} is below its pin {score.pin}", err=True)
        ctx.exit(SOME_FAILED)


def _pin_lines(scores: list[Score]) -> list[str]:
    head = f"{'score':36}{'now':>8}{'pin':>8}"
    return [head, *(_pin_line(score) for score in scores)]


def _pin_line(score: Score) -> str:
    pin = "" if score.pin is None else f"{score.pin:8}"
    return f"{score.name:36}{score.value:8}{pin}{'  FALLEN' if score.fallen else ''}".rstrip()
