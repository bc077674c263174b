"""A record of made-up articles behind the window, and one who asks it as a browser does."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the window is not installed (pip install 'mahdar[web]')")
pytest.importorskip("httpx", reason="httpx is not installed (pip install 'mahdar[dev]')")

from fastapi.testclient import TestClient
from httpx import Response

from mahdar.keeping.adding import add
from mahdar.record.store import Store, begin_record
from mahdar.web.app import application
from mahdar.web.desk import Desk
from tests.made_up import CALL, TALKS, article, stub_reader

HOSTILE = (
    '<script>alert(1)</script>\n\nقال سالم: "><img src=x onerror=alert(2)> نرفض. '
    "والتقى سالم ليلى في عمّان. قال سالم: \u202eهذا مقلوب\u202c هنا."
)


class Browser:
    """Asks like a browser without JavaScript: follows links and sends the forms that a page has."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **told: object) -> Response:
        return self.client.get(path, **told)  # type: ignore[arg-type]

    def token(self, path: str = "/en/today") -> str:
        found = re.search(r'name="token" value="([0-9a-f]{64})"', self.get(path).text)
        assert found, "a page with a form carries a token"
        return found.group(1)

    def post(self, path: str, page: str = "/en/today", **fields: object) -> Response:
        return self.client.post(path, data={"token": self.token(page), **fields}, follow_redirects=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with begin_record(tmp_path / "record.db") as store:
        add(
            store,
            [
                article("1", TALKS, outlet="النهار", published="2025-10-15", url="https://example.org/1"),
                article("2", TALKS, outlet="الرأي", published="2025-10-15", url="javascript:alert(1)"),
                article("3", CALL, outlet="الصباح", published="2025-10-16"),
                article(
                    "hostile",
                    HOSTILE,
                    outlet="<b>x</b>",
                    published="2025-10-17",
                    title="<script>alert(3)</script>",
                ),
            ],
            stub_reader(),
        )
        yield store


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, local_name="Layla", reader_of=lambda _: stub_reader())


@pytest.fixture
def browser(desk: Desk) -> Iterator[Browser]:
    with TestClient(application(desk), base_url="http://127.0.0.1:8000") as client:
        yield Browser(client)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Browser]:
    with begin_record(tmp_path / "empty.db") as store:
        desk = Desk(store, reader_of=lambda _: stub_reader())
        with TestClient(application(desk), base_url="http://127.0.0.1:8000") as client:
            yield Browser(client)


def ended(browser: Browser, where: str) -> dict[str, object]:
    """What a job tells when it has ended."""
    for _ in range(200):
        job: dict[str, object] = browser.get(where + ".json").json()["job"]
        if job["state"] in ("done", "broken"):
            return job
        time.sleep(0.05)
    raise AssertionError("the job did not end")
