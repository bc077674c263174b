"""How articles come in, a module per form: plain text, JSON Lines, pages and web archives, each also with gzip."""

from mahdar.sources.dates import day_or_time
from mahdar.sources.failure import Failure
from mahdar.sources.incoming import UnreadableFile, articles_from, file_lines

__all__ = ["Failure", "UnreadableFile", "articles_from", "day_or_time", "file_lines"]
