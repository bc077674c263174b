"""Watching feeds: what is new comes into the record once, whatever servers and power cords do."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar.keeping import watching
from mahdar.keeping.adding import add
from mahdar.keeping.checking import faults_in
from mahdar.keeping.watching import Round, Watch, rounds
from mahdar.model import Article
from mahdar.record.articles import numbers_of, versions_of
from mahdar.record.store import begin_record
from mahdar.sources.fetching.memory import Memory, UnusableMemory
from mahdar.sources.fetching.settings import Settings, Watched
from tests.killing import killed_at
from tests.made_up import stub_reader
from tests.misbehaving import (
    NOON,
    SMALL,
    QuickTime,
    Request,
    Server,
    answer,
    conditional,
    leads_to,
    page,
    read_made_up_page,
    serving,
    visitor,
)
from tests.stores import exported

READER = stub_reader()


def told(n: int, more: str = "") -> str:
    """The page of the nth report."""
    return page(f"لقاء {n}\n\nقال سالم: نرحب بالحوار.{more} والتقى سالم ليلى في عمّان.")


def atom(*entries: tuple[str, str] | str) -> str:
    """A feed of addresses, each with the time of its last change where one is given."""
    listed = [(entry, "") if isinstance(entry, str) else entry for entry in entries]
    items = "".join(
        f'<entry><link href="{url}"/>' + (f"<updated>{day}</updated>" if day else "") + "</entry>"
        for url, day in listed
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{items}</feed>'


def sitemap(*entries: tuple[str, str] | str, index: bool = False) -> str:
    """A sitemap, or an index of sitemaps."""
    root, one = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    listed = [(entry, "") if isinstance(entry, str) else entry for entry in entries]
    items = "".join(
        f"<{one}><loc>{url}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + f"</{one}>"
        for url, day in listed
    )
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</{root}>'


@dataclass
class World:
    """A server, a record, a memory and a clock; every run opens and closes all but the server anew."""

    server: Server
    record: str
    memory: Path
    clock: QuickTime = field(default_factory=QuickTime)

    def watched(self, path: str = "/feed", **more: Any) -> Watched:
        return Watched(url=self.server.url(path), **more)

    def runs(
        self, *feeds: Watched, rounds_: int = 1, failed: Callable[[str], object] = lambda _: None
    ) -> list[Round]:
        """So many rounds in one run; of /feed, where no other feed is named."""
        with begin_record(self.record) as store, Memory(self.memory) as memory:
            ask = visitor(self.clock, rests=memory.rests(), robots=memory.robots())
            settings = Settings(feeds=feeds or (self.watched(),), pause=0.0, hosts=2)
            watch = Watch(store, memory, settings, ask, read_made_up_page, READER, self.clock, SMALL)
            done = []
            for this in rounds(watch, failed):
                done.append(this)
                if len(done) == rounds_:
                    break
            return done

    def run(self, *feeds: Watched) -> Round:
        """A run of one round."""
        return self.runs(*feeds)[0]

    def asked(self) -> list[str]:
        """What was asked for since this was last asked, without robots.txt."""
        paths = self.server.asked()
        self.server.requests.clear()
        return paths

    def texts(self) -> list[Article]:
        """Every version in the record."""
        with begin_record(self.record) as store, store.reading() as connection:
            found = [article for _, article in versions_of(connection, numbers_of(connection))]
        return sorted(found, key=lambda article: (article.url or "", article.text))

    def urls(self) -> list[str]:
        """The paths of the articles in the record."""
        return sorted({(article.url or "").removeprefix(self.server.url("")) for article in self.texts()})


@pytest.fixture
def world(fresh: Callable[[], Path], tmp_path: Path) -> Iterator[World]:
    with serving() as server:
        yield World(server, str(fresh()), tmp_path / "watch.db")


def pages(world: World, *numbers: int) -> None:
    for n in numbers:
        world.server.answers[f"/{n}"] = answer(told(n))


def grown(this: Round) -> tuple[int, int, int]:
    return this.grown.articles, this.grown.versions, this.grown.known


# What is new, and only that


def test_pages_of_a_feed_come_into_the_record(place: str, tmp_path: Path) -> None:
    with serving() as server:
        world = World(server, place, tmp_path / "watch.db")
        pages(world, 1, 2)
        rss = "<rss><channel><item><link>/1</link><pubDate>Sun, 01 Mar 2026 09:00:00 +0300</pubDate></item>"
        server.answers["/feed"] = answer(rss + "<item><link>/2</link></item></channel></rss>")
        this = world.run(world.watched(outlet="news"))
        one, two = world.texts()
    assert (this.asked, this.failures, this.left, grown(this)) == (1, [], 0, (2, 0, 0))
    assert one.text.startswith("لقاء 1\n")
    assert (one.outlet, one.url, one.doc_id) == ("news", server.url("/1"), server.url("/1"))
    assert (one.published, one.collected) == ("2026-03-01T06:00:00Z", "2026-03-01T12:00:00Z")
    assert (two.published, two.collected) == (None, "2026-03-01T12:00:00Z")


def test_what_is_stored_is_not_asked_again(world: World) -> None:
    pages(world, 1, 2)
    world.server.answers["/feed"] = answer(atom("/1", ("/2", "2026-03-01T10:00:00Z")))
    world.run()
    assert world.asked() == ["/feed", "/1", "/2"]
    assert grown(world.run()) == (0, 0, 0)
    assert world.asked() == ["/feed"]


def test_a_feed_that_did_not_change_says_so_and_is_not_read(world: World) -> None:
    pages(world, 1)
    world.server.answers["/feed"] = conditional(atom("/1"), '"1"')
    assert world.run().unchanged == 0
    assert (world.run().unchanged, world.run().asked) == (1, 1)
    assert world.asked() == ["/feed", "/1", "/feed", "/feed"]


def test_only_what_is_new_in_a_feed_is_asked(world: World) -> None:
    pages(world, 1, 2, 3)
    world.server.answers["/feed"] = answer(atom("/1", "/2"))
    world.run()
    world.server.answers["/feed"] = answer(atom("/2", "/3"))
    world.asked()
    assert grown(world.run()) == (1, 0, 0)
    assert world.asked() == ["/feed", "/3"]
    assert world.urls() == ["/1", "/2", "/3"]


def test_a_page_that_stands_in_two_feeds_is_asked_once(world: World) -> None:
    pages(world, 1)
    for name in ("/a", "/b"):
        world.server.answers[name] = answer(atom("/1#x", "/1?utm_source=b"))
    assert grown(world.run(world.watched("/a"), world.watched("/b"))) == (1, 0, 0)
    assert sorted(world.asked()) == ["/1", "/a", "/b"]


def test_two_addresses_that_lead_to_one_page_are_one_article(world: World) -> None:
    pages(world, 1)
    world.server.answers["/a"] = world.server.answers["/b"] = leads_to("/1?utm_medium=x")
    world.server.answers["/1?utm_medium=x"] = world.server.answers["/1"]
    world.server.answers["/feed"] = answer(atom("/a", "/b"))
    world.run()
    assert world.urls() == ["/1"]
    assert len(world.texts()) == 1


def test_arabic_addresses_are_one_in_all_spellings(world: World) -> None:
    world.server.answers["/%D8%AE%D8%A8%D8%B1"] = answer(told(1))
    world.server.answers["/feed"] = answer(atom("/خبر", "/%d8%ae%d8%a8%d8%b1"))
    assert grown(world.run()) == (1, 0, 0)
    assert world.asked() == ["/feed", "/%D8%AE%D8%A8%D8%B1"]


# What changed


def test_an_article_that_its_feed_tells_to_have_changed_is_a_new_version(world: World) -> None:
    world.server.answers["/1"] = conditional(told(1), '"1"')
    world.server.answers["/feed"] = answer(atom(("/1", "2026-03-01T10:00:00Z")))
    world.run()
    world.server.answers["/1"] = conditional(told(1, " وقالت هند: نأسف."), '"2"')
    world.server.answers["/feed"] = answer(atom(("/1", "2026-03-01T11:00:00Z")))
    assert grown(world.run()) == (0, 1, 0)
    assert grown(world.run()) == (0, 0, 0)
    assert len(world.texts()) == 2
    assert world.asked() == ["/feed", "/1"] * 2 + ["/feed"]


def test_a_page_that_did_not_change_though_its_feed_says_so_tells_it_with_304(world: World) -> None:
    world.server.answers["/1"] = conditional(told(1), '"1"')
    world.server.answers["/feed"] = answer(atom(("/1", "2026-03-01T10:00:00Z")))
    world.run()
    world.server.answers["/feed"] = answer(atom(("/1", "2026-03-01T11:00:00Z")))
    assert grown(world.run()) == (0, 0, 1)
    world.run()
    assert world.asked() == ["/feed", "/1", "/feed", "/1", "/feed"]


def test_the_same_time_in_other_words_is_no_change(world: World) -> None:
    pages(world, 1)
    world.server.answers["/feed"] = answer(atom(("/1", "2026-03-01T10:00:00Z")))
    world.run()
    world.server.answers["/feed"] = answer(atom(("/1", "2026-03-01T13:00:00+03:00")))
    world.run()
    assert world.asked() == ["/feed", "/1", "/feed"]


def test_two_listings_that_date_a_page_otherwise_do_not_have_it_asked_for_ever(world: World) -> None:
    pages(world, 1)
    world.server.answers["/a"] = answer(atom(("/1", "2026-03-01T10:00:00Z")))
    world.server.answers["/b"] = answer(sitemap(("/1", "2026-03-02")))
    for _ in range(3):
        world.run(world.watched("/a"), world.watched("/b"))
    assert world.asked().count("/1") == 1


def test_a_page_that_left_its_feed_is_looked_after_by_the_sitemap(world: World) -> None:
    pages(world, 1, 2)
    feeds = world.watched("/a"), world.watched("/b")
    world.server.answers["/a"] = answer(atom(("/1", "2026-03-01T10:00:00Z")))
    world.server.answers["/b"] = answer(sitemap())
    world.run(*feeds)
    world.server.answers["/a"] = answer(atom("/2"))
    world.run(*feeds)
    world.server.answers["/b"] = answer(sitemap(("/1", "2026-03-01T10:00:00Z")))
    world.run(*feeds)
    assert world.asked().count("/1") == 1
    world.server.answers["/b"] = answer(sitemap(("/1", "2026-03-05T10:00:00Z")))
    world.run(*feeds)
    assert world.asked().count("/1") == 1


def test_a_silent_change_is_seen_where_pages_are_to_be_looked_at_again(world: World) -> None:
    world.server.answers["/1"] = conditional(told(1), '"1"')
    world.server.answers["/feed"] = conditional(atom("/1"), '"f"')
    again = world.watched(recheck=3600.0)
    world.run(again)
    world.run(again)
    assert world.asked() == ["/feed", "/1", "/feed"]
    world.clock.at += 3600
    assert grown(world.run(again)) == (0, 0, 1)
    world.clock.at += 3600
    world.server.answers["/1"] = conditional(told(1, " وقالت هند: نأسف."), '"2"')
    assert grown(world.run(again)) == (0, 1, 0)
    world.clock.at += 3600
    world.server.answers["/feed"] = answer(atom())  # listed no more: let be
    world.asked()
    world.run(again)
    assert world.asked() == ["/feed"]


# Which pages


def test_pages_are_chosen_by_patterns_and_day(world: World) -> None:
    pages(world, 1, 2, 3)
    world.server.answers["/feed"] = answer(
        atom(("/1", "2026-02-01"), ("/2", "2026-03-01"), ("/3", "2026-03-01"), "http://other.example/9")
    )
    world.run(world.watched(include=("*/1", "*/2", "*/3"), exclude=("*/3",), since="2026-02-15"))
    assert world.asked() == ["/feed", "/2"]


def test_with_other_patterns_a_feed_is_read_again_though_it_did_not_change(world: World) -> None:
    pages(world, 1, 2)
    world.server.answers["/feed"] = conditional(atom("/1", "/2"), '"f"')
    world.run(world.watched(include=("*/1",)))
    world.run(world.watched(include=("*/1", "*/2")))
    assert world.asked() == ["/feed", "/1", "/feed", "/2"]


# Pages that are none


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (answer(b"%PDF-1.7", content_type="application/pdf"), "no page: application/pdf"),
        (answer("كلام", content_type="text/plain"), "no page: text/plain"),
        (answer("", content_type=""), "empty: no byte came"),
        (answer("<html><body>404</body></html>"), "no article on this page"),
        (answer(page("English only")), "no Arabic text"),
        (answer(page("خبر"), content_type="text/html; charset=no-such"), "could not be read: LookupError"),
        (leads_to("/1"), "leads round in a circle"),
        (leads_to("ftp://h/"), "no address of http or https"),
        (answer(bytes(300_000)), "more than 200000 bytes"),
    ],
)
def test_what_is_no_article_is_told_and_not_asked_again(world: World, given: bytes, reason: str) -> None:
    pages(world, 2)
    world.server.answers["/1"] = given
    world.server.answers["/feed"] = answer(atom("/1", "/2"))
    this = world.run()
    assert grown(this) == (1, 0, 0)
    assert len(this.failures) == 1
    assert this.failures[0].startswith(world.server.url("/1") + ": ")
    assert reason in this.failures[0]
    world.asked()
    assert world.run().failures == []
    assert world.asked() == ["/feed"]


def test_what_was_no_article_is_asked_again_when_its_feed_tells_a_change(world: World) -> None:
    world.server.answers["/1"] = answer("<html><body>قريبا</body></html>")
    world.server.answers["/feed"] = answer(atom(("/1", "2026-03-01T10:00:00Z")))
    world.run()
    pages(world, 1)
    world.server.answers["/feed"] = answer(atom(("/1", "2026-03-01T11:00:00Z")))
    assert grown(world.run()) == (1, 0, 0)


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", "text/xml", ""])
def test_a_page_that_is_served_as_something_else_is_read_all_the_same(world: World, kind: str) -> None:
    world.server.answers["/1"] = answer(told(1), content_type=kind)
    world.server.answers["/feed"] = answer(atom("/1"), content_type="text/html")
    assert grown(world.run()) == (1, 0, 0)


def test_a_page_that_is_not_there_yet_is_looked_for_some_times(world: World) -> None:
    world.server.answers["/feed"] = answer(atom("/1", "/2"))
    world.server.answers["/2"] = answer(status="410 Gone")
    this = world.run()
    assert sorted(what.rpartition(": ")[2] for what in this.failures) == [
        "not looked for again",
        "status 404",
    ]
    world.asked()
    world.run()
    assert world.asked() == ["/feed"]  # not before its time
    for _ in range(9):
        world.clock.at += 90_000
        world.run()
    assert world.asked().count("/1") == 4


def test_a_page_that_comes_at_the_second_look_is_stored(world: World) -> None:
    world.server.answers["/feed"] = answer(atom("/1"))
    world.server.answers["/1"] = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<html>"
    this = world.run()
    assert ("breaks off" in this.failures[0], this.left) == (True, 1)
    pages(world, 1)
    world.clock.at += 1000
    assert grown(world.run()) == (1, 0, 0)


def test_an_article_that_cannot_be_read_is_told_and_tried_again_later(world: World) -> None:
    world.server.answers["/feed"] = answer(atom("/1"))
    world.server.answers["/1"] = answer(page("هذا غير مقروء"))
    assert "made to fail" in world.run().failures[0]
    assert world.texts() == []
    pages(world, 1)
    world.clock.at += 1000
    assert grown(world.run()) == (1, 0, 0)


# Feeds that moved, are gone, or are none


def test_a_feed_that_moved_for_good_is_told_and_asked_at_its_new_place(world: World) -> None:
    pages(world, 1, 2)
    world.server.answers["/feed"] = leads_to("/new", "301 Moved Permanently")
    world.server.answers["/new"] = answer(atom("/1"))
    assert world.run().notices == [
        f"{world.server.url('/feed')} moved for good to {world.server.url('/new')}: put that into feeds.toml"
    ]
    world.asked()
    world.server.answers["/new"] = answer(atom("/1", "/2"))
    world.run()
    assert world.asked() == ["/new", "/2"]


def test_a_feed_that_moved_for_a_while_is_asked_where_it_was(world: World) -> None:
    world.server.answers["/feed"] = leads_to("/new")
    world.server.answers["/new"] = answer(atom())
    assert world.run().notices == []
    world.run()
    assert world.asked() == ["/feed", "/new"] * 2


def test_a_feed_that_is_not_at_its_new_place_is_looked_for_at_the_old(world: World) -> None:
    world.server.answers["/feed"] = leads_to("/new", "308 Permanent Redirect")
    world.server.answers["/new"] = answer(atom())
    world.run()
    del world.server.answers["/new"]
    world.run()
    world.server.answers["/feed"] = answer(atom())
    world.clock.at += 90_000
    world.asked()
    assert world.run().asked == 1
    assert world.asked() == ["/feed"]


def test_a_feed_that_is_gone_is_told_and_left_alone(world: World) -> None:
    world.server.answers["/feed"] = answer(status="410 Gone")
    this = world.run()
    assert (this.asked, len(this.failures)) == (0, 1)
    assert "gone for good (410): take it out of feeds.toml" in this.failures[0]
    again = world.run()
    assert (again.failures, len(again.notices)) == ([], 1)
    assert "is left alone until 2026-03-08" in again.notices[0]
    assert world.asked() == ["/feed"]
    world.clock.at += 8 * 86400
    world.run()
    assert world.asked() == ["/feed"]


@pytest.mark.parametrize(
    "given", [answer("<html>"), answer("نص"), answer(status="403 Forbidden"), b"", leads_to("/bad")]
)
def test_a_feed_that_is_none_is_told_and_does_not_stop_the_others(world: World, given: bytes) -> None:
    pages(world, 1)
    world.server.answers["/bad"] = given
    world.server.answers["/feed"] = answer(atom("/1"))
    this = world.run(world.watched("/bad"), world.watched())
    assert (this.asked, grown(this), len(this.failures)) == (1, (1, 0, 0), 1)
    assert this.failures[0].startswith(world.server.url("/bad") + ": ")


# Sitemaps


def test_an_index_leads_to_its_sitemaps_and_only_to_those_that_changed(world: World) -> None:
    pages(world, 1, 2, 3)
    one, two = (
        answer(sitemap("/1")),
        answer(gzip.compress(sitemap("/2").encode()), content_type="application/gzip"),
    )
    world.server.answers |= {"/s1": one, "/s2.xml.gz": two}
    feed = world.watched("/index")
    world.server.answers["/index"] = conditional(
        sitemap(("/s1", "2026-03-01"), ("/s2.xml.gz", "2026-03-01"), index=True), '"1"'
    )
    assert grown(world.run(feed)) == (2, 0, 0)
    assert sorted(world.asked()) == ["/1", "/2", "/index", "/s1", "/s2.xml.gz"]
    world.run(feed)
    assert world.asked() == ["/index"]
    world.server.answers["/s1"] = answer(sitemap("/1", "/3"))
    world.server.answers["/index"] = answer(
        sitemap(("/s1", "2026-03-02"), ("/s2.xml.gz", "2026-03-01"), index=True)
    )
    world.run(feed)
    assert world.asked() == ["/index", "/s1", "/3"]


def test_sitemaps_that_their_index_does_not_date_are_asked_on_condition(world: World) -> None:
    pages(world, 1)
    world.server.answers["/index"] = conditional(sitemap("/s1", index=True), '"1"')
    world.server.answers["/s1"] = conditional(sitemap("/1"), '"s"')
    feed = world.watched("/index")
    world.run(feed)
    assert world.run(feed).unchanged == 2
    assert world.asked() == ["/index", "/s1", "/1", "/index", "/s1"]


def test_a_sitemap_that_two_indexes_list_is_asked_once(world: World) -> None:
    world.server.answers["/i1"] = world.server.answers["/i2"] = answer(sitemap("/s", "/s#x", index=True))
    world.server.answers["/s"] = answer(sitemap())
    world.run(world.watched("/i1"), world.watched("/i2"))
    assert sorted(world.asked()) == ["/i1", "/i2", "/s"]


def test_a_sitemap_that_fails_is_told_and_asked_again_after_a_while(world: World) -> None:
    pages(world, 1)
    world.server.answers["/index"] = answer(sitemap("/s1", ("/s2", "2026-03-01"), index=True))
    world.server.answers["/s1"] = answer(sitemap("/1"))
    feed = world.watched("/index")
    this = world.run(feed)
    assert (grown(this), this.failures) == ((1, 0, 0), [f"{world.server.url('/s2')}: status 404"])
    assert world.run(feed).failures == []
    world.asked()
    world.clock.at += 3600
    world.server.answers["/s2"] = answer(sitemap())
    assert world.run(feed).failures == []
    assert "/s2" in world.asked()


def test_with_other_patterns_the_sitemaps_of_an_index_are_read_again_though_nothing_changed(
    world: World,
) -> None:
    pages(world, 1, 2)
    world.server.answers["/index"] = conditional(sitemap(("/s", "2026-03-01"), index=True), '"i"')
    world.server.answers["/s"] = conditional(sitemap("/1", "/2"), '"s"')
    world.run(world.watched("/index", include=("*/1",)))
    index = world.server.answers["/index"]
    stopping_after(world, "/index")  # ended between the index and its sitemap
    world.runs(world.watched("/index"))
    assert world.urls() == ["/1"]
    world.clock, world.server.answers["/index"] = QuickTime(), index
    world.run(world.watched("/index"))
    assert world.urls() == ["/1", "/2"]


def test_old_sitemaps_are_not_asked_where_only_later_pages_are_wanted(world: World) -> None:
    world.server.answers["/index"] = answer(
        sitemap(("/s2024", "2024-12-31"), ("/s2026", "2026-03-01"), index=True)
    )
    world.server.answers["/s2026"] = answer(sitemap())
    world.run(world.watched("/index", since="2026-01-01"))
    assert world.asked() == ["/index", "/s2026"]


def test_indexes_of_indexes_come_to_an_end(world: World) -> None:
    for n in range(9):
        world.server.answers[f"/i{n}"] = answer(sitemap(f"/i{n + 1}", "/i0", index=True))
    world.run(world.watched("/i0"))
    assert world.asked() == ["/i0", "/i1", "/i2", "/i3"]


# Hosts that want to be left alone


def test_a_host_that_asks_for_an_hour_is_left_alone_and_gone_on_with(world: World) -> None:
    pages(world, 1)
    world.server.answers["/feed"] = answer(atom("/1", "/2", "/3"))
    world.server.answers["/2"] = answer(status="429 Too Many Requests", retry_after="3600")
    this = world.run()
    assert (grown(this), this.left, this.failures) == ((1, 0, 0), 2, [])
    assert this.notices == [
        f"{world.server.host} is left alone until 2026-03-01T13:00:00Z: asks to wait 3600 s"
    ]
    assert world.asked() == ["/feed", "/1", "/2"]
    this = world.run()  # another run: it remembers
    assert (world.asked(), this.asked, this.left) == ([], 0, 2)
    assert "is left alone for now" in this.failures[0]
    world.clock.at += 3601
    pages(world, 2, 3)
    assert grown(world.run()) == (2, 0, 0)


def test_what_robots_txt_forbids_is_told_and_robots_txt_remembered(world: World) -> None:
    pages(world, 1, 2)
    world.server.answers["/robots.txt"] = answer("User-agent: *\nDisallow: /2\n")
    world.server.answers["/feed"] = answer(atom("/1", "/2"))
    this = world.run()
    assert grown(this) == (1, 0, 0)
    assert "robots.txt" in this.failures[0]
    world.run()
    assert world.server.asked(robots=True) == ["/robots.txt", "/feed", "/1", "/feed"]


def test_other_hosts_go_on_while_one_is_down(world: World) -> None:
    with serving() as down:
        pass
    pages(world, 1)
    world.server.answers["/feed"] = answer(atom(down.url("/9"), "/1"))
    this = world.run(Watched(url=down.url("/feed")), world.watched())
    assert (this.asked, grown(this), this.left) == (1, (1, 0, 0), 1)


# Ends of all kinds


def stopping_after(world: World, path: str) -> None:
    """Have the run told to end while a page is asked for."""
    given = world.server.answers[path]

    def stopped(request: Request) -> Any:
        world.clock.stop.set()
        return given(request) if callable(given) else given

    world.server.answers[path] = stopped


def test_a_run_that_is_told_to_end_stores_what_it_has_and_the_next_goes_on(world: World) -> None:
    pages(world, 1, 2, 3)
    world.server.answers["/feed"] = answer(atom("/1", "/2", "/3"))
    stopping_after(world, "/2")
    (this,) = world.runs(rounds_=9)
    assert (grown(this), this.left, this.failures) == ((2, 0, 0), 1, [])
    assert world.asked() == ["/feed", "/1", "/2"]
    world.clock = QuickTime()
    assert grown(world.run()) == (1, 0, 0)
    assert world.asked() == ["/feed", "/3"]


def test_pages_that_were_seen_are_asked_though_the_feed_lists_them_no_more(world: World) -> None:
    pages(world, 1, 2, 3)
    world.server.answers["/feed"] = answer(atom("/1", "/2"))
    stopping_after(world, "/1")
    world.runs()
    world.clock = QuickTime()
    world.server.answers["/feed"] = answer(atom("/3"))
    world.run()
    assert world.urls() == ["/1", "/2", "/3"]


def test_pages_of_a_feed_that_was_taken_out_are_not_asked(world: World) -> None:
    pages(world, 1, 2)
    world.server.answers["/a"] = answer(atom("/1", "/2"))
    world.server.answers["/b"] = answer(atom("/2"))
    stopping_after(world, "/a")
    world.runs(world.watched("/a"))
    world.clock = QuickTime()
    world.asked()
    this = world.run(world.watched("/b"))
    assert (world.asked(), this.left) == (["/b", "/2"], 0)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(1, 6), unique=True), st.one_of(st.none(), st.integers(1, 6)), st.booleans()
        ),
        max_size=4,
    )
)
def test_whatever_was_listed_is_stored_in_the_end_and_asked_once(
    fresh: Callable[[], Path], tmp_path: Path, history: list[tuple[list[int], int | None, bool]]
) -> None:
    # Each run finds another feed, may be told to end while one of the pages is asked, and may be killed in the end.
    with serving() as server:
        record = fresh()
        world = World(server, str(record), tmp_path / f"{record.name}.watch")
        for listed, end, killed in history:
            pages(world, 1, 2, 3, 4, 5, 6)
            server.answers["/feed"] = conditional(atom(*(f"/{n}" for n in listed)), f'"{listed}"')
            if end:
                stopping_after(world, f"/{end}")
            world.clock = QuickTime()
            if killed:
                killed_at(25, world.run)
            else:
                world.runs()
        pages(world, 1, 2, 3, 4, 5, 6)
        world.clock = QuickTime()
        world.run()
        killed_ever = any(killed for *_, killed in history)
        read = {n for listed, *_ in history for n in listed}
        stored = {int(path[1:]) for path in world.urls()}
        assert stored == read if not killed_ever else stored <= read
        paths = [path for path in world.asked() if path != "/feed"]
        assert killed_ever or len(paths) == len(set(paths))


def test_killed_at_any_instant_it_ends_with_the_same_record(
    world: World, fresh: Callable[[], Path], tmp_path: Path
) -> None:
    numbers = range(1, 26)
    pages(world, *numbers)
    world.server.answers["/feed"] = conditional(atom(*(f"/{n}" for n in numbers)), '"f"')
    world.run()
    with begin_record(world.record) as store:
        expected = exported(store)
    step, counts = 0, set()
    again = World(world.server, str(fresh()), tmp_path / "again.db")
    while killed_at(step, again.run):
        with begin_record(again.record) as store:
            assert not list(faults_in(store))
        counts.add(len(again.texts()))
        step += 7
    assert counts >= {0, 20}  # what was whole when it was killed was stored
    again.asked()
    again.run()
    assert again.asked() == ["/feed"]
    with begin_record(again.record) as store:
        assert exported(store) == expected


def test_killed_between_record_and_memory_nothing_is_stored_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages(world, 1)
    world.server.answers["/feed"] = answer(atom("/1"))

    class PowerCut(Exception):
        pass

    whole = Memory.keep

    def cut(self: Memory, notes: Any, unlisted: str | None = None) -> None:
        if any(getattr(note, "state", "") == "stored" for note in notes):
            raise PowerCut
        whole(self, notes, unlisted)

    monkeypatch.setattr(Memory, "keep", cut)
    with pytest.raises(PowerCut):
        world.run()
    assert world.urls() == ["/1"]
    monkeypatch.undo()
    world.clock.at += 60
    assert grown(world.run()) == (0, 0, 1)
    assert len(world.texts()) == 1


def test_when_the_record_is_lost_everything_is_asked_again(world: World, fresh: Callable[[], Path]) -> None:
    world.server.answers["/1"] = conditional(told(1), '"1"')
    world.server.answers["/feed"] = conditional(atom("/1"), '"f"')
    world.run()
    world.record = str(fresh())
    assert grown(world.run()) == (1, 0, 0)


def test_when_the_memory_is_lost_the_record_is_not_touched(world: World) -> None:
    pages(world, 1)
    world.server.answers["/feed"] = answer(atom("/1"))
    world.run()
    before = world.texts()
    world.memory = world.memory.with_name("other.db")
    world.clock.at += 60
    assert grown(world.run()) == (0, 0, 1)
    assert world.texts() == before


def test_what_a_watch_stores_is_what_adding_the_same_articles_stores(
    world: World, fresh: Callable[[], Path]
) -> None:
    pages(world, 1, 2, 3)
    world.server.answers["/feed"] = answer(atom("/1", "/2", "/3"))
    world.run()
    with begin_record(world.record) as watched, begin_record(fresh()) as added:
        add(added, reversed(world.texts()), READER)
        assert exported(watched) == exported(added)


# Round after round


def test_every_feed_is_asked_at_its_interval(world: World) -> None:
    for name in ("/a", "/b"):
        world.server.answers[name] = answer(atom())
    world.clock.stop_after = 3000
    done = world.runs(world.watched("/a", interval=600.0), world.watched("/b", interval=1500.0), rounds_=99)
    paths = world.asked()
    assert (paths.count("/a"), paths.count("/b")) == (5, 2)
    assert sum(this.asked for this in done) == 7


def test_a_long_sitemap_is_taken_in_parts_between_which_other_feeds_are_asked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "OF_A_HOST", 2)
    pages(world, 1, 2, 3, 4, 5)
    world.server.answers["/long"] = answer(sitemap("/1", "/2", "/3", "/4"))
    world.server.answers["/feed"] = answer(atom("/5"))
    first, second, third = world.runs(world.watched("/long"), world.watched(), rounds_=3)
    assert [(this.left, this.more) for this in (first, second, third)] == [(3, True), (1, True), (0, False)]
    assert world.asked()[2:] == ["/1", "/5", "/2", "/3", "/4"]
    assert world.clock.at < NOON + 10  # one after another, not an interval later


@pytest.mark.parametrize("path", ["/feed", "/1", "/robots.txt"])
def test_a_host_at_rest_is_not_knocked_at(world: World, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(watching, "OF_A_HOST", 2)
    pages(world, 1, 2, 3)
    world.server.answers["/feed"] = answer(atom("/1", "/2", "/3"))
    world.server.answers[path] = answer(status="503 Service Unavailable", retry_after="7200")
    world.clock.stop_after = 7000
    done = world.runs(world.watched(interval=3600.0), rounds_=99)
    assert len(done) <= 3
    assert world.server.asked(robots=True).count(path) == 1


def test_failures_are_told_at_once(world: World) -> None:
    heard: list[str] = []
    world.server.answers["/feed"] = answer(atom("/1"))
    (this,) = world.runs(failed=heard.append)
    assert heard == this.failures == [f"{world.server.url('/1')}: status 404"]


# The memory's file


@pytest.mark.parametrize("held", [b"no database" * 100, b"SQLite format 3\0" + bytes(500)])
def test_a_file_that_is_no_memory_is_not_touched(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(held)
    with pytest.raises(UnusableMemory):
        Memory(file)
    assert file.read_bytes() == held


def test_a_record_is_not_taken_for_a_memory(world: World) -> None:
    with pytest.raises(UnusableMemory, match="no memory of a watch; name another with --state"):
        Memory(world.record)


def test_a_memory_of_another_form_is_told(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.db") as memory:
        memory._database.execute("PRAGMA user_version = 99")
    with pytest.raises(UnusableMemory, match="delete it, and what it knew is asked anew"):
        Memory(tmp_path / "m.db")


def test_a_memory_knows_of_hosts(world: World) -> None:
    world.server.answers["/feed"] = answer(atom())
    world.run()
    with Memory(world.memory) as memory:
        assert memory.rests() == []
        assert [(rules.origin, rules.until) for rules in memory.robots()] == [
            (f"http://{world.server.host}", NOON + 86400)
        ]
