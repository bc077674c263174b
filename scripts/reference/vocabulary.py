"""The page of closed lists: kinds, statuses, acts, topics and the rest, with their Arabic and their words."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

import yaml

from mahdar.knowledge.files import DATA
from mahdar.model import vocabulary

from .markdown import arabic, meaning, meanings, prose, table

#: Lists of the model in the order in which they are told, each with its heading and its labels in the window.
LISTS = {
    "EncounterKind": ("Kinds of encounter", "encounter_kind"),
    "EncounterStatus": ("Status of an encounter", "status"),
    "Role": ("Roles", "role_in"),
    "Level": ("Levels", "level"),
    "Mode": ("Modes of speech", "mode"),
    "WordsOf": ("Whose wording", "words_of"),
    "ActorKind": ("Kinds of actor", None),
    "Phase": ("Phases of facts", "narrated_state"),
    "InstrumentState": ("States of instruments", "narrated_state"),
    "FlagCode": ("Flags", "flag"),
    "DecisionAct": ("Decisions", "decision"),
    "PassageKind": ("Shared text", "passage"),
}
REVIEW = ("machine", "accepted", "corrected", "added")
_VERBS = 6


@cache
def _data(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text("utf-8"))


@cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    path = DATA.parents[1] / "web" / "words" / "labels.yml"
    loaded: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def page() -> str:
    """The page."""
    lines = [
        "# Closed lists",
        "",
        "The values that fields of closed lists may have, in JSON, tables, exports and screens alike. What is not "
        "told stays empty; no list has a value for «unknown». The Arabic is that of the window.",
        "",
        *_acts(),
        *_topics(),
    ]
    for name, (heading, labels) in LISTS.items():
        lines += _list(name, heading, get_args(getattr(vocabulary, name)), labels)
    lines += _list("Review", "State of review", REVIEW, None)
    return "\n".join([*lines, *_fact_acts(), *_formats()])


def _list(name: str, heading: str, values: tuple[str, ...], labels: str | None) -> list[str]:
    told = meanings()["vocabulary"][name]
    known = _labels()[labels] if labels else {}
    rows = [
        (
            f"`{value}`",
            arabic(known.get(value, {}).get("ar", "")),
            prose(meaning(told, value, f"vocabulary: {name}")),
        )
        for value in values
    ]
    about = [f"## {heading}", "", prose(told["about"]), ""]
    if not known:
        return [*about, table(("value", "what it means"), [(value, words) for value, _, words in rows])]
    return [*about, table(("value", "Arabic", "what it means"), rows)]


def _acts() -> list[str]:
    told, known = meanings()["vocabulary"]["Act"], _labels()["act"]
    verbs: dict[str, list[str]] = {}
    for entry in _data("saying.yml"):
        verbs.setdefault(entry["act"], []).append(entry["verb"])
    rows = [
        (
            f"`{act}`",
            arabic(known[act]["ar"]),
            prose(meaning(told, act, "vocabulary: Act")),
            arabic("، ".join(list(dict.fromkeys(verbs.get(act, [])))[:_VERBS])),
        )
        for act in vocabulary.ACTS
    ]
    more = (
        "The verbs are the first of each act in `saying.yml`; the object may change the act («أعرب عن قلقه» "
        "expresses concern, «أعرب عن أمله» hopes)."
    )
    return [
        "## Acts",
        "",
        prose(told["about"]),
        "",
        more,
        "",
        table(("act", "Arabic", "what it does", "verbs"), rows),
    ]


def _topics() -> list[str]:
    entries = {entry["id"]: entry for entry in _data("topics.yml")}
    rows = [
        (
            f"`{topic}`",
            arabic(entries[topic]["ar"]),
            f"{entries[topic]['en']}: {prose(entries[topic]['description'])}",
        )
        for topic in vocabulary.TOPICS
    ]
    about = (
        "What a statement or an encounter is about; several where it is about several things. The words by which a "
        "topic is known stand in `topics.yml`."
    )
    return ["## Topics", "", about, "", table(("topic", "Arabic", "what belongs to it"), rows)]


def _fact_acts() -> list[str]:
    words: dict[str, list[str]] = {}
    for entry in _data("narration.yml")["facts"]["acts"]:
        heads = [verb.split()[0] for verb in entry["verbs"]]
        words.setdefault(entry["act"], []).extend(heads)
    rows = [(f"`{act}`", arabic("، ".join(dict.fromkeys(verbs)))) for act, verbs in words.items()]
    about = "What facts narrate, with the verbs that tell it; each asks for objects of its kind (`narration.yml`)."
    return ["## Acts of facts", "", about, "", table(("act", "verbs"), rows)]


def _formats() -> list[str]:
    data = _data("meeting.yml")
    rows = [
        (f"`{name}`", arabic("، ".join([words[0], *data["format_phrases"].get(name, [])[:2]])))
        for name, words in data["formats"].items()
    ]
    about = "How a meeting was held, as told, and words that tell it (`meeting.yml`)."
    return ["## Formats of meetings", "", about, "", table(("format", "words"), rows)]
