"""An article that tries to take over the page: its words are shown as words, in a browser that would run them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mahdar.keeping.adding import add
from mahdar.record.store import begin_record
from tests.browser.window import Looks, Serves, expect
from tests.made_up import article, stub_reader
from tests.web.conftest import HOSTILE

SCRIPT = "<script>alert(3)</script>"


@pytest.fixture(scope="module")
def hostile_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with begin_record(file) as store:
        told = {"outlet": "<img src=x onerror=alert(4)>", "title": SCRIPT, "url": "javascript:alert(5)"}
        add(store, [article("<b>1", HOSTILE, published="2025-10-17", **told)], stub_reader())
    return file


def test_nothing_of_a_hostile_article_runs_or_becomes_part_of_the_page(
    hostile_record: Path, serves: Serves, looks: Looks
) -> None:
    reader = looks(serves(hostile_record))
    ran: list[str] = []
    reader.page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    lines = reader.json("/en/record.json")["lines"]
    said = lines[0]
    met = reader.json("/en/record.json?show=encounters")["lines"][0]["id"]
    where = said["words"][0]["article"]
    pages = (
        "/today", "/record", "/record?show=articles&q=script", f"/article/{where}", f"/encounter/{met}",
        f"/encounter/{met}/coverage", f"/encounter/{met}/readouts", f"/file/{said['speakers'][0]['id']}",
        f"/review?at={said['id']}", f"/record?q={SCRIPT}&by={SCRIPT}",
    )  # fmt: skip
    for path in pages:
        for lang in ("ar", "en"):
            page = reader.opens(f"/{lang}{path}")
            expect(page.get_by_role("main")).to_be_visible()
            assert not page.locator("main script, main img").count()
            assert not page.locator("a[href^='javascript']").count()
    reader.opens(f"/en/article/{where}")
    expect(page.get_by_role("heading", level=1)).to_have_text(SCRIPT)
    assert not ran
