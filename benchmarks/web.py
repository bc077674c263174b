"""The window with many readers and a writer: milliseconds and bytes of each page, and whether anything is lost.

python benchmarks/web.py RECORD.db [--readers 20] [--seconds 60] [--think 5] [--closed 20] [--most 150]

A copy of the record is served by `mahdar serve` in a process of its own. Readers walk its pages: each begins with
today and goes on to encounters (half of them among the fifty told most), their read-outs and coverage, articles, files
(half of the fifty who met most), searches and filters of the record, the queue of review, and the JSON twins of
all. First with a time to think between two pages, uniform between none and twice `--think` seconds; then without
any, which tells what the server can do at most. Meanwhile one writer adds articles by the form, waits until each is
stored, and accepts what waits for review. At the end every article and decision of the writer must be in the record,
and the record must verify.

Beside the figures stand those of an empty FastAPI page under the same uvicorn in the same run, asked one at a time and
by as many readers at once; the ratios depend little on the machine. It ends with exit code 1 where a page takes more
than `--most` milliseconds at the median with time to think, has more than 300 kB, or anything failed or was lost.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from sqlalchemy import Connection, func, select

from mahdar.keeping.checking import faults_in
from mahdar.record import tables
from mahdar.record.store import begin_record, open_record

LARGEST = 300_000
WORDS = ("مفاوضات", "الاتفاق النووي", "وقف إطلاق النار", "مجلس الأمن", "الرئيس", "اليمن", '"وزير الخارجية"')
FILTERS = ("act=deny", "act=condemn", "topic=counter-terrorism", "told_by=SA", "mode=direct", "offset=200",
           "since=2015-07-01&until=2015-07-31", "topic=nuclear-programme&act=warn", "")  # fmt: skip
EMPTY = """
import socket, sys, uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
app = FastAPI()
app.get("/", response_class=HTMLResponse)(lambda: "<!doctype html><title>empty</title>")
with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    print(f"http://127.0.0.1:{listening.getsockname()[1]}/", file=sys.stderr, flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
"""


@dataclass
class Subjects:
    """What readers look at: identifiers from the record, those told of most first."""

    encounters: list[str]
    people: list[str]
    articles: list[str]

    def one(self, names: list[str], source: random.Random) -> str:
        """Half of the time one of the fifty told of most, half of the time any."""
        return source.choice(names[:50] if source.random() < 0.5 else names)

    def walk(self, source: random.Random) -> Iterator[tuple[str, str]]:
        """Pages as a reader opens them, without end: what each is called, and its address."""
        while True:
            met, who = self.one(self.encounters, source), self.one(self.people, source)
            search, narrow = quote(source.choice(WORDS)), source.choice(FILTERS)
            pages = [
                ("today", "/ar/today"),
                ("encounter", f"/ar/encounter/{met}"),
                ("read-outs", f"/ar/encounter/{met}/readouts"),
                ("coverage", f"/ar/encounter/{met}/coverage"),
                ("article", f"/ar/article/{source.choice(self.articles)}"),
                ("file", f"/ar/file/{who}"),
                ("record", f"/ar/record?{narrow}"),
                ("record, words", f"/ar/record?q={search}"),
                ("record, encounters", f"/ar/record?show=encounters&q={search}"),
                ("record, articles", f"/ar/record?show=articles&q={search}"),
                ("review", "/ar/review"),
            ]
            name, address = source.choice(pages)
            if source.random() < 0.2:
                path, mark, query = address.partition("?")
                name, address = f"{name} JSON", f"{path}.json{mark}{query}"
            yield name, address


@dataclass
class Figures:
    """Milliseconds and bytes of each page, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sizes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, name: str, address: str, status: int, took: float, size: int) -> None:
        """Note an answer."""
        with self.lock:
            self.took[name].append(1000 * took)
            self.sizes[name].append(size)
            if status != 200:
                self.errors.append(f"{status} {address}")

    @property
    def every(self) -> list[float]:
        """The milliseconds of all pages."""
        return [took for some in self.took.values() for took in some]


class Reader:
    """One who asks by a connection of its own, as a browser does."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = ""

    def ask(self, address: str, form: dict[str, str] | None = None) -> tuple[int, bytes, str]:
        """Status, body and where it leads."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(form)
        method = "GET" if form is None else "POST"
        try:
            self._connection.request(method, address, body, headers)
            answer = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError):
            # The server closes a connection on which nothing was asked for five seconds; a browser asks again.
            self._connection.close()
            self._connection.request(method, address, body, headers)
            answer = self._connection.getresponse()
        whole = answer.read()
        if told := answer.getheader("set-cookie"):
            self.cookie = told.partition(";")[0]
        return answer.status, whole, answer.getheader("location") or ""


class Writer(threading.Thread):
    """Adds articles and accepts what waits, until it is told to end."""

    def __init__(self, port: int, texts: list[str]) -> None:
        super().__init__()
        self.over = threading.Event()
        self.added: list[str] = []
        self.accepted: list[str] = []
        self.errors: list[str] = []
        self.took: dict[str, list[float]] = defaultdict(list)
        self._reader, self._texts = Reader(port), texts

    def run(self) -> None:
        """Add and accept in turn."""
        while not self.over.is_set():
            begun = time.perf_counter()
            self._add(f"benchmark-{len(self.added)}")
            stored = time.perf_counter()
            self._accept()
            self.took["added"].append(stored - begun)
            self.took["accepted"].append(time.perf_counter() - stored)
            self.over.wait(1)

    def _add(self, name: str) -> None:
        text = f"{self._texts[len(self.added) % len(self._texts)]}\n{name}"
        fields = {"text": text, "doc_id": name, "outlet": "benchmark", "published": "2018-06-15"}
        status, _, where = self._sent("/en/add", fields)
        if status != 303:
            self.errors.append(f"{status} /en/add")
            return
        for _ in range(600):
            job = json.loads(self._reader.ask(where + ".json")[1])["job"]
            if job["state"] in ("done", "broken"):
                break
            time.sleep(0.1)
        if job["state"] == "done" and not job["failed"]:
            self.added.append(name)
        else:
            self.errors.append(f"addition {job['state']}: {job['error']} {job['failed']}")

    def _accept(self) -> None:
        page = json.loads(self._reader.ask("/en/review.json")[1])
        item, fields = page["waiting"]["item"], {"act": "accept"}
        if page["sides"]:
            item, other = (side["id"] for side in page["sides"])
            fields = {
                "act": "not-same-actor" if page["waiting"]["kind"] == "actors" else "split",
                "other": other,
            }
        status, body, where = self._sent("/en/decide", {**fields, "item": item})
        found = re.search("done=(d[0-9a-f]+)", where)
        if status == 303 and found:
            self.accepted.append(found.group(1))
        else:
            told = re.sub(r"<[^>]+>|\s+", " ", body.decode())[-300:]
            self.errors.append(f"{status} /en/decide {fields} {item}: {told}")

    def _sent(self, address: str, fields: dict[str, str]) -> tuple[int, bytes, str]:
        page = self._reader.ask("/en/add")[1].decode()
        token = re.search(r'name="token" value="([0-9a-f]{64})"', page)
        return self._reader.ask(address, {**fields, "token": token.group(1) if token else ""})


@contextmanager
def served(command: list[str]) -> Iterator[int]:
    """The port of a server that tells its address on its standard error."""
    with subprocess.Popen([sys.executable, *command], stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        for line in server.stderr:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                break
        else:
            sys.exit("the server did not start")
        # What it tells further is passed on, so that it never waits for a reader of it.
        drain = threading.Thread(
            target=lambda: [print(line, end="") for line in server.stderr or ()], daemon=True
        )
        drain.start()
        try:
            yield int(found.group(1))
        finally:
            server.terminate()


def read(
    port: int,
    readers: int,
    seconds: float,
    think: float,
    pages: Callable[[random.Random], Iterator[tuple[str, str]]],
) -> tuple[Figures, float]:
    """Have readers read for some time; what it took, and answers a second."""
    figures, end = Figures(), time.perf_counter() + seconds

    def one(number: int) -> None:
        source, reader = random.Random(number), Reader(port)
        time.sleep(source.uniform(0, think))
        for name, address in pages(source):
            if time.perf_counter() > end:
                return
            begun = time.perf_counter()
            try:
                status, body, _ = reader.ask(address)
            except OSError as error:
                figures.note(name, f"{address}: {error}", 0, time.perf_counter() - begun, 0)
                reader = Reader(port)
                continue
            figures.note(name, address, status, time.perf_counter() - begun, len(body))
            time.sleep(source.uniform(0, 2 * think))

    begun = time.perf_counter()
    threads = [threading.Thread(target=one, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return figures, len(figures.every) / (time.perf_counter() - begun)


def told(title: str, figures: Figures, rate: float, base: float) -> None:
    """Print a table."""
    print(f"\n{title}: {rate:.1f} pages a second; median of all {statistics.median(figures.every):.0f} ms")
    print(f"{'page':<26}{'times':>6}{'median':>9}{'p95':>9}{'ratio':>8}{'kB':>7}{'most kB':>9}")
    for name, took in sorted(figures.took.items()):
        middle, sizes = statistics.median(took), figures.sizes[name]
        late = sorted(took)[int(0.95 * (len(took) - 1))]
        print(
            f"{name:<26}{len(took):>6}{middle:>6.0f} ms{late:>6.0f} ms{middle / base:>8.1f}"
            f"{statistics.median(sizes) / 1000:>7.0f}{max(sizes) / 1000:>9.0f}"
        )
    for error, times in sorted({e: figures.errors.count(e) for e in figures.errors}.items()):
        print(f"  {times} times {error}")


def subjects(connection: Connection) -> Subjects:
    """What there is to look at."""
    reports, parties, articles = tables.reports, tables.merged_participants, tables.articles
    most = func.count().desc()
    met = select(reports.c.merged).group_by(reports.c.merged).order_by(most, reports.c.merged)
    who = select(parties.c.identity).group_by(parties.c.identity).order_by(most, parties.c.identity)
    every = select(articles.c.id).order_by(articles.c.id).limit(5000)
    queries = (met, who.limit(2000), every)
    return Subjects(*([quote(name) for name in connection.execute(query).scalars()] for query in queries))


def lost(record: Path, writer: Writer) -> list[str]:
    """What the writer was told is in the record and is not; and what does not verify."""
    articles, decisions = tables.articles, tables.decisions
    with open_record(record) as store, store.reading() as connection:
        own = select(articles.c.address).where(articles.c.outlet == "benchmark")
        missing = [
            f"article {name}" for name in writer.added if name not in set(connection.execute(own).scalars())
        ]
        kept = set(connection.execute(select(decisions.c.id)).scalars())
        missing += [f"decision {name}" for name in writer.accepted if name not in kept]
    with open_record(record) as store:
        return missing + list(faults_in(store))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("record", type=Path)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=5, metavar="SECONDS", help="at the mean")
    parser.add_argument("--closed", type=float, default=20, metavar="SECONDS", help="without time to think")
    parser.add_argument("--most", type=float, default=150, metavar="MS")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "record.db"
        shutil.copyfile(args.record, place)
        return measured(place, args)


def measured(place: Path, args: argparse.Namespace) -> int:
    """Measure on a record that may be written to."""
    with begin_record(place) as store, store.reading() as connection:
        there = subjects(connection)
        newest = select(tables.versions.c.text).order_by(tables.versions.c.article.desc()).limit(200)
        texts = list(connection.execute(newest).scalars())
        number = connection.scalar(select(func.count()).select_from(tables.articles))
    with served(["-c", EMPTY]) as port:

        def empty(_: random.Random) -> Iterator[tuple[str, str]]:
            while True:
                yield "empty", "/"

        alone, _ = read(port, 1, 3, 0, empty)
        crowd, most = read(port, args.readers, 5, 0, empty)
    base = statistics.median(alone.every)
    print(
        f"{number} articles; an empty page: {base:.1f} ms alone, {most:.0f} a second with {args.readers} at once"
    )
    command = ["-c", "from mahdar.cli import main; main()", "serve", "--port", "0", "--record", str(place)]
    with served(command) as port:
        # Word lists, the queue of review and facets of the whole record are made once a run.
        for _, address in itertools.islice(there.walk(random.Random(7)), 60):
            Reader(port).ask(address)
        Reader(port).ask("/ar/review")
        writer = Writer(port, texts)
        writer.start()
        thinking, rate = read(port, args.readers, args.seconds, args.think, there.walk)
        closed, fastest = read(port, args.readers, args.closed, 0, there.walk)
        writer.over.set()
        writer.join()
    told(f"{args.readers} readers, {args.think:g} s to think", thinking, rate, base)
    told(f"{args.readers} readers, no time to think", closed, fastest, statistics.median(crowd.every))
    for what, took in writer.took.items():
        print(f"{len(took)} {what}, {statistics.median(took):.1f} s each at the median")
    missing = [*writer.errors, *lost(place, writer)]
    print(
        "\n".join([f"LOST OR FAILED: {one}" for one in missing[:20]] or ["nothing lost; the record verifies"])
    )
    slow = [name for name, took in thinking.took.items() if statistics.median(took) > args.most]
    pages = {name: max(sizes) for name, sizes in thinking.sizes.items() if "JSON" not in name}
    large = [name for name, size in pages.items() if size > LARGEST]
    print(f"slower than {args.most:g} ms at the median: {', '.join(slow) or 'none'}")
    print(f"larger than {LARGEST // 1000} kB at most: {', '.join(large) or 'none'}")
    return int(bool(slow or large or missing or thinking.errors or closed.errors))


if __name__ == "__main__":
    sys.exit(main())
