"""Word, EPUB and PDF files."""

import io
import sys
import unicodedata
import zipfile
import zlib
from pathlib import Path

import docx
import pytest

from tests.sources.made import BODY, SECOND, TITLE, came_of, only, reason


def word(*paragraphs: str, headline: str | None = None, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    if headline:
        document.add_heading(headline, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        held = document.add_table(len(table), len(table[0]))
        for row, cells in zip(held.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.core_properties.author = "محرر"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_file_with_a_headline_and_a_table(tmp_path: Path) -> None:
    data = word(BODY, "", SECOND, headline=TITLE, table=[["البلد", "التاريخ"], ["الأردن", "2025"]])
    found = only(tmp_path, "a.docx", data)
    assert found.text == f"{TITLE}\n\n{BODY}\n{SECOND}\nالبلد\tالتاريخ\nالأردن\t2025"
    assert (found.doc_id, found.title, found.author) == ("a", TITLE, "محرر")
    assert found.published is None


def test_word_file_without_a_headline_is_its_paragraphs(tmp_path: Path) -> None:
    found = only(tmp_path, "a.docx", word(TITLE, BODY))
    assert (found.text, found.title) == (f"{TITLE}\n{BODY}", None)


CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/p.opf"/></rootfiles></container>'  # noqa: E501
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier>urn:book</dc:identifier><dc:publisher>مجلة</dc:publisher><dc:date>2025-10-15</dc:date></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="b%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="c" href="c.png" media-type="image/png"/>
<item id="e" href="cover.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="e"/><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine>
</package>"""


def epub(**changed: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/p.opf": PACKAGE,
        "OEBPS/a.xhtml": f"<html><body><h1>{TITLE}</h1><p>{BODY}</p><p>{SECOND}</p></body></html>",
        "OEBPS/b b.xhtml": f"<html><body><p>{SECOND}</p></body></html>",
        "OEBPS/cover.xhtml": "<html><body><img src='c.png'/></body></html>",
        "OEBPS/nav.xhtml": f"<html><body><h1>المحتويات</h1><p>{TITLE}</p></body></html>",
    }
    parts.update({name.replace("__", "/"): value for name, value in changed.items()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in parts.items():
            archive.writestr(name, value)
    return out.getvalue()


def test_documents_of_an_epub_are_articles_in_reading_order(tmp_path: Path) -> None:
    (first, second), failures = came_of(tmp_path, "a.epub", epub())
    assert not failures
    assert (first.doc_id, first.title) == ("urn:book/a.xhtml", TITLE)
    assert first.text == f"{TITLE}\n\n{BODY}\n{SECOND}"
    assert (first.outlet, first.published) == ("مجلة", "2025-10-15")
    assert (second.text, second.title) == (SECOND, None)


def test_document_that_an_epub_lacks_is_told_and_the_others_go_in(tmp_path: Path) -> None:
    data = epub(**{"OEBPS/p.opf": PACKAGE.replace("a.xhtml", "z.xhtml")})
    articles, failures = came_of(tmp_path, "a.epub", data)
    assert [a.text for a in articles] == [SECOND]
    assert [f.reason for f in failures] == ["z.xhtml: no OEBPS/z.xhtml in it"]


BOMB = zlib.compress(b" " * 200_000_000, 9)


@pytest.mark.parametrize("name", ["a.docx", "a.epub"])
def test_damaged_zips_fail(tmp_path: Path, name: str) -> None:
    data = word(BODY) if name.endswith("docx") else epub()
    assert "zip" in reason(tmp_path, name, b"")
    assert "zip" in reason(tmp_path, name, data[: len(data) // 2])
    assert reason(tmp_path, name, data.replace(b"xml", b"XML"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/container.xml", b" " * 200_000_000)
    assert "not decompressed" in reason(tmp_path, name, out.getvalue())


def test_word_file_of_before_2007_fails_with_what_to_do(tmp_path: Path) -> None:
    assert "save it as .docx" in reason(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0" + bytes(600))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"META-INF/container.xml": "<container/>"}, "names no package"),
        ({"META-INF/rights.xml": "<rights/>"}, "protected against copying"),
        ({"OEBPS/p.opf": PACKAGE[:200]}, "damaged EPUB"),
        ({"OEBPS/p.opf": '<!DOCTYPE p [<!ENTITY x "y">]>' + PACKAGE}, "entities"),
        (
            {"OEBPS/a.xhtml": "<p>English</p>", "OEBPS/b b.xhtml": "<p>English</p>"},
            "no document of it holds Arabic",
        ),
    ],
)
def test_epub_that_cannot_be_read_fails(tmp_path: Path, changed: dict[str, str], words: str) -> None:
    assert words in reason(tmp_path, "a.epub", epub(**changed))


def pdf(lines: list[list[str]], letters: bool = True) -> bytes:
    """A PDF of one page with the glyphs of each line from left to right, as programs that shape Arabic place them."""
    codes = {text: n for n, text in enumerate(sorted({glyph for line in lines for glyph in line}), 1)}
    shown = []
    for number, line in enumerate(lines):
        glyphs = "".join(f"{codes[glyph]:04x}" for glyph in line)
        shown.append(f"1 0 0 1 {540 - 6 * len(line)} {780 - 20 * number} Tm <{glyphs}> Tj")
    content = f"BT /F 12 Tf {' '.join(shown)} ET" if lines else ""
    named = "".join(f"<{n:04x}> <{text.encode('utf-16-be').hex()}>\n" for text, n in codes.items())
    marks = " ".join(f"{n} [0]" for text, n in codes.items() if unicodedata.combining(text[0]))
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{named}endbfchar endcmap end"
    )
    return written([
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        content.encode(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R]"
        f"{' /ToUnicode 8 0 R' if letters else ''} >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        f"/Supplement 0 >> /DW 500 /W [{marks}] /FontDescriptor 7 0 R >>",
        "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200 >>",
        cmap.encode(),
    ])  # fmt: skip


def written(objects: list[str | bytes], compress: bool = True) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        if isinstance(held, bytes):
            data = zlib.compress(held) if compress else held
            coding = "/Filter /FlateDecode " if compress else ""
            body = f"<< {coding}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"
        else:
            body = held.encode()
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
            f"startxref\n{len(out)}\n%%EOF"
        ).encode()
    )


def drawn(*pieces: str) -> list[str]:
    """Glyphs from left to right of pieces in the order of reading: «لا» is one glyph, numbers stay in order."""
    glyphs: list[str] = []
    for piece in pieces:
        number = piece[0].isdecimal() or (piece[0].isascii() and piece[0].isalpha())
        one_by_one = list(piece) if number else piece.replace("لا", "ﻻ").replace("لأ", "ﻷ")
        glyphs = [*one_by_one, *glyphs] if number else [*reversed(list(one_by_one)), *glyphs]
    return [{"ﻻ": "لا", "ﻷ": "لأ"}.get(glyph, glyph) for glyph in glyphs]


def test_pdf_gives_its_words_in_the_order_of_reading(tmp_path: Path) -> None:
    lines = [
        drawn("الوزير الأردني يلتقي نظيره في عمّان"),
        drawn("عمّان في ", "15", " تشرين الأول ", "2025", " - التقى وزير الخارجية نظيره خلال اجتماع"),
        drawn("اليوم في ", "London", " الساعة ", "10:30", "، وبحث العلاقات (الثنائية) وقال «لا»."),
    ]
    found = only(tmp_path, "a.pdf", pdf(lines))
    assert found.text == (
        "الوزير الأردني يلتقي نظيره في عمّان\n"
        "عمّان في 15 تشرين الأول 2025 - التقى وزير الخارجية نظيره خلال اجتماع "
        "اليوم في London الساعة 10:30، وبحث العلاقات (الثنائية) وقال «لا»."
    )
    assert found.doc_id == "a"


def test_pdf_with_shown_forms_and_turned_brackets_gives_letters_and_brackets(tmp_path: Path) -> None:
    line = drawn("ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ (ﺍﻷﺭﺩﻧﻲ) ﻓﻲ ", "2025", " «ﻻ».")
    turned = [{"(": ")", ")": "(", "«": "»", "»": "«"}.get(glyph, glyph) for glyph in line]
    assert only(tmp_path, "a.pdf", pdf([turned])).text == "قال الوزير (الأردني) في 2025 «لا»."


def test_pdf_without_a_text_layer_says_so(tmp_path: Path) -> None:
    assert "without a text layer" in reason(tmp_path, "a.pdf", pdf([]))


def test_pdf_that_does_not_tell_its_letters_says_so(tmp_path: Path) -> None:
    assert "do not tell which letters" in reason(tmp_path, "a.pdf", pdf([drawn(BODY)], letters=False))


def test_damaged_and_swollen_pdfs_fail(tmp_path: Path) -> None:
    data = pdf([drawn(BODY)])
    assert "no PDF" in reason(tmp_path, "a.pdf", BODY)
    assert reason(tmp_path, "b.pdf", data[:300])
    bomb = written(["<< /Type /Catalog >>", b" " * 100_000_000])
    assert "not decompressed" in reason(tmp_path, "c.pdf", bomb)
    twice = written(
        ["<< /Type /Catalog >>", zlib.compress(zlib.compress(b" " * 100_000_000))], compress=False
    )
    assert "not decompressed" in reason(tmp_path, "d.pdf", twice)


@pytest.mark.parametrize(("name", "module"), [("a.docx", "docx"), ("a.pdf", "pdfminer")])
def test_missing_extra_is_told_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    data = word(BODY) if name.endswith("docx") else pdf([drawn(BODY)])
    for loaded in [known for known in sys.modules if known.partition(".")[0] == module]:
        monkeypatch.setitem(sys.modules, loaded, None)
    monkeypatch.setitem(sys.modules, module, None)
    assert "pip install 'mahdar[documents]'" in reason(tmp_path, name, data)
