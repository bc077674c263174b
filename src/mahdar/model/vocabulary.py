"""The closed lists of the record: one vocabulary in code, JSON, tables, exports and screens."""

from __future__ import annotations

from typing import Literal, get_args

ActorKind = Literal["person", "institution", "country", "group"]
EncounterKind = Literal["meeting", "visit", "call", "message", "agreement"]
EncounterStatus = Literal["held", "planned", "cancelled"]
Role = Literal["host", "guest", "delegation", "mediator", "accompanying"]
Level = Literal["state", "official", "working", "private"]
Mode = Literal["direct", "indirect", "mixed"]
WordsOf = Literal["speaker", "organ"]
Phase = Literal["begun", "under-way", "done", "demanded", "planned"]
InstrumentState = Literal["mentioned", "discussed", "signed", "in-force", "to-be-carried-out"]
Act = Literal[
    "affirm",
    "deny",
    "claim",
    "demand",
    "urge",
    "warn",
    "threaten",
    "promise",
    "offer",
    "welcome",
    "thank",
    "praise",
    "condemn",
    "accuse",
    "express-concern",
    "hope",
    "ask",
    "agree",
    "reject",
    "decline-to-comment",
    "announce",
    "inform",
]
FlagCode = Literal["source-slip", "undated", "unsourced", "mixed-languages", "headline-repeats-body"]
Topic = Literal[
    "bilateral-relations",
    "trade-economy",
    "investment-reconstruction",
    "energy",
    "defence-cooperation",
    "foreign-forces-bases",
    "counter-terrorism",
    "security-intelligence",
    "territorial-integrity",
    "political-settlement",
    "armed-conflict",
    "humanitarian-relief",
    "refugees-migration",
    "nuclear-programme",
    "chemical-weapons",
    "sanctions",
    "international-law-un",
    "non-interference",
    "regional-stability",
    "palestine-israel",
    "domestic-politics",
    "justice-human-rights",
    "culture-education-science",
    "religion-hajj",
    "health",
    "environment-climate",
    "infrastructure-transport",
    "borders-maritime",
    "media-information",
    "great-power-order",
    "courtesy",
    "other",
]
DecisionAct = Literal[
    "accept", "reject", "correct", "add", "merge", "split", "same-actor", "not-same-actor", "undo"
]
PassageKind = Literal["copy", "partial", "formula"]

TOPICS: tuple[str, ...] = get_args(Topic)
ACTS: tuple[str, ...] = get_args(Act)
ENCOUNTER_KINDS: tuple[str, ...] = get_args(EncounterKind)
