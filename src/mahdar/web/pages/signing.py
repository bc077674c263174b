"""Signing in and out, the look of the pages, and the accounts of a team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from mahdar.web import visits
from mahdar.web.accounts import IDLE, ROLES, AccountError, Role, TooManyAttempts, User
from mahdar.web.pages.deciding import _BACK
from mahdar.web.shown import SIGNED_IN, AnyonesQuestion, Form, Question, field_of, html, page, to

router = APIRouter()


@dataclass(frozen=True, slots=True)
class SigningPage:
    """The form to sign in; why it was refused, if it was."""

    refused: str | None = None
    wait: int = 0
    back: str = ""


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The accounts of a team."""

    users: tuple[User, ...]
    roles: tuple[str, ...] = ROLES


@router.get("/{lang}/sign-in", include_in_schema=False)
def signing(asked: AnyonesQuestion, back: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """The form to sign in."""
    return html(asked, "sign-in.html", SigningPage(back=back))


@router.post("/{lang}/sign-in", include_in_schema=False)
def sign_in(asked: AnyonesQuestion, form: Form, request: Request) -> Response:
    """Sign in, and on to where one wanted to go."""
    accounts = asked.desk.accounts
    if accounts is None:
        return to(asked, "/today")
    address = request.client.host if request.client else "?"
    back = field_of(form, "back")
    password = form.get("password")
    try:
        token = accounts.sign_in(
            field_of(form, "name"), password if isinstance(password, str) else "", address
        )
    except TooManyAttempts as error:
        answer = html(asked, "sign-in.html", SigningPage("too-many", error.wait, back), 429)
        answer.headers["Retry-After"] = str(error.wait)
        return answer
    if token is None:
        return html(asked, "sign-in.html", SigningPage("wrong", 0, back), 401)
    onwards = RedirectResponse(back if _BACK.fullmatch(back) else asked.address("/today"), 303)
    secure = request.url.scheme == "https"
    onwards.set_cookie(SIGNED_IN, token, max_age=IDLE, httponly=True, samesite="lax", secure=secure)
    # Another visit: who planted or saw the one before has no part in what is done from now on.
    onwards.set_cookie(visits.COOKIE, visits.new_visit(), httponly=True, samesite="strict", secure=secure)
    return onwards


@router.post("/{lang}/sign-out", include_in_schema=False)
def sign_out(asked: AnyonesQuestion, form: Form, request: Request) -> Response:
    """Sign out."""
    if asked.desk.accounts:
        asked.desk.accounts.sign_out(request.cookies.get(SIGNED_IN))
    onwards = to(asked, "/sign-in")
    onwards.delete_cookie(SIGNED_IN)
    return onwards


@router.post("/{lang}/theme", include_in_schema=False)
def theme(asked: AnyonesQuestion, form: Form) -> Response:
    """Light, dark, or as the system has it."""
    back, chosen = field_of(form, "back"), field_of(form, "theme")
    onwards = RedirectResponse(back if _BACK.fullmatch(back) else asked.address("/today"), 303)
    if chosen in ("light", "dark"):
        onwards.set_cookie("mahdar_theme", chosen, max_age=365 * 24 * 3600, httponly=True, samesite="lax")
    else:
        onwards.delete_cookie("mahdar_theme")
    return onwards


@page(router, "/accounts", "accounts.html")
def accounts_page(asked: Question) -> AccountsPage:
    """The accounts of a team."""
    asked.needs("admin")
    return AccountsPage(tuple(asked.desk.accounts.users()) if asked.desk.accounts else ())


@router.post("/{lang}/accounts", include_in_schema=False)
def change_accounts(asked: Question, form: Form) -> Response:
    """Make or close an account."""
    asked.needs("admin")
    accounts = asked.desk.accounts
    if accounts is None:
        raise HTTPException(404, "only a team has accounts")
    name, password = field_of(form, "name"), form.get("password")
    try:
        if field_of(form, "do") == "remove":
            if name == asked.user.name:
                raise HTTPException(422, "one's own account is closed by another admin")
            accounts.remove(name)
        else:
            role = cast(Role, field_of(form, "role"))
            accounts.add(name, role, password if isinstance(password, str) else "")
    except AccountError as error:
        raise HTTPException(422, str(error)) from error
    return to(asked, "/accounts")
