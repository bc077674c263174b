"""Web archives: pages go in, other records are passed over, what is damaged is told and the rest goes in."""

import gzip
import zlib
from pathlib import Path

import pytest

from mahdar.model import Article
from mahdar.sources import Failure, articles_from
from tests.sources.pages.archives import record, zipped
from tests.sources.pages.test_hostile import SAID, page

SIX = [record(number) for number in range(1, 7)]


def read(path: Path, data: bytes) -> list[Article | Failure]:
    path.write_bytes(data)
    return list(articles_from([path]))


def titles(found: list[Article | Failure]) -> list[str]:
    return [f"{f.line}: {f.reason}" if isinstance(f, Failure) else (f.title or "") for f in found]


def headline(number: int) -> str:
    return f"خبر رقم {number} من العاصمة"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_each_response_of_html_is_an_article(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / name, b"".join(zipped(SIX) if name.endswith("gz") else SIX))
    assert titles(found) == [headline(n) for n in range(1, 7)]
    first = found[0]
    assert isinstance(first, Article)
    assert (first.url, first.doc_id) == (
        "https://example.org/news/1",
        "https://example.org/news/1@2025-10-16T08:00:01Z",
    )
    assert first.collected == "2025-10-16"


def test_archive_in_one_member_is_read_too(tmp_path: Path) -> None:
    assert len(read(tmp_path / "a.warc.gz", gzip.compress(b"".join(SIX)))) == 6


def test_same_page_archived_twice_is_two_deliveries(tmp_path: Path) -> None:
    later = record(1).replace(b"08:00:01Z", b"09:00:01Z")
    found = read(tmp_path / "a.warc", record(1) + later)
    assert [isinstance(one, Article) for one in found] == [True, True]


def test_other_records_are_passed_over(tmp_path: Path) -> None:
    others = [
        record(7, kind="request", body=b"GET / HTTP/1.1\r\n\r\n"),
        record(8, kind="metadata", body=b"via: x"),
        record(9, content_type="image/png", body=b"\x89PNG"),
        record(10, content_type="application/json", body=b"{}"),
        record(11, status="404 Not Found"),
        record(12, status="301 Moved"),
    ]
    assert titles(read(tmp_path / "a.warc", b"".join([*others, record(1), *others]))) == [headline(1)]


CODED = {
    "gzip": gzip.compress(page(f"<p>{SAID}</p>"), mtime=0),
    "deflate": zlib.compress(page(f"<p>{SAID}</p>")),
    "raw deflate": zlib.compress(page(f"<p>{SAID}</p>"), wbits=-15),
    "declared but stored plain": page(f"<p>{SAID}</p>"),
}


@pytest.mark.parametrize("coded", CODED)
def test_encoded_pages_are_decoded(tmp_path: Path, coded: str) -> None:
    header = (
        f"Content-Encoding: {'gzip' if coded in ('gzip', 'declared but stored plain') else 'deflate'}\r\n"
    )
    (found,) = read(tmp_path / "a.warc", record(1, body=CODED[coded], headers=header))
    assert isinstance(found, Article), found
    assert SAID.strip() in found.text


def test_chunked_page_is_put_together(tmp_path: Path) -> None:
    whole = page(f"<p>{SAID}</p>")
    chunks = (
        b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (whole[:100], whole[100:])) + b"0\r\n\r\n"
    )
    (found,) = read(tmp_path / "a.warc", record(1, body=chunks, headers="Transfer-Encoding: chunked\r\n"))
    assert isinstance(found, Article), found
    assert SAID.strip() in found.text


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_truncated_archive_gives_what_is_whole(tmp_path: Path, name: str) -> None:
    data = b"".join(zipped(SIX) if name.endswith("gz") else SIX)
    found = titles(read(tmp_path / name, data[:-200]))
    assert found[:5] == [headline(n) for n in range(1, 6)]
    assert len(found) == 6
    assert found[5].startswith("6: truncated record")


def test_damaged_member_is_told_and_the_rest_goes_in(tmp_path: Path) -> None:
    members = zipped(SIX)
    members[2] = members[2][:60] + b"\xff" * 60 + members[2][120:]
    found = titles(read(tmp_path / "a.warc.gz", b"".join(members)))
    assert [line for line in found if "damaged" not in line] == [headline(n) for n in (1, 2, 4, 5, 6)]
    assert sum("3: damaged record" in line for line in found) == 1


@pytest.mark.parametrize(
    ("right", "wrong"), [(b"WARC/1.0", b"XXXX/1.0"), (b"Content-Length: ", b"Content-Length: 9")]
)
def test_damaged_head_is_told_and_the_rest_goes_in(tmp_path: Path, right: bytes, wrong: bytes) -> None:
    records = [*SIX[:2], SIX[2].replace(right, wrong, 1), *SIX[3:]]
    found = titles(read(tmp_path / "a.warc", b"".join(records)))
    assert [line for line in found if " record" not in line] == [headline(n) for n in (1, 2, 4, 5, 6)]
    assert len(found) == 6


@pytest.mark.parametrize("data", [b"", b"\x1f\x8b\x08", b"<html>", bytes(range(256)) * 40])
def test_what_is_no_archive_is_told(tmp_path: Path, data: bytes) -> None:
    found = read(tmp_path / "a.warc.gz", data)
    assert len(found) == 1
    assert isinstance(found[0], Failure)


def test_page_that_is_not_arabic_is_set_aside_with_its_number(tmp_path: Path) -> None:
    english = record(2, body=b"<html><body><p>" + b"The minister met his counterpart in Cairo. " * 5)
    found = titles(read(tmp_path / "a.warc", record(1) + english + record(3)))
    assert found == [headline(1), "2: no Arabic text", headline(3)]
