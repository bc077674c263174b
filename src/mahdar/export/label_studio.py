"""Label Studio: tasks as one JSON array, with the machine's spans as predictions.

The project's labelling interface is `INTERFACE`: the names in it are those that the predictions and answers use.
"""

from __future__ import annotations

from typing import Any, TextIO

from mahdar.export.choosing import Chosen
from mahdar.export.losses import Losses
from mahdar.export.tasks import LABELS, Task, tasks
from mahdar.model import to_json

INTERFACE = f"""<View style="direction: rtl">
  <Header value="$title"/>
  <Labels name="words" toName="text">{"".join(f'<Label value="{label}"/>' for label in LABELS)}</Labels>
  <Text name="text" value="$text" granularity="word"/>
  <Choices name="verdict" toName="text" choice="single" required="true">
    <Choice value="accept"/><Choice value="reject"/>
  </Choices>
</View>"""
"""The labelling interface to give a project that loads these tasks."""


def write(chosen: Chosen, output: TextIO, losses: Losses) -> None:
    """Write every task; offsets count code points, as Label Studio stores them."""
    output.write("[")
    for number, task in enumerate(tasks(chosen, losses)):
        output.write(("," if number else "") + "\n" + to_json(_task(task)))
    output.write("\n]\n")


def _task(task: Task) -> dict[str, Any]:
    result = [
        {
            "id": f"{task.item}-{number}",
            "from_name": "words",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": m.start,
                "end": m.end,
                "text": task.text[m.start : m.end],
                "labels": [m.label],
            },
        }
        for number, m in enumerate(task.marked)
    ]
    title = " · ".join(f"{name}: {value}" for name, value in task.about.items())
    spans = [{"start": m.start, "end": m.end, "label": m.label} for m in task.marked]
    back = {"item": task.item, "noun": task.noun, "offset": task.offset, "spans": spans}
    data = {"text": task.text, "title": title, "mahdar": back, **task.about}
    return {"data": data, "predictions": [{"model_version": "mahdar", "result": result}]}
