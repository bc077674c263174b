"""What the tests of encounters ask of a record: one line an encounter, in words."""

from mahdar.model import Encounter
from tests.reading.reports import read

#: A Wednesday.
PUBLISHED = "2015-08-12"


def encounters(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str, set[str]]]:
    """Kind, status and names of the parties of each encounter told."""
    record = read(text, published)
    names = {a.id: a.name for a in record.actors}
    return [(e.kind, e.status, {names[i] for i in e.participants}) for e in record.encounters]


def only(text: str, published: str | None = PUBLISHED, kind: str | None = None) -> Encounter:
    """The one encounter of a text, or the one of its kind."""
    found = [e for e in read(text, published).encounters if kind in (None, e.kind)]
    assert len(found) == 1, [(e.kind, e.evidence.exact) for e in found]
    return found[0]
