"""Attribution without a verb of saying: the headline's colon, and «بحسب», «وفق»."""

from __future__ import annotations

from mahdar.arabic.sentences import Sentence
from mahdar.arabic.tokens import WORD
from mahdar.arabic.wordlists import is_common
from mahdar.reading.clause_subjects import held
from mahdar.reading.clauses import Clauses
from mahdar.reading.content import Complement
from mahdar.reading.cues import Cue, cue_candidates, is_mark
from mahdar.reading.extent import content_range
from mahdar.reading.found import Found
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page
from mahdar.reading.speakers import Speakers

_COLON_GAP = 9
_COLON_LEAD = 2
_EARLY = 20
#: «تقرير حكومي مغربي: …»: words of a headline's source, the first a kind of document.
_STUDY = 3
#: A source told within so many words of the sentence's beginning opens it.
_OPENING = 3


class Verbless:
    """Reads what is attributed without a verb on one page."""

    def __init__(self, page: Page, speakers: Speakers) -> None:
        self.page = page
        self.speakers = speakers
        self.headlines: set[tuple[str, ...]] = set()

    def headline(self, sentence: Sentence, clauses: Clauses) -> list[Found]:
        """«الجبير: لا مكان للأسد»: a mention, a colon, words."""
        for k in range(sentence.first + 1, min(sentence.first + _COLON_GAP, sentence.last - 1)):
            if not is_mark(self.page, k, ":"):
                continue
            if self._declared(sentence, k):
                return self._by_colon(sentence, k, self._declaring(clauses, k))
            if k <= sentence.first + _STUDY and self._study(sentence.first):
                return self._by_colon(sentence, k, self.speakers.unnamed_source(sentence.first, clauses)[0])
            m = self._before_colon(sentence, k, clauses)
            if any(c.last <= k for c in cue_candidates(self.page, sentence.first, k)):
                return []
            if m is None:
                return self._by_colon(sentence, k, self.speakers.of_lead(sentence.first, k))
            if not self._may_speak_by_colon(m, sentence, k, clauses) or self._only_places(
                m, k, sentence, clauses
            ):
                return []
            return self._by_colon(sentence, k, m.actors)
        return []

    def _by_colon(self, sentence: Sentence, colon: int, actors: tuple[int, ...]) -> list[Found]:
        """What stands after the colon, said by some actors."""
        content = content_range(self.page, Complement(colon + 1, "colon", colon), sentence.last)
        if not actors or content is None or content[1] - content[0] < 2:
            return []
        start, end, mode = content
        self.speakers.hear(actors, ())
        cue = (colon, colon + 1)
        return [Found(cue, (start, end), mode, actors, (), "affirm", "named before the colon", None, "colon")]

    def _study(self, first: int) -> bool:
        """«دراسة: …», «تقرير: …»: a headline that opens with what its news was taken from."""
        return (
            first < self.page.title_end and self.page.norms[first] in self.page.knowledge.grammar["studies"]
        )

    def _declared(self, sentence: Sentence, colon: int) -> bool:
        """«إعلان الرياض: …», «بيان مشترك: …»: a headline that opens with the document of an encounter."""
        first = sentence.first + (self.page.norms[sentence.first] == '"')
        documents = self.page.knowledge.grammar["joint_documents"]
        return (
            colon - first <= _COLON_LEAD + 2
            and self.page.norms[first] in documents
            and colon < self.page.title_end
        )

    def _declaring(self, clauses: Clauses, colon: int) -> tuple[int, ...]:
        """The two states that a joint document speaks for: those named after its colon, else first in the article."""
        for near in (clauses.after(colon), self.speakers.mentions[:_EARLY]):
            states = [m for m in near if m.kind == "country" and m.actors and not m.place]
            actors = tuple(dict.fromkeys(a for m in states for a in m.actors))
            if len(actors) > 1:
                return actors[:2]
        return ()

    def _before_colon(self, sentence: Sentence, colon: int, clauses: Clauses) -> Mention | None:
        """Who stands before the colon: the one who opens the line («بوتين مستقبلا الأسد: …»), else the nearest."""
        heads = [
            m
            for m in clauses.head()
            if m.last <= colon and m.actors and m.first - sentence.first <= _COLON_LEAD
        ]
        norms = self.page.norms
        pause = next((k for k in range(sentence.first, colon) if norms[k] == "…" or norms[k][:2] == ".."), 0)
        if pause:
            return next((m for m in clauses.head() if m.last == colon and m.first == pause + 1), None)
        opening = sentence.first + (norms[sentence.first] == '"')
        if heads and heads[0].first == opening and heads[0].kind in ("person", "institution"):
            return heads[0] if not self._present(heads[0].last) else None
        return next((m for m in heads if m.last == colon), None)

    def _present(self, at: int) -> bool:
        """«الجبهة تقايض: …»: a word in the shape of a present verb, which tells what was done."""
        at += self.page.norms[at] == '"'
        norm = self.page.norms[at]
        return self.page.tokens[at].kind == WORD and norm[0] in "يت" and not is_common(norm)

    def _only_places(self, m: Mention, colon: int, sentence: Sentence, clauses: Clauses) -> bool:
        """«فرنسا: زعيم المعارضة يندد بـ…»: a state that tells where, while another speaks after the colon."""
        if m.kind != "country":
            return False
        cues = [c for c in cue_candidates(self.page, colon + 1, sentence.last) if c.kind == "present"]
        named = [other for other in clauses.after(colon + 1) if other.first <= colon + 2]
        return any(0 <= c.first - other.last <= 1 for c in cues for other in named)

    def _may_speak_by_colon(self, m: Mention, sentence: Sentence, colon: int, clauses: Clauses) -> bool:
        """Not bylines, datelines, links and section heads, which end in a colon too."""
        in_title = sentence.first < self.page.title_end
        entry = m.entry.kind if m.entry else ""
        if held(self.page, m) or (entry in ("agency", "outlet", "place") and not in_title):
            return False
        if self.page.norms[sentence.first] in ("كتب", "رابط", "اعداد", "تصوير", "عاجل"):
            return False
        following = next(iter(clauses.after(colon + 1)), None)
        near = following is not None and following.kind == "person" and following.first <= colon + 2
        words = tuple(self.page.norms[colon + 1 : sentence.last])
        repeated = words in self.headlines
        self.headlines.add(words)
        return not (m.kind == "country" and not m.place and near) and not repeated

    def source(self, cue: Cue, clauses: Clauses) -> tuple[tuple[int, ...], int] | None:
        """The actors that «بحسب» names, and the token after their name; documents stand for who issued them."""
        near = (m for m in clauses.after(cue.last) if m.first - cue.last <= 3)
        m = next((m for m in near if m.actors and m.kind != "pair"), None)
        if m is not None and not any(w in (")", ".") for w in self.page.norms[cue.last : m.first]):
            return m.actors, m.last
        at = cue.last
        if at >= clauses.sentence.last:
            return None
        noun = self.page.norms[at]
        noun = "ا" + noun[1:] if noun.startswith("لل") else noun
        if noun in self.page.knowledge.grammar["documents"] and self.speakers.organs:
            return self.speakers.last_organ(), at + 1
        if noun in self.page.knowledge.grammar["source_nouns"]:
            return self.speakers.unnamed_source(at, clauses)
        return None

    def according(
        self, cues: list[Cue], sentence: Sentence, clauses: Clauses, made: list[Found], earlier: list[Found]
    ) -> None:
        """«بحسب الوكالة»: the source of the sentence, or the one who passes on what another said in it.

        A source that is a sentence of its own («… . بحسب رويترز.») passes on the sentence before, told in `earlier`.
        """
        for cue in cues:
            source = self.source(cue, clauses)
            if source is None:
                continue
            actors, end = source
            own = cue.first - sentence.first > _OPENING and all(f.cue[0] > cue.first for f in made)
            content = self._around(cue, end, sentence, [] if own else made)
            if content is not None:
                start, stop, mode = content
                reason = "source named after the cue"
                fresh = Found(
                    (cue.first, cue.last),
                    (start, stop),
                    mode,
                    actors,
                    (),
                    "inform",
                    reason,
                    None,
                    "according",
                )
                made.append(fresh)
                self.speakers.hear(actors, ())
            alone = content is None and end >= sentence.last - _OPENING
            for f in ([] if own else made) or (earlier if alone else []):
                if f.speakers != actors and not f.via:
                    f.via = actors

    def _around(
        self, cue: Cue, end: int, sentence: Sentence, made: list[Found]
    ) -> tuple[int, int, str] | None:
        """What a source tells beside the statements of the sentence: the words before it, or those after."""
        first = min((f.cue[0] for f in made), default=sentence.last)
        if cue.first - sentence.first > _OPENING:
            if made:
                return None
            content = content_range(
                self.page, Complement(sentence.first, "object", sentence.first), cue.first
            )
        else:
            while end < sentence.last and (is_mark(self.page, end, ',"') or self.page.norms[end] == "فان"):
                opening = self.page.norms[end] == '"' and self.page.tokens[end].text != "»"
                if opening and self.page.in_quote[min(end + 1, sentence.last - 1)]:
                    break
                end += 1
            content = content_range(self.page, Complement(end, "object", end), max(first, end))
        if content is None:
            return None
        words = sum(self.page.tokens[k].kind == WORD for k in range(*content[:2]))
        return content if words >= (_OPENING if not made else 2 * _OPENING) else None
