"""Chromium, and records to look at: made once, copied for whoever writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.model import Article
from mahdar.record.store import begin_record
from mahdar.sources import articles_from
from tests.shared import SHARED

with suppress(pytest.skip.Exception):  # which library is missing is told by the tests, which are skipped
    from tests.browser import window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.window import Accounts, Looks, Reader, Served, Serves

SAMPLES = SHARED / "samples"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, started once for the folder.

    It ends with the folder: while it runs, no test of the same process could run an event loop of its own.
    """
    with window.chromium() as started:
        yield started


@pytest.fixture(scope="session")
def demo_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the demonstration: articles of ours, two sides, copies, a denial, an undated report."""
    with window.begin_demo(tmp_path_factory.mktemp("demo")) as store:
        assert store.file
        return store.file


@pytest.fixture(scope="session")
def samples_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the five samples."""
    if not SAMPLES.exists():
        pytest.skip(f"no samples at {SAMPLES}")
    articles = [made for made in articles_from([SAMPLES], "2026-02-15") if isinstance(made, Article)]
    file = tmp_path_factory.mktemp("samples") / "samples.db"
    with begin_record(file) as store:
        add(store, articles, house_reader())
    return file


@pytest.fixture(scope="session")
def demo(demo_record: Path) -> Iterator[Served]:
    """The demonstration, to be read and not written to."""
    with begin_record(demo_record) as store, window.served(window.Desk(store, "Layla", demo=True)) as made:
        yield made


@pytest.fixture(scope="session")
def samples(samples_record: Path) -> Iterator[Served]:
    """The five samples, to be read and not written to."""
    with begin_record(samples_record) as store, window.served(window.Desk(store, "Layla")) as made:
        yield made


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    """What a test has opened, closed at its end."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def serves(opened: ExitStack, tmp_path: Path) -> Serves:
    def serving(record: Path, accounts: Accounts | None = None) -> Served:
        copy = tmp_path / "copy.db"
        shutil.copy(record, copy)
        store = opened.enter_context(begin_record(copy))
        return opened.enter_context(window.served(window.Desk(store, "Layla", accounts)))

    return serving


@pytest.fixture
def looks(browser: Browser, opened: ExitStack) -> Looks:
    def looking(where: Served, **told: Any) -> Reader:
        return opened.enter_context(window.reader(browser, where.address, **told))

    return looking
