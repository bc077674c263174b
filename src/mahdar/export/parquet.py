"""Parquet: one noun's table with typed columns, in row groups, for data frames and databases."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any, BinaryIO

from mahdar.export.choosing import Chosen
from mahdar.export.columns import NOT_HELD, TABLES
from mahdar.export.losses import Losses
from mahdar.export.missing import library

_GROUP = 5_000


def write(chosen: Chosen, noun: str, output: BinaryIO, losses: Losses) -> None:
    """Write the table of a noun; what the file cannot hold stands in its metadata under `mahdar`.

    Raises:
        MissingLibrary: where pyarrow is not installed.
    """
    pa, pq = library("pyarrow", "Parquet"), library("pyarrow.parquet", "Parquet")
    table = TABLES[noun]
    kinds = {"text": pa.string(), "number": pa.int64(), "yes": pa.bool_()}
    schema = pa.schema([pa.field(column.name, kinds[column.kind]) for column in table.columns])
    rows = table.rows(chosen)
    with pq.ParquetWriter(output, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            writer.write_table(_table(pa, schema, group))
            losses.written[noun] += len(group)
        for what in NOT_HELD:
            losses.dropped[what] = losses.written[noun]
        told = json.dumps(list(losses.lines()), ensure_ascii=False)
        writer.add_key_value_metadata({"mahdar": told})


def _table(pa: Any, schema: Any, rows: list[Any]) -> Any:
    columns = [
        pa.array(list(column), field.type)
        for column, field in zip(zip(*rows, strict=True), schema, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)
