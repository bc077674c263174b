"""Conflicts: where reports of one encounter differ, side by side, each with its words and its chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from mahdar.arabic.fold import fold
from mahdar.linking.dating.days import edtf_of
from mahdar.linking.encounters.reports import Report
from mahdar.linking.encounters.telling import chain_of
from mahdar.model import ArticleRecord, Conflict, Figure, Statement, Told

#: Statements of one speaker whose words agree so far tell one thing.
_ALIKE = 0.6
_OPPOSED = (
    frozenset({"affirm", "deny"}),
    frozenset({"agree", "reject"}),
    frozenset({"welcome", "condemn"}),
    frozenset({"promise", "reject"}),
    frozenset({"announce", "deny"}),
)


def conflicts_of(reports: Sequence[Report], reach: int) -> list[Conflict]:
    """Where the reports of an encounter differ in date, country, place or who took part.

    Args:
        reports: of one encounter.
        reach: days that reports may lie apart without differing, as a visit lasts.
    """
    found = [
        _of_dates(reports, reach),
        _of_countries(reports),
        _of_places(reports),
        _of_participants(reports),
    ]
    return [conflict for conflict in found if conflict]


def _of_dates(reports: Sequence[Report], reach: int) -> Conflict | None:
    dated = [r for r in reports if r.days.told]
    apart = any(not a.days.meets(b.days, reach) for a in dated for b in dated)
    if not apart:
        return None
    return Conflict(
        field="date",
        values=_values(dated, lambda r: edtf_of(r.days)),
        reason="dates that exclude one another",
    )


def _of_countries(reports: Sequence[Report]) -> Conflict | None:
    told = [r for r in reports if r.country]
    if len({r.country for r in told}) < 2:
        return None
    return Conflict(
        field="country", values=_values(told, lambda r: r.country or ""), reason="different countries"
    )


def _of_places(reports: Sequence[Report]) -> Conflict | None:
    """Different towns; a palace, a country or «مقر الوزارة» contradicts none."""
    told = [r for r in reports if r.town]
    if len({r.town for r in told}) < 2:
        return None
    return Conflict(
        field="place", values=_values(told, lambda r: r.encounter.place or ""), reason="different towns"
    )


def _of_participants(reports: Sequence[Report]) -> Conflict | None:
    """Reports that each name someone whom the other leaves out."""
    sets = {report.key: {p.id for p in report.parties if p.is_named} for report in reports}
    differ = any(a - b and b - a for a in sets.values() for b in sets.values())
    if not differ:
        return None
    return Conflict(
        field="participants",
        values=_values(reports, lambda r: "، ".join(sorted(p.id for p in r.parties if p.is_named))),
        reason="each names someone whom another leaves out",
    )


def _values(reports: Sequence[Report], value: Callable[[Report], str]) -> tuple[Told, ...]:
    return tuple(
        Told(
            value=value(report),
            doc_id=report.key[0],
            encounter=report.key[1],
            span=report.encounter.evidence,
            chain=chain_of(report.encounter.told_by),
        )
        for report in reports
    )


def conflicts_of_words(
    reports: Sequence[Report], records: Mapping[str, ArticleRecord], identity_of: Mapping[str, str]
) -> list[Conflict]:
    """Figures that differ for one thing, and statements of one speaker with opposed acts, in different articles.

    Args:
        reports: of one encounter.
        records: the record of each article, by the article's identifier.
        identity_of: identity of each actor.
    """
    return [*_of_figures(reports, records, identity_of), *_of_statements(reports, records, identity_of)]


def _of_figures(
    reports: Sequence[Report], records: Mapping[str, ArticleRecord], identity_of: Mapping[str, str]
) -> Iterable[Conflict]:
    told: dict[tuple[str, ...], list[tuple[Report, Figure]]] = defaultdict(list)
    for report in reports:
        for figure in records[report.article].figures:
            if figure.of and figure.speaker:
                who = identity_of.get(figure.speaker, figure.speaker)
                told[who, fold(figure.of), fold(figure.unit or ""), fold(figure.period or "")].append(
                    (report, figure)
                )
    for key in sorted(told):
        figures = told[key]
        if len({f.quantity for _, f in figures}) > 1 and len({r.article for r, _ in figures}) > 1:
            yield Conflict(
                field="figure",
                values=tuple(
                    Told(
                        value=f.span.exact,
                        doc_id=r.key[0],
                        encounter=r.key[1],
                        span=f.span,
                        chain=chain_of(r.encounter.told_by),
                    )
                    for r, f in figures
                ),
                reason="one speaker's figure for one thing, told differently",
            )


def _of_statements(
    reports: Sequence[Report], records: Mapping[str, ArticleRecord], identity_of: Mapping[str, str]
) -> Iterable[Conflict]:
    told: dict[str, list[tuple[Report, Statement, frozenset[str]]]] = defaultdict(list)
    for report in reports:
        for statement in records[report.article].statements:
            if statement.encounter == report.key[1] and statement.act:
                words = frozenset(fold(statement.content.exact).split())
                for speaker in statement.speakers:
                    told[identity_of.get(speaker, speaker)].append((report, statement, words))
    for speaker in sorted(told):
        said = told[speaker]
        for n, (one, a, words_a) in enumerate(said):
            for other, b, words_b in said[n + 1 :]:
                if one.article != other.article and _opposed(a, b) and _dice(words_a, words_b) >= _ALIKE:
                    yield Conflict(
                        field="statement",
                        values=tuple(
                            Told(
                                value=s.content.exact,
                                doc_id=r.key[0],
                                encounter=r.key[1],
                                span=s.content,
                                chain=chain_of(s.told_by),
                            )
                            for r, s in ((one, a), (other, b))
                        ),
                        reason=f"told once as {_act(a)} and once as {_act(b)}",
                    )


def _opposed(a: Statement, b: Statement) -> bool:
    return a.negated != b.negated or frozenset({a.act, b.act}) in _OPPOSED


def _act(statement: Statement) -> str:
    return f"{statement.act}, negated" if statement.negated else str(statement.act)


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def clash_of(clashes: Sequence[str]) -> Conflict | None:
    """What bears on a date and contradicts it, named."""
    if not clashes:
        return None
    return Conflict(field="date", values=(), reason="; ".join(clashes))


def slips_of(reports: Sequence[Report], records: Mapping[str, ArticleRecord]) -> Iterable[Conflict]:
    """Slips of the source in the words that a report's date rests on («أكتوبر المقبل» of what has happened)."""
    for report in reports:
        basis = " ".join(report.encounter.date_basis)
        for flag in records[report.article].flags:
            if flag.code == "source-slip" and flag.span is not None and flag.span.exact in basis:
                yield Conflict(
                    field="date",
                    values=(
                        Told(
                            value=flag.span.exact,
                            doc_id=report.key[0],
                            encounter=report.key[1],
                            span=flag.span,
                            chain=chain_of(report.encounter.told_by),
                        ),
                    ),
                    reason=f"a slip of the source: {flag.reason}",
                )
