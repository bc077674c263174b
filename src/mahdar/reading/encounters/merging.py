"""Merging: the tellings of one encounter, however many sentences fill it, become one meeting."""

from __future__ import annotations

from dataclasses import dataclass, field

from mahdar.reading.cast import Member
from mahdar.reading.encounters.extras import state_of
from mahdar.reading.encounters.hosts import LEADERS, home_country, host_country
from mahdar.reading.encounters.journeys import legs_of
from mahdar.reading.encounters.meeting import Frame, Meeting, Place, When
from mahdar.reading.encounters.qualities import frame_format
from mahdar.reading.page import Page

#: A state named so many words after a bare noun is where it was held; further on it is what was spoken of.
_CLOSE = 8


@dataclass(slots=True)
class _Event:
    """An encounter in the making."""

    kind: str
    frames: list[Frame] = field(default_factory=list)
    actors: list[int] = field(default_factory=list)
    attendees: list[int] = field(default_factory=list)
    status: str = "held"
    when: When | None = None
    place: Place | None = None
    venue: Place | None = None
    country: str | None = None
    open: bool = False
    sure: bool = False
    during: _Event | None = None


class Merger:
    """Brings the frames of one page together."""

    def __init__(self, page: Page, cast: list[Member]) -> None:
        self.page = page
        self.cast = cast
        self.events: list[_Event] = []
        self.statements: list[Frame] = []
        self.beside: list[tuple[int, _Event]] = []

    def run(self, frames: list[Frame]) -> list[Meeting]:
        """The meetings of a page in the order of their first telling."""
        for frame in frames:
            for f in legs_of(self.page, frame):
                self._take(f)
        self._side_talks()
        self._fill()
        self._joint_statement()
        for event in self.events:
            self._receive(event)
            if event.kind == "agreement":
                self._settle(event)
            if event.kind in ("meeting", "call", "agreement"):
                self._drop_states(event)
        whole = [e for e in self.events if self._complete(e)]
        meetings = [self._meeting(e) for e in whole]
        for event, meeting in zip(whole, meetings, strict=True):
            if event.during is not None:
                meeting.part_of = next((n for n, e in enumerate(whole) if e is event.during), None)
        return meetings

    def _take(self, frame: Frame) -> None:
        if frame.marginal:
            self._margin(frame)
            return
        if frame.bare or frame.attendance:
            event = self._recent(frame)
            if event is not None:
                self._join(event, frame)
                return
            if frame.bare:
                if frame.trigger.word.word == "بيان":
                    self.statements.append(frame)
                return
        country = frame.places[0].country if frame.kind == "visit" and frame.places else None
        for event in reversed(self.events):
            if event.kind == frame.kind and self._same(event, frame, country):
                self._join(event, frame)
                return
        event = _Event(frame.kind, status=frame.status)
        self.events.append(event)
        self._join(event, frame)

    def _margin(self, frame: Frame) -> None:
        """«على هامش القمة»: the meeting told before this sentence, beside which others of the sentence were held."""
        sentence = self.page.sentence_of[frame.trigger.first]
        before = [
            e
            for e in self.events
            if e.kind == "meeting"
            and all(self.page.sentence_of[f.trigger.first] != sentence for f in e.frames)
        ]
        if before:
            self.beside.append((sentence, before[-1]))

    def _side_talks(self) -> None:
        for sentence, whole in self.beside:
            for event in self.events:
                told = {self.page.sentence_of[f.trigger.first] for f in event.frames if not f.bare}
                if event.kind == "meeting" and event is not whole and told == {sentence}:
                    event.during = event.during or whole

    def _recent(self, frame: Frame) -> _Event | None:
        """The latest encounter of the kind, for «اللقاء» without its parties; of the sentence for «في ثاني لقاء»."""
        same = [e for e in self.events if e.kind == frame.kind]
        if not same or frame.trigger.definite or frame.trigger.prefix:
            return same[-1] if same else None
        last, at = same[-1].frames[-1].trigger, frame.trigger.first
        told = last.word.verbal and self.page.sentence_of[last.first] == self.page.sentence_of[at]
        return same[-1] if told and "في" in self.page.norms[at - 2 : at] else None

    def _same(self, event: _Event, frame: Frame, country: str | None) -> bool:
        a, b = set(event.actors), set(frame.actors)
        if not a & b and not self._for_their_states(event, frame):
            return False
        if frame.sure and event.sure and frame.status != event.status:
            return False
        if event.when and frame.when and not _compatible(event.when, frame.when):
            return False
        if frame.within and event.during and all(f is not frame.within for f in event.during.frames):
            return False
        if self._other_session(event, frame):
            return False
        if frame.kind == "visit":
            return event.country is None or country is None or event.country == country
        if a <= b or b <= a:
            return True
        if self._unnamed(a - b, b - a) or self._unnamed(b - a, a - b):
            return True
        if frame.kind == "agreement" and self._for_their_states(event, frame):
            return True
        if frame.kind == "agreement" and self._collective(a - b) and self._collective(b - a):
            return True
        return len(a & b) >= 2 and len(a & b) * 2 >= min(len(a), len(b))

    def _other_session(self, event: _Event, frame: Frame) -> bool:
        """A preliminary session is not the one that follows it, nor one behind closed doors the larger one after."""
        this = frame_format(self.page, frame)
        known = {form for f in event.frames if (form := frame_format(self.page, f))}
        if (this == "preliminary") != ("preliminary" in known):
            return True
        small, large = {"closed", "one-to-one"}, {"expanded"}
        return (this in large and known <= small and bool(known)) or (this in small and bool(known & large))

    def _unnamed(self, actors: set[int], others: set[int]) -> bool:
        """Nothing but offices without a name, each of the country of one named («نظيره الكوري», then his name)."""
        countries = {self.cast[x].country for x in others if self.cast[x].kind == "person"} - {None}
        return bool(actors) and all(
            self.cast[x].kind == "person" and not self.cast[x].names and self.cast[x].country in countries
            for x in actors
        )

    def _for_their_states(self, event: _Event, frame: Frame) -> bool:
        """«وقع الاتفاقية عن الجانب المغربي وزير …»: officials sign what their states were told to sign."""
        if frame.kind != "agreement" or event.kind != "agreement":
            return False
        states = {self.cast[x].country for x in event.actors if self.cast[x].kind == "country"}
        signers = {self.cast[x].country for x in frame.actors if self.cast[x].kind == "person"}
        named = len(states) == len(event.actors) and len(signers) == len(frame.actors)
        return named and frame.trigger.definite and len(states) > 1 and signers == states

    def _collective(self, actors: set[int]) -> bool:
        """Nothing but bodies of states under several names («القوى الكبرى», «مجموعة 5+1»)."""
        return bool(actors) and all(self.cast[x].kind == "group" for x in actors)

    def _join(self, event: _Event, frame: Frame) -> None:
        event.frames.append(frame)
        event.open = event.open or frame.open
        if frame.within is not None and event.during is None:
            event.during = next((e for e in self.events if any(f is frame.within for f in e.frames)), None)
        for party in frame.parties:
            if party.actor not in event.actors:
                event.actors.append(party.actor)
        if frame.when and (
            event.when is None or (_finer(frame.when, event.when) and _compatible(frame.when, event.when))
        ):
            event.when = frame.when
        if frame.sure and not event.sure and not frame.bare:
            event.status, event.sure = frame.status, True
        places = frame.places[:1] if frame.kind == "visit" else [p for p in frame.places if p.lead == "في"]
        for place in places:
            if frame.bare and place.state and place.first - frame.trigger.last > _CLOSE:
                continue
            if event.country and place.country and place.country != event.country:
                continue
            event.country = event.country or place.country
            if place.country is None and frame.kind != "visit":
                event.venue = event.venue or place
            elif event.place is None or (
                event.place.state and not place.state and not (place.building and frame.kind == "visit")
            ):
                event.place = place
        if frame.kind == "meeting" and event.country is None:
            event.country = host_country(self.cast, frame)

    def _fill(self) -> None:
        """Meetings during a visit share its country and its day, and a visit that of its meetings."""
        for visit in self.events:
            if visit.kind == "visit" and visit.country is None:
                self._lead_to(visit)
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

    def _lead_to(self, visit: _Event) -> None:
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

    def _joint_statement(self) -> None:
        """A joint statement that names no party is that of the two sides who met."""
        if not self.statements or any(e.kind == "agreement" and len(e.actors) > 1 for e in self.events):
            return
        for event in self.events:
            sides = list(dict.fromkeys(self.cast[x].country for x in event.actors))
            if event.kind == "visit" and len(sides) == 1 and event.country:
                sides.append(event.country)
            if (
                event.kind not in ("meeting", "visit")
                or len(sides) != 2
                or None in sides
                or event.status != "held"
            ):
                continue
            states = [state_of(self.page, self.cast, side or "") for side in sides]
            made = _Event("agreement", status="held", actors=states, country=event.country, place=event.place)
            made.when = next((f.when for f in self.statements if f.when), event.when)
            made.frames = self.statements
            self.events.append(made)
            return

    def _share_place(self, event: _Event, visit: _Event) -> None:
        """The town of a visit is that of its meetings, and theirs is its."""
        if visit.country != event.country:
            return
        if event.place is None and event.venue is None and visit.place is not None and not visit.place.state:
            event.place = visit.place
        elif event.place is None or event.place.building:
            return
        elif not event.place.state and (visit.place is None or visit.place.state):
            visit.place = event.place

    def _settle(self, agreement: _Event) -> None:
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

    def _drop_states(self, event: _Event) -> None:
        """A state beside its own principal is no party of its own, nor an office beside the one who holds it."""
        unnamed = {x for x in event.actors if self.cast[x].kind == "person" and not self.cast[x].names}
        if len(event.frames) > 1 and self._unnamed(unnamed, set(event.actors) - unnamed):
            event.actors = [x for x in event.actors if x not in unnamed]
        people = {self.cast[x].country for x in event.actors if self.cast[x].kind == "person"}
        event.actors = [
            x for x in event.actors if self.cast[x].kind != "country" or self.cast[x].country not in people
        ]

    def _receive(self, visit: _Event) -> None:
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

    def _visit_of(self, event: _Event) -> _Event | None:
        """The visit during which a meeting was held: of one who met a man of the country visited."""
        best = None
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
            if event.when and visit.when and not _compatible(event.when, visit.when):
                continue
            if hosts or event.country == visit.country:
                best = visit
        return best or self._only_visit(event)

    def _only_visit(self, event: _Event) -> _Event | None:
        """One who made a single journey met there the groups and countrymen he is told to have met."""
        visits = [
            v
            for v in self.events
            if v.kind == "visit" and v.country and set(v.actors[:1]) & set(event.actors)
        ]
        if len(visits) != 1 or event.country:
            return None
        visit = visits[0]
        if event.when and visit.when and not _compatible(event.when, visit.when):
            return None
        mine = self.cast[visit.actors[0]].country
        others = [self.cast[x] for x in event.actors if x not in visit.actors]
        near = all(x.country in (None, mine, visit.country) and x.kind != "country" for x in others)
        return visit if near and event.frames[0].trigger.first > visit.frames[0].trigger.first else None

    def _complete(self, event: _Event) -> bool:
        if event.kind == "visit":
            if event.country is None or not event.actors:
                return False
            lead = self.cast[event.actors[0]]
            return lead.country != event.country
        return len(event.actors) >= 2

    def _meeting(self, event: _Event) -> Meeting:
        best = event.frames[0]
        words = self._place_words(event)
        status = event.status
        if status == "held" and event.when and event.when.earliest and self.page.anchor:
            status = "planned" if event.when.earliest > self.page.anchor.isoformat() else status
        return Meeting(
            kind=event.kind,
            status=status,
            participants=tuple(event.actors),
            evidence=best.clause,
            place=words,
            country=event.country,
            date=event.when.edtf if event.when else None,
            earliest=event.when.earliest if event.when else None,
            latest=event.when.latest if event.when else None,
            date_basis=(event.when.reason,) if event.when else (),
            delegation_open=event.open,
            frames=event.frames,
        )

    def _place_words(self, event: _Event) -> str | None:
        """Venue and town, as told."""
        told = [p for p in (event.venue, event.place) if p is not None]
        return "، ".join(dict.fromkeys(self.page.words(p.first, p.last, p.prefix) for p in told)) or None


def _meeting(event: _Event) -> list[int]:
    """Those who met; who mediates is no party at home or abroad."""
    between = {p.actor for f in event.frames for p in f.parties if p.part == "mediator"}
    return [x for x in event.actors if x not in between]


def _shared(visit: _Event) -> bool:
    """Whether a meeting during a visit has its date: a day, or of one still to come any stretch of days."""
    edtf = visit.when.edtf if visit.when else None
    return bool(edtf) and (len(edtf or "") == 10 or ("/" in (edtf or "") and visit.status == "planned"))


def _compatible(a: When, b: When) -> bool:
    if (a.near and b.gone) or (b.near and a.gone):
        return False
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def _finer(a: When, b: When) -> bool:
    return a.edtf is not None and (b.edtf is None or (len(a.edtf) > len(b.edtf) and "/" not in a.edtf))
