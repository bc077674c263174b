"""What mkdocs does beside its own: brings in the pages made of the code, and the fonts of the window."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
# mkdocs loads a hook from its file: the package that is told of, and what lies beside the hook, are found so.
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from reference import pages  # noqa: E402

FONTS = ROOT / "src" / "mahdar" / "web" / "static" / "fonts"
_TERMINAL = re.compile(r'<div class="language-console.*?</div>', re.DOTALL)
_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d(?:-\d\d)?(?![\w-])")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made, and the fonts with their licence."""
    for place, words in pages().items():
        files.append(File.generated(config, place, content=words))
    for font in sorted(FONTS.glob("*plex*")):
        files.append(File.generated(config, f"assets/fonts/{font.name}", abs_src_path=str(font)))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the days that a terminal shows in their order: among Arabic letters 2025-10-16 would be shown turned."""
    return _TERMINAL.sub(lambda block: _DATE.sub(r"<bdi>\g<0></bdi>", block[0]), html)
