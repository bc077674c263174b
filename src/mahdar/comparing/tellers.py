"""Tellers: from which organ, and so from which side, words come, and on what that rests where they do not say it."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.comparing.words import Teller, Who
from mahdar.knowledge.publishers import publishers
from mahdar.model import ArticleRecord, Encounter, Hop, Statement

SPEAKS_ITSELF = "the organ itself speaks"
OWN_PAGE = "published by the organ itself"
AS_THE_ENCOUNTER = "the encounter is told by this organ; these words name none"
ONLY_ORGAN = "much of the article is told by this organ and no other; these words name none"
CREDITED = "the article credits this agency; these words name no organ"
OUTLET_OF = "the outlet of "
"""Before the name of an article, what its outlet is called that it does not name."""
#: Share of an article's statements that organs of one side must tell for the others to be taken as told by them.
_SHARE = 1 / 3
_BODIES = frozenset({"institution", "group"})


class Tellers:
    """The tellers of one article's words."""

    def __init__(self, record: ArticleRecord, who: dict[str, Who]) -> None:
        self._record, self._who = record, who
        self._encounters = {one.id: one for one in record.encounters}
        self._rest = self._of_the_article()

    def of_statement(self, statement: Statement) -> Teller:
        """Who tells a statement: the organ its chain names, the organ that speaks, else what the article rests on."""
        speakers = [self._who[name] for name in statement.speakers if name in self._who]
        if (named := self._last(statement.told_by)) is not None:
            return named
        if speakers and all(one.kind in _BODIES for one in speakers):
            basis = SPEAKS_ITSELF if speakers[0].kind == "institution" else None
            return Teller(organ=speakers[0].name, side=speakers[0].country, basis=basis)
        return self._inferred(statement.encounter)

    def of_encounter(self, encounter: Encounter) -> Teller:
        """Who tells an encounter."""
        return self._last(encounter.told_by) or self._rest

    def of_the_outlet(self) -> Teller:
        """The outlet, for words that are its own: what it infers."""
        return Teller(organ=self._record.outlet or f"{OUTLET_OF}{self._record.doc_id}")

    def of_chain(self, chain: Sequence[Hop], encounter: str | None = None) -> Teller:
        """Who tells other words, by their chain."""
        return self._last(chain) or self._inferred(encounter)

    def _inferred(self, encounter: str | None) -> Teller:
        at = self._encounters.get(encounter or "")
        named = self._last(at.told_by) if at else None
        if named and named.side and self._rest.basis != OWN_PAGE:
            return Teller(organ=named.organ, side=named.side, basis=AS_THE_ENCOUNTER)
        return self._rest

    def _of_the_article(self) -> Teller:
        """On whom the words of the article rest that name no organ."""
        record = self._record
        known = publishers() if record.outlet or record.credit.agency else None
        own = known and record.outlet and (known.by_id(record.outlet) or known.named(record.outlet))
        if own and own.official:
            return Teller(organ=own.name, side=own.country, basis=OWN_PAGE)
        agency = known.credited(record.credit.agency) if known and record.credit.agency else None
        if agency and agency.official:
            return Teller(organ=agency.name, side=agency.country, basis=CREDITED)
        organs = self._named_organs()
        enough = len(organs) >= _SHARE * len(record.statements)
        if enough and len({organ.side for organ in organs}) == 1:
            return Teller(organ=organs[0].organ, side=organs[0].side, basis=ONLY_ORGAN)
        return self.of_the_outlet()

    def _named_organs(self) -> list[Teller]:
        """The organs of states that tell statements of the article or speak in them, one for each statement."""
        found = []
        for statement in self._record.statements:
            named = self._last(statement.told_by)
            if named and named.side:
                found.append(named)
                continue
            speakers = [self._who[name] for name in statement.speakers if name in self._who]
            if len(speakers) == 1 and speakers[0].kind == "institution" and speakers[0].country:
                found.append(Teller(organ=speakers[0].name, side=speakers[0].country))
        return found

    def _last(self, chain: Sequence[Hop]) -> Teller | None:
        """The organ a chain ends with, by the name of its identity: «سانا» and «وكالة الأنباء السورية» are one."""
        if len(chain) < 2:
            return None
        hop = chain[-1]
        who = self._who.get(hop.actor or "")
        known = publishers().named(hop.name)
        # A newspaper is of a country and no organ of its state.
        side = None if known and not known.official else hop.side
        return Teller(organ=who.name if who else hop.name, side=side)
