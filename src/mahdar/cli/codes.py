"""Options that take a code of a closed list, or what it is called in Arabic or English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

_NEAR, _NEAREST = 50, 4


class Coded(click.Choice[str]):
    """A code of a closed list: `trade-economy`, «التجارة والاقتصاد» or “Trade and economy”.

    Args:
        table: the list of words for its codes; `topic` for topics.
        codes: those that may be given.
    """

    def __init__(self, table: str, codes: Iterable[str]) -> None:
        super().__init__(list(codes))
        self.table = table

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code of what was given; an unknown word ends with the nearest."""
        codes = [str(code) for code in self.choices]
        return value if value in codes else _code_of(_called(self.table, codes), value, param, ctx)


class CountryCode(click.ParamType[str]):
    """A country: its code (SY), or its name in Arabic or English."""

    name = "country"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code of what was given; an unknown word ends with the nearest."""
        from mahdar.knowledge.files import rows_of  # noqa: PLC0415 (read only where a country is given)

        rows = rows_of("countries.yml")
        if value.upper() in {row["code"] for row in rows}:
            return value.upper()
        called: dict[str, Sequence[str]] = {
            row["code"]: (row["ar"], row["en"], *row.get("names", ())) for row in rows
        }
        return _code_of(called, value, param, ctx)


def _called(table: str, codes: Sequence[str]) -> dict[str, Sequence[str]]:
    from mahdar.export.briefing.telling import LANGUAGES, Telling  # noqa: PLC0415 (words are read only where needed)

    tellings = [Telling(language) for language in LANGUAGES]
    if table == "topic":
        return {code: [told.topic(code) for told in tellings] for code in codes}
    return {code: [told.of(table, code) for told in tellings] for code in codes}


def _code_of(
    called: dict[str, Sequence[str]],
    value: str,
    param: click.Parameter | None,
    ctx: click.Context | None,
) -> str:
    """The code that is called so.

    Raises:
        click.BadParameter: where none is, with those that are called nearly so.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (needed only for a word that is no code)

    from mahdar.arabic.fold import fold  # noqa: PLC0415

    wanted = fold(value).strip().casefold()
    names = {fold(word).casefold(): code for code in called for word in (code, *called[code])}
    if wanted in names:
        return names[wanted]
    near = process.extract(wanted, names.keys(), scorer=fuzz.WRatio, limit=_NEAREST * 2, score_cutoff=_NEAR)
    codes = list(dict.fromkeys(names[found] for found, *_ in near))[:_NEAREST] or list(called)
    told = "; ".join(f"{code} ({', '.join(called[code][:2])})" for code in codes)
    raise click.BadParameter(
        f"«{value}» is none of these. {'The nearest' if near else 'There are'}: {told}", ctx, param
    )
