"""`mahdar copies`: text that articles share, and the words that differ in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from mahdar.cli.ending import articles_only, exit_code
from mahdar.cli.options import collected_option, columns_option, knowledge_option, output_option
from mahdar.cli.tables import on_screen, shortened
from mahdar.knowledge import KnowledgeError, load
from mahdar.linking.copies import DAYS, CopyPair, CopyText, Difference, find_copies
from mahdar.sources import Columns, Failure, articles_from, one_of_each_name

EPILOG = """\b
Example:
  mahdar copies examples
  mahdar copies news.jsonl.gz --days 3
  mahdar copies monday.jsonl tuesday.jsonl --format jsonl --output copies.jsonl
"""

_LABEL = {"copy": "نسخة", "partial": "مقاطع مشتركة"}
_WHERE = {"inside": "داخل المقطع", "before": "قبله", "after": "بعده", "between": "بين مقطعين"}


@click.command("copies", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
    help="A table of copies, or one pair a line, formulas too.",
)  # fmt: skip
@click.option(
    "--days", type=click.IntRange(min=0), default=DAYS, show_default=True, metavar="N",
    help="How many days apart two articles may be; one without a day is near any other.",
)  # fmt: skip
@collected_option
@columns_option
@output_option
@knowledge_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    days: int,
    collected: str | None,
    columns: Columns,
    output: TextIO,
    knowledge: Path | None,
) -> None:
    """Find text that articles share, and the words that differ in it.

    A PATH is an article file as for `mahdar read`, or a folder of them. A pair is a copy (passages cover half of the
    shorter text or more), partial, or formula (stock phrases only). Offsets are code points of the file's text, and
    for JSON Lines of the field `text`.
    """
    failures: list[Failure] = []
    incoming = one_of_each_name(articles_from(paths, collected, columns))
    articles = list(articles_only(incoming, failures))
    texts = [CopyText.of(article) for article in articles]
    try:
        pairs = find_copies(texts, days, load(knowledge))
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error
    if form == "jsonl":
        for pair in pairs:
            output.write(json.dumps(as_json(pair), ensure_ascii=False) + "\n")
    else:
        output.write(_table(pairs, {text.doc_id: text for text in texts}))
    ctx.exit(exit_code(len(articles), len(failures)))


def as_json(pair: CopyPair) -> dict[str, Any]:
    """A pair as a line of the output: identifiers, label, passages with offsets, and what else is told of it."""
    line: dict[str, Any] = {
        "a": pair.a,
        "b": pair.b,
        "label": pair.label,
        "passages": [
            {"a": [p.span_a.start, p.span_a.end], "b": [p.span_b.start, p.span_b.end]} for p in pair.passages
        ],
    }
    if pair.origin:
        line["differences"] = [_difference(d) for d in pair.differences]
        line["credits"] = {"a": pair.credits[0], "b": pair.credits[1]}
        line["origin"] = {
            "doc_id": pair.origin.doc_id,
            "source": pair.origin.source,
            "reasons": pair.origin.reasons,
        }
    return line


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "where": difference.where,
        "a": difference.a,
        "b": difference.b,
        "words": {"a": difference.words[0], "b": difference.words[1]},
        "quoted": difference.quoted,
    }


def _table(pairs: Sequence[CopyPair], texts: Mapping[str, CopyText]) -> str:
    lines: list[str] = []
    for pair in pairs:
        if pair.label != "formula":
            lines += _pair(pair, texts)
    counts = Counter(pair.label for pair in pairs)
    lines.append(
        f"نسخ: {counts['copy']} · مقاطع مشتركة: {counts['partial']} · صيغ متداولة فقط: {counts['formula']}"
    )
    return on_screen(lines)


def _pair(pair: CopyPair, texts: Mapping[str, CopyText]) -> Iterator[str]:
    yield f"━━ {_LABEL[pair.label]}: {_article(texts[pair.a])} ↔ {_article(texts[pair.b])}"
    for passage in pair.passages:
        a, b = passage.span_a, passage.span_b
        yield f"  ≡ [{a.start}:{a.end}] = [{b.start}:{b.end}] «{shortened(a.exact)}»"
    for difference in pair.differences:
        quoted = "، بين علامتي تنصيص" if difference.quoted else ""
        one, other = (f"«{shortened(words)}»" if words else "—" for words in difference.words)
        yield f"  ≠ {_WHERE[difference.where]}{quoted}: {one} ↔ {other}"
    if pair.origin:
        yield f"  ← {pair.origin.doc_id or pair.origin.source or '؟'}"
        yield from (f"      {reason}" for reason in pair.origin.reasons)


def _article(text: CopyText) -> str:
    known = [text.outlet, (text.day or "")[:10]]
    return " · ".join([text.doc_id, *(part for part in known if part)])
