"""The shape of each knowledge file: what an entry must and may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from mahdar.knowledge.files import DATA, KnowledgeError, knowledge_paths, read_numbered_tsv, read_yaml, shown
from mahdar.knowledge.located import Fault, Located, entries
from mahdar.model.vocabulary import ACTS, ENCOUNTER_KINDS

Check = Callable[[Any], str | None]
"""What a value should have been, where it is not that; else None."""


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return 'a text in quotation marks (YAML reads it as yes or no: write "NO")'
    return None if isinstance(value, str) and value.strip() else "a text"


def _texts(value: Any) -> str | None:
    if not isinstance(value, list):
        return "a list of texts"
    return next((f"a list of texts, and {item!r} is none" for item in value if _text(item)), None)


def _flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else "true or false"


def _or_null(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _one_of(*allowed: str) -> Check:
    return lambda value: None if value in allowed else f"one of {', '.join(a or 'nothing' for a in allowed)}"


def _some_of(*allowed: str) -> Check:
    def check(value: Any) -> str | None:
        fits = isinstance(value, list) and all(item in allowed for item in value)
        return None if fits else f"a list of some of {', '.join(allowed)}"

    return check


def _matching(pattern: str, words: str) -> Check:
    compiled = re.compile(pattern)
    return lambda value: None if isinstance(value, str) and compiled.fullmatch(value) else words


def _mapping(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    shape = Shape(required, optional)

    def check(value: Any) -> str | None:
        if not isinstance(value, dict):
            return f"a mapping with {', '.join(required)}"
        strange = (f"{key} is no field here" for key in shape.strange(value))
        return next((f"right: {wrong}" for wrong in (*(w for w, _ in shape.faults(value)), *strange)), None)

    return check


def _list_of(check: Check) -> Check:
    def each(value: Any) -> str | None:
        if not isinstance(value, list):
            return "a list"
        return next((wrong for item in value if (wrong := check(item))), None)

    return each


class Shape(NamedTuple):
    """What an entry must hold and what it may hold."""

    required: Mapping[str, Check]
    optional: Mapping[str, Check]

    def faults(self, row: Any) -> Iterator[tuple[str, str]]:
        """What is missing in an entry or of another kind than it should be, each with its mend."""
        if not isinstance(row, dict):
            yield "it is no mapping", f"write it with {', '.join(self.required)}"
            return
        for key in self.required:
            if key not in row:
                yield f"{key} is missing", f"add {key}"
        for key, value in row.items():
            check = self.required.get(key) or self.optional.get(key)
            if check is not None and (wrong := check(value)):
                yield f"{key} is {value!r} and should be {wrong}", f"correct {key}"

    def strange(self, row: Any) -> list[str]:
        """The fields of an entry that are none of this shape."""
        return [key for key in row if key not in self.required and key not in self.optional]


def _title(value: Any) -> str | None:
    """A title in every country as a text, or one of a certain country as a mapping."""
    return _mapping({"ar": _text}, {"en": _text, "country": _text})(value) if _text(value) else None


_ID = _matching(r"[A-Za-z0-9][\w.&+-]*", "letters, digits and hyphens")
_COUNTRY = _matching("[A-Z]{2}", 'two capital letters in quotation marks (ISO 3166-1), such as "NO"')
_ANY = _matching(r"(?s).*", "a text")
_HOW_SURE = _one_of("sure", "likely", "doubtful")
_ENTRY: dict[str, Check] = {"source": _text, "certainty": _HOW_SURE, "examples": _texts, "note": _text}
_NAMED: dict[str, Check] = {"ar": _text, "en": _text}
_NAMES: dict[str, Check] = {"names": _texts, "ambiguous": _texts, **_ENTRY}
_OWNERS = ("state", "private", "cooperative", "public", "party", "unknown")
_FOLLOWS = ("that", "quote", "object", "على", "إلى", "عن", "ب", "من", "ل", "في", "مع")
_HOUSES = (
    "presidency", "palace", "government", "ministry-of-foreign-affairs", "parliament", "ministry-of-defence",
    "royal-court",
)  # fmt: skip
_BODIES = (
    "igo", "bloc", "format", "ngo", "party", "armed-group", "court", "bank", "parliament", "agency", "government",
)  # fmt: skip
_INSTITUTIONS = (
    "ministry", "presidency", "royal-court", "government", "leadership", "authorities", "parliament", "army", "police",
    "intelligence", "court", "embassy", "bank", "agency", "religious", "media", "ngo", "company", "group", "side",
)  # fmt: skip
_PLACES = _one_of("city", "capital", "palace", "airport", "venue", "region", "sea", "site")
_VERB = {"verb": _text, "present": _text}
_MEETING: dict[str, Check] = {
    "with": _texts, "needs": _texts, "near": _texts, "object": _flag, "host": _one_of("subject", "object"),
    "carried": _flag, **_ENTRY,
}  # fmt: skip
_KIND = {"kind": _one_of(*ENCOUNTER_KINDS)}

#: Shapes by file, for a file in sections by file and section.
SHAPES: dict[str, Shape] = {
    "countries.yml": Shape(
        {"code": _COUNTRY, **_NAMED},
        {
            **_NAMES, "adjectives": _texts, "plurals": _texts, "en_adjective": _text,
            "capital": _mapping(_NAMED, {"names": _texts}),
            "government": _list_of(_mapping({**_NAMED, "kind": _one_of(*_HOUSES)}, {"names": _texts})),
        },
    ),
    "organizations.yml": Shape(
        {"id": _ID, **_NAMED, "kind": _one_of(*_BODIES)},
        {**_NAMES, "code": _or_null(_text), "members": _texts, "adjectives": _texts},
    ),
    "agencies.yml": Shape(
        {"id": _ID, **_NAMED, "country": _or_null(_COUNTRY), "owner": _one_of(*_OWNERS)},
        {**_NAMES, "credit": _texts, "domain": _text, "domains": _texts},
    ),
    "outlets.yml": Shape(
        {
            "id": _ID, **_NAMED, "country": _or_null(_COUNTRY), "owner": _one_of(*_OWNERS),
            "kind": _one_of("newspaper", "broadcaster", "site", "magazine", "radio"),
        },
        {
            **_NAMES, "based": _COUNTRY, "domain": _or_null(_text), "domains": _texts, "needs_head": _flag,
            "codes": _texts,
        },
    ),
    "official.yml": Shape(
        {
            "id": _ID, **_NAMED, "country": _or_null(_COUNTRY), "domain": _text,
            "kind": _one_of(
                "presidency", "royal-court", "government", "ministry", "parliament", "army", "organisation"
            ),
        },
        {**_NAMES, "domains": _texts},
    ),
    "institutions.yml": Shape(
        {"head": _text, "en": _text, "template": _text, "kind": _one_of(*_INSTITUTIONS)},
        {**_NAMES, "short": _texts},
    ),
    "offices.yml": Shape(
        {"id": _ID, **_NAMED},
        {
            **_NAMES, "titles": _list_of(_title), "class": _text, "country": _text, "several": _flag,
            "wikidata": _matching(r"Q\d+", "a Wikidata item such as Q7330070"), "feminine": _texts,
        },
    ),
    "saying.yml": Shape(
        {**_VERB, "act": _one_of(*ACTS), "en": _text, "takes": _some_of(*_FOLLOWS)},
        {
            "participle": _text, "noun": _texts, "also": _texts, "needs": _texts, "noun_takes": _some_of(*_FOLLOWS),
            **dict.fromkeys(("to", "needs_person", "strict", "past_only"), _flag), **_ENTRY,
        },
    ),
    "topics.yml": Shape(
        {"id": _ID, **_NAMED, "description": _text, "words": _texts},
        {"not": _texts, "cues": _texts, "examples": _list_of(_mapping({"text": _text}, {"source": _text}))},
    ),
    "meeting.yml verbs": Shape({**_VERB, **_KIND}, _MEETING),
    "meeting.yml nouns": Shape({"noun": _text, **_KIND}, {"plural": _texts, **_MEETING}),
    "meeting.yml light": Shape(_VERB, _MEETING),
    "meeting.yml light_nouns": Shape({"noun": _text}, {"plural": _texts, **_MEETING}),
    "titles.yml heads": Shape(
        {"noun": _text, "plural": _texts, "class": _text, "en": _text},
        {"country": _COUNTRY, **_ENTRY},
    ),
    "people.tsv": Shape(
        {
            "person": _ID, **_NAMED, "ar_variants": _ANY, "surname_ar": _ANY, "gender": _one_of("m", "f"),
            "qid": _matching(r"(Q\d+)?", "a Wikidata item such as Q1058, or nothing"), "certainty": _HOW_SURE,
        },
        {"note": _ANY},
    ),
    "places.tsv": Shape(
        {
            **_NAMED, "alternatives": _ANY, "country": _matching("([A-Z]{2})?", "two capital letters or nothing"),
            "kind": _PLACES, "ambiguous": _one_of("yes", ""),
        },
        {"note": _ANY, "source": _ANY},
    ),
    "tenures": Shape(
        {
            "person": _ID, "office": _ID, "country": _ID, "title_ar": _text, "start": _ANY, "end": _ANY,
            "acting": _one_of("yes", ""), "certainty": _HOW_SURE, "source": _text,
        },
        {"note": _ANY},
    ),
}  # fmt: skip


def own_name(file: str) -> str:
    """The name under which a file's shape is kept: `tenures` for each table of tenures."""
    path = Path(file)
    return "tenures" if path.parent.name == "tenures" and path.suffix == ".tsv" else path.name


def shape_of(entry: Located) -> Shape | None:
    """The shape of an entry, None where its file or section holds plain words."""
    name = own_name(entry.file)
    return SHAPES.get(f"{name} {entry.section}" if entry.section else name)


@lru_cache(maxsize=64)
def _explained(name: str) -> frozenset[str]:
    """The fields that the comments of the package's file of this name explain, each at the beginning of its line."""
    path = DATA / name
    lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
    words = (re.match(r"#\s+([a-z_]+(?:, [a-z_]+)*)(?::|\s{2})", line) for line in lines)
    return frozenset(word for match in words if match for word in match[1].split(", "))


def shape_faults(entry: Located) -> Iterator[Fault]:
    """What is wrong with an entry by itself."""
    shape = shape_of(entry)
    if shape is not None:
        for wrong, mend in shape.faults(entry.row):
            yield entry.fault(wrong, mend)


def field_faults(entry: Located) -> Iterator[Fault]:
    """The fields of an entry that neither its shape nor the comments of its file know."""
    shape = shape_of(entry)
    if shape is not None:
        explained = _explained(own_name(entry.file))
        mend = f"explain it in a comment of the file, or use one of {', '.join([*shape.required, *shape.optional])}"
        for key in shape.strange(entry.row):
            if key not in explained:
                yield entry.fault(f"{key} is no field of this file", mend)


def form_faults(path: Path) -> Iterator[Fault]:
    """What is wrong with a file as a whole: a list where sections belong, a heading without its columns.

    Raises:
        KnowledgeError: where it cannot be read.
    """
    name = own_name(shown(path))
    if path.suffix == ".yml":
        wanted = list if name in SHAPES else dict
        if not isinstance(read_yaml(path) or wanted(), wanted):
            words = "a list of entries" if wanted is list else "sections with a name each"
            yield Fault(shown(path), 1, name, f"the file is not {words}", "see the file of the package")
    elif path.suffix == ".tsv" and (rows := read_numbered_tsv(path)):
        missing = [column for column in SHAPES[name].required if column not in rows[0][1]]
        if missing:
            wrong = f"the heading has no column {', '.join(missing)}"
            yield Fault(shown(path), 1, name, wrong, f"its columns are {', '.join(SHAPES[name].required)}")


def known_files() -> frozenset[str]:
    """The names of the files that a folder of knowledge may hold."""
    return frozenset({own_name(shown(p)) for p in knowledge_paths(DATA)} | {k.split()[0] for k in SHAPES})


def overlay_faults(overlay: Path) -> Iterator[Fault]:
    """What keeps an overlay from being read: unknown files, and entries without the shape of their file.

    Raises:
        KnowledgeError: where a file cannot be read at all.
    """
    for path in knowledge_paths(overlay):
        name = own_name(shown(path))
        if name not in known_files():
            wrong = "there is no knowledge file of this name"
            yield Fault(shown(path), 1, name, wrong, f"the files are {', '.join(sorted(known_files()))}")
            continue
        faults = list(form_faults(path))
        faults = faults or [fault for entry in entries(path) for fault in shape_faults(entry)]
        yield from faults or (fault for entry in entries(path) for fault in field_faults(entry))


def require_shapes(overlay: Path) -> None:
    """Refuse an overlay that is not of the shape of the knowledge files.

    Raises:
        KnowledgeError: naming file, line, entry, what is wrong and how to mend it; of several faults the first ten.
    """
    faults = list(overlay_faults(overlay))
    if faults:
        more = [f"and {len(faults) - 10} more"] if len(faults) > 10 else []
        raise KnowledgeError("\n".join([*map(str, faults[:10]), *more]))
