"""Whatever is sent to an address that the application describes, and by any form, the answer is no internal error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar.keeping.adding import add
from mahdar.record.store import begin_record
from mahdar.web.app import application
from mahdar.web.desk import Desk
from tests.made_up import DELIVERIES, stub_reader
from tests.web.conftest import Browser
from tests.web.routes import routes_of

schemathesis = pytest.importorskip(
    "schemathesis", reason="schemathesis is not installed (pip install 'mahdar[dev]')"
)

#: The same examples in every run, none kept: what fails here fails everywhere.
BOUNDED = settings(
    max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
# What the application describes does not depend on a record.
DESCRIBED = schemathesis.openapi.from_dict(application(Desk(None)).openapi())  # type: ignore[arg-type]
OPERATIONS = [found.ok() for found in DESCRIBED.get_all_operations()]
READ = [one for one in OPERATIONS if one.method.upper() == "GET"]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One who asks a small record, and gets an answer even where the application fails."""
    with begin_record(tmp_path_factory.mktemp("openapi") / "record.db") as store:
        add(store, DELIVERIES, stub_reader())
        app = application(Desk(store, local_name="Layla", reader_of=lambda _: stub_reader()))
        with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
            yield Browser(client)


def there(browser: Browser) -> dict[str, list[str]]:
    """Identifiers of what the record holds, by the pages that show them."""
    found = browser.get("/en/record.json?show=statements").json()["lines"]
    met = browser.get("/en/record.json?show=encounters").json()["lines"]
    return {
        "article": [line["words"][0]["article"] for line in found],
        "file": [who["id"] for line in found for who in line["speakers"]],
        "encounter": [line["id"] for line in met],
    }


def test_every_page_has_a_twin_that_is_described(asked: Browser) -> None:
    described = {one.path for one in READ}
    pages = {route.path for route in routes_of(asked.client.app) if route.methods == {"GET"}}
    twins = {path for path in pages if path.endswith(".json") and path.startswith("/{lang}/")}
    assert twins and twins <= described


@pytest.mark.slow
@pytest.mark.parametrize("operation", READ, ids=lambda one: one.path)
def test_no_question_that_the_description_allows_is_an_internal_error(asked: Browser, operation: Any) -> None:
    names = there(asked)

    @BOUNDED
    @given(
        case=operation.as_strategy(),
        lang=st.sampled_from(("ar", "en", "")),
        known=st.booleans(),
        data=st.data(),
    )
    def ask(case: Any, lang: str, known: bool, data: st.DataObject) -> None:
        told = dict(case.path_parameters or {})
        # Most addresses that are made up at random end at an unknown language or name.
        told["lang"] = lang or told.get("lang", "ar")
        kind = operation.path.split("/")[2].partition(".")[0]
        if known and "name" in told and kind in names:
            told["name"] = data.draw(st.sampled_from(names[kind]))
        path = operation.path
        for name, value in told.items():
            path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
        answer = asked.client.get(path, params=case.query or {}, follow_redirects=False)
        assert answer.status_code < 500, f"{answer.status_code} {path} {case.query}: {answer.text[-300:]}"

    ask()


#: Acts, fields and values that a form of ours may carry, so that some of what is made up is nearly right.
ACTS = (
    "accept",
    "reject",
    "correct",
    "merge",
    "split",
    "same-actor",
    "not-same-actor",
    "undo",
    "add",
    "remove",
)
WORDS = (
    "speakers", "content", "date", "negated", "place", "statement", "true", "0", "7", "-1", "٣", "2025-10-15", "[]",
    "2025-13-45", "{}", "null", "dark", "reader", "\x00", "\u202e", "/en/today", "//evil.example"
)  # fmt: skip
FIELDS = {
    "/{lang}/decide": (
        "act", "item", "other", "field", "value", "value_start", "value_end", "value_words", "article", "back", "why"
    ),
    "/{lang}/article/{name}/add": (
        "speakers", "cue_start", "cue_end", "cue_words", "content_start", "content_end", "content_words", "mode",
        "statement_act", "why"
    ),
    "/{lang}/add": ("text", "title", "outlet", "url", "published", "author", "collected", "doc_id", "files"),
    "/{lang}/accounts": ("do", "name", "role", "password"),
    "/{lang}/sign-in": ("name", "password", "back"),
    "/{lang}/sign-out": ("back",),
    "/{lang}/theme": ("theme", "back"),
}  # fmt: skip


def forms(app: FastAPI) -> list[str]:
    return sorted(route.path for route in routes_of(app) if "POST" in route.methods)


def test_the_fields_of_every_form_are_known_here() -> None:
    assert forms(application(Desk(None))) == sorted(FIELDS)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(FIELDS))
def test_no_form_is_an_internal_error_whatever_its_fields(asked: Browser, path: str) -> None:
    names = there(asked)
    items = [line["id"] for line in asked.get("/en/record.json").json()["lines"]]
    token = asked.token()
    known = st.sampled_from([*items, *names["article"], *names["encounter"], *names["file"]])
    value = st.one_of(known, st.sampled_from(WORDS), st.text(max_size=40))
    fields = {name: st.sampled_from(ACTS) if name == "act" else value for name in FIELDS[path]}

    @settings(BOUNDED, max_examples=60)
    @given(
        told=st.fixed_dictionaries({}, optional=fields),
        name=st.one_of(st.sampled_from(names["article"]), st.text(min_size=1, max_size=10)),
    )
    def send(told: dict[str, str], name: str) -> None:
        address = path.replace("{lang}", "en").replace("{name}", quote(name, safe=""))
        answer = asked.client.post(address, data={**told, "token": token}, follow_redirects=False)
        assert answer.status_code < 500, f"{answer.status_code} {address} {told}: {answer.text[-300:]}"

    send()
