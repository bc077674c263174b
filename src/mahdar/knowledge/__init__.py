"""What the reader knows beforehand: data files that a person can read and correct, and matchers made of them."""

from mahdar.knowledge.files import KnowledgeError
from mahdar.knowledge.knowledge import CueForm, Knowledge, Title, Verb, load
from mahdar.knowledge.phrases import Entry, Hit, PhraseIndex, bare_forms

__all__ = [
    "CueForm",
    "Entry",
    "Hit",
    "Knowledge",
    "KnowledgeError",
    "PhraseIndex",
    "Title",
    "Verb",
    "bare_forms",
    "load",
]
