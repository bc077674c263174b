"""Mahdar in Python: one text read, and a record with the verbs of the commands.

Every answer is a frozen dataclass of `mahdar.model` or `mahdar.comparing`; every line of it has the exact words it
rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection

from mahdar.comparing.actor_file import ActorFile, actor_file
from mahdar.comparing.card import Card, card
from mahdar.comparing.commitments import CommitmentQuery, Commitments, commitments
from mahdar.comparing.coverage import Coverage, coverage
from mahdar.comparing.doubts import EncounterDoubts, RecordDoubts, doubts_of, record_doubts
from mahdar.comparing.encounters import EncounterQuery, Encounters, encounters
from mahdar.comparing.narrated import Kind, NarratedFound, NarratedQuery, narrated
from mahdar.comparing.network import Network, NetworkQuery, network
from mahdar.comparing.news import News, news
from mahdar.comparing.readouts import Readouts, readouts
from mahdar.comparing.silences import Silences, silences
from mahdar.comparing.statements import StatementQuery, Statements, statements
from mahdar.comparing.timeline import Timeline, TimelineQuery, timeline
from mahdar.comparing.wording import Wording, wording
from mahdar.frames import Line, to_pandas
from mahdar.keeping.adding import add
from mahdar.keeping.deciding import Who, add_item, decide
from mahdar.keeping.linking import LinkedAnew, keep_linked, linked_again
from mahdar.keeping.readers import Reader, house_reader
from mahdar.knowledge import Knowledge, load
from mahdar.model import Article, ArticleRecord, Decision
from mahdar.model.vocabulary import DecisionAct
from mahdar.reading import read_article
from mahdar.record.articles import chunks
from mahdar.record.identity import article_id
from mahdar.record.reading_back import current_records_of, versions_read
from mahdar.record.searching import Found, Query, asked, search
from mahdar.record.stable import with_stable_ids
from mahdar.record.store import Store, begin_record, open_record
from mahdar.record.terms import analysis_of
from mahdar.sources import Failure, articles_from
from mahdar.sources.dates import day_or_time

T = TypeVar("T")
#: Records in memory at once while all are gone through.
_AT_ONCE = 100


def read(
    text: str,
    *,
    published: str | None = None,
    collected: str | None = None,
    doc_id: str = "text",
    outlet: str | None = None,
    url: str | None = None,
    knowledge: Path | None = None,
) -> ArticleRecord:
    """Read one article.

    Args:
        text: headline, blank line, body; every span counts its code points.
        published: day or time of publication, ISO 8601: what relative dates rest on.
        collected: day or time of collection, where the day of publication is not known.
        doc_id: how the article is called in its record.
        outlet: code or name of the outlet.
        url: its address.
        knowledge: folder of knowledge files of your own, laid over those of the package.

    Returns:
        Its record, with the identifiers that a record kept would give it.

    Raises:
        ValueError: where a day is none.
        KnowledgeError: where a knowledge file cannot be read.
    """
    article = Article(
        doc_id=doc_id,
        text=text,
        outlet=outlet,
        url=url,
        published=day_or_time(published) if published else None,
        collected=day_or_time(collected) if collected else None,
    )
    return with_stable_ids(read_article(article, load(knowledge)), article_id(article))


@dataclass(frozen=True, slots=True)
class Added:
    """What adding brought: new articles, new versions, known ones, and what failed with the reason."""

    articles: int
    versions: int
    known: int
    failed: tuple[str, ...] = ()


def _records(articles: Sequence[str], connection: Connection) -> list[ArticleRecord]:
    return list(current_records_of(connection, articles))


class Record:
    """A record kept in SQLite or PostgreSQL, with the verbs of the commands. Close it, or use it in a `with`."""

    def __init__(self, store: Store, knowledge: Path | None = None) -> None:
        self.store = store
        self._overlay = knowledge

    @classmethod
    def open(cls, path: str | Path | None = None, *, knowledge: Path | None = None) -> Self:
        """The record of a path or a URL (else `MAHDAR_RECORD`, else `./mahdar.db`).

        Raises:
            NoRecord, NewerSchema, RecordError: where there is none that can be used; nothing is changed.
        """
        return cls(open_record(path), knowledge)

    @classmethod
    def begin(cls, path: str | Path | None = None, *, knowledge: Path | None = None) -> Self:
        """The record of a path or a URL, begun where there is none yet.

        Raises:
            NewerSchema, RecordError: where it cannot be; nothing is changed.
        """
        return cls(begin_record(path), knowledge)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Record({self.store.place!r})"

    @cached_property
    def _knowledge(self) -> Knowledge:
        return load(self._overlay)

    def _ask(self, question: Callable[[Connection], T]) -> T:
        with self.store.reading() as connection:
            return question(connection)

    # Articles come in.

    def add(self, *paths: str | Path, collected: str | None = None, jobs: int = 1) -> Added:
        """Read files, folders and patterns of articles and keep them; what is known already is passed over.

        Raises:
            ValueError: where `collected` is no day.
            RecordError: where the record cannot be written; what was stored before stays.
        """
        return self._add(articles_from(paths, collected), house_reader(self._overlay, jobs))

    def add_articles(self, articles: Iterable[Article], *, jobs: int = 1) -> Added:
        """Read articles made in Python and keep them.

        Raises:
            RecordError: where the record cannot be written; what was stored before stays.
        """
        return self._add(articles, house_reader(self._overlay, jobs))

    def _add(self, incoming: Iterable[Article | Failure], reader: Reader) -> Added:
        failed: list[str] = []

        def told(article: Article, reason: str) -> None:
            failed.append(f"{article.doc_id}: {reason}")

        def only_articles() -> Iterator[Article]:
            for item in incoming:
                if isinstance(item, Failure):
                    failed.append(str(item))
                else:
                    yield item

        grown = add(self.store, only_articles(), reader, told)
        return Added(grown.articles, grown.versions, grown.known, tuple(failed))

    def link(self) -> LinkedAnew | None:
        """Link the articles: same actors, one encounter, shared text; None where nothing changed since.

        `add` and `decide` do this themselves.
        """
        return keep_linked(self.store, self._knowledge)

    # Questions.

    def search(self, words: str = "", **filters: Any) -> list[Found]:
        """The articles that hold words and pass filters (of `mahdar.record.searching.Query`), the latest first."""
        query = Query(words=words, **filters)
        return self._ask(lambda c: search(c, query, analysis_of(self._knowledge)))

    def records(self, articles: Iterable[str] | None = None) -> Iterator[ArticleRecord]:
        """The article records kept, decisions applied; those of some articles, by identifier, or all.

        Between two of them the record may be asked and written: an article that came in since may be missing.
        """
        asked = (
            articles if articles is not None else self._ask(lambda c: [row[0] for row in versions_read(c)])
        )
        for some in chunks(sorted(set(asked)), _AT_ONCE):
            yield from self._ask(partial(_records, some))

    def encounters(self, **filters: Any) -> Encounters:
        """The encounters that pass the filters of `EncounterQuery`, the latest first; `words` are given as text."""
        query = EncounterQuery(**self._in_terms(filters))
        return self._ask(lambda c: encounters(c, query))

    def encounter(self, name: str) -> Card:
        """All that is known of one encounter, and on what it rests.

        Raises:
            UnknownEncounter: where the record holds none of this identifier.
        """
        return self._ask(lambda c: card(c, name))

    def statements(self, **filters: Any) -> Statements:
        """Who said what: the statements that pass the filters of `StatementQuery`; `words` are given as text."""
        query = StatementQuery(**self._in_terms(filters))
        return self._ask(lambda c: statements(c, query))

    def _in_terms(self, filters: dict[str, Any]) -> dict[str, Any]:
        words = filters.get("words")
        return {**filters, "words": asked(words, analysis_of(self._knowledge))} if words else filters

    def facts(self, **filters: Any) -> NarratedFound:
        """What reporters narrate, by the filters of `NarratedQuery`."""
        return self._narrated("facts", filters)

    def figures(self, **filters: Any) -> NarratedFound:
        """Quantities told, by the filters of `NarratedQuery`."""
        return self._narrated("figures", filters)

    def instruments(self, **filters: Any) -> NarratedFound:
        """Agreements, committees and formats, by the filters of `NarratedQuery`."""
        return self._narrated("instruments", filters)

    def _narrated(self, kind: Kind, filters: dict[str, Any]) -> NarratedFound:
        return self._ask(lambda c: narrated(c, kind, NarratedQuery(**filters)))

    def file(self, actor: str) -> ActorFile:
        """An actor over time: offices, names, encounters, counterparts, statements, company.

        Raises:
            UnknownActor: where the record holds none of this name.
        """
        return self._ask(lambda c: actor_file(c, actor))

    def readouts(self, encounter: str) -> Readouts:
        """What each side's organs tell of an encounter."""
        return self._ask(lambda c: readouts(c, encounter))

    def coverage(self, encounter: str) -> Coverage:
        """Which outlets tell which lines of an encounter."""
        return self._ask(lambda c: coverage(c, encounter))

    def wording(self, name: str, topic: str) -> Wording:
        """How the formulas of an actor, an organ or a side on a topic changed."""
        return self._ask(lambda c: wording(c, name, topic))

    def commitments(self, **filters: Any) -> Commitments:
        """Promises, offers, agreements and instruments, by the filters of `CommitmentQuery`."""
        return self._ask(lambda c: commitments(c, CommitmentQuery(**filters)))

    def silences(self, name: str) -> Silences:
        """What was declined to comment on at an encounter or by an actor, and standing topics not found this time."""
        return self._ask(lambda c: silences(c, name))

    def timeline(self, **filters: Any) -> Timeline:
        """Encounters and facts in the order of time, by the filters of `TimelineQuery`."""
        return self._ask(lambda c: timeline(c, TimelineQuery(**filters)))

    def network(self, **filters: Any) -> Network:
        """Who meets whom, and how often, by the filters of `NetworkQuery`."""
        return self._ask(lambda c: network(c, NetworkQuery(**filters)))

    def doubts(self) -> RecordDoubts:
        """Encounters that one source tells, and identities that may be one."""
        return self._ask(record_doubts)

    def doubts_of(self, encounter: str) -> EncounterDoubts:
        """What of an encounter rests on one source, on inference, or on no source."""
        return self._ask(lambda c: doubts_of(c, encounter))

    def diff(self, since: str) -> News:
        """What is new since a day."""
        return self._ask(lambda c: news(c, since))

    # Decisions.

    def decide(
        self,
        act: DecisionAct,
        item: str,
        other: str | None = None,
        *,
        by: str,
        why: str | None = None,
        correction: tuple[str, Any] | None = None,
    ) -> Decision:
        """Take a decision and bring it to what stands across articles.

        Args:
            act: accept, reject, correct, merge, split, same-actor, not-same-actor or undo.
            item: identifier of the item, or of the decision to undo.
            other: the second item of a pair.
            by: who decides.
            why: the reason.
            correction: field and new value, of the form that JSON gives.

        Raises:
            Undecidable: where the decision does not fit; nothing was written.
        """
        decision = decide(self.store, Who(by, why), act, item, other, correction)
        linked_again(self.store, self._knowledge)
        return decision

    def add_item(
        self, article: str, kind: str, fields: dict[str, Any], *, by: str, why: str | None = None
    ) -> Decision:
        """Add a statement, an encounter or an actor that the machine missed; spans by start and end alone.

        Raises:
            Undecidable: where the fields make no item; nothing was written.
        """
        decision = add_item(self.store, Who(by, why), article, kind, fields)
        linked_again(self.store, self._knowledge)
        return decision

    # Tables.

    def frames(self, to: Callable[[Sequence[Line]], Any] = to_pandas) -> dict[str, Any]:
        """All encounters, statements, facts, figures and instruments, a table each.

        Args:
            to: `mahdar.to_pandas` or `mahdar.to_polars`.

        Raises:
            MissingLibrary: where its library is not installed.
        """
        answers: dict[str, Sequence[Line]] = {
            "encounters": self.encounters(limit=None).lines,
            "statements": self.statements(limit=None).lines,
            "facts": self.facts(limit=None).lines,
            "figures": self.figures(limit=None).lines,
            "instruments": self.instruments(limit=None).lines,
        }
        return {name: to(lines) for name, lines in answers.items()}
