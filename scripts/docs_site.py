"""What mkdocs does beside its own: brings in the pages made of the code, and the fonts of the window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).resolve().parents[1]
# mkdocs loads a hook from its file; what lies beside it, and the package that is told of, is found so.
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from reference import pages  # noqa: E402

FONTS = ROOT / "src" / "mahdar" / "web" / "static" / "fonts"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made, and the fonts with their licence."""
    for place, words in pages().items():
        files.append(File.generated(config, place, content=words))
    for font in sorted(FONTS.glob("*plex*")):
        files.append(File.generated(config, f"assets/fonts/{font.name}", abs_src_path=str(font)))
    return files
