"""Compare our people and tenures with a list of office holders taken from Wikidata (CC0), and fill in identifiers.

    python scripts/draft_tenures.py [../shared/data/tenures/tenures.csv] [--write]

The list ends in 2022 and has no Arabic names, so the knowledge is written by hand and the list checks it: the
script tells which dates differ by more than a month, and which heads of state and government and foreign ministers
since 2010 we lack. With `--write` it puts Wikidata identifiers into people.tsv where exactly one person of the list
has the same name and country, and notes in `source` which tenures the list confirms.
"""

from __future__ import annotations

import argparse
import csv
import re
import unicodedata
from collections import defaultdict
from datetime import date
from pathlib import Path

from mahdar.knowledge.edtf import Period, period_of
from mahdar.knowledge.files import DATA, read_tsv

Row = dict[str, str]

#: What the offices that we compare are called in the list.
LISTED = {
    "head-of-state": re.compile(r"^(President|King|Queen|Emir|Sultan|Monarch|Head of State)$"),
    "head-of-government": re.compile(r"^(Prime Minister|Head of Government|Chancellor)( of|$)"),
    "foreign-minister": re.compile(r"Foreign Affairs|^Secretary of State$|External Affairs|Foreign Minister"),
    "defence-minister": re.compile(r"^(Federal )?(Minister|Secretary)\b.*\b(Defen[cs]e|Armed)"),
    "interior-minister": re.compile(r"^Minister\b.*\bInterior|^Home Secretary"),
}
NOT_LISTED = re.compile(r"Deputy|Vice|Parliamentary|State for|Delegate|Shadow")
MUST_HAVE = ("head-of-state", "head-of-government", "foreign-minister")
CONFIRMED = "own-knowledge; wikidata-2022"
SINCE = date(2010, 1, 1)
TOLERANCE = 31
UNFOLDED = str.maketrans("łŁøØıđ", "lLoOid")


def name_key(name: str) -> frozenset[str]:
    """The words of a Latin name without marks, so that word order and spelling of diacritics do not count."""
    bare = unicodedata.normalize("NFD", name.translate(UNFOLDED).lower())
    return frozenset(re.findall(r"[a-z]+", "".join(c for c in bare if unicodedata.category(c) != "Mn")))


def days_apart(ours: str, listed: str) -> int:
    """Days between two dates as far as their precision shows; 0 where either is missing."""
    if not ours or not listed:
        return 0
    one, other = period_of(ours), period_of(listed)
    return max((one.earliest - other.latest).days, (other.earliest - one.latest).days, 0)


def write_tsv(path: Path, rows: list[Row]) -> None:
    """Write rows under the heading of the first."""
    lines = ["\t".join(rows[0]), *("\t".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def identify(people: list[Row], tenures: list[Row], listed: list[Row]) -> None:
    """Give people without an identifier that of the one namesake in the list who held an office of their country."""
    by_name: dict[tuple[frozenset[str], str], set[str]] = defaultdict(set)
    for row in listed:
        by_name[name_key(row["person"]), row["country"]].add(row["qid"])
    sides = defaultdict(set)
    for tenure in tenures:
        sides[tenure["person"]].add(tenure["country"])
    taken = {person["qid"] for person in people}
    for person in people:
        found = {q for side in sides[person["person"]] for q in by_name[name_key(person["en"]), side]}
        if not person["qid"] and len(found) == 1 and not found & taken:
            person["qid"] = found.pop()
            taken.add(person["qid"])


def listed_of(office: str, rows: list[Row]) -> list[Row]:
    """The rows of the list that tell of this office."""
    pattern = LISTED.get(office)
    if pattern is None:
        return []
    return [row for row in rows if pattern.search(row["office"]) and not NOT_LISTED.search(row["office"])]


def confirm(tenures: list[Row], people: list[Row], listed: list[Row]) -> list[str]:
    """Note in `source` what the list confirms; returns a line for each tenure that it tells otherwise."""
    qid = {person["person"]: person["qid"] for person in people}
    rows_of = defaultdict(list)
    for row in listed:
        rows_of[row["qid"], row["country"]].append(row)
    told = []
    for tenure in tenures:
        key = (qid[tenure["person"]], tenure["country"])
        rows = listed_of(tenure["office"], rows_of[key]) if key[0] else []
        near = [row for row in rows if days_apart(tenure["start"], row["start"]) <= TOLERANCE]
        if any(days_apart(tenure["end"], row["end"]) <= TOLERANCE for row in near):
            tenure["source"] = CONFIRMED
        elif rows and tenure["start"] < "2022":
            spans = "; ".join(f"{row['start']}..{row['end']}" for row in rows)
            told.append(f"{tenure['person']} {tenure['office']} {tenure['start']}..{tenure['end']}: {spans}")
    return told


def lacking(tenures: list[Row], listed: list[Row]) -> list[str]:
    """Holders of the foremost offices in countries of ours, in the list since 2010, when we have nobody."""
    ours = defaultdict(list)
    for tenure in tenures:
        ours[tenure["country"], tenure["office"]].append(span_of(tenure))
    countries = {tenure["country"] for tenure in tenures}
    out = []
    for office in MUST_HAVE:
        for row in listed_of(office, [row for row in listed if row["country"] in countries]):
            span = span_of(row)
            middle = span.earliest + (min(span.latest, date(2022, 6, 1)) - span.earliest) / 2
            held = any(s.earliest <= middle <= s.latest for s in ours[row["country"], office])
            if span.latest >= SINCE and middle >= SINCE and not held:
                out.append(f"{row['country']} {office} {row['person']} {row['start']}..{row['end']}")
    return sorted(set(out))


def span_of(row: Row) -> Period:
    """The days from the first on which the tenure may have begun to the last on which it may have ended."""
    start = period_of(row["start"]).earliest if row["start"] else date.min
    return Period(start, period_of(row["end"]).latest if row["end"] else date.max)


def main() -> None:
    """Compare, report, and with `--write` fill in."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("list", nargs="?", type=Path, default=Path("../shared/data/tenures/tenures.csv"))
    parser.add_argument("--write", action="store_true", help="fill identifiers and sources in")
    args = parser.parse_args()
    with args.list.open(encoding="utf-8", newline="") as lines:
        listed = list(csv.DictReader(lines))
    people = read_tsv(DATA / "people.tsv")
    files = {path: read_tsv(path) for path in sorted((DATA / "tenures").glob("*.tsv"))}
    tenures = [row for rows in files.values() for row in rows]
    identify(people, tenures, listed)
    for line in confirm(tenures, people, listed):
        print("differs:", line)
    for line in lacking(tenures, listed):
        print("lacking:", line)
    known = sum(bool(person["qid"]) for person in people)
    confirmed = sum(tenure["source"] == CONFIRMED for tenure in tenures)
    print(f"{len(people)} people, {known} identified; {len(tenures)} tenures, {confirmed} confirmed")
    if args.write:
        write_tsv(DATA / "people.tsv", people)
        for path, rows in files.items():
            write_tsv(path, rows)


if __name__ == "__main__":
    main()
