"""Checks of the knowledge files: shapes, references, dates, names; every fault with its file, line and mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mahdar.arabic.fold import fold
from mahdar.knowledge.checking_names import alias_faults, example_faults, reach_faults
from mahdar.knowledge.checking_tenures import tenure_faults
from mahdar.knowledge.files import DATA, KnowledgeError, key_of, knowledge_paths, shown
from mahdar.knowledge.knowledge import load
from mahdar.knowledge.located import Fault, Located, entries, key_faults
from mahdar.knowledge.shapes import SHAPES, field_faults, form_faults, overlay_faults, own_name, shape_faults
from mahdar.model.vocabulary import TOPICS


def check(overlay: Path | None = None) -> list[Fault]:
    """Every fault of the knowledge, with a user's overlay where one is given; none where it is sound.

    Faults of shape come alone: what is built on the entries is checked once their shapes hold.
    """
    folders = [DATA] if overlay is None else [DATA, overlay]
    faults = [fault for folder in folders for fault in _faults_of_shape(folder)]
    if overlay is not None and not faults:
        faults += overlay_faults(overlay)
    if faults:
        return _in_order(faults)
    every = all_entries(overlay)
    faults += _faults_between(every)
    faults += [
        f for folder in folders for p in knowledge_paths(folder) if p.suffix == ".yml" for f in key_faults(p)
    ]
    knowledge = load(overlay)
    faults += [
        *reach_faults(every, knowledge),
        *alias_faults(every, overlay),
        *example_faults(every, knowledge),
    ]
    return _in_order(faults)


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(dict.fromkeys(faults))


def _faults_of_shape(folder: Path) -> Iterator[Fault]:
    for path in knowledge_paths(folder):
        name = own_name(shown(path))
        try:
            faults = list(form_faults(path)) if path.suffix == ".yml" or name in SHAPES else []
            faults = faults or [fault for entry in entries(path) for fault in shape_faults(entry)]
        except KnowledgeError as error:
            yield _unreadable(path, error)
        else:
            yield from faults


def _unreadable(path: Path, error: KnowledgeError) -> Fault:
    place, _, wrong = str(error).removeprefix(shown(path)).partition(": ")
    line = place.removeprefix(":")
    return Fault(shown(path), int(line) if line.isdigit() else 1, path.name, wrong, "correct the line")


def all_entries(overlay: Path | None = None) -> list[Located]:
    """The entries of all files as they are in force: an overlay's entry in the place of the shipped one it replaces.

    Raises:
        KnowledgeError: where a file cannot be read.
    """
    shipped = [entry for path in knowledge_paths(DATA) for entry in entries(path)]
    if overlay is None:
        return shipped
    own = [entry for path in knowledge_paths(overlay) for entry in entries(path)]
    replaced = {_key(entry) for entry in own} - {None}
    return [entry for entry in shipped if _key(entry) not in replaced] + own


def _key(entry: Located) -> tuple[str, str, object] | None:
    """What an entry is known by among those of all files, None where it replaces no other."""
    key = key_of(entry.row) if isinstance(entry.row, dict) else None
    return None if key is None else (own_name(entry.file), entry.section, key)


def _faults_between(every: list[Located]) -> Iterator[Fault]:
    """Faults that do not keep the files from being used, and those that show only when entries are seen together."""
    yield from (fault for entry in every for fault in field_faults(entry))
    yield from _doubles(every)
    yield from _references(every)
    yield from tenure_faults(every)
    yield from _words(every)
    yield from _missing_topics(every)
    yield from _sources(every)


def _doubles(every: list[Located]) -> Iterator[Fault]:
    """Entries of one identifier, and people of one Wikidata item."""
    first: dict[object, Located] = {}
    items: dict[str, Located] = {}
    for entry in every:
        name = own_name(entry.file)
        if not isinstance(entry.row, dict) or name not in SHAPES or name == "tenures":
            continue
        own = (name, entry.name, entry.row.get("en") if name == "places.tsv" else None)
        if own in first:
            mend = "join the two entries"
            yield entry.fault(f"stands a second time, first on line {first[own].line}", mend)
        first.setdefault(own, entry)
        qid = entry.row.get("qid")
        if qid and items.setdefault(qid, entry) is not entry:
            wrong = f"has the Wikidata item {qid} of {items[qid].name}"
            yield entry.fault(wrong, "keep it with the one it belongs to")


def _column(every: list[Located], name: str, key: str) -> set[str]:
    return {
        str(e.row[key])
        for e in every
        if own_name(e.file) == name and isinstance(e.row, dict) and e.row.get(key)
    }


def _references(every: list[Located]) -> Iterator[Fault]:
    """Codes of countries, persons and offices that name nothing."""
    countries = _column(every, "countries.yml", "code") | {"UN", "EU"}
    bodies = (
        countries | _column(every, "organizations.yml", "id") | _column(every, "organizations.yml", "code")
    )
    people, offices = _column(every, "people.tsv", "person"), _column(every, "offices.yml", "id")
    places = (countries, "countries.yml")
    known: dict[str, tuple[set[str], str]] = {"country": places, "code": places, "based": places}
    tenure: dict[str, tuple[set[str], str]] = {
        "person": (people, "people.tsv"), "country": (bodies, "countries.yml nor organizations.yml"),
    }  # fmt: skip
    if offices:
        tenure["office"] = (offices, "offices.yml")
    for entry in every:
        name = own_name(entry.file)
        if name not in SHAPES or not isinstance(entry.row, dict):
            continue
        for key, (names, file) in (tenure if name == "tenures" else known).items():
            value = entry.row.get(key)
            if value and value not in names and name != "countries.yml":
                wrong = f"{key} {value} is not in {file}"
                yield entry.fault(wrong, f"correct it, or add {value}")


def _words(every: list[Located]) -> Iterator[Fault]:
    """Words that stand twice in one list, in one spelling or in two that fold to one."""
    lists: dict[tuple[str, str], dict[str, Located]] = defaultdict(dict)
    for entry in every:
        if isinstance(entry.row, str) and entry.section:
            words = lists[own_name(entry.file), entry.section]
            folded = fold(entry.row)
            if folded in words and words[folded].file == entry.file:
                before = words[folded]
                wrong = f"«{entry.row}» is «{before.row}» of line {before.line} after folding"
                yield entry.fault(wrong, "keep one of them")
            words.setdefault(folded, entry)


def _missing_topics(every: list[Located]) -> Iterator[Fault]:
    there = _column(every, "topics.yml", "id")
    for entry in every:
        if own_name(entry.file) == "topics.yml" and entry.row["id"] not in TOPICS:
            yield entry.fault("is no topic of the record's closed list", "use one of the list")
    for topic in TOPICS:
        if topic not in there:
            yield Fault("topics.yml", 1, topic, "the topic has no entry", "add one")


_SOURCE_WORDS = ("source", "compilation", "written for this project", "licence")


def _sources(every: list[Located]) -> Iterator[Fault]:
    """Files of the package that say nowhere where their content is from; tenures name a source each."""
    for path in knowledge_paths(DATA):
        if own_name(shown(path)) in ("tenures", "people.tsv"):
            continue
        head = [line for line in path.read_text(encoding="utf-8").split("\n")[:40] if line.startswith("#")]
        if not any(word in line.lower() for line in head for word in _SOURCE_WORDS):
            mend = "say in a comment at its head where the content is from"
            yield Fault(shown(path), 1, path.name, "the file names no source", mend)


def summary(every: list[Located]) -> list[tuple[str, int]]:
    """How many entries each file holds."""
    counts: dict[str, int] = defaultdict(int)
    for entry in every:
        counts[own_name(entry.file)] += _weight(entry.row)
    return sorted(counts.items())


def _weight(row: Any) -> int:
    return 0 if isinstance(row, list) and not row else 1
