"""The nouns of the record, as frozen dataclasses. Knows nothing else in the house."""

from mahdar.model.actor import Actor, Holder, Office, Tenure
from mahdar.model.article import Article, Credit
from mahdar.model.article_read import ArticleRead
from mahdar.model.article_record import ArticleRecord, Flag
from mahdar.model.decision import Anchor, Decision
from mahdar.model.encounter import Encounter
from mahdar.model.jsonio import MalformedRecord, from_json, record_from_json, schema, to_json
from mahdar.model.merged import (
    Candidate,
    Conflict,
    DoubtfulPair,
    Identity,
    MergedEncounter,
    Participant,
    Passage,
    Source,
    Told,
)
from mahdar.model.narration import Fact, Figure, Instrument
from mahdar.model.span import Reason, Span
from mahdar.model.statement import Hop, Statement

__all__ = [
    "Actor",
    "Anchor",
    "Article",
    "ArticleRead",
    "ArticleRecord",
    "Candidate",
    "Conflict",
    "Credit",
    "Decision",
    "DoubtfulPair",
    "Encounter",
    "Fact",
    "Figure",
    "Flag",
    "Holder",
    "Hop",
    "Identity",
    "Instrument",
    "MalformedRecord",
    "MergedEncounter",
    "Office",
    "Participant",
    "Passage",
    "Reason",
    "Source",
    "Span",
    "Statement",
    "Tenure",
    "Told",
    "from_json",
    "record_from_json",
    "schema",
    "to_json",
]
