"""The pages, a module each: a function gives the data of a page, a template shows it."""

from mahdar.web.pages import adding, article, deciding, encounter, record, review, signing, today

PAGES = tuple(module.router for module in (today, encounter, article, record, review, deciding, adding, signing))
