"""Merging: the tellings of one encounter, however many sentences fill it, become one meeting."""

from __future__ import annotations

from mahdar.reading.cast import Member
from mahdar.reading.encounters.events import Event, compatible, finer
from mahdar.reading.encounters.extras import state_of
from mahdar.reading.encounters.hosts import host_country
from mahdar.reading.encounters.journeys import legs_of
from mahdar.reading.encounters.meeting import Frame, Meeting
from mahdar.reading.encounters.settling import Settler
from mahdar.reading.page import Page

#: A state named so many words after a bare noun is where it was held; further on it is what was spoken of.
_CLOSE = 8


class Merger:
    """Brings the frames of one page together."""

    def __init__(self, page: Page, cast: list[Member]) -> None:
        self.page = page
        self.cast = cast
        self.events: list[Event] = []
        self.statements: list[Frame] = []
        self.beside: list[tuple[int, Event]] = []

    def run(self, frames: list[Frame]) -> list[Meeting]:
        """The meetings of a page in the order of their first telling."""
        for frame in frames:
            for f in legs_of(self.page, frame):
                self._take(f)
        settler = Settler(self.page, self.cast, self.events, self.beside)
        settler.run()
        self._joint_statement()
        for event in self.events:
            settler.receive(event)
            if event.kind == "agreement":
                settler.settle(event)
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
        event = Event(frame.kind, status=frame.status)
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

    def _recent(self, frame: Frame) -> Event | None:
        """The latest encounter of the kind, for «اللقاء» without its parties; of the sentence for «في ثاني لقاء»."""
        same = [e for e in self.events if e.kind == frame.kind]
        if not same or frame.trigger.definite or frame.trigger.prefix:
            return same[-1] if same else None
        last, at = same[-1].frames[-1].trigger, frame.trigger.first
        told = last.word.verbal and self.page.sentence_of[last.first] == self.page.sentence_of[at]
        return same[-1] if told and "في" in self.page.norms[at - 2 : at] else None

    def _same(self, event: Event, frame: Frame, country: str | None) -> bool:
        a, b = set(event.actors), set(frame.actors)
        if not a & b and not self._for_their_states(event, frame):
            return False
        if frame.sure and event.sure and frame.status != event.status:
            return False
        if event.when and frame.when and not compatible(event.when, frame.when):
            # a headline's «يلتقي الثلاثاء» may mean the next one
            return not event.sure and event.when.near and frame.sure and a == b
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

    def _other_session(self, event: Event, frame: Frame) -> bool:
        """A preliminary session is not the one that follows it, nor one behind closed doors the larger one after."""
        this, known = frame.form, event.forms
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

    def _for_their_states(self, event: Event, frame: Frame) -> bool:
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

    def _join(self, event: Event, frame: Frame) -> None:
        event.frames.append(frame)
        if frame.form is not None:
            event.forms.add(frame.form)
        event.open = event.open or frame.open
        if frame.within is not None and event.during is None:
            event.during = next((e for e in self.events if any(f is frame.within for f in e.frames)), None)
        for party in frame.parties:
            if party.actor not in event.actors:
                event.actors.append(party.actor)
        if (
            frame.when
            and (event.when is None or (finer(frame.when, event.when) and compatible(frame.when, event.when)))
        ) or (frame.when and not event.sure and frame.sure and event.when and event.when.near):
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
            made = Event("agreement", status="held", actors=states, country=event.country, place=event.place)
            made.when = next((f.when for f in self.statements if f.when), event.when)
            made.frames = self.statements
            self.events.append(made)
            return

    def _drop_states(self, event: Event) -> None:
        """A state beside its own principal is no party of its own, nor an office beside the one who holds it."""
        unnamed = {x for x in event.actors if self.cast[x].kind == "person" and not self.cast[x].names}
        if len(event.frames) > 1 and self._unnamed(unnamed, set(event.actors) - unnamed):
            event.actors = [x for x in event.actors if x not in unnamed]
        people = {self.cast[x].country for x in event.actors if self.cast[x].kind == "person"}
        event.actors = [
            x for x in event.actors if self.cast[x].kind != "country" or self.cast[x].country not in people
        ]

    def _complete(self, event: Event) -> bool:
        if event.kind == "visit":
            if event.country is None or not event.actors:
                return False
            lead = self.cast[event.actors[0]]
            seat = event.place is not None and event.place.building and lead.country is None
            return lead.country != event.country and not seat  # «منذ وصوله إلى البيت الأبيض»
        return len(event.actors) >= 2

    def _meeting(self, event: Event) -> Meeting:
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

    def _place_words(self, event: Event) -> str | None:
        """Venue and town, as told."""
        told = [p for p in (event.venue, event.place) if p is not None]
        return "، ".join(dict.fromkeys(self.page.words(p.first, p.last, p.prefix) for p in told)) or None
