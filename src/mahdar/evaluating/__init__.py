"""Scores against gold: article records, merged encounters, copies, and the pins that guard them."""

from mahdar.evaluating.articles import SpanMismatch, evaluate, load
from mahdar.evaluating.copies import load_pairs, score_copies
from mahdar.evaluating.merged import score_merged
from mahdar.evaluating.pins import MalformedPins, Score, load_pins, pinned
from mahdar.evaluating.running import as_lines, predictions

__all__ = [
    "MalformedPins",
    "Score",
    "SpanMismatch",
    "as_lines",
    "evaluate",
    "load",
    "load_pairs",
    "load_pins",
    "pinned",
    "predictions",
    "score_copies",
    "score_merged",
]
