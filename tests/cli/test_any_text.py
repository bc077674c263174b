"""Laws for all inputs, from the file to the record: a clear failure, or a record of which every span holds."""

from pathlib import Path

import pytest
from benchmarks.growth import UNITS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar.keeping.verifying import faults_of
from mahdar.knowledge import Knowledge, load
from mahdar.model import record_from_json, to_json
from mahdar.reading import read_article
from mahdar.sources import Failure, articles_from

WORDS = (
    "قال أكد وأضاف مشيرا إلى أن إن بأن التقى استقبل الرئيس وزير الخارجية الروسي نظيره فلاديمير بوتين لافروف سيرغي "
    "اليوم أمس الثلاثاء 15 تشرين الأول 2025 في موسكو دمشق بحسب وكالة سانا نقلت عن الجانبان اتفق على زيارة اتصال هاتفي "
    "« » \" “ ” ' : . ، ؛ ؟ ! ( ) - – \n \r\n \t \u200f \u202b \u202e \u2067 \u2069 \u00a0 \u0640 قَالَ ﷺ ﻻ English 🕊"
).split(" ")
NEWS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
ANY = st.one_of(
    NEWS.map(str.encode),
    NEWS.map(lambda text: text.encode("cp1256", "ignore")),
    st.text().map(lambda text: ("قال " + text).encode("utf-8", "surrogatepass")),
    st.binary(),
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def read_and_check(path: Path, knowledge: Knowledge) -> int:
    """Read a file and check what came of it; the number of articles read."""
    read = 0
    for item in articles_from([path], "2025-10-16"):
        if isinstance(item, Failure):
            assert item.reason
            continue
        record = read_article(item, knowledge)
        assert record.text == item.text
        assert list(faults_of(record)) == []
        assert record_from_json(to_json(record)) == record
        read += 1
    return read


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=ANY)
def test_any_bytes_give_a_failure_or_a_sound_record(
    tmp_path: Path, knowledge: Knowledge, data: bytes
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    read_and_check(path, knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير: «نحن مع الحوار ولن نتراجع",
        "قال الوزير: نحن مع الحوار» ولن نتراجع «",
        '"' * 501 + " قال الوزير",
        "\u202bقال الرئيس الروسي فلاديمير بوتين\u202c إن \u2067الحوار\u2069 مستمر",
        "التقى الوزير نظيره يوم 31 شباط 2025",
        "أكد " * 300,
        "قال",
        ":",
        "\u0640" * 50 + "ق",
    ],
)
def test_odd_texts_give_sound_records(tmp_path: Path, knowledge: Knowledge, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    read_and_check(path, knowledge)


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_a_long_text_of_one_unit_gives_a_sound_record(
    tmp_path: Path, knowledge: Knowledge, unit: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("ق " + unit * (240_000 // len(unit.encode()))).encode())
    assert read_and_check(path, knowledge) == 1


@pytest.mark.slow
def test_a_megabyte_without_a_full_stop_is_read(tmp_path: Path, knowledge: Knowledge) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        ("وأكد الوزير أهمية العلاقات بين البلدين " * 15_000).encode()[:1_000_000].rsplit(b" ", 1)[0]
    )
    assert read_and_check(path, knowledge) == 1
