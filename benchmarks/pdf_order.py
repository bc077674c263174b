"""How many words of Arabic PDFs come out in the order of reading, by reader and by the program that wrote the file.

    pip install pypdf pypdfium2 pdfminer.six fpdf2 uharfbuzz reportlab arabic-reshaper python-bidi typst weasyprint
    pip install skia-python
    python benchmarks/pdf_order.py FONT.ttf

The font needs the shown forms of Arabic letters (DejaVu Sans has them). What is not installed is left out. Words are
compared without the marks of direction, and with the letters of shown forms restored for every reader.
"""

# ruff: noqa: PLC0415, D103  (what is not installed is left out, so that every program is imported where it is used)

from __future__ import annotations

import io
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from mahdar.sources.pdf import article_from_pdf

PARAGRAPHS = (
    "وزير الخارجية يلتقي نظيره الأردني في عمّان",
    "عمّان 15 تشرين الأول 2025 (بترا) - التقى وزير الخارجية والمغتربين، اليوم الأربعاء، نظيره الأردني في العاصمة "
    "عمّان، وبحث معه «سبل تعزيز العلاقات الثنائية» بين البلدين.",
    "وقال الوزير إن حجم التبادل التجاري زاد 7.5 بالمئة خلال عام 2024، وأكد الاتفاق على لقاء آخر (يوم 20/11/2025) "
    "لإعادة فتح المعابر. ولا إلى ألا لأن الآن.",
    'وأضاف: "الإجراءات الأولية بدأت، وسنلتقي في لندن London في 3 نوفمبر".',
)
Writer = Callable[[str], bytes]
Reader = Callable[[bytes], str]


def by_fpdf2(font: str) -> bytes:
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    made.add_font("F", fname=font)
    made.set_font("F", size=13)
    made.set_text_shaping(True, direction="rtl", script="arab")
    for paragraph in PARAGRAPHS:
        made.multi_cell(0, 9, paragraph, align="R", new_x="LMARGIN", new_y="NEXT")
        made.ln(4)
    return bytes(made.output())


def by_weasyprint(font: str) -> bytes:
    import weasyprint

    face = f"@font-face {{ font-family: F; src: url({Path(font).resolve().as_uri()}) }}"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = (
        f'<html dir="rtl" lang="ar"><style>{face} body {{ font-family: F }}</style><body>{body}</body></html>'
    )
    return bytes(weasyprint.HTML(string=page).write_pdf())


def by_skia(font: str) -> bytes:
    import skia
    from skia import textlayout

    out = skia.DynamicMemoryWStream()
    with skia.PDF.MakeDocument(out) as document, document.page(595, 842) as canvas:
        fonts = textlayout.FontCollection()
        fonts.setDefaultFontManager(skia.FontMgr())
        y = 40.0
        for paragraph in PARAGRAPHS:
            style = textlayout.ParagraphStyle()
            style.setTextAlign(textlayout.TextAlign.kRight)
            builder = textlayout.ParagraphBuilder.make(style, fonts, skia.Unicodes.ICU.Make())
            letters = textlayout.TextStyle()
            letters.setFontSize(13)
            letters.setFontFamilies([Path(font).stem.replace("DejaVuSans", "DejaVu Sans")])
            letters.setColor(skia.ColorBLACK)
            builder.pushStyle(letters)
            builder.addText(f"\u202b{paragraph}\u202c")
            laid = builder.Build()
            laid.layout(500)
            laid.paint(canvas, 45, y)
            y += laid.Height + 14
    return bytes(out.detachAsData())


def by_reportlab(font: str) -> bytes:
    import arabic_reshaper
    from bidi.algorithm import get_display
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(TTFont("F", font))
    out = io.BytesIO()
    made = canvas.Canvas(out)
    made.setFont("F", 12)
    y = 780
    for paragraph in PARAGRAPHS:
        lines = [""]
        for word in paragraph.split():
            if len(lines[-1]) + len(word) > 75:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        for line in lines:
            made.drawRightString(550, y, get_display(arabic_reshaper.reshape(line)))
            y -= 18
        y -= 12
    made.save()
    return out.getvalue()


def by_typst(font: str) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "a.typ")
        texts = "\n\n".join(f'#text("{p.replace(chr(34), chr(92) + chr(34))}")' for p in PARAGRAPHS)
        source.write_text(f'#set text(font: "DejaVu Sans", lang: "ar", dir: rtl)\n{texts}', "utf-8")
        return bytes(typst.compile(str(source), font_paths=[str(Path(font).parent)]))


def with_pypdf(data: bytes) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def with_pdfium(data: bytes) -> str:
    import pypdfium2

    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


def with_pdfminer(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(data)))


def with_mahdar(data: bytes) -> str:
    return article_from_pdf(data, "a", None).text


def in_order(text: str) -> int:
    """How many of the words stand in the order of reading."""
    plain = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFKC", text))
    wanted = " ".join(PARAGRAPHS).split()
    return sum(
        block.size
        for block in SequenceMatcher(None, wanted, plain.split(), autojunk=False).get_matching_blocks()
    )


def main() -> None:
    """Print the table."""
    writers: tuple[Writer, ...] = (by_fpdf2, by_weasyprint, by_skia, by_reportlab, by_typst)
    readers: tuple[Reader, ...] = (with_pypdf, with_pdfium, with_pdfminer, with_mahdar)
    print(f"words of {len(' '.join(PARAGRAPHS).split())} in order")
    for write in writers:
        try:
            data = write(sys.argv[1])
        except ImportError as error:
            print(f"{write.__name__:16} left out: {error}")
            continue
        print(
            f"{write.__name__:16}",
            *(f"{read.__name__} {in_order(read(data)):3}" for read in readers),
            sep="  ",
        )


if __name__ == "__main__":
    main()
