"""Settling: what encounters of one article tell of each other: which visit a meeting was of, where and when it was."""

from __future__ import annotations

from mahdar.reading.cast import Member
from mahdar.reading.encounters.events import Event, compatible
from mahdar.reading.encounters.hosts import LEADERS, home_country
from mahdar.reading.page import Page


class Settler:
    """Fills in country, place, day and visit of the events of one page from each other.

    Args:
        page: the page.
        cast: its cast.
        events: its events.
        beside: the sentences that tell of side talks, each with the meeting beside which they were held.
    """

    def __init__(
        self, page: Page, cast: list[Member], events: list[Event], beside: list[tuple[int, Event]]
    ) -> None:
        self.page = page
        self.cast = cast
        self.events = events
        self.beside = beside

    def run(self) -> None:
        """Settle all but agreements and hosts, which joint statements may still add to."""
        self._side_talks()
        self._fill()

    def _side_talks(self) -> None:
        for sentence, whole in self.beside:
            for event in self.events:
                told = {self.page.sentence_of[f.trigger.first] for f in event.frames if not f.bare}
                if event.kind == "meeting" and event is not whole and told == {sentence}:
                    event.during = event.during or whole

    def _fill(self) -> None:
        """Meetings during a visit share its country and its day, and a visit that of its meetings."""
        for journey in self.events:
            if journey.kind == "visit" and journey.country is None:
                self._lead_to(journey)
        travelling = {x for v in self.events if v.kind == "visit" for x in v.actors}
        for event in self.events:
            if event.kind not in ("meeting", "message"):
                continue
            if event.during is not None and event.during.kind == "meeting":
                event.country = event.country or event.during.country
                continue
            visit = event.during or self._visit_of(event)
            if visit is None:
                if event.kind == "meeting":
                    event.country = event.country or home_country(self.cast, _meeting(event), travelling)
                continue
            if event.kind == "meeting":
                event.during = visit
                event.country = event.country or visit.country
                self._share_place(event, visit)
            if event.country != visit.country:
                continue
            if event.when is None and visit.when is not None and _shared(visit):
                event.when = visit.when
            elif visit.when is None and event.when is not None:
                visit.when = event.when

    def _lead_to(self, visit: Event) -> None:
        """«زيارته» leads where the traveller is told to have met somebody abroad."""
        for event in self.events:
            if event.kind != "meeting" or event.country is None or event.status != visit.status:
                continue
            if not visit.actors or visit.actors[0] not in event.actors:
                continue
            home = self.cast[visit.actors[0]].country
            hosts = any(self.cast[x].country == event.country for x in event.actors)
            if home is not None and event.country != home and hosts:
                visit.country = event.country
                return

    def _share_place(self, event: Event, visit: Event) -> None:
        """The town of a visit is that of its meetings, and theirs is its."""
        if visit.country != event.country:
            return
        if event.place is None and event.venue is None and visit.place is not None and not visit.place.state:
            event.place = visit.place
        elif event.place is None or event.place.building:
            return
        elif not event.place.state and (visit.place is None or visit.place.state):
            visit.place = event.place

    def settle(self, agreement: Event) -> None:
        """What the parties sign when they meet is signed there and then."""
        for event in self.events:
            if (
                event.kind == "meeting"
                and set(event.actors) == set(agreement.actors)
                and event.status == "held"
            ):
                agreement.country = agreement.country or event.country
                agreement.place = agreement.place or event.place
                agreement.when = agreement.when or event.when

    def receive(self, visit: Event) -> None:
        """A head of state or government whom another comes to meet is the host of the visit."""
        if visit.kind != "visit" or not visit.country or not visit.actors:
            return
        along = {p.actor for f in visit.frames for p in f.parties if p.part in ("delegate", "companion")}
        if set(visit.actors[1:]) - along or self.cast[visit.actors[0]].cls not in LEADERS:
            return
        for event in self.events:
            if event.kind != "meeting" or visit.actors[0] not in event.actors:
                continue
            for actor in event.actors:
                member = self.cast[actor]
                if member.country == visit.country and member.cls in LEADERS and actor not in visit.actors:
                    visit.actors.append(actor)
                    return

    def _visit_of(self, event: Event) -> Event | None:
        """The visit during which a meeting was held, told last before it: of one who met a man of the country."""
        fitting = []
        for visit in self.events:
            if visit.kind != "visit" or not visit.country or not set(visit.actors) & set(event.actors):
                continue
            hosts = [
                a for a in event.actors if a not in visit.actors and self.cast[a].country == visit.country
            ]
            if event.country not in (None, visit.country) or (
                event.status == "held" and visit.status != "held"
            ):
                continue
            if event.when and visit.when and not compatible(event.when, visit.when):
                continue
            if hosts or event.country == visit.country:
                fitting.append(visit)
        at = event.frames[0].trigger.first
        before = [v for v in fitting if v.frames[0].trigger.first <= at]
        near = [v for v in before or fitting if v.when] or before or fitting
        if not near:
            return self._only_visit(event)
        return near[-1] if before else near[0]

    def _only_visit(self, event: Event) -> Event | None:
        """One who made a single journey met there the groups and countrymen he is told to have met."""
        visits = [
            v
            for v in self.events
            if v.kind == "visit" and v.country and set(v.actors[:1]) & set(event.actors)
        ]
        if len(visits) != 1 or event.country:
            return None
        visit = visits[0]
        if event.when and visit.when and not compatible(event.when, visit.when):
            return None
        mine = self.cast[visit.actors[0]].country
        others = [self.cast[x] for x in event.actors if x not in visit.actors]
        near = all(x.country in (None, mine, visit.country) and x.kind != "country" for x in others)
        return visit if near and event.frames[0].trigger.first > visit.frames[0].trigger.first else None


def _meeting(event: Event) -> list[int]:
    """Those who met; who mediates is no party at home or abroad."""
    between = {p.actor for f in event.frames for p in f.parties if p.part == "mediator"}
    return [x for x in event.actors if x not in between]


def _shared(visit: Event) -> bool:
    """Whether a meeting during a visit has its date: a day, or of one still to come any stretch of days."""
    edtf = visit.when.edtf if visit.when else None
    return bool(edtf) and (len(edtf or "") == 10 or ("/" in (edtf or "") and visit.status == "planned"))
