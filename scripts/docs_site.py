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
_PLACE = re.compile(r"\[[^\[\]\n]*\d–\d+\]")
_NUMBERS = re.compile(r"(?<![\w-])(?:\d{4}-\d\d(?:-\d\d)?|\d+–\d+)(?![\w-])")
_NAMED_PAGE = re.compile(r"(?<!`)`(?:docs/)?([\w/-]+\.md)`(?!`)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made, and the fonts with their licence."""
    for place, words in pages().items():
        files.append(File.generated(config, place, content=words))
    for font in sorted(FONTS.glob("*plex*")):
        files.append(File.generated(config, f"assets/fonts/{font.name}", abs_src_path=str(font)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make links of pages that are named as files (`docs/store.md`), as they are for those who read them as files."""

    def link(match: re.Match[str]) -> str:
        named = files.get_file_from_path(match[1])
        if named is None or named.src_uri == page.file.src_uri:
            return match[0]
        up = "../" * page.file.src_uri.count("/")
        return f"[{match[1].removesuffix('.md')}]({up}{match[1]})"

    return _NAMED_PAGE.sub(link, markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep places and days that a terminal shows in their order: among Arabic letters 2025-10-16 would be turned."""

    def block(match: re.Match[str]) -> str:
        placed = _PLACE.sub(r'<bdi dir="ltr">\g<0></bdi>', match[0])
        return _NUMBERS.sub(r"<bdi>\g<0></bdi>", placed)

    return _TERMINAL.sub(block, html)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Name the search for those who hear the page; the theme leaves it without a name."""
    return output.replace(
        'data-md-component="search" role="dialog"',
        'data-md-component="search" role="dialog" aria-label="Search"',
    )
