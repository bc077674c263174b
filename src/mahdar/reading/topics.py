"""What a passage is about: topics of the closed list, from the words of the topic lexicon.

The lexicon (`knowledge/data/topics.yml` tells its notation) gives phrases with weights. A topic's weight in a
passage is the sum over the phrases found in it; longer phrases win over the shorter ones inside them. Short
contents say little by themselves («هذا الكلام مرفوض»), so the paragraph and the article around them weigh in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any, NamedTuple, cast

from mahdar.arabic.fold import fold
from mahdar.arabic.remembered import Remembered
from mahdar.model.vocabulary import TOPICS, Topic

Weights = Mapping[Topic, float]

_GAP = "…"
_GAP_LENGTH = 3
_LEADS = ("", "و", "ف", "ب", "ك", "ل", "س", "وب", "ول", "وك", "وس", "فل", "فب", "فس")
_NO_LEAD = ("",)
_LEADS_BY_LETTER = {
    letter: tuple(lead for lead in _LEADS if lead[:1] in ("", letter))
    for letter in {lead[0] for lead in _LEADS if lead}
}
_PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "كم", "ه", "ي")
_ENDINGS = ("يين", "يون", "يات", "يه", "يا", "ات", "ان", "ين", "ون", "ه", "ا")
_SHORTEST = 3

#: A phrase met again in the same passage adds this part of its weight.
_AGAIN = 0.25
#: A passage's own words count up to this weight: beyond it nothing becomes clearer.
_OWN_CAP = 4.0
#: Around an encounter, a paragraph counts less with each step away, and those before it less than those after.
_FADE, _BEFORE, _REACH = 0.85, 0.3, 28


@dataclass(frozen=True, slots=True)
class _Blend:
    """How the surroundings of a passage weigh beside its own words, and how much a topic needs to be given."""

    paragraph: float
    article: float
    article_root: float
    nearby: float = 0.0
    nearby_weight: float = 0.0
    article_weight: float = 0.0
    general: float = 0.0
    least: float = 0.0
    share: float = 0.0


_STATEMENT = _Blend(paragraph=1.0, article=1.0, article_root=3.0, least=2.6, share=0.3)
_ENCOUNTER = _Blend(
    paragraph=2.0,
    article=1.0,
    article_root=4.0,
    nearby=1.0,
    nearby_weight=0.4,
    article_weight=0.2,
    general=-0.5,
    least=5.0,
    share=0.6,
)
_CUE = 1.5
_GENERAL: Topic = "bilateral-relations"
_NOTHING: Topic = "other"


def stems(norm: str) -> frozenset[str]:
    """The forms that a folded word may stand for: without attached particles, article, pronouns and endings.

    A form keeps its article where the word has one; both are among the forms. Words of two letters or
    fewer stand for themselves only.
    """
    bare = {norm}
    for lead in _LEADS_BY_LETTER.get(norm[:1], _NO_LEAD):
        if norm.startswith(lead) and len(norm) - len(lead) >= _SHORTEST:
            rest = norm[len(lead) :]
            bare.add(rest)
            if rest.startswith("ال") and len(rest) > 4:
                bare.add(rest[2:])
            if lead.endswith("ل") and rest.startswith("ل") and len(rest) > 3:
                bare.update((rest[1:], "ال" + rest[1:]))
    forms = set(bare)
    for word in bare:
        if word.endswith(_PRONOUNS):
            for ending in _PRONOUNS:
                forms.update(_without(word, ending))
    for word in tuple(forms):
        if word.endswith(_ENDINGS):
            for ending in _ENDINGS:
                forms.update(_without(word, ending))
    return frozenset(forms | {"=" + word for word in bare})


def _without(word: str, ending: str) -> tuple[str, ...]:
    if not word.endswith(ending) or len(word) - len(ending) < _SHORTEST:
        return ()
    stem = word[: -len(ending)]
    if stem.endswith("ت"):  # طاقتها is طاقة
        return stem, stem[:-1] + "ه"
    return (stem, stem + "ه") if ending == "ات" else (stem,)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of the lexicon.

    Attributes:
        words: its words as sets of alternatives.
        rest: those after the first, each with whether a few words may stand before it.
    """

    words: tuple[frozenset[str], ...]
    rest: tuple[tuple[frozenset[str], bool], ...]
    weight: float
    topic: Topic
    speaks: bool

    @classmethod
    def read(cls, entry: str, topic: Topic, speaks: bool = True) -> list[_Phrase]:
        """The phrases of one entry of the lexicon, in the notation told there."""
        texts, _, weight = entry.partition("^")
        return [
            cls._one(text, float(weight or 1.0), topic, speaks) for text in texts.split("|") if text.strip()
        ]

    @classmethod
    def _one(cls, text: str, weight: float, topic: Topic, speaks: bool) -> _Phrase:
        words: list[frozenset[str]] = []
        gaps: list[bool] = []
        gap = False
        for part in text.split():
            if part == _GAP:
                gap = True
                continue
            words.append(frozenset(fold(word) for word in part.split("/") if word))
            gaps.append(gap)
            gap = False
        rest = tuple(zip(words[1:], gaps[1:], strict=True))
        return cls(tuple(words), rest, weight, topic, speaks)

    def places(self, words: Sequence[_Word], start: int) -> tuple[int, ...]:
        """Where its words stand if it begins at `start`, whose word is known to match; empty where it does not."""
        found = [start]
        place = start
        for wanted, gap in self.rest:
            last = place + (_GAP_LENGTH + 1 if gap else 1)
            place += 1
            while place < len(words) and place <= last and wanted.isdisjoint(words[place].forms):
                place += 1
            if place >= len(words) or place > last:
                return ()
            found.append(place)
        return tuple(found)


class _Word(NamedTuple):
    """A written word: the forms of the lexicon that it may stand for, and the phrases that begin with one of them."""

    forms: frozenset[str]
    phrases: tuple[_Phrase, ...]


class _Lexicon:
    """Phrases by the forms of their first word."""

    def __init__(self, phrases: Sequence[_Phrase]) -> None:
        first: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in phrases:
            for form in phrase.words[0]:
                first[form].append(phrase)
        self._first = dict(first)
        self._vocabulary = frozenset(form for p in phrases for word in p.words for form in word)
        self._known = Remembered(self._word)

    def weigh(self, norms: Sequence[str]) -> dict[Topic, float]:
        """The weight of each topic whose phrases stand in a passage."""
        known = self._known
        words = [word for norm in norms if (word := known[norm]) is not None]
        found: list[tuple[tuple[int, ...], _Phrase]] = []
        for start, word in enumerate(words):
            for phrase in word.phrases:
                places = phrase.places(words, start)
                if places:
                    found.append((places, phrase))
        return _sum(found)

    def _word(self, norm: str) -> _Word | None:
        """What the lexicon says of a word, None of a mark."""
        if not norm[:1].isalnum():
            return None
        forms = stems(norm) & self._vocabulary
        return _Word(forms, tuple(phrase for form in sorted(forms) for phrase in self._first.get(form, ())))


def _sum(found: list[tuple[tuple[int, ...], _Phrase]]) -> dict[Topic, float]:
    """Add up what was found, longer phrases first: a word that serves one serves no shorter phrase."""
    found.sort(key=lambda item: (-len(item[0]), item[1].speaks, -item[1].weight, item[0]))
    taken: dict[int, int] = {}
    denied: set[tuple[int, Topic]] = set()
    met: set[tuple[Topic, tuple[frozenset[str], ...]]] = set()
    counted: set[tuple[int, Topic]] = set()
    weights: dict[Topic, float] = defaultdict(float)
    for places, phrase in found:
        size, topic = len(places), phrase.topic
        if any(taken.get(place, size) != size or (place, topic) in denied for place in places):
            continue
        if not phrase.speaks:
            denied.update((place, topic) for place in places)
        elif (places[0], topic) not in counted:
            taken.update(dict.fromkeys(places, size))
            counted.add((places[0], topic))
            weights[topic] += phrase.weight * (_AGAIN if (topic, phrase.words) in met else 1.0)
            met.add((topic, phrase.words))
    return weights


class TopicMatcher:
    """Tells topics by the lexicon.

    Args:
        topics: the entries of the topic file: `id`, `words`, and where there are any `not` and `cues`.

    Raises:
        ValueError: where an entry names a topic that is not of the closed list, or a weight is no number.
    """

    def __init__(self, topics: Sequence[Mapping[str, Any]]) -> None:
        words: list[_Phrase] = []
        cues: list[_Phrase] = []
        for entry in topics:
            topic = _topic(entry["id"])
            for phrase in entry.get("words", ()):
                words += _Phrase.read(phrase, topic)
            for phrase in entry.get("not", ()):
                words += _Phrase.read(phrase, topic, speaks=False)
            for phrase in entry.get("cues", ()):
                cues += _Phrase.read(phrase, topic)
        self._words, self._cues = _Lexicon(words), _Lexicon(cues)

    def weigh(self, norms: Sequence[str]) -> dict[Topic, float]:
        """The weight of each topic whose words stand in a passage, given as folded tokens; empty where none do."""
        return self._words.weigh(norms)

    def weigh_cue(self, norms: Sequence[str]) -> dict[Topic, float]:
        """The same for the words of an act of speech: «هنأ» is a courtesy whatever follows."""
        return self._cues.weigh(norms)

    def article(self, paragraphs: Sequence[Sequence[str]]) -> ArticleTopics:
        """Read an article's paragraphs (folded tokens, the headline first), once for all its passages."""
        return ArticleTopics(self, [self.weigh(norms) for norms in paragraphs])

    def topics_of(
        self, norms: Sequence[str], limit: int = 3, context_norms: Sequence[str] = ()
    ) -> tuple[Topic, ...]:
        """Topics of a passage, the likeliest first.

        Args:
            norms: the folded tokens of the passage.
            limit: how many topics at most.
            context_norms: folded tokens of what stands around it: a short passage inherits from them.

        Returns:
            At least one topic; `other` alone where neither the passage nor its context holds a word we know.
        """
        around = self.article([context_norms] if context_norms else [norms])
        return around.of_statement(norms, 0, limit=limit)


class ArticleTopics:
    """The weights of an article, paragraph by paragraph, against which its passages are read."""

    def __init__(self, matcher: TopicMatcher, paragraphs: list[dict[Topic, float]]) -> None:
        self._matcher = matcher
        self._paragraphs = paragraphs

    @cached_property
    def weights(self) -> Weights:
        """The weights of the whole article."""
        total: dict[Topic, float] = defaultdict(float)
        for weights in self._paragraphs:
            _add(total, weights, 1.0)
        return total

    def of_statement(
        self, content: Sequence[str], paragraph: int, cue: Sequence[str] = (), limit: int = 3
    ) -> tuple[Topic, ...]:
        """Topics of a statement, the likeliest first, at least one.

        Args:
            content: the folded tokens of what is attributed.
            paragraph: the index of the paragraph it stands in.
            cue: the folded tokens of the act of speech.
            limit: how many topics at most.

        Returns:
            Topics of the closed list; `other` alone where the whole article holds no word we know.
        """
        scores = self._scores(self._matcher.weigh(content), paragraph, _STATEMENT)
        _add(scores, self._matcher.weigh_cue(cue), _CUE)
        return _heaviest(scores, _STATEMENT, limit) or (_NOTHING,)

    def of_encounter(self, evidence: Sequence[str], paragraph: int, limit: int = 3) -> tuple[Topic, ...]:
        """Topics of an encounter from the clause that tells it and the paragraphs about it.

        Args:
            evidence: the folded tokens of the clause.
            paragraph: the index of the paragraph it stands in.
            limit: how many topics at most.
        """
        return _heaviest(
            self._scores(self._matcher.weigh(evidence), paragraph, _ENCOUNTER), _ENCOUNTER, limit
        )

    def _scores(self, own: Weights, paragraph: int, blend: _Blend) -> dict[Topic, float]:
        scores: dict[Topic, float] = defaultdict(float)
        silence = 1 / (1 + sum(own.values()))
        for topic, weight in own.items():
            scores[topic] += min(weight, _OWN_CAP)
        for topic, part in _parts(self.weights).items():
            scores[topic] += blend.article * part + blend.article_root * sqrt(part)
            scores[topic] += blend.article_weight * min(self.weights[topic], 6.0)
        _add(scores, _parts(self._paragraph(paragraph)), blend.paragraph)
        if blend.nearby:
            near = self._near(paragraph)
            _add(scores, _parts(near), blend.nearby * silence)
            _add(scores, {topic: min(weight, 4.0) for topic, weight in near.items()}, blend.nearby_weight)
        if _GENERAL in scores:
            scores[_GENERAL] += blend.general
        return scores

    def _paragraph(self, index: int) -> Weights:
        return self._paragraphs[index] if 0 <= index < len(self._paragraphs) else {}

    def _near(self, paragraph: int) -> Weights:
        near: dict[Topic, float] = defaultdict(float)
        for place in range(max(0, paragraph - _REACH), min(len(self._paragraphs), paragraph + _REACH + 1)):
            fade = _FADE ** abs(place - paragraph) * (_BEFORE if place < paragraph else 1.0)
            _add(near, self._paragraphs[place], fade)
        return near


def _topic(name: str) -> Topic:
    if name not in TOPICS:
        raise ValueError(f"{name!r} is not a topic of the closed list")
    return cast(Topic, name)


def _add(total: dict[Topic, float], weights: Weights, factor: float) -> None:
    for topic, weight in weights.items():
        total[topic] += factor * weight


def _parts(weights: Weights) -> Weights:
    total = sum(weights.values())
    return {topic: weight / total for topic, weight in weights.items()} if total else {}


def _heaviest(scores: Weights, blend: _Blend, limit: int) -> tuple[Topic, ...]:
    ranked = sorted(scores.items(), key=lambda item: (-item[1], TOPICS.index(item[0])))[: max(0, limit)]
    if not ranked:
        return ()
    least = max(blend.least, blend.share * ranked[0][1])
    return (ranked[0][0], *(topic for topic, score in ranked[1:] if score >= least))
