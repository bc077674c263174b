"""An entry of the knowledge as lines to read."""

from __future__ import annotations

from typing import Any

from mahdar.knowledge.finding import Finding
from mahdar.knowledge.paradigms import past_forms, present_forms
from mahdar.knowledge.shapes import own_name
from mahdar.knowledge.tenures import Holding, Tenures


def shown_finding(finding: Finding, tenures: Tenures) -> str:
    """What a name stands for: the file and line, the form, every field, and for people and offices the tenures."""
    entry = finding.entry
    how = f" ({finding.how})" if finding.how else ""
    section = f" {entry.section}" if entry.section else ""
    lines = [f"{entry.file}:{entry.line}{section}: «{finding.form}»{how}"]
    row = entry.row if isinstance(entry.row, dict) else {"word": entry.row}
    lines += [f"  {key:14}{_value(value)}" for key, value in row.items() if value not in ("", None, [])]
    name = own_name(entry.file)
    if name == "saying.yml" or entry.section in ("verbs", "light"):
        lines.append(f"  {'forms':14}{_forms(row)}")
    if name == "people.tsv":
        lines += [f"  {'office':14}{_holding(h)}" for h in tenures.offices_of(row["person"])]
    if name == "offices.yml":
        now = [h for h in tenures.all_holders(row["id"]) if h.tenure.end is None]
        lines += [f"  {'held by':14}{h.tenure.person}: {_holding(h)}" for h in now]
    return "\n".join(lines)


def shown_office(office: str, country: str, tenures: Tenures) -> str:
    """The holders of one country's office that the list knows, in the order of time."""
    lines = [f"{office} {country}".strip()]
    lines += [f"  {h.tenure.person:32}{_holding(h)}" for h in tenures.all_holders(office, country or None)]
    return "\n".join(lines)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "، ".join(_value(item) for item in value)
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _forms(row: dict[str, Any]) -> str:
    forms = past_forms(row["verb"], row["present"]) + present_forms(row["present"])
    return "، ".join(dict.fromkeys(form.norm for form in forms if form.object is None))


def _holding(holding: Holding) -> str:
    tenure = holding.tenure
    acting = ", acting" if tenure.acting else ""
    sure = f", {tenure.certainty}" if tenure.certainty != "sure" else ""
    span = f"{tenure.start or '?'} to {tenure.end or 'now'}"
    return f"{holding.title} ({tenure.office}, {tenure.country}) {span}{acting}{sure}"
