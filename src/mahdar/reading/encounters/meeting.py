"""What the search for encounters hands on: triggers, frames and, in the end, meetings of token ranges and cast."""

from __future__ import annotations

from dataclasses import dataclass, field

from mahdar.knowledge.meeting_words import MeetingWord
from mahdar.reading.mention import Mention


@dataclass(slots=True)
class Trigger:
    """A word that may tell of an encounter.

    Attributes:
        first, last: its token range, with the nouns and adjectives that make one phrase with it.
        kind: the kind of encounter.
        word: its entry in the knowledge.
        aspect: past, present, future or noun; of the verb that carries it where there is one.
        gender, number: of that verb, for agreement.
        pronoun: the pronoun written onto it.
        definite: it has the article or a pronoun.
        prefix: what is written before it: و ف ب ل.
        light: token index of the verb that carries a noun («عقد … لقاء»), None where there is none.
        light_word: that verb.
        light_pronoun: the pronoun on that verb («الذي عقده»).
        impersonal: what carries it takes no part («جرى لقاء»).
    """

    first: int
    last: int
    kind: str
    word: MeetingWord
    aspect: str
    gender: str | None = None
    number: str | None = None
    pronoun: str | None = None
    definite: bool = False
    prefix: str = ""
    light: int | None = None
    light_word: str = ""
    light_pronoun: str | None = None
    impersonal: bool = False

    @property
    def verb_at(self) -> int:
        """Token index of the finite verb, or of the noun itself where nothing carries it."""
        return self.first if self.light is None else self.light


@dataclass(slots=True)
class Party:
    """One who takes part, as found: index in the cast, part played, and by which sign."""

    actor: int
    part: str
    mention: Mention | None = None


@dataclass(slots=True)
class Place:
    """A place told: token range, country, whether it is no more than a country, what leads to it; or a building."""

    first: int
    last: int
    country: str | None
    state: bool
    lead: str
    prefix: int = 0
    building: bool = False


@dataclass(slots=True)
class When:
    """A date told of an encounter, resolved.

    `near` is True of words that count from the day of writing («اليوم»), `gone` of those that point back («الماضي»).
    """

    edtf: str | None
    earliest: str | None
    latest: str | None
    reason: str
    near: bool = False
    gone: bool = False


@dataclass(slots=True)
class Frame:
    """One telling of an encounter in one clause.

    Attributes:
        trigger: what told of it.
        clause: token range of the clause.
        parties: who takes part.
        status: held, planned, cancelled.
        places: where.
        when: the date, None where the clause has none.
        bare: it names no party itself («خلال اللقاء»).
        attendance: it only adds to those who took part («حضر اللقاء …»).
        sure: its words say whether it was held or is to come; a noun or a headline's present does not.
        open: others took part who are not named («والوفد المرافق»).
        marginal: it only says beside what another was held («على هامش القمة»).
        form: the form it gives the encounter («مغلق», «تمهيدية»), None where it tells none.
        within: the telling of the visit it goes on from in the same sentence («زار … وبحث مع …»).
    """

    trigger: Trigger
    clause: tuple[int, int]
    status: str
    parties: list[Party] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    when: When | None = None
    bare: bool = False
    attendance: bool = False
    open: bool = False
    sure: bool = False
    marginal: bool = False
    form: str | None = None
    within: Frame | None = None

    @property
    def kind(self) -> str:
        """The kind of encounter."""
        return self.trigger.kind

    @property
    def actors(self) -> tuple[int, ...]:
        """Those who take part, each once."""
        return tuple(dict.fromkeys(p.actor for p in self.parties))


@dataclass(slots=True)
class Meeting:
    """An encounter as found: all its tellings brought together; a doubt is the field it is about and its reason."""

    kind: str
    status: str
    participants: tuple[int, ...]
    evidence: tuple[int, int]
    place: str | None = None
    country: str | None = None
    date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    date_basis: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    roles: dict[int, str] = field(default_factory=dict)
    level: str | None = None
    format: str | None = None
    part_of: int | None = None
    ordinal: str | None = None
    tone: str | None = None
    delegation_open: bool = False
    reasons: tuple[str, ...] = ()
    doubt: tuple[tuple[str, str], ...] = ()
    frames: list[Frame] = field(default_factory=list)
