"""One article to one article record: the steps in order."""

from __future__ import annotations

from mahdar.knowledge import Knowledge
from mahdar.model import Article, ArticleRecord
from mahdar.reading.assembly import Findings, assemble
from mahdar.reading.encounters import find_encounters
from mahdar.reading.mentions import find_mentions
from mahdar.reading.narration import Ground, find_facts, find_figures, find_instruments
from mahdar.reading.page import open_page
from mahdar.reading.particulars import particulars_of_all
from mahdar.reading.resolution import resolve_mentions
from mahdar.reading.statements import find_statements

#: Changes whenever reading the same article with the same knowledge may give another record.
READER_VERSION = "0.1.0"


def read_article(article: Article, knowledge: Knowledge) -> ArticleRecord:
    """Read one article.

    Returns:
        Its record, a function of the article and the knowledge alone. Every span in it holds in the text.
    """
    page = open_page(article, knowledge)
    mentions, cast = resolve_mentions(page, find_mentions(page))
    statements = find_statements(page, mentions, cast)
    told = particulars_of_all(page, statements, mentions, cast)
    encounters = find_encounters(page, mentions, cast, statements)
    ground = Ground(page, mentions, statements)
    facts = find_facts(ground, cast)
    figures = find_figures(ground)
    instruments = find_instruments(ground, cast)
    findings = Findings(cast, statements, encounters, told, facts, figures, instruments)
    return assemble(page, findings, reader=READER_VERSION)
