"""Reading a case down to the one encounter it is about."""

from pathlib import Path

import yaml

from mahdar.model import ArticleRecord, Encounter
from tests.reading.encounter_reports import PUBLISHED
from tests.reading.reports import read

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[list]:
    """The rows of a case file."""
    return yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))


def meant(text: str, wanted) -> tuple[ArticleRecord, Encounter]:
    """The record of a case and its first encounter of a kind, or the one of that kind with a certain party."""
    record = read(text, PUBLISHED)
    names = {a.id: a.name for a in record.actors}
    kind, party = next(iter(wanted.items())) if isinstance(wanted, dict) else (wanted, None)
    found = [
        e
        for e in record.encounters
        if e.kind == kind and (party is None or party in {names[i] for i in e.participants})
    ]
    assert found, f"no {wanted} among {[(e.kind, e.evidence.exact) for e in record.encounters]}"
    return record, found[0]
