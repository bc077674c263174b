"""Text files: one article each."""

import gzip
from pathlib import Path

import pytest

from mahdar.model import Article
from mahdar.sources import Failure, articles_from

REPORT = "الوزيران يلتقيان في عمّان\n\nالتقى وزير الخارجية نظيره في عمّان.\n"


def one(path: Path, collected: str | None = None) -> Article | Failure:
    found = list(articles_from([path], collected))
    assert len(found) == 1
    return found[0]


def article(path: Path, collected: str | None = None) -> Article:
    found = one(path, collected)
    assert isinstance(found, Article), found
    return found


def reason(path: Path) -> str:
    found = one(path)
    assert isinstance(found, Failure), found
    assert found.path == str(path)
    return found.reason


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_file_stem_is_the_doc_id_and_the_text_stays_as_it_is(tmp_path: Path) -> None:
    found = article(written(tmp_path / "amman.1.txt", REPORT.encode()))
    assert found == Article(doc_id="amman.1", text=REPORT)


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert article(written(tmp_path / "a.txt", b"\xef\xbb\xbf" + REPORT.encode())).text == REPORT


def test_crlf_stays_so_that_offsets_fit_the_file(tmp_path: Path) -> None:
    crlf = REPORT.replace("\n", "\r\n")
    assert article(written(tmp_path / "a.txt", crlf.encode())).text == crlf


def test_direction_marks_and_stray_controls_stay(tmp_path: Path) -> None:
    text = "\u202bقال الوزير\u202c: \u200fنعم\x1f."
    assert article(written(tmp_path / "a.txt", text.encode())).text == text


def test_windows_1256_is_read_where_bytes_are_not_utf8(tmp_path: Path) -> None:
    assert article(written(tmp_path / "a.txt", REPORT.encode("cp1256"))).text == REPORT


def test_gzip_is_read_and_gives_the_same_article(tmp_path: Path) -> None:
    assert article(written(tmp_path / "a.txt.gz", gzip.compress(REPORT.encode()))) == Article(
        doc_id="a", text=REPORT
    )


def test_gzip_of_several_members_is_read_whole(tmp_path: Path) -> None:
    data = b"".join(gzip.compress(part.encode()) for part in REPORT.splitlines(keepends=True))
    assert article(written(tmp_path / "a.txt.gz", data)).text == REPORT


def test_day_of_collection_is_the_one_given_and_never_the_clocks(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", REPORT.encode())
    assert article(path, "2025-10-16").collected == "2025-10-16"
    assert article(path).collected is None


def test_day_of_collection_that_is_no_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2025-13-01"):
        list(articles_from([tmp_path], "2025-13-01"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"The minister met his counterpart in Amman.", "no Arabic text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xd8", "not UTF-8 (byte 0)"),
        ("قال الوزير\0 نعم".encode(), "NUL at 10"),
        (b"caf\xe9 et th\xe9 \xe0 Paris, d\xe9j\xe0 vu", "not UTF-8 (byte 3)"),
        (gzip.compress(REPORT.encode(), mtime=0)[:-9], "truncated gzip"),
        (gzip.compress(REPORT.encode(), mtime=0) + b"more", "damaged gzip"),
        (b"\x1f\x8b\x08\x00broken gzip that is none", "damaged gzip"),
    ],
)
def test_what_is_no_arabic_text_fails_with_a_reason(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in reason(written(tmp_path / "a.txt", data))


def test_utf8_with_one_broken_byte_is_not_mended(tmp_path: Path) -> None:
    data = REPORT.encode()
    assert reason(written(tmp_path / "a.txt", data[:19] + b"\xff" + data[19:])) == "damaged UTF-8 (byte 19)"
    assert reason(written(tmp_path / "b.txt", data[:20])) == "damaged UTF-8 (byte 19)"


def test_file_that_is_not_there_fails(tmp_path: Path) -> None:
    assert reason(tmp_path / "gone.txt") == "No such file or directory"
    assert reason(tmp_path / "gone") == "No such file or directory"


def test_form_that_is_not_known_fails(tmp_path: Path) -> None:
    assert "form not known: .xlsx" in reason(written(tmp_path / "a.xlsx", b"PK"))


def test_folder_gives_its_files_sorted_with_those_of_folders_below(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "b/z.txt.gz", "b/a.txt", "a.txt", ".hidden.txt", "notes.md"):
        written(tmp_path / name, name.encode() + REPORT.encode())
    found = list(articles_from([tmp_path / "b", tmp_path / "c.txt"]))
    assert [a.doc_id for a in found if isinstance(a, Article)] == ["a", "z", "c"]
    (tmp_path / "b" / "a.txt").unlink()
    whole = [a.doc_id for a in articles_from([tmp_path]) if isinstance(a, Article)]
    assert whole == ["a", "z", "c"]


def test_folder_without_articles_fails(tmp_path: Path) -> None:
    assert reason(tmp_path).startswith("no file of a known form is in this folder (known are .txt, .jsonl")


def test_two_equal_stems_are_a_failure_that_names_both(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    first = written(tmp_path / "a.txt", REPORT.encode())
    second = written(tmp_path / "b" / "a.txt", REPORT.encode())
    kept, double = articles_from([first, second])
    assert isinstance(kept, Article)
    assert isinstance(double, Failure)
    assert str(first) in double.reason
    assert str(second) in double.reason
