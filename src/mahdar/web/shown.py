"""How a page is shown: one answer, as HTML for people or as JSON for programs, at one address.

A page is a function that gives data; its template shows that data and nothing else, and the JSON twin, at the same
address with `.json`, is that data. So neither can tell more than the other.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

import jinja2
import msgspec
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from mahdar import __version__
from mahdar.model.vocabulary import ACTS, ENCOUNTER_KINDS, TOPICS
from mahdar.web import visits
from mahdar.web.accounts import Role, User
from mahdar.web.citing import Citing
from mahdar.web.desk import Desk
from mahdar.web.drawing import density, share, steps
from mahdar.web.language import LANGS, Lang, Words, catalogue, words_of
from mahdar.web.looking import ArticleTold
from mahdar.web.marking import (
    differing_beside,
    differing_in,
    differing_segments,
    exactly,
    short,
    snippet_segments,
    source,
    visible,
)

SIGNED_IN = "mahdar_signed_in"
_FOLDER = Path(__file__).parent
_THEMES = ("light", "dark")

templates = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_FOLDER / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.filters.update(src=source, visible=visible, short=short, exactly=exactly, ord=ord)
templates.globals.update(
    acts=ACTS,
    encounter_kinds=ENCOUNTER_KINDS,
    all_topics=TOPICS,
    error_words=catalogue("interface"),
    snippet_segments=snippet_segments,
    differing_segments=differing_segments,
    differing_in=differing_in,
    differing_beside=differing_beside,
    density=density,
    drawn_steps=steps,
    drawn_share=share,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came: by whom, in which language, about which record."""

    request: Request
    desk: Desk
    words: Words
    user: User
    visit: str

    def needs(self, role: Role) -> None:
        """See that the user may do what a role may.

        Raises:
            HTTPException: 403 where not.
        """
        if not self.user.may(role):
            raise HTTPException(403, f"this needs the role {role}")

    @property
    def token(self) -> str:
        """What this visit's forms carry."""
        return visits.token_for(self.desk.secret, self.visit)

    def address(self, path: str, **query: object) -> str:
        """The address of a page in this language; what has no value is left out."""
        told = {key: value for key, value in query.items() if value not in (None, "")}
        return f"/{self.words.lang}{path}" + (f"?{urlencode(told)}" if told else "")

    def here(self, **changed: object) -> str:
        """This address with some of its parameters changed, or its language (`lang`)."""
        lang = changed.pop("lang", self.words.lang)
        path = self.request.url.path.removesuffix(".json")
        parts = path.split("/", 2)
        path = f"/{lang}/{parts[2]}" if len(parts) > 2 else f"/{lang}/today"
        kept = [(k, v) for k, v in parse_qsl(self.request.url.query) if k not in changed]
        kept += [(k, str(v)) for k, v in changed.items() if v not in (None, "")]
        return path + (f"?{urlencode(kept)}" if kept else "")


def asked_by(request: Request) -> Asked:
    """The question of a request.

    Raises:
        HTTPException: 404 for a language there is none of, 401 where an account is needed.
    """
    lang = request.path_params.get("lang", "ar")
    if lang not in LANGS:
        raise HTTPException(404, "no such language")
    return _asked(request, lang, _user(request))


def asked_by_anyone(request: Request) -> Asked:
    """The question of a request to a page that needs no account.

    Raises:
        HTTPException: 404 for a language there is none of.
    """
    if request.path_params.get("lang") not in LANGS:
        raise HTTPException(404, "no such language")
    return asked_in_vain(request)


def asked_in_vain(request: Request) -> Asked:
    """The question of a request that is answered by an error, whatever its address."""
    lang = request.path_params.get("lang", "ar")
    try:
        user = _user(request)
    except HTTPException:
        user = User("", "reader")
    return _asked(request, lang if lang in LANGS else "ar", user)


def _asked(request: Request, lang: Lang, user: User) -> Asked:
    desk: Desk = request.app.state.desk
    return Asked(request, desk, words_of(lang), user, request.state.visit)


def _user(request: Request) -> User:
    desk: Desk = request.app.state.desk
    if desk.accounts is None:
        return User(desk.local_name, "admin")
    user = desk.accounts.user_of(request.cookies.get(SIGNED_IN))
    if user is None:
        raise HTTPException(401, "sign in first")
    return user


async def form_of(request: Request) -> FormData:
    """The form of a request that carries the token of its visit.

    Raises:
        HTTPException: 403 where it carries none, or another's.
    """
    form = await request.form(max_files=500, max_fields=200)
    desk: Desk = request.app.state.desk
    told = form.get(visits.FIELD)
    if not visits.is_token(desk.secret, visits.visit_of(request.cookies.get(visits.COOKIE)), told):
        raise HTTPException(403, "this form is too old, or was not ours: open the page again")
    return form


Question = Annotated[Asked, Depends(asked_by)]
AnyonesQuestion = Annotated[Asked, Depends(asked_by_anyone)]
Form = Annotated[FormData, Depends(form_of)]


def field_of(form: FormData, name: str) -> str:
    """A field of a form without surrounding spaces; empty where it is not there or is a file."""
    value = form.get(name)
    return "" if value is None or isinstance(value, UploadFile) else value.strip()


def html(asked: Asked, template: str, data: object, status: int = 200) -> HTMLResponse:
    """A page in HTML."""
    theme = asked.request.query_params.get("theme") or asked.request.cookies.get("mahdar_theme")
    words = templates.get_template(template).render(
        data=data,
        cite=Citing(_articles_of(data), asked.words),
        w=asked.words,
        asked=asked,
        theme=theme if theme in _THEMES else "",
        version=__version__,
        page=template.removesuffix(".html"),
    )
    return HTMLResponse(words, status)


def _articles_of(data: object) -> Iterable[ArticleTold]:
    """The articles that a page's data tells of, so that it can cite them."""
    told = getattr(data, "cited", None) or getattr(data, "articles", None)
    return told.values() if isinstance(told, dict) else ()


def twin(data: object) -> Response:
    """The JSON twin of a page."""
    return Response(msgspec.json.encode(data), media_type="application/json")


def to(asked: Asked, path: str, **query: object) -> RedirectResponse:
    """After a form: on to a page of this language."""
    return RedirectResponse(asked.address(path, **query), 303)


def page(router: APIRouter, path: str, template: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function that gives a page's data at `/{lang}PATH`, and its JSON twin at `/{lang}PATH.json`.

    A function may give a `Response` itself, such as a redirect, in the place of data.
    """

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(view, eval_str=True)
        model = signature.return_annotation

        @functools.wraps(view)
        def as_html(asked: Asked, **told: Any) -> Response:
            data = view(asked, **told)
            return data if isinstance(data, Response) else html(asked, template, data)

        @functools.wraps(view)
        def as_json(asked: Asked, **told: Any) -> Response:
            data = view(asked, **told)
            return data if isinstance(data, Response) else twin(data)

        for made in (as_html, as_json):
            made.__signature__ = signature  # type: ignore[attr-defined]  # what the parameters are read from
        described: dict[int | str, dict[str, Any]] = (
            {200: {"model": model}} if isinstance(model, type) else {}
        )
        name = (inspect.getdoc(view) or path).splitlines()[0]
        router.get(f"/{{lang}}{path}.json", response_model=None, summary=name, responses=described)(as_json)
        router.get(f"/{{lang}}{path}", response_model=None, include_in_schema=False)(as_html)
        return view

    return register
