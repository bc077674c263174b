"""Whatever words a record holds, each format gives them back as they are."""

import json

from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from mahdar.comparing.cells import FORMULA
from mahdar.export.comma_separated import _cell, unescaped
from mahdar.export.graph import Link, Literal, Node, iri
from mahdar.export.icalendar import _escaped, _folded
from mahdar.export.json_ld import _line
from mahdar.export.losses import Losses
from mahdar.export.turtle import _node

#: What a record can hold: neither NUL nor half of a surrogate pair.
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
TERM = URIRef("urn:mahdar:terms:x")


@given(words)
def test_turtle_gives_back_any_words(text: str) -> None:
    node = Node(
        "urn:mahdar:1", ("mahdar:X",), [("mahdar:x", Literal(text, None, "ar")), ("mahdar:x", Literal(text))]
    )
    made = Graph().parse(data="@prefix mahdar: <urn:mahdar:terms:> ." + _node(node), format="turtle")
    assert [str(value) for value in made.objects(URIRef("urn:mahdar:1"), TERM)] == [text, text]


@given(words.filter(bool))
def test_any_identifier_makes_an_iri(name: str) -> None:
    node = Node(iri("actor", name), ("mahdar:X",), [("mahdar:x", Link(iri("actor", name)))])
    made = Graph().parse(data="@prefix mahdar: <urn:mahdar:terms:> ." + _node(node), format="turtle")
    assert set(made.objects(None, TERM)) == {URIRef(iri("actor", name))}
    assert json.loads(_line(node))["@id"] == iri("actor", name)


@given(words)
def test_csv_cell_is_no_formula_and_comes_back(text: str) -> None:
    cell = _cell(text, Losses("csv"))
    assert isinstance(cell, str)
    assert not cell.startswith(tuple(sign for sign in FORMULA if sign != "'"))
    assert unescaped(cell) == text


@given(words)
def test_calendar_line_is_folded_within_75_octets_and_unfolds(text: str) -> None:
    line = "SUMMARY:" + _escaped(text)
    folded = _folded(line)
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "").removesuffix("\r\n") == line
    assert "\n" not in line
