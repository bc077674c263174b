"""Prodigy: a task a line, for `spans.manual` or any recipe that shows spans and asks to accept or reject."""

from __future__ import annotations

from typing import TextIO

from mahdar.export.choosing import Chosen
from mahdar.export.losses import Losses
from mahdar.export.tasks import tasks
from mahdar.model import to_json


def write(chosen: Chosen, output: TextIO, losses: Losses) -> None:
    """Write every task; `mahdar` holds what brings the answer back to its item (`mahdar decisions answers`)."""
    for task in tasks(chosen, losses):
        spans = [{"start": m.start, "end": m.end, "label": m.label} for m in task.marked]
        back = {"item": task.item, "noun": task.noun, "offset": task.offset, "spans": spans}
        line = {"text": task.text, "spans": spans, "meta": {"item": task.item, **task.about}, "mahdar": back}
        output.write(to_json(line) + "\n")
