"""Word files (`.docx`): one is an article."""

from __future__ import annotations

import io
from typing import Any

from mahdar.model import Article
from mahdar.sources.composing import composed
from mahdar.sources.extras import documents
from mahdar.sources.failure import Unreadable
from mahdar.sources.fragments import single_spaced
from mahdar.sources.zipped import opened

#: Styles by their English names, which Word keeps in every language.
_HEADLINES = ("Title", "Heading 1")


def article_from_word(data: bytes, doc_id: str, collected: str | None) -> Article:
    """The article of a Word file: its paragraphs and the rows of its tables, a line each, in their order.

    A first paragraph in the style of a title is the headline; else the first line is, where it reads as one. The
    days in the file's properties are those of its making and tell nothing of publication.

    Raises:
        Unreadable: where the file is damaged, protected by a password, of an older Word, or holds no Arabic text; or
            where python-docx is not installed.
    """
    docx = documents("docx")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("a Word file of before 2007 or with a password; save it as .docx without one")
    opened(data)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = _lines(document)
        author = document.core_properties.author
    except RecursionError as error:
        raise Unreadable("damaged Word file: nested too deeply") from error
    except Exception as error:  # whatever python-docx meets in a damaged file
        raise Unreadable(f"damaged Word file: {error}") from error
    lines = [(style, text) for style, text in lines if text.strip()]
    title = single_spaced(lines[0][1]) if lines and lines[0][0].startswith(_HEADLINES) else None
    body = "\n".join(text for _, text in lines[1 if title else 0 :])
    return composed(doc_id, title, body or title or "", {"author": author}, collected)


def _lines(document: Any) -> list[tuple[str, str]]:
    """Style and text of each paragraph of a document or cell; a row of a table is a line, its cells parted by tabs."""
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = {id(cell._tc): cell for cell in row.cells}
                texts = (" ".join(text for _, text in _lines(cell)) for cell in cells.values())
                lines.append(("", "\t".join(single_spaced(text) for text in texts if text.strip())))
        else:
            lines.append((str(getattr(block.style, "name", "") or ""), block.text))
    return lines
