"""Visits: a random name for each browser, and the token by which its own forms are known."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
    return (
        visit is not None
        and isinstance(told, str)
        and told.isascii()
        and hmac.compare_digest(token_for(secret, visit), told)
    )


class Visiting:
    """Gives each browser a visit, to which the tokens of its forms belong."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the visit in the request's state, and in a cookie where it is new."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        known = visit_of(asked.cookies.get(COOKIE))
        visit = known or new_visit()
        asked.state.visit = visit
        is_static = scope["path"].startswith("/static/")

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                if is_static:
                    headers.append((b"cache-control", b"public, max-age=3600"))
                elif known is None:
                    headers.append((b"set-cookie", _cookie(visit, scope["scheme"] == "https")))
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, sending)


def _cookie(visit: str, secure: bool) -> bytes:
    made = Response()
    made.set_cookie(COOKIE, visit, httponly=True, samesite="strict", secure=secure)
    return made.headers["set-cookie"].encode()
