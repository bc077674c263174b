"""A record of our own examples and of a few articles more, made once for all tests of exports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from mahdar.export.choosing import Chosen
from mahdar.export.losses import Losses
from mahdar.keeping.adding import add
from mahdar.keeping.linking import link_record
from mahdar.keeping.readers import house_reader
from mahdar.knowledge import load
from mahdar.model import Article
from mahdar.record.searching import Query
from mahdar.record.store import begin_record, open_record
from mahdar.record.terms import analysis_of
from mahdar.sources import Failure, articles_from

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

FORMULA = "=HYPERLINK(1) عنوان\n\nقال وزير الخارجية الأردني أيمن الصفدي: نرفض أي تغيير للحدود."
DEMAND = (
    "بيان من القاهرة\n\nطالب وزير الخارجية المصري سامح شكري إسرائيل بسحب قواتها من معبر رفح، "
    "ودان وزير الخارجية الأردني أيمن الصفدي الاعتداءات على المدنيين."
)
SPOKESMAN = (
    "الكرملين يوضح\n\nقال المتحدث باسم الكرملين دميتري بيسكوف إن الرئيس الروسي فلاديمير بوتين يرفض "
    "المقترح الأميركي.\nوأعلن بيسكوف أن بوتين سيستقبل الرئيس السوري في موسكو في 20 أكتوبر 2025."
)
CONTROLS = "خبر \x0b بعلامة\n\nالتقى وزير الخارجية العماني بدر البوسعيدي في مسقط نظيره القطري 🕊 أمس الأول."


def _more() -> Iterator[Article]:
    texts = (FORMULA, DEMAND, SPOKESMAN, CONTROLS)
    for number, text in enumerate(texts):
        yield Article(doc_id=f"=made-{number}", text=text, outlet="+الميزان", published="2025-10-16",
                      url=f"https://example.org/{number}?a=1&b=2")  # fmt: skip


@pytest.fixture(scope="session")
def exported_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record; tests that decide on it copy it first."""
    place = tmp_path_factory.mktemp("export") / "record.db"
    found = articles_from([EXAMPLES], "2025-11-30")
    articles = [one for one in found if not isinstance(one, Failure)]
    with begin_record(place) as store:
        add(store, [*articles, *_more()], house_reader())
        link_record(store, load())
    return place


@contextmanager
def chosen_of(place: Path | str, **query: str) -> Iterator[Chosen]:
    """What a query chooses of a record."""
    with open_record(place) as store, store.reading() as connection:
        yield Chosen(connection, Query(**query), analysis_of(load()))  # type: ignore[arg-type]


def text_of(place: Path | str, form: str, *more: object, **query: str) -> tuple[str, Losses]:
    """What a format of text writes, and what it could not."""
    from importlib import import_module  # noqa: PLC0415 (by name)

    output, losses = StringIO(newline=""), Losses(form)
    with chosen_of(place, **query) as chosen:
        import_module(f"mahdar.export.{form}").write(chosen, *more, output, losses)
    return output.getvalue(), losses


def bytes_of(place: Path, form: str, *more: object, **query: str) -> tuple[bytes, Losses]:
    """What a binary format writes, and what it could not."""
    from importlib import import_module  # noqa: PLC0415 (by name)

    output, losses = BytesIO(), Losses(form)
    with chosen_of(place, **query) as chosen:
        import_module(f"mahdar.export.{form}").write(chosen, *more, output, losses)
    return output.getvalue(), losses
