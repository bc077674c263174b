"""The pages, a module each: a function gives the data of a page, a template shows it."""

from mahdar.web.pages import (
    adding,
    answers,
    article,
    briefing,
    coverage,
    deciding,
    doubting,
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
        today, answers, briefing, doubting, encounter, readouts, coverage, article, file, record, review, deciding,
        adding, signing,
    )
)  # fmt: skip
