"""`mahdar schema`: the published form of a record is the one that is written."""

import json
from pathlib import Path

import jsonschema

from tests.cli.running import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_records_of_the_examples_fit_the_schema() -> None:
    wanted = json.loads(run("schema").output)
    validator = jsonschema.Draft202012Validator(wanted)
    for line in run("read", EXAMPLES, "--format", "jsonl").stdout.splitlines():
        validator.validate(json.loads(line))
