"""Look a name up in everything that is known: Arabic or English, any spelling, with attached letters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import norms_of
from mahdar.knowledge.checking import all_entries
from mahdar.knowledge.forms import english_forms, own_forms
from mahdar.knowledge.knowledge import Knowledge, load
from mahdar.knowledge.located import Located
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.knowledge.phrases import bare_forms
from mahdar.knowledge.shapes import own_name

Key = tuple[str, ...]


class Finding(NamedTuple):
    """An entry that a name stands for, and how: the form of it that was asked for, and what was taken off."""

    entry: Located
    form: str
    how: str


class Finder:
    """Everything known, by the folded words of its names, identifiers and inflected forms."""

    def __init__(self, overlay: Path | None = None) -> None:
        self.knowledge: Knowledge = load(overlay)
        self.entries = all_entries(overlay)
        self._names: dict[Key, list[tuple[Located, str]]] = defaultdict(list)
        self._by_id: dict[tuple[str, str], list[Located]] = defaultdict(list)
        for entry in self.entries:
            if own_name(entry.file) == "tenures":
                continue
            for form in [*own_forms(entry), *english_forms(entry)]:
                self._names[_words(form)].append((entry, form))
            if isinstance(entry.row, dict):
                for key in ("id", "code", "person", "verb", "noun", "en"):
                    if isinstance(entry.row.get(key), str):
                        self._by_id[own_name(entry.file), entry.row[key]].append(entry)

    def find(self, name: str) -> list[Finding]:
        """Every entry that the name stands for, bare words of lists last; empty where it is not known."""
        words = _words(name)
        if not words:
            return []
        found: dict[tuple[str, int, str], Finding] = {}
        for finding in self._findings(words):
            found.setdefault((finding.entry.file, finding.entry.line, finding.entry.section), finding)
        return sorted(found.values(), key=lambda finding: not isinstance(finding.entry.row, dict))

    def _findings(self, words: Key) -> Iterator[Finding]:
        for prefix, first in bare_forms(words[0]):
            taken = f"after «{words[0][:prefix]}»" if prefix else ""
            bare = (first, *words[1:])
            for entry, form in self._names.get(bare, ()):
                yield Finding(entry, form, taken)
            yield from self._inflected(bare, taken)
            other = first[2:] if first.startswith("ال") else "ال" + first
            for entry, form in self._names.get((other, *words[1:]), ()):
                yield Finding(entry, form, _joined([taken, "but for the article"]))

    def _inflected(self, words: Key, taken: str) -> Iterator[Finding]:
        """Entries of which the words are a grammatical form."""
        form = " ".join(words)
        for hit in self.knowledge.phrases.at(words, 0):
            if hit.length == len(words) and hit.prefix == 0:
                kind, file = hit.entry.kind, _FILES[hit.entry.kind]
                ident = hit.entry.country if file == "countries.yml" else hit.entry.id
                how = [
                    kind if kind in _DERIVED else "",
                    hit.entry.detail if kind == "adjective" else "",
                    taken,
                ]
                for entry in self._by_id.get((file, ident or ""), ()):
                    yield Finding(entry, form, _joined(how))
        if len(words) == 1:
            for cue in self.knowledge.verbs.get(words[0], ()):
                for entry in self._by_id.get(("saying.yml", cue.verb.id), ()):
                    yield Finding(entry, form, _joined([cue.kind, cue.gender, cue.number, cue.object, taken]))
            for met in meeting_words(self.knowledge).forms.get(words[0], ()):
                for entry in self._by_id.get(("meeting.yml", met.word.word), ()):
                    yield Finding(entry, form, _joined([met.aspect, met.gender, met.number, taken]))
        title = self.knowledge.title_at(list(words), 0, words[0])
        if title and title.length == len(words):
            for entry in self._by_id.get(("titles.yml", title.noun), ()):
                yield Finding(entry, form, _joined([title.gender, title.number, taken]))

    def nearest(self, name: str, most: int = 5) -> list[str]:
        """Known names that are written most like this one, the most alike first."""
        wanted = _pairs(" ".join(_words(name)))
        scored: list[tuple[float, str]] = []
        for words, owners in self._names.items():
            pairs = _pairs(" ".join(words))
            share = 2 * (wanted & pairs).total() / max(1, wanted.total() + pairs.total())
            if share > _ALIKE:
                scored.append((-share, owners[0][1]))
        return list(dict.fromkeys(form for _, form in sorted(scored)))[:most]


#: Share of letter pairs that two names must have in common to be shown as near.
_ALIKE = 0.5
_FILES = {
    "country": "countries.yml", "adjective": "countries.yml", "government": "countries.yml", "place": "places.tsv",
    "organization": "organizations.yml", "agency": "agencies.yml", "outlet": "outlets.yml",
    "person": "people.tsv", "surname": "people.tsv",
}  # fmt: skip

_DERIVED = ("adjective", "government", "surname")


def _words(name: str) -> Key:
    return tuple(norms_of(name))


def _pairs(text: str) -> Counter[str]:
    padded = f" {fold(text)} "
    return Counter(padded[i : i + 2] for i in range(len(padded) - 1))


def _joined(parts: Sequence[str | None]) -> str:
    return " ".join(part for part in parts if part)
