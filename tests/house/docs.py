"""The documentation as tests see it: pages written and pages made, their blocks, links and anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from scripts.reference import pages as made_pages

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_FENCE = re.compile(r"^(```+)([^\n]*)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.*?)(?:\s*\{([^}]*)\})?\s*$", re.MULTILINE)


@cache
def pages() -> dict[str, str]:
    """Every page of the site by its place in `docs`, written or made."""
    written = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in DOCS.rglob("*.md")}
    return {**written, **made_pages()}


def blocks(text: str, *languages: str) -> list[str]:
    """The fenced blocks of a page in some languages, in their order; without a language those that name none."""
    wanted = languages or ("",)
    return [words for _, head, words in _FENCE.findall(text) if (head.split() or [""])[0] in wanted]


def without_blocks(text: str) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", text)


def links(text: str) -> list[str]:
    """Where the links of a page lead."""
    prose = re.sub(r"`[^`\n]*`", "", without_blocks(text))
    return _LINK.findall(prose)


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as Python-Markdown makes them, and those given by hand."""
    found: set[str] = set()
    for words, attributes in _HEADING.findall(without_blocks(text)):
        given = re.search(r"#([\w-]+)", attributes or "")
        found.add(given[1] if given else _slug(words))
    return found | set(re.findall(r'id="([^"]+)"', text))


def _slug(words: str) -> str:
    plain = re.sub(r"[`*]|\[|\]\([^)]*\)", "", words)
    plain = re.sub(r"[^\w\s-]", "", plain.encode("ascii", "ignore").decode()).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)


def internal(page: str, text: str) -> Iterator[tuple[str, str, str]]:
    """The links of a page that lead within the documentation: as written, page and anchor."""
    for link in links(text):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = link.partition("#")
        target = str(PurePosixPath(page).parent / place) if place else page
        yield link, _normal(target), anchor


def _normal(place: str) -> str:
    parts: list[str] = []
    for part in place.split("/"):
        if part == "..":
            parts = parts[:-1] if parts else ["outside"]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
