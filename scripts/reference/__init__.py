"""The pages of the reference, made of the code they describe: commands, fields, closed lists, exports, errors."""

from __future__ import annotations

from pathlib import Path

from . import commands, errors, exports, fields, vocabulary

ROOT = Path(__file__).resolve().parents[2]


def pages() -> dict[str, str]:
    """Every page that is made and not written, by its place in `docs`, as Markdown."""
    return {
        **commands.pages(),
        "reference/fields.md": fields.page(),
        "reference/vocabulary.md": vocabulary.page(),
        "reference/exports.md": exports.page(),
        "reference/errors.md": errors.page(),
        "changelog.md": (ROOT / "CHANGELOG.md").read_text("utf-8").replace("](docs/", "]("),
    }
