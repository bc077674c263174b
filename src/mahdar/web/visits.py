"""Visits: a random name for each browser, and the token by which its own forms are known."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

COOKIE = "mahdar_visit"
FIELD = "token"
_NAME = re.compile(r"[0-9a-f]{64}")


def new_visit() -> str:
    """A name that no one can guess."""
    return secrets.token_hex(32)


def visit_of(cookie: str | None) -> str | None:
    """The visit that a cookie names, None where it names none."""
    return cookie if cookie and _NAME.fullmatch(cookie) else None


def token_for(secret: bytes, visit: str) -> str:
    """What a form of this visit carries; another site can neither read nor make it."""
    return hmac.new(secret, visit.encode(), hashlib.sha256).hexdigest()


def is_token(secret: bytes, visit: str | None, told: object) -> bool:
    """Whether a form carries the token of its visit."""
    return visit is not None and isinstance(told, str) and told.isascii() and hmac.compare_digest(
        token_for(secret, visit), told
    )
