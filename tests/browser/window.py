"""The application started for real, and one who looks at it through Chromium and notes whatever goes wrong."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest

pytest.importorskip("fastapi", reason="the window is not installed (pip install 'mahdar[web]')")
pytest.importorskip("argon2", reason="the window is not installed (pip install 'mahdar[web]')")
pytest.importorskip("playwright", reason="Playwright is not installed (pip install 'mahdar[dev]')")
pytest.importorskip("axe_playwright_python", reason="axe-core is not installed (pip install 'mahdar[dev]')")

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect, sync_playwright

from mahdar.web.accounts import Accounts
from mahdar.web.app import application
from mahdar.web.demo import begin_demo
from mahdar.web.desk import Desk
from mahdar.web.jobs import FailedInput, Job, NamedArticle
from mahdar.web.language import Lang, words_of
from mahdar.web.pages import PAGES

__all__ = [
    "PAGES",
    "Accounts",
    "Axe",
    "Desk",
    "FailedInput",
    "Job",
    "Lang",
    "Locator",
    "NamedArticle",
    "Page",
    "begin_demo",
    "expect",
    "words_of",
]  # fmt: skip

#: Under which Debian and others install Chromium.
NAMES = ("chromium", "chromium-browser", "google-chrome")
#: No sandbox, since builds run as root; nothing that asks other hosts of its own accord.
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDE, NARROW = 1440, 390
Theme = Literal["light", "dark"]
#: Milliseconds to wait for what must come; much more than it takes, since machines that build are busy.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

#: The words of the screens, so that a test names a button as the page does and a better word breaks no test.
ENGLISH, ARABIC = words_of("en"), words_of("ar")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, as it is installed on this machine; a test that needs it is skipped where it is not."""
    found = next((found for name in NAMES if (found := shutil.which(name))), None)
    if found is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with (
        sync_playwright() as driving,
        closing(driving.chromium.launch(executable_path=found, args=FLAGS)) as one,
    ):
        yield one


class Looks(Protocol):
    """Opens a window on what is served: `looks(demo, width=NARROW, theme="dark")`."""

    def __call__(
        self,
        where: Served,
        *,
        width: int = WIDE,
        theme: Theme = "light",
        scripts: bool = True,
        allowed: Collection[str] = (),
    ) -> Reader: ...


class Serves(Protocol):
    """Serves a copy of a record, which a test may write to."""

    def __call__(self, record: Path, accounts: Accounts | None = None) -> Served: ...


@dataclass(frozen=True)
class Served:
    """A desk that is served at an address of this machine."""

    desk: Desk
    address: str


@contextmanager
def served(desk: Desk) -> Iterator[Served]:
    """Serve a desk as `mahdar serve` does, until the end of the `with`."""
    config = uvicorn.Config(application(desk), log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        working = threading.Thread(target=server.run, args=([listening],))
        working.start()
        try:
            _wait_for(server)
            yield Served(desk, f"http://127.0.0.1:{listening.getsockname()[1]}")
        finally:
            server.should_exit = True
            working.join()
            desk.linking.finish()


def _wait_for(server: uvicorn.Server) -> None:
    for _ in range(200):
        if server.started:
            return
        time.sleep(0.02)
    raise AssertionError("the server did not start")


@dataclass
class Reader:
    """One who reads the pages: a window of Chromium, and what went wrong in it.

    Attributes:
        faults: errors on the console or of scripts, and requests to another host.
    """

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.context.on("request", self._asked)

    def opens(self, path: str) -> Page:
        """The page at an address of the application."""
        self.page.goto(self.address + path)
        return self.page

    def json(self, path: str) -> Any:
        """The JSON twin of a page, as this reader may see it."""
        return self.page.request.get(self.address + path).json()

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        # Chromium's own pages and pictures that stand in the page itself are no requests.
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(self.address):
            self.faults.append(f"{self.page.url} asked another host: {request.url}")


@contextmanager
def reader(
    browser: Browser,
    address: str,
    width: int = WIDE,
    theme: Theme = "light",
    scripts: bool = True,
    allowed: Collection[str] = (),
) -> Iterator[Reader]:
    """One who opens a window of a width, in a look, with scripts or without.

    At the end nothing may have gone wrong but what is allowed, which is told by words of it.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, java_script_enabled=scripts
    )
    with closing(context):
        context.set_default_timeout(PATIENCE)
        one = Reader(context.new_page(), address)
        yield one
    wrong = [fault for fault in one.faults if not any(words in fault for words in allowed)]
    assert not wrong, "\n".join(wrong[:10])


def button(where: Page | Locator, key: str, lang: Lang = "en") -> Locator:
    """The button that holds a word of the screens, by the word's key."""
    return where.get_by_role("button", name=words_of(lang)(key))


def comes_in_sight(element: Locator) -> bool:
    """Whether an element comes to stand within the window with nothing over it, once scrolling has come to rest."""
    found: bool = element.evaluate(
        """async e => {
            const seen = () => {
                const box = e.getClientRects()[0];
                const x = box.left + box.width / 2, y = box.top + box.height / 2;
                if (y < 0 || y > innerHeight || x < 0 || x > innerWidth) return false;
                const above = document.elementFromPoint(x, y);
                return e.contains(above) || above.contains(e);
            };
            for (let i = 0; i < 40 && !seen(); i++) await new Promise(done => setTimeout(done, 50));
            return seen();
        }"""
    )
    return found


def drags_over(page: Page, words: str) -> None:
    """Select words of the article with the mouse, from the edge of the first letter to that of the last."""
    ends = page.locator("[data-text]").evaluate(
        """(text, words) => {
            const pieces = [...text.querySelectorAll("[data-s]")];
            const whole = pieces.map(p => p.textContent).join("");
            const start = whole.indexOf(words);
            if (start < 0 || whole.indexOf(words, start + 1) >= 0) throw new Error("does not stand there once");
            const edge = (at, last) => {
                for (const piece of pieces) {
                    const node = piece.firstChild;
                    if (at < node.length) {
                        const letter = document.createRange();
                        letter.setStart(node, at); letter.setEnd(node, at + 1);
                        piece.scrollIntoView({ block: "center", behavior: "instant" });
                        const box = letter.getBoundingClientRect();
                        // Arabic runs from right to left: a letter begins at its right edge.
                        return { x: last ? box.left + 0.5 : box.right - 0.5, y: box.top + box.height / 2 };
                    }
                    at -= node.length;
                }
            };
            edge(start, false);
            return [edge(start, false), edge(start + words.length - 1, true)];
        }""",
        words,
    )
    page.mouse.move(ends[0]["x"], ends[0]["y"])
    page.mouse.down()
    page.mouse.move(ends[1]["x"], ends[1]["y"], steps=5)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()") == words
