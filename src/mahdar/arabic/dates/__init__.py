"""Dates in Arabic news: found by one grammar, resolved against the day of writing, with reasons and slips in words.

`lexicon` holds the closed classes of words; `absolute`, `phrases` and `periods` the rules; `model` what words mean;
`days` and `resolve` turn meanings into days; `find` runs over a text. Weeks run from Monday to Sunday (ISO 8601).
"""

from mahdar.arabic.dates.find import date_in, find_dates, find_dates_in, resolve
from mahdar.arabic.dates.model import KINDS, DateMention

__all__ = ["KINDS", "DateMention", "date_in", "find_dates", "find_dates_in", "resolve"]
