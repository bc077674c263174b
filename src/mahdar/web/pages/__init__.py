"""The pages, a module each: a function gives the data of a page, a template shows it."""

from mahdar.web.pages import (
    adding,
    article,
    coverage,
    deciding,
    encounter,
    file,
    readouts,
    record,
    review,
    signing,
    today,
)

PAGES = tuple(
    module.router
    for module in (
        today, encounter, readouts, coverage, article, file, record, review, deciding, adding, signing
    )
)  # fmt: skip
