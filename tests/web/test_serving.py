"""`mahdar serve` and `mahdar accounts`: the demonstration shows everything, other machines need accounts."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from mahdar.comparing.readouts import readouts
from mahdar.web.app import application
from mahdar.web.demo import ARTICLES, begin_demo
from mahdar.web.desk import Desk
from mahdar.web.pages.readouts import aligned
from tests.cli.running import run
from tests.web.conftest import Browser
from tests.web.test_pages import outline

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    store = begin_demo(tmp_path_factory.mktemp("demo"))
    return Browser(TestClient(application(Desk(store, demo=True)), base_url="http://127.0.0.1"))


def most_told(demo: Browser) -> dict[str, object]:
    met = demo.get("/ar/record.json?show=encounters").json()["lines"]
    found: dict[str, object] = max(met, key=lambda one: one["reports"])
    return found


def test_demo_shows_the_read_outs_of_two_sides(demo: Browser) -> None:
    told = demo.get(f"/ar/encounter/{most_told(demo)['id']}/readouts.json").json()["readouts"]
    assert told["compared"] == "sides" and {c["key"] for c in told["columns"]} == {"IQ", "DZ"}
    page = demo.get(f"/ar/encounter/{most_told(demo)['id']}/readouts").text
    assert '<mark class="other">' in page and "هنا فقط" in page


def test_every_line_of_the_read_outs_stands_once_beside_its_counterpart(demo: Browser) -> None:
    name = str(most_told(demo)["id"])
    told = demo.get(f"/en/encounter/{name}/readouts.json").json()["readouts"]
    lines = [line["said"]["id"] for t in told["topics"] for c in t["columns"] for line in c["lines"]]
    with demo.client.app.state.desk.store.reading() as connection:  # type: ignore[attr-defined]
        compared = readouts(connection, name)
    keys = [column.key for column in compared.columns]
    rows = [row for topic in compared.topics for row in aligned(topic, keys)]
    assert sorted(cell.line.said.id for row in rows for cell in row.cells if cell) == sorted(lines)
    pairs = [pair for topic in compared.topics for pair in topic.pairs]
    beside = [{cell.line.said.id for cell in row.cells if cell} for row in rows]
    assert pairs and all({pair.said_a, pair.said_b} in beside for pair in pairs)


def test_demo_shows_who_took_whose_words_with_what_was_changed(demo: Browser) -> None:
    told = demo.get(f"/en/encounter/{most_told(demo)['id']}/coverage.json").json()
    assert any(cell["copied"] for row in told["coverage"]["rows"] for cell in row["cells"])
    assert any("الصيف" in pair for passage in told["passages"] for pair in passage["differing"])


def test_demo_says_that_it_is_invented(demo: Browser) -> None:
    assert "every article and person in it is invented" in demo.get("/en/today").text
    assert "مختلَق" in demo.get("/ar/today").text


def test_every_page_of_the_demo_that_today_leads_to_opens(demo: Browser) -> None:
    for link in sorted({link.partition("#")[0] for link in outline(demo.get("/ar/today").text).links} - {""}):
        assert demo.get(link.replace("&amp;", "&")).status_code == 200, link


def test_reasons_of_the_demo_are_told_in_arabic(demo: Browser) -> None:
    page = demo.get(f"/ar/encounter/{most_told(demo)['id']}").text
    basis = re.findall(r'<ul class="basis-list">(.*?)</ul>', page, re.DOTALL)
    assert basis and " told on " not in "".join(basis) and ": stated" not in "".join(basis)


@pytest.mark.slow
def test_server_starts_answers_and_ends(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    code = "from mahdar.cli import main; main()"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--demo", "--port", "0"],
        env=env,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stderr
            address = re.search(r"http://127\.0\.0\.1:\d+/", server.stderr.readline())
            assert address
            with direct.open(address.group(), timeout=20) as answer:
                assert "محضر" in answer.read().decode()
        finally:
            server.send_signal(signal.SIGINT)
        server.wait(20)
    assert not list(tmp_path.iterdir()), "a demonstration leaves nothing behind"


def test_beyond_this_machine_accounts_are_needed(tmp_path: Path) -> None:
    told = run("serve", "--host", "0.0.0.0", "--record", tmp_path / "x.db")
    assert told.exit_code == 2 and "mahdar accounts add" in told.output
    assert not list(tmp_path.iterdir())
    assert run("serve", "--host", "0.0.0.0", "--demo").exit_code == 2


def test_accounts_are_made_listed_and_closed_beside_the_record(tmp_path: Path) -> None:
    record = tmp_path / "x.db"
    made = run(
        "accounts", "add", "Layla", "--role", "admin", "--password", "a long password", "--record", record
    )
    assert made.exit_code == 0 and (tmp_path / "x.db.accounts.db").exists()
    assert run("accounts", "list", "--record", record).output == "Layla\tadmin\n"
    assert run("accounts", "add", "Karim", "--password", "short", "--record", record).exit_code == 2
    assert run("accounts", "remove", "Layla", "--record", record).exit_code == 0
    assert run("accounts", "remove", "Layla", "--record", record).exit_code == 2


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = run("serve", "--port", taken.getsockname()[1], "--record", tmp_path / "x.db")
    assert told.exit_code == 1 and "choose another --port" in told.output


def test_what_the_pages_need_lies_in_the_package() -> None:
    house = ARTICLES.parent
    assert list(ARTICLES.glob("*.jsonl"))
    assert {"OFL-ibm-plex-sans-arabic.txt", "OFL-noto-naskh-arabic.txt"} <= {
        f.name for f in (house / "static/fonts").iterdir()
    }
    assert (house / "static/vendor/LICENSE-htmx.txt").exists()
    style = (house / "static/mahdar.css").read_text("utf-8")
    rules = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    assert not re.findall(r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)", rules)
    assert "letter-spacing" not in rules and "italic" not in rules
