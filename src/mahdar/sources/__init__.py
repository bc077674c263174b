"""How articles come in, a file per form; `forms` is the table of them, `docs/sources.md` tells what each takes."""

from mahdar.sources.columns import Columns, columns_of
from mahdar.sources.dates import day_or_time
from mahdar.sources.doubles import one_of_each_name
from mahdar.sources.failure import Failure
from mahdar.sources.incoming import UnreadableFile, articles_from, file_lines

__all__ = [
    "Columns",
    "Failure",
    "UnreadableFile",
    "articles_from",
    "columns_of",
    "day_or_time",
    "file_lines",
    "one_of_each_name",
]
