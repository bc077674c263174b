"""Laws for all inputs: any bytes give a failure with a reason, or an article that is what the bytes say."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar.model import Article
from mahdar.sources import Failure, articles_from

ARABIC = st.text(
    st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءةىأإ ،.:«»\"'\n\r\u200f\u202b\u202e\u2067\u064b")
)
BYTES = st.one_of(
    st.binary(),
    ARABIC.map(str.encode),
    ARABIC.map(lambda text: text.encode("cp1256", "ignore")),
    st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.txt.gz"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=BYTES)
def test_any_bytes_give_a_failure_or_an_article(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for found in articles_from([path]):
        if isinstance(found, Failure):
            assert found.reason
        else:
            assert found.text.strip()
            assert found.text.encode("utf-8")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=ARABIC)
def test_valid_utf8_is_never_changed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    (found,) = articles_from([path])
    assert isinstance(found, Failure) or found == Article(doc_id="a", text=text)
