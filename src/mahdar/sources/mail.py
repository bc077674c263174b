"""Mail files (`.eml`): the message is an article, and so is each attachment of a form that is known."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path, PurePosixPath

from mahdar.model import Article
from mahdar.sources.composing import composed
from mahdar.sources.decoding import decoded
from mahdar.sources.failure import Unreadable
from mahdar.sources.fragments import single_spaced, text_of_markup
from mahdar.sources.told_dates import UnclearDate, told_time

Made = Iterator[tuple[int | None, Article | str]]
Attached = Callable[[bytes, Path], Made | None]
"""Reads an attachment by its name; None where its form is not known."""

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
    bodies, others = _parts(message)
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


def _message(data: bytes) -> EmailMessage:
    """The message that the bytes hold; lines before its first header, as mailboxes have them, are no fault."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise Unreadable(f"no mail: {error}") from error
    assert isinstance(message, EmailMessage)
    if not any(name in message for name in ("From", "Subject", "Date", "Message-ID", "Received")):
        raise Unreadable("no mail: none of the headers From, Subject, Date")
    return message


def _parts(message: EmailMessage) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """The parts that are the message's text, and its attachments; what is shown inside the text is neither."""
    bodies: list[EmailMessage] = []
    others: list[EmailMessage] = []
    ahead = [message]
    while ahead:
        part = ahead.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            ahead[:0] = [inner for inner in part.iter_parts() if isinstance(inner, EmailMessage)]
        elif part.get_content_type() == "message/rfc822" or part.get_content_disposition() == "attachment":
            others.append(part)
        elif part.get_content_type() in ("text/plain", "text/html"):
            (others if part.get_filename() else bodies).append(part)
        elif part.get_filename() and part.get_content_maintype() != "image":
            others.append(part)
    return bodies, others


def _article(message: EmailMessage, bodies: list[EmailMessage], stem: str, collected: str | None) -> Article:
    plain = "\n".join(_text(part) for part in bodies if part.get_content_type() == "text/plain").strip()
    marked = "\n".join(
        text_of_markup(_text(part)) for part in bodies if part.get_content_type() == "text/html"
    )
    text = plain if plain and _STUB * len(plain) >= len(marked) else marked or plain
    if not text:
        raise Unreadable("a message without text")
    title = single_spaced(_header(message, "Subject"))
    named, address = parseaddr(_header(message, "From"))
    told = {"author": single_spaced(named) or address, "published": _sent(message)}
    doc_id = _header(message, "Message-ID").strip().strip("<>").strip()
    return composed(doc_id or stem, title, text, told, collected)


def _header(message: EmailMessage, name: str) -> str:
    """A header's words: encoded ones decoded, and those that stand there in bare bytes of UTF-8 or Windows-1256."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if any("\udc80" <= letter <= "\udcff" for letter in raw):
        data = raw.encode("utf-8", "surrogateescape")
        for charset in ("utf-8", "cp1256"):
            try:
                return data.decode(charset)
            except UnicodeDecodeError:
                continue
    try:
        return str(message.get(name, ""))
    except (ValueError, LookupError, TypeError, AttributeError, MessageError):
        return raw.encode("utf-8", "replace").decode()


def _sent(message: EmailMessage) -> str | None:
    value = _header(message, "Date")
    try:
        return told_time(value.partition("(")[0]) if value.strip() else None
    except UnclearDate:
        return None


def _text(part: EmailMessage) -> str:
    """The text of a part in its charset, else as the bytes of a file are read; lines end in LF."""
    data = _bytes(part)
    charset = part.get_content_charset()
    try:
        text = data.decode(charset) if charset and charset not in ("us-ascii", "ascii") else decoded(data)
    except (UnicodeDecodeError, LookupError, ValueError):
        text = _undeclared(data)
    return text.replace("\r\n", "\n")


def _undeclared(data: bytes) -> str:
    try:
        return decoded(data)
    except Unreadable:
        return ""


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _of_attachments(
    others: list[EmailMessage], stem: str, collected: str | None, attached: Attached, depth: int
) -> Made:
    for part in others:
        name = PurePosixPath(_name(part).replace("\\", "/")).name
        file = Path(f"{stem}-{name}")
        if part.get_content_type() == "message/rfc822":
            if depth >= _DEEPEST:
                yield None, "messages within messages nested too deeply"
                continue
            inner = part.get_payload(0) if part.is_multipart() else None
            data = inner.as_bytes() if isinstance(inner, EmailMessage) else _bytes(part)
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


def _name(part: EmailMessage) -> str:
    name = part.get_filename() or ("message.eml" if part.get_content_type() == "message/rfc822" else "")
    return single_spaced(name) or f"unnamed.{part.get_content_subtype()}"
