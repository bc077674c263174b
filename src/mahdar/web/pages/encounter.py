"""Encounter: who met whom, where, when, and how do we know?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter
from sqlalchemy import Connection, select

from mahdar.comparing.card import Card, card
from mahdar.model import Decision, from_json
from mahdar.record import tables
from mahdar.record.ledger import undone
from mahdar.web.looking import ArticleTold, State, article_holding, articles_told, states_of
from mahdar.web.shown import Question, page

router = APIRouter()
#: Statements and reports, and reasons, that the page shows; the JSON twin has all, the record page lists them.
_SHOWN, _REASONS = 30, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterPage:
    """A real encounter with the words each value rests on.

    Attributes:
        state: disputed where reports differ, reviewed where a person has seen each, else machine.
        states: of each report and statement.
        articles: what is told of the articles, by identifier.
        holding: the article of each report, those of candidates too.
        decisions: those that shaped it, the latest first.
        shown, reasons: how many statements and reports, and how many reasons, the page shows.
    """

    card: Card
    state: State
    states: dict[str, State]
    articles: dict[str, ArticleTold]
    holding: dict[str, str]
    decisions: tuple[Decision, ...] = ()
    shown: int = _SHOWN
    reasons: int = _REASONS


@page(router, "/encounter/{name}", "encounter.html")
def encounter(asked: Question, name: str) -> EncounterPage:
    """An encounter with its evidence."""
    with asked.desk.store.reading() as connection:
        return encounter_page(connection, name)


def encounter_page(connection: Connection, name: str) -> EncounterPage:
    """The page of a merged encounter.

    Raises:
        UnknownEncounter: where the record holds none of this identifier.
    """
    told = card(connection, name)
    reports = [report.encounter for report in told.reports]
    states = states_of(connection, [*reports, *(said.id for said in told.statements)])
    holding = article_holding(connection, [*reports, *(c.encounter for c in told.candidates)])
    articles = {words.article for said in told.statements for words in said.words}
    return EncounterPage(
        card=told,
        state=_state(told, states, reports),
        states=states,
        articles=articles_told(connection, {*holding.values(), *articles}),
        holding=holding,
        decisions=tuple(_decisions(connection, [*told.decisions, *reports])),
    )


def _state(told: Card, states: dict[str, State], reports: list[str]) -> State:
    if told.conflicts:
        return "disputed"
    return "reviewed" if reports and all(states.get(name) == "reviewed" for name in reports) else "machine"


def _decisions(connection: Connection, items: list[str]) -> Iterator[Decision]:
    table = tables.decisions
    about = table.c.id.in_(items) | table.c.item.in_(items) | table.c.other.in_(items)
    order = (table.c.order.desc(), table.c.id)
    gone = undone(connection)
    for words in connection.execute(select(table.c.whole).where(about).order_by(*order)).scalars():
        decision = from_json(words, Decision)
        if decision.id not in gone and decision.act != "undo":
            yield decision
