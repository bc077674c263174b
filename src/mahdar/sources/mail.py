"""Mail files (`.eml`): the message is an article, and so is each attachment of a form that is known."""

from __future__ import annotations

import codecs
import email
import email.policy
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr
from pathlib import Path, PurePosixPath

from mahdar.model import Article
from mahdar.sources.composing import composed
from mahdar.sources.decoding import decoded
from mahdar.sources.failure import Unreadable
from mahdar.sources.fragments import single_spaced, text_of_markup
from mahdar.sources.told_dates import noted_time

Made = Iterator[tuple[int | None, Article | str]]
Attached = Callable[[bytes, Path], Made | None]
"""Reads an attachment by its name; None where its form is not known."""

#: Code points of a header that are looked at.
_LONGEST_HEADER = 2000
#: With a longer one no mail program has written a message; to parse its parameters takes the square of its length.
_LONGEST_TOLD = 100_000
#: Encodings of Python that no mail is in; some take the square of the length.
_NO_CHARSETS = frozenset(("punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"))
#: Messages that are attached to messages are read down to this depth.
_DEEPEST = 5
#: Of a text part and an HTML part that say the same the text is taken, unless it is this much shorter: a stub.
_STUB = 3


def articles_of_mail(
    data: bytes, stem: str, collected: str | None, attached: Attached, depth: int = 0
) -> Made:
    """The article of a message, then those of its attachments; what gives none, with the reason.

    The subject is the headline, the day of sending that of publication, the sender the author: who publishes what a
    message holds it does not say for sure, so that the outlet is left open. Pictures that the message shows are passed
    over; other attachments of a form that is not known are told.

    Raises:
        Unreadable: where the bytes are no message.
    """
    message = _message(data)
    try:
        bodies, others = _parts(message)
    except Unreadable:
        raise
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # What the email package meets in damaged headers: charsets with NUL, parameters without a name.
        raise Unreadable(f"damaged mail: {error}") from error
    made: list[Article | str] = []
    try:
        made.append(_article(message, bodies, stem, collected))
    except Unreadable as error:
        if not others:
            raise
        made.append(f"the message itself: {error}")
    within = list(_of_attachments(others, stem, collected, attached, depth))
    if isinstance(made[0], Article) or not any(isinstance(one, Article) for _, one in within):
        yield None, made[0]
    yield from within


def _message(data: bytes) -> Message:
    """The message that the bytes hold.

    Parsed under the old policy: the new one parses every header by its grammar, which takes half a minute and
    gigabytes where one is long.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise Unreadable(f"no mail: {error}") from error
    if not any(name in message for name in ("From", "Subject", "Date", "Message-ID", "Received")):
        raise Unreadable("no mail: none of the headers From, Subject, Date")
    return message


def _parts(message: Message) -> tuple[list[Message], list[Message]]:
    """The parts that are the message's text, and its attachments; what is shown inside the text is neither."""
    bodies: list[Message] = []
    others: list[Message] = []
    ahead = [message]
    while ahead:
        part = ahead.pop()
        if any(len(str(value)) > _LONGEST_TOLD for _, value in part.raw_items()):
            raise Unreadable(f"no mail: a header of more than {_LONGEST_TOLD} characters")
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            ahead += _inner(part)[::-1]
        elif part.get_content_type() == "message/rfc822" or part.get_content_disposition() == "attachment":
            others.append(part)
        elif part.get_content_type() in ("text/plain", "text/html"):
            (others if _has_name(part) else bodies).append(part)
        elif _has_name(part) and part.get_content_maintype() != "image":
            others.append(part)
    return bodies, others


def _inner(part: Message) -> list[Message]:
    """The parts of a part; asked for only of one that has some, for the payload of others is decoded."""
    payload = part.get_payload() if part.is_multipart() else None
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _article(message: Message, bodies: list[Message], stem: str, collected: str | None) -> Article:
    plain = "\n".join(_text(part) for part in bodies if part.get_content_type() == "text/plain").strip()
    marked = "\n".join(
        text_of_markup(_text(part)) for part in bodies if part.get_content_type() == "text/html"
    )
    text = plain if plain and _STUB * len(plain) >= len(marked) else marked or plain
    if not text:
        raise Unreadable("a message without text that can be read")
    title = single_spaced(_header(message, "Subject"))
    found: dict[str, str] = {}
    sent = noted_time(_header(message, "Date").partition("(")[0], "published", found)
    told = {"author": _sender(message), "published": sent}
    doc_id = _header(message, "Message-ID").strip().strip("<>").strip()
    return composed(doc_id or stem, title, text, told, collected, found)


def _sender(message: Message) -> str:
    """The sender's name, else the address: names are told apart before they are decoded, for they may hold commas."""
    raw = _raw(message, "From")
    words = raw if "=?" in raw else _header(message, "From")
    try:
        named, address = parseaddr(words)
    except RecursionError:
        named = address = ""
    return single_spaced(_decoded_words(named)) or address or single_spaced(_decoded_words(words))


def _raw(message: Message, name: str) -> str:
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return " ".join(raw[:_LONGEST_HEADER].split())


def _header(message: Message, name: str) -> str:
    """A header's words: encoded ones decoded, and those that stand there in bare bytes of UTF-8 or Windows-1256."""
    raw = _raw(message, name)
    if any("\udc80" <= letter <= "\udcff" for letter in raw):
        data = raw.encode("utf-8", "surrogateescape")
        return _of_charset(data, "utf-8") or _of_charset(data, "cp1256") or ""
    return _decoded_words(raw)


def _decoded_words(words: str) -> str:
    """Words of which some may be encoded (`=?windows-1256?B?…?=`); those that cannot be decoded stay as they are."""
    try:
        parts = decode_header(words)
    except (ValueError, MessageError):
        return words
    out = []
    for part, charset in parts:
        text = part if isinstance(part, str) else _of_charset(part, charset or "utf-8")
        out.append(text if text is not None else part.decode("ascii", "replace"))
    return "".join(out)


def _of_charset(data: bytes, charset: str) -> str | None:
    try:
        if codecs.lookup(charset).name in _NO_CHARSETS:
            return None
        return data.decode(charset)
    except (UnicodeError, LookupError, ValueError):
        return None


def _text(part: Message) -> str:
    """The text of a part in its charset, else as the bytes of a file are read; lines end in LF."""
    data = _bytes(part)
    charset = part.get_content_charset()
    text = None
    if charset and charset not in ("us-ascii", "ascii"):
        text = _of_charset(data, charset)
    if text is None:
        try:
            text = decoded(data)
        except Unreadable:
            text = ""
    return text.replace("\r\n", "\n")


def _bytes(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError) as error:
        raise Unreadable(f"damaged mail: {error}") from error
    return payload if isinstance(payload, bytes) else b""


def _of_attachments(
    others: list[Message], stem: str, collected: str | None, attached: Attached, depth: int
) -> Made:
    for part in others:
        name = PurePosixPath(_name(part).replace("\\", "/")).name
        file = Path(f"{stem}-{name}")
        if part.get_content_type() == "message/rfc822":
            if depth >= _DEEPEST:
                yield None, "messages within messages nested too deeply"
                continue
            inner = _inner(part)
            data = inner[0].as_bytes() if inner else _bytes(part)
            made: Made | None = articles_of_mail(data, file.stem, collected, attached, depth + 1)
        else:
            made = attached(_bytes(part), file)
        if made is None:
            yield None, f"attachment {name!r} set aside: its form is not known"
            continue
        try:
            for _, one in made:
                yield None, f"attachment {name!r}: {one}" if isinstance(one, str) else one
        except Unreadable as error:
            yield None, f"attachment {name!r}: {error}"


def _has_name(part: Message) -> bool:
    return bool(part.get_param("filename", None, "content-disposition") or part.get_param("name", None))


def _name(part: Message) -> str:
    """The file name of an attachment, as RFC 2231 has it or in encoded words, else one made of its type."""
    told = part.get_param("filename", None, "content-disposition") or part.get_param("name", None)
    name = _decoded_words(collapse_rfc2231_value(told)[:_LONGEST_HEADER]) if told else ""
    if not name and part.get_content_type() == "message/rfc822":
        name = "message.eml"
    name = name.encode("utf-8", "replace").decode()
    return single_spaced(name) or f"unnamed.{part.get_content_subtype()}"
