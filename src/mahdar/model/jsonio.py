"""JSON in and out without loss, and the JSON Schema, both made from the dataclasses."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from mahdar.model.article_record import ArticleRecord

SCHEMA_VERSION = "1"

_ENCODER = msgspec.json.Encoder()
_RECORD_DECODER = msgspec.json.Decoder(ArticleRecord)
T = TypeVar("T")


class MalformedRecord(ValueError):
    """JSON that is not a record of the form asked for; the message says where and what."""


def to_json(noun: object) -> str:
    """One line of JSON of a noun of the model, fields in the order of the class, Arabic unescaped."""
    return _ENCODER.encode(noun).decode()


def from_json(line: str | bytes, noun: type[T]) -> T:
    """The noun that a JSON text holds.

    Raises:
        MalformedRecord: where it is no JSON or does not fit the class.
    """
    try:
        return msgspec.json.decode(line, type=noun)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedRecord(str(error)) from error


def record_from_json(line: str | bytes) -> ArticleRecord:
    """The article record that one line of JSON holds; fields it does not know are passed over.

    Raises:
        MalformedRecord: where it is no JSON or does not fit the record's schema.
    """
    try:
        return _RECORD_DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedRecord(str(error)) from error


def schema(noun: type = ArticleRecord) -> dict[str, Any]:
    """JSON Schema (2020-12) of a noun, by default of the article record."""
    made = msgspec.json.schema(noun)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:mahdar:{noun.__name__}:{SCHEMA_VERSION}",
        **made,
    }
