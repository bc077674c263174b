"""Pages into a record, a second: from bytes to stored article, without reading them; and records of an archive skipped.

python benchmarks/pages.py [--pages 2000]

The pages are made of the fixtures of the tests, padded to the size of real ones with navigation, related lists and
scripts. Beside each figure stands a ratio to what a library needs alone in the same run, which depends little on
the machine: trafilatura's extraction of the same pages, and fastwarc's and warcio's bare reading of the same archive.
To reach: 60 pages a second on one core in flat memory, 2,000 skipped records a second.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import trafilatura
from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as SlowIterator

from mahdar.model import Article
from mahdar.record.articles import keep_articles
from mahdar.record.store import begin_record
from mahdar.sources import articles_from
from mahdar.sources.failure import Unreadable
from mahdar.sources.pages import article_from_page

FIXTURES = Path(__file__).parents[1] / "tests" / "sources" / "pages" / "fixtures"
BATCH = 200


def padded(page: bytes, number: int, source: random.Random) -> bytes:
    """A page of a real one's size: with its number in the text, a menu, other articles and scripts."""
    menu = "".join(f'<li class="menu-item"><a href="/c/{k}">قسم {k}</a></li>' for k in range(60))
    others = "".join(
        f'<div class="card"><a href="/n/{k}"><span>خبر آخر رقم {k} في قائمة الأخبار</span></a>'
        f"<time datetime='2025-01-{k % 28 + 1:02d}'>{k % 28 + 1} يناير</time></div>"
        for k in range(40)
    )
    script = f"<script>var data = {[source.random() for _ in range(1200)]};</script>"
    try:
        text = page.decode()
    except UnicodeDecodeError:
        text = page.decode("cp1256")
    body = text.find("<body")
    start = text.find(">", body) + 1 if body >= 0 else 0
    end = text.rfind("</body>")
    end = len(text) if end < 0 else end
    return (
        f"{text[:start]}<nav><ul>{menu}</ul></nav>{script}{text[start:end].replace('</p>', f' ({number})</p>', 1)}"
        f'<section class="related-news"><h3>أخبار ذات صلة</h3>{others}</section>{script}{text[end:]}'
    ).encode()


def made(pages: Iterable[bytes]) -> Iterable[Article]:
    """The articles of pages; those that are set aside are left out."""
    for number, page in enumerate(pages):
        try:
            yield article_from_page(
                page, doc_id=str(number), url=f"https://example.org/{number}/{number:06d}"
            )
        except Unreadable:
            continue


def stored(pages: list[bytes], folder: Path) -> int:
    """How many pages were stored, in batches as `mahdar add` writes them."""
    count = 0
    batch: list[Article] = []
    with begin_record(folder / "pages.db") as store:
        for article in made(pages):
            batch.append(article)
            count += 1
            if len(batch) == BATCH:
                _write(store, batch)
        _write(store, batch)
    return count


def _write(store: object, batch: list[Article]) -> None:
    with store.writing() as connection:  # type: ignore[attr-defined]
        keep_articles(connection, batch)
    batch.clear()


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """How many of a piece of work were done, and the seconds of one core they took."""
    gc.collect()
    start = time.process_time()
    return work(), time.process_time() - start


def extracted(pages: list[bytes]) -> int:
    """Trafilatura alone on the same pages."""
    for page in pages:
        trafilatura.bare_extraction(page, favor_precision=True, include_comments=False)
    return len(pages)


def archive(path: Path, records: int, source: random.Random) -> None:
    """An archive of pictures, scripts, redirections and requests: nothing that goes in."""
    kinds = (
        ("response", "image/jpeg", "200 OK"),
        ("response", "application/javascript", "200 OK"),
        ("response", "text/html", "301 Moved Permanently"),
        ("request", "text/html", "200 OK"),
    )
    with path.open("wb") as file:
        for number in range(records):
            kind, form, status = kinds[number % len(kinds)]
            body = source.randbytes(4000)
            block = (
                f"HTTP/1.1 {status}\r\nContent-Type: {form}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            head = (
                f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
                f"WARC-Date: 2025-10-16T08:00:00Z\r\nWARC-Target-URI: https://example.org/{number}\r\n"
                f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 1))


def memory() -> float:
    """Megabytes at the highest so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--records", type=int, default=20_000)
    options = parser.parse_args()
    source = random.Random(7)
    fixtures = [path.read_bytes() for path in sorted(FIXTURES.glob("*.html"))]
    pages = [padded(fixtures[k % len(fixtures)], k, source) for k in range(options.pages)]
    size = sum(map(len, pages)) / len(pages) / 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in made(pages[: len(fixtures)]):
            pass  # Word lists are loaded once a process.
        before = memory()
        count, seconds = timed(lambda: stored(pages[: len(pages) // 2], folder))
        half = memory()
        more, longer = timed(lambda: stored(pages[len(pages) // 2 :], folder))
        alone, library = timed(lambda: extracted(pages))
        rate, base = (count + more) / (seconds + longer), alone / library
        print(
            f"{len(pages)} pages of {size:.0f} kB: {count + more} articles stored, {rate:.0f} pages a second"
        )
        print(f"  trafilatura alone: {base:.0f} a second; ratio {base / rate:.2f}")
        print(f"  memory: {before:.0f} MB before, {half:.0f} MB after half, {memory():.0f} MB after all")
        path = folder / "other.warc.gz"
        archive(path, options.records, source)
        _, ours = timed(lambda: sum(1 for _ in articles_from([path])))
        with path.open("rb") as file:
            bare, fast = timed(lambda: sum(1 for _ in ArchiveIterator(file)))
        with path.open("rb") as file:
            _, slow = timed(lambda: sum(1 for _ in SlowIterator(file)))
        print(f"{bare} records skipped, {bare / ours:.0f} a second")
        print(
            f"  fastwarc alone: {bare / fast:.0f} a second, ratio {ours / fast:.2f}; warcio alone: {bare / slow:.0f}"
        )
        print(f"  memory: {memory():.0f} MB")


if __name__ == "__main__":
    main()
