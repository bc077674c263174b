"""Watch feeds: rounds in which they are asked what is new, and what is new is put into the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from mahdar.keeping.adding import add_unlinked
from mahdar.keeping.linking import keep_linked
from mahdar.keeping.readers import Reader
from mahdar.keeping.telling import nothing
from mahdar.model import Article
from mahdar.record.articles import articles_there
from mahdar.record.growing import Grown
from mahdar.record.identity import article_id
from mahdar.record.store import Store
from mahdar.sources.failure import Unreadable
from mahdar.sources.fetching.addresses import host_of, readable
from mahdar.sources.fetching.answers import (
    LISTINGS,
    Answer,
    Broken,
    Conditions,
    Limits,
    Resting,
    Stopped,
    Unfetched,
)
from mahdar.sources.fetching.lanes import in_lanes
from mahdar.sources.fetching.manners import Time, shown
from mahdar.sources.fetching.memory import Memory
from mahdar.sources.fetching.notes import ListingNote, PageNote
from mahdar.sources.fetching.pages import PageReader, article_of
from mahdar.sources.fetching.settings import Settings, Watched
from mahdar.sources.fetching.taking import Look, ask, gap_after, take
from mahdar.sources.fetching.visiting import Visitor

#: Pages that are stored at once; what a `kill -9` costs is to ask for so many again.
BATCH = 20
#: Pages of a host that are asked in a round, so that feeds of other hosts need not wait for a long sitemap of one.
OF_A_HOST = 100
#: A page that is not there (404) is looked for so often; feeds tell of some before they are published.
_LOOKED_FOR = 5
Told = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Watch:
    """All that a watch works with.

    Attributes:
        store: the record, begun.
        memory: what is known from earlier rounds.
        settings: what is watched.
        visitor: asks addresses.
        pages: makes articles of pages.
        reader: reads articles.
        clock: tells time, and when the run is to end.
        limits: of feeds and sitemaps.
    """

    store: Store
    memory: Memory
    settings: Settings
    visitor: Visitor
    pages: PageReader
    reader: Reader
    clock: Time
    limits: Limits = LISTINGS


@dataclass(slots=True)
class Round:
    """What a round brought.

    Attributes:
        asked: feeds and sitemaps that answered.
        unchanged: those of them that told that nothing changed.
        grown: articles that were new, new versions, and what was known already.
        failures: feeds and pages that gave nothing, with the reasons.
        notices: what the keeper of feeds.toml should know: feeds that moved, hosts that are left alone.
        left: pages that are still to be asked.
        more: whether some of them could have been asked in this round but for their number.
    """

    asked: int = 0
    unchanged: int = 0
    grown: Grown = field(default_factory=Grown)
    failures: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    left: int = 0
    more: bool = False


def rounds(
    watch: Watch, failed: Told = nothing, stepped: Callable[[int], object] = nothing
) -> Iterator[Round]:
    """One round after another, each when the next feed is due, until the run is to end.

    The first round asks every feed that is not left alone. A run that ends, at whatever instant, is gone on with by
    the next: pages that were seen and not stored are asked again, stored ones are not.

    Args:
        watch: what to work with.
        failed: told at once of each feed or page that gave nothing, with the reason.
        stepped: told how many pages of a round are done.

    Raises:
        RecordError: where the record cannot be written.
        UnusableMemory: where the memory cannot.
    """
    watch.memory.watch_only([feed.url for feed in watch.settings.feeds])
    _ask_for_what_is_lost(watch)
    first = True
    while True:
        done = _round(watch, failed, stepped, every=first)
        # Once a round and not once a batch: what stands across articles is looked at as a whole.
        keep_linked(watch.store, watch.reader.knowledge)
        yield done
        first = False
        notes = [watch.memory.listing(feed.url) for feed in watch.settings.feeds]
        due = 0.0 if done.more else min(note.next if note else 0.0 for note in notes)
        try:
            watch.clock.wait(max(due - watch.clock.now(), 1.0))
        except Stopped:
            return


def _round(watch: Watch, failed: Told, stepped: Callable[[int], object], *, every: bool) -> Round:
    done = Round()

    def fail(what: str) -> None:
        done.failures.append(what)
        failed(what)

    _ask_feeds(watch, _feeds_due(watch, every, done), done, fail)
    _ask_pages(watch, done, fail, stepped)
    watch.memory.keep_hosts(watch.visitor.manners.rests(), watch.visitor.robots.kept())
    now = watch.clock.now()
    for rest in watch.visitor.manners.rests():
        if rest.until > now:
            done.notices.append(f"{rest.host} is left alone until {shown(rest.until)}: {rest.reason}")
    done.left = sum(
        feed.wants(note.url) for feed in watch.settings.feeds for note in watch.memory.to_ask(feed.url)
    )
    return done


def _ask_for_what_is_lost(watch: Watch) -> None:
    """Have pages asked again that were stored in a record that is no longer there, or is another."""
    pages = watch.memory.stored()
    with watch.store.reading() as connection:
        there = articles_there(connection, {page.article for page in pages if page.article})
    lost = [page for page in pages if page.article not in there]
    for page in lost:
        page.state, page.conditions, page.next = "seen", None, 0.0
    watch.memory.keep(lost)


def _feeds_due(watch: Watch, every: bool, done: Round) -> list[Look]:
    """The feeds to ask now; one that failed, or is gone, is left alone for its time even when all are asked."""
    now = watch.clock.now()
    due = []
    for feed in watch.settings.feeds:
        note = watch.memory.listing(feed.url) or ListingNote(url=feed.url)
        if note.next <= now or (every and not note.failures):
            due.append(Look(feed, note))
        elif note.failures:
            done.notices.append(f"{readable(feed.url)} is left alone until {shown(note.next)}: {note.reason}")
    return due


def _ask_feeds(watch: Watch, looks: list[Look], done: Round, fail: Told) -> None:
    """Ask feeds and sitemaps, those of one depth after those above; what they list is kept in mind at once."""
    seen: set[str] = set()
    while looks:
        seen |= {look.note.url for look in looks}
        below: dict[str, Look] = {}
        asked = in_lanes(
            looks,
            lambda look: host_of(look.url),
            lambda look: (look, ask(look, watch.visitor, watch.limits)),
            watch.settings.hosts,
        )
        for look, given in asked:
            taken = take(look, given, watch.memory, watch.clock.now(), watch.limits)
            done.asked += taken.answered
            done.unchanged += taken.unchanged
            if taken.failure:
                fail(f"{readable(look.url)}: {taken.failure}")
            if taken.notice:
                done.notices.append(f"{readable(look.note.url)} {taken.notice}")
            below |= {part.note.url: part for part in taken.parts}
        looks = [look for url, look in below.items() if url not in seen]


@dataclass(slots=True)
class _Batch:
    """Pages whose articles are to be stored together."""

    read: list[tuple[PageNote, Conditions | None, Article]] = field(default_factory=list)
    notes: list[PageNote] = field(default_factory=list)


def _ask_pages(watch: Watch, done: Round, fail: Told, stepped: Callable[[int], object]) -> None:
    feeds = {feed.url: feed for feed in watch.settings.feeds}
    batch = _Batch()

    def asked(note: PageNote) -> tuple[PageNote, Answer | Unfetched]:
        try:
            return note, watch.visitor.get(note.url, note.conditions)
        except Unfetched as reason:
            return note, reason

    due, done.more = _shared([_pages_due(watch, feed) for feed in watch.settings.feeds])
    for number, (note, given) in enumerate(
        in_lanes(due, lambda note: host_of(note.url), asked, watch.settings.hosts), 1
    ):
        _note(watch, note, given, feeds[note.feed], batch, done, fail)
        if len(batch.read) + len(batch.notes) >= BATCH:
            _store(watch, batch, done, fail)
            stepped(number)
            batch = _Batch()
    _store(watch, batch, done, fail)


def _pages_due(watch: Watch, feed: Watched) -> list[PageNote]:
    """The pages of a feed to ask now: those not yet stored, those told to have changed, those to be looked at again."""
    now = watch.clock.now()
    due = [note for note in watch.memory.to_ask(feed.url) if note.next <= now]
    if feed.recheck is not None:
        due += watch.memory.to_recheck(feed.url, now - feed.recheck)
    resting = watch.visitor.manners.resting()
    return [note for note in due if feed.wants(note.url) and host_of(note.url) not in resting]


def _shared(of_feeds: list[list[PageNote]]) -> tuple[list[PageNote], bool]:
    """The pages to ask in a round, feeds taking turns, few enough of each host; and whether others remain."""
    taken: Counter[str] = Counter()
    chosen, more = [], False
    for note in (note for some in zip_longest(*of_feeds) for note in some if note):
        host = host_of(note.url)
        taken[host] += 1
        if taken[host] > OF_A_HOST:
            more = True
        else:
            chosen.append(note)
    return chosen, more


def _note(
    watch: Watch,
    note: PageNote,
    given: Answer | Unfetched,
    feed: Watched,
    batch: _Batch,
    done: Round,
    fail: Told,
) -> None:
    """Note what came of a page: an article to be stored, nothing new, or a failure."""
    now = watch.clock.now()
    if isinstance(given, Stopped | Resting):
        return
    batch.notes.append(note)
    if isinstance(given, Unfetched):
        if isinstance(given, Broken):
            note.failed(str(given), now + gap_after(note.failures + 1))
        else:
            _lay_aside(note, "unreadable", str(given), now)
        fail(f"{readable(note.url)}: {given}")
    elif given.status == 304:
        done.grown += Grown(known=1)
        note.state = "stored" if note.article else "unreadable"
        note.asked = now
        note.succeeded(0.0)
    elif given.status in (404, 410) and (given.status == 410 or note.failures + 1 >= _LOOKED_FOR):
        _lay_aside(note, "gone", f"status {given.status}", now)
        fail(f"{readable(note.url)}: status {given.status}: not looked for again")
    elif given.status not in (200, 203):
        note.failed(f"status {given.status}", now + gap_after(note.failures + 1))
        fail(f"{readable(note.url)}: status {given.status}")
    else:
        try:
            article = article_of(given, watch.pages, feed.outlet, note.published)
        except Unreadable as reason:
            _lay_aside(note, "unreadable", str(reason), now)
            note.conditions = given.conditions
            fail(f"{readable(note.url)}: {reason}")
            return
        batch.notes.pop()
        batch.read.append((note, given.conditions, article))


def _lay_aside(note: PageNote, state: str, reason: str, now: float) -> None:
    """Note that a page is not to be asked again until its feed tells that it changed."""
    note.succeeded(0.0)
    note.state, note.reason, note.asked = state, reason, now


def _store(watch: Watch, batch: _Batch, done: Round, fail: Told) -> None:
    """Store articles in the record, and then note that they are stored: never the other way about."""
    now = watch.clock.now()
    lost: dict[str, str] = {}

    def failed(article: Article, reason: str) -> None:
        lost[article_id(article)] = reason

    if batch.read:
        articles = [article for _, _, article in batch.read]
        done.grown += add_unlinked(watch.store, articles, watch.reader, failed)
    for note, conditions, article in batch.read:
        name = article_id(article)
        if name in lost:
            note.failed(lost[name], now + gap_after(note.failures + 1))
            fail(f"{readable(note.url)}: {lost[name]}")
        else:
            note.succeeded(0.0)
            note.state, note.article, note.asked = "stored", name, now
            note.conditions = conditions
    watch.memory.keep([*batch.notes, *(note for note, _, _ in batch.read)])
    watch.memory.keep_hosts(watch.visitor.manners.rests(), watch.visitor.robots.kept())
