"""The forms in which articles come in: a table from suffix to the function that reads it, and one by content.

A function of `FORMS` gets the bytes of a file, decompressed; one of `TABLES` also how its columns are called; one of
`STREAMS` opens the file itself, because files of its form are larger than memory. Each yields an article, or the
reason why there is none, with the number of the line, item or record it came from (None where the whole file is
meant), and may raise `Unreadable` for what is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from mahdar.model import Article
from mahdar.sources.columns import Columns
from mahdar.sources.decoding import unzipped
from mahdar.sources.json_lines import articles_of_lines
from mahdar.sources.plain_text import article_from_text
from mahdar.sources.tables import articles_of_table

Made = tuple[int | None, Article | str]
"""Line or record where there is one, and what came of it: an article or the reason why there is none."""

FromBytes = Callable[[bytes, Path, str | None], Iterator[Made]]
FromTable = Callable[[bytes, Path, Columns, str | None], Iterator[Made]]
FromFile = Callable[[Path, str | None], Iterator[Made]]

#: Names of files that say nothing of the page in them; the folder's name then tells pages apart.
_NAMELESS = frozenset(("index", "default", "home", "amp", "page", "article", "print", "view"))


def stem_of(file: Path) -> str:
    """A file's name without the suffix of its form."""
    name = file.name
    if name.lower().endswith(".gz"):
        name = name[: -len(".gz")]
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name


def _text(data: bytes, file: Path, collected: str | None) -> Iterator[Made]:
    yield None, article_from_text(data, stem_of(file), collected)


def _json_lines(data: bytes, file: Path, columns: Columns, collected: str | None) -> Iterator[Made]:
    return articles_of_lines(data, columns, collected)


def _json(data: bytes, file: Path, columns: Columns, collected: str | None) -> Iterator[Made]:
    from mahdar.sources.json_files import articles_of_json  # noqa: PLC0415 (needs the parser of pages, as below)

    return articles_of_json(data, columns, collected)


def _table(data: bytes, file: Path, columns: Columns, collected: str | None) -> Iterator[Made]:
    return articles_of_table(data, stem_of(file), columns, collected)


def _xml(data: bytes, file: Path, collected: str | None) -> Iterator[Made]:
    from mahdar.sources.xml_files import articles_of_xml  # noqa: PLC0415 (as below)

    return articles_of_xml(data, stem_of(file), collected)


def _mail(data: bytes, file: Path, collected: str | None) -> Iterator[Made]:
    from mahdar.sources.mail import articles_of_mail  # noqa: PLC0415 (as below)

    def attached(inner: bytes, name: Path) -> Iterator[Made] | None:
        form = suffix_of(name)
        if form in TABLES:
            return TABLES[form](unzipped(inner), name, Columns(), collected)
        return FORMS[form](unzipped(inner), name, collected) if form in FORMS else None

    return articles_of_mail(data, stem_of(file), collected, attached)


def _word(data: bytes, file: Path, collected: str | None) -> Iterator[Made]:
    from mahdar.sources.word import article_from_word  # noqa: PLC0415 (as below)

    yield None, article_from_word(data, stem_of(file), collected)


def _epub(data: bytes, file: Path, collected: str | None) -> Iterator[Made]:
    from mahdar.sources.epub import articles_of_epub  # noqa: PLC0415 (as below)

    return articles_of_epub(data, stem_of(file), collected)


def _pdf(data: bytes, file: Path, collected: str | None) -> Iterator[Made]:
    from mahdar.sources.pdf import article_from_pdf  # noqa: PLC0415 (as below)

    yield None, article_from_pdf(data, stem_of(file), collected)


def _page(data: bytes, file: Path, collected: str | None) -> Iterator[Made]:
    from mahdar.sources.pages import article_from_page  # noqa: PLC0415 (slow to import, and needed for pages only)

    stem = stem_of(file)
    doc_id = f"{file.absolute().parent.name}/{stem}" if stem.lower() in _NAMELESS else stem
    yield None, article_from_page(data, doc_id=doc_id, collected=collected)


def _archived_page(data: bytes, file: Path, collected: str | None) -> Iterator[Made]:
    from mahdar.sources.pages.mhtml import article_from_mhtml  # noqa: PLC0415 (as above)

    yield None, article_from_mhtml(data, doc_id=stem_of(file), collected=collected)


def _web_archive(file: Path, collected: str | None) -> Iterator[Made]:
    from mahdar.sources.pages.warc import articles_from_warc  # noqa: PLC0415 (as above)

    return articles_from_warc(file)


def _parquet(file: Path, collected: str | None) -> Iterator[Made]:
    from mahdar.sources.partitions import articles_of_partition  # noqa: PLC0415 (as above)

    return articles_of_partition(file, collected)


FORMS: dict[str, FromBytes] = {
    ".txt": _text,
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".mhtml": _archived_page,
    ".mht": _archived_page,
    ".xml": _xml,
    ".rss": _xml,
    ".atom": _xml,
    ".rdf": _xml,
    ".eml": _mail,
    ".docx": _word,
    ".epub": _epub,
    ".pdf": _pdf,
}
"""Forms read from the bytes of a file, each also with `.gz`."""

TABLES: dict[str, FromTable] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json,
    ".csv": _table,
    ".tsv": _table,
}
"""Forms whose fields the user may have named, each also with `.gz`."""

STREAMS: dict[str, FromFile] = {
    ".parquet": _parquet,
    ".warc": _web_archive,
}
"""Forms read as a stream; of those that are met with `.gz` the function itself decompresses it."""

_BEGINNINGS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"WARC/[01]\.\d+\r?\n"), ".warc"),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,300}?-->\s*)*<(?:!doctype\s+html|html)\b",
            re.I | re.S,
        ),
        ".html",
    ),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,300}?-->\s*)*"
            rb"<(?:rss|feed|rdf:RDF|newsItem|newsMessage|nitf)\b",
            re.S,
        ),
        ".xml",
    ),
    (re.compile(rb"%PDF-"), ".pdf"),
)
"""How files begin whose name tells no form: pages are often saved under the last part of their address."""

#: Bytes at the beginning of a file that tell its form.
_BEGINNING = 2048


def suffix_of(file: Path) -> str:
    """The suffix that tells a file's form, in small letters, without `.gz`; empty where it has none."""
    name = file.name.lower().removesuffix(".gz")
    return "." + name.rpartition(".")[2] if "." in name.lstrip(".") else ""


def form_of(file: Path) -> str | None:
    """The form by which a file is read, told by its suffix, else by how it begins; None where neither tells.

    Raises:
        OSError: where a file without a known suffix cannot be read.
    """
    suffix = suffix_of(file)
    if suffix in FORMS or suffix in TABLES or suffix in STREAMS:
        return suffix
    with file.open("rb") as opened:
        beginning = opened.read(_BEGINNING)
    return next((form for pattern, form in _BEGINNINGS if pattern.match(beginning)), None)


def known_forms() -> str:
    """The suffixes of all forms, as a message names them."""
    return f"{', '.join(dict.fromkeys(('.txt', *TABLES, *FORMS, *STREAMS)))}, each also with .gz"
