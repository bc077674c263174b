"""The application: pages, static files, the guard at the door."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from mahdar import __version__
from mahdar.comparing.errors import UnknownActor, UnknownEncounter
from mahdar.record.errors import RecordError
from mahdar.web.desk import Desk
from mahdar.web.guard import Guard, TooMuch
from mahdar.web.language import LANGS
from mahdar.web.pages import PAGES
from mahdar.web.shown import Asked, asked_in_vain, html
from mahdar.web.visits import Visiting, new_visit

STATIC = Path(__file__).parent / "static"


def application(desk: Desk, hosts: Collection[str] = (), any_address: bool = False) -> FastAPI:
    """The application over a record.

    Args:
        desk: the record and what goes with it.
        hosts: names under which it is asked, beside those of this machine.
        any_address: it is asked under any IP address.
    """
    app = FastAPI(
        title="Mahdar", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json",
        # Whatever the environment asks for: nothing is told to another host.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        description="The diplomatic record. Each page has a JSON twin at its address with `.json`.",
    )  # fmt: skip
    app.state.desk = desk
    for router in PAGES:
        app.include_router(router)
    app.get("/", include_in_schema=False)(_home)
    app.get("/{lang}", include_in_schema=False)(_home_of)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Visiting)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(RecordError, _record_failed)
    app.add_exception_handler(UnknownActor, _unknown)
    app.add_exception_handler(UnknownEncounter, _unknown)
    app.add_exception_handler(TooMuch, _too_much)
    app.add_middleware(Guard, hosts=hosts, any_address=any_address, limit=desk.upload_limit)
    return app


def _home() -> Response:
    return RedirectResponse("/ar/today", 307)


def _home_of(lang: str) -> Response:
    if lang not in LANGS:
        raise HTTPException(404, "there is no such page")
    return RedirectResponse(f"/{lang}/today", 307)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    asked = _asked(request)
    wants_page = request.method == "GET" and not request.url.path.endswith(".json")
    if error.status_code == 401 and wants_page:
        back = asked.here()
        return RedirectResponse(asked.address("/sign-in") + "?" + urlencode({"back": back}), 303)
    return _told(request, error.status_code, str(error.detail))


async def _misread(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    words = "; ".join(f"{e['loc'][-1]}: {e['msg']}" for e in error.errors())
    return _told(request, 422, words)


async def _unknown(request: Request, error: Exception) -> Response:
    return _told(request, 404, str(error))


async def _record_failed(request: Request, error: Exception) -> Response:
    return _told(request, 503, str(error))


async def _too_much(request: Request, error: Exception) -> Response:
    return _told(request, 413, "more was sent at once than is taken; send fewer files")


def _told(request: Request, status: int, words: str) -> Response:
    """An error in the form that was asked for: a page, or JSON."""
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": words}, status)
    return html(_asked(request), "error.html", {"status": status, "words": words}, status)


def _asked(request: Request) -> Asked:
    if not hasattr(request.state, "visit"):
        request.state.visit = new_visit()
    lang = request.url.path.split("/")[1] if "/" in request.url.path else "ar"
    request.scope.setdefault("path_params", {})
    if lang in ("ar", "en"):
        request.scope["path_params"] = {**request.scope["path_params"], "lang": lang}
    return asked_in_vain(request)
