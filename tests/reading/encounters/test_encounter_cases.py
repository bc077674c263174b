"""What is told of an encounter beside who, where and when: one line of a case file, one expectation."""

import pytest

from tests.reading.encounter_reports import PUBLISHED
from tests.reading.encounters.reading import cases, meant
from tests.reading.reports import read


@pytest.mark.parametrize(("text", "wanted", "expected"), cases("roles"))
def test_roles(text, wanted, expected):
    record, encounter = meant(text, wanted)
    names = {a.id: a.name for a in record.actors}
    assert {names[i]: role for i, role in encounter.roles.items()} == expected


@pytest.mark.parametrize(("text", "wanted", "expected"), cases("levels"))
def test_level(text, wanted, expected):
    assert meant(text, wanted)[1].level == expected


@pytest.mark.parametrize(("text", "wanted", "expected"), cases("formats"))
def test_format(text, wanted, expected):
    assert meant(text, wanted)[1].format == expected


@pytest.mark.parametrize(("text", "wanted", "expected"), cases("part_of"))
def test_part_of(text, wanted, expected):
    record, encounter = meant(text, wanted)
    whole = next((e.kind for e in record.encounters if e.id == encounter.part_of), None)
    assert whole == expected


@pytest.mark.parametrize(("text", "wanted", "expected"), cases("ordinals"))
def test_ordinal(text, wanted, expected):
    assert meant(text, wanted)[1].ordinal == expected


@pytest.mark.parametrize(("text", "wanted", "expected"), cases("tones"))
def test_tone(text, wanted, expected):
    assert meant(text, wanted)[1].tone == expected


@pytest.mark.parametrize(("text", "wanted", "expected"), cases("delegations"))
def test_delegation_left_open(text, wanted, expected):
    assert meant(text, wanted)[1].delegation_open is expected


@pytest.mark.parametrize(("text", "expected"), cases("statuses"))
def test_called_off_and_denied(text, expected):
    assert [[e.kind, e.status] for e in read(text, PUBLISHED).encounters] == expected
