"""Laws for all forms: whatever is done to the bytes of a file, it gives articles or failures with reasons."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar.sources import Failure, articles_from
from tests.sources.made import BODY, SECOND, TITLE
from tests.sources.test_documents import drawn, epub, pdf, word
from tests.sources.test_feeds import item, rss
from tests.sources.test_json_files import FIRST_GENERATION, SECOND_GENERATION
from tests.sources.test_mail import mail
from tests.sources.test_newsml import message, news


def a_mail() -> bytes:
    made = mail()
    made.add_alternative(f"<p>{BODY}</p>", subtype="html")
    made.add_attachment(BODY.encode(), maintype="text", subtype="plain", filename="a.txt")
    return made.as_bytes()


SOUND = {
    "a.csv": f'id,title,text,date\n1,"{TITLE}","{BODY}\n{SECOND}",15/10/2025\n2,x,{SECOND},16/10/2025\n'.encode(),
    "a.json": json.dumps([FIRST_GENERATION, SECOND_GENERATION, {"id": 1, "text": BODY}]).encode(),
    "a.rss": rss(item(1), item(2, "<pubDate>15/10/2025</pubDate>")).encode(),
    "a.xml": message(news("urn:1"), news("urn:2")).encode(),
    "a.eml": a_mail(),
    "a.docx": word(BODY, SECOND, headline=TITLE),
    "a.epub": epub(),
    "a.pdf": pdf([drawn(TITLE), drawn(BODY)]),
}

#: What may happen to a file: bytes changed, cut out, doubled, put in; the end lost.
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["change", "cut", "double", "insert", "end"]),
        st.floats(0, 1),
        st.binary(min_size=1, max_size=4)
        | st.sampled_from([b"<", b'"', b"&", b"\0", b"]]>", b"\xd8", b"--", b"\r\n\r\n"]),
        st.integers(1, 200),
    ),
    min_size=1,
    max_size=4,
)


def changed(data: bytes, changes: list[tuple[str, float, bytes, int]]) -> bytes:
    for kind, part, new, length in changes:
        at = int(part * len(data))
        if kind == "change":
            data = data[:at] + new + data[at + len(new) :]
        elif kind == "cut":
            data = data[:at] + data[at + length :]
        elif kind == "double":
            data = data[: at + length] + data[at:]
        elif kind == "insert":
            data = data[:at] + new + data[at:]
        else:
            data = data[:at]
    return data


@pytest.mark.parametrize("name", SOUND)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@given(changes=CHANGES)
def test_damaged_file_gives_articles_or_failures_with_reasons(
    tmp_path: Path, name: str, changes: list[tuple[str, float, bytes, int]]
) -> None:
    path = tmp_path / name
    path.write_bytes(changed(SOUND[name], changes))
    for found in articles_from([path]):
        if isinstance(found, Failure):
            assert found.reason.strip()
            assert found.path == str(path)
        else:
            assert found.doc_id
            assert found.text.strip()
            assert found.text.encode("utf-8")


@pytest.mark.parametrize("name", SOUND)
def test_sound_file_gives_articles_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SOUND[name])
    assert not [found for found in articles_from([tmp_path]) if isinstance(found, Failure)]


@pytest.mark.parametrize("name", SOUND)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(data=st.binary(max_size=300))
def test_any_bytes_under_any_suffix_give_failures(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert list(articles_from([path]))


@pytest.mark.parametrize("name", SOUND)
def test_compressed_file_gives_the_same(tmp_path: Path, name: str) -> None:
    plain, packed = tmp_path / "plain" / name, tmp_path / "packed" / f"{name}.gz"
    for path, data in ((plain, SOUND[name]), (packed, gzip.compress(SOUND[name]))):
        path.parent.mkdir()
        path.write_bytes(data)
    assert list(articles_from([packed])) == list(articles_from([plain]))


@pytest.mark.parametrize("name", SOUND)
def test_gzip_made_to_fill_the_memory_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.gz"
    path.write_bytes(gzip.compress(bytes(80_000_000)))
    (failure,) = articles_from([path])
    assert isinstance(failure, Failure)
    assert "gzip" in failure.reason
