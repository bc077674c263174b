"""How we behave towards hosts: in turn, after a pause, as robots.txt allows, and away when we are asked to be."""

import threading
from collections.abc import Iterator

import pytest

from mahdar.sources.fetching.answers import Refused, Resting, Stopped
from mahdar.sources.fetching.manners import Manners, Rest, http_time, wait_asked_for
from mahdar.sources.fetching.robots import Rules
from tests.misbehaving import NOON, QuickTime, Request, Server, answer, leads_to, page, serving, visitor

PAGE = page("قال الوزير: نرحب بالحوار.")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


def busy(times: int, status: str = "429 Too Many Requests", **headers: str) -> object:
    """A page that asks for patience so many times before it comes."""
    left = [times]

    def given(request: Request) -> bytes:
        left[0] -= 1
        return answer(PAGE) if left[0] < 0 else answer(status=status, **headers)

    return given


# Turns and pauses


def test_between_two_requests_to_a_host_there_is_a_pause(server: Server) -> None:
    server.answers["/a"] = server.answers["/b"] = answer(PAGE)
    clock = QuickTime()
    ask = visitor(clock, pause=5)
    ask.get(server.url("/a"))
    ask.get(server.url("/b"))
    assert clock.waits == [5, 5]  # after robots.txt, and between the pages


def test_hops_of_a_redirect_wait_for_their_turn_too(server: Server) -> None:
    server.answers["/a"] = leads_to("/b")
    server.answers["/b"] = answer(PAGE)
    clock = QuickTime()
    visitor(clock, pause=5).get(server.url("/a"))
    assert clock.waits == [5, 5]


def test_hosts_do_not_wait_for_one_another(server: Server) -> None:
    clock = QuickTime()
    with serving() as other:
        server.answers["/"] = other.answers["/"] = answer(PAGE)
        robots(server, "User-agent: *\nCrawl-delay: 60")
        ask = visitor(clock, pause=0)
        ask.get(server.url())
        ask.get(other.url())
    assert clock.waits == [60]


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    manners = Manners(0, QuickTime())
    inside, most = [0], [0]
    begun = threading.Barrier(4)

    def work() -> None:
        begun.wait()
        for _ in range(50):
            with manners.turn("h"):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_nothing_is_asked_once_the_run_is_to_end(server: Server) -> None:
    clock = QuickTime()
    clock.stop.set()
    with pytest.raises(Stopped):
        visitor(clock).get(server.url())
    assert server.requests == []


# Patience


def test_a_host_that_names_seconds_is_asked_again_after_them(server: Server) -> None:
    server.answers["/"] = busy(1, retry_after="30")  # type: ignore[assignment]
    clock = QuickTime()
    assert visitor(clock).get(server.url()).status == 200
    assert clock.waits == [30]


def test_a_host_that_names_a_time_is_asked_again_after_it(server: Server) -> None:
    server.answers["/"] = busy(1, retry_after="Sun, 01 Mar 2026 12:02:00 GMT")  # type: ignore[assignment]
    clock = QuickTime()
    assert visitor(clock).get(server.url()).status == 200
    assert clock.waits == [120]


def test_waits_grow_where_a_host_names_none(server: Server) -> None:
    server.answers["/"] = busy(2, "503 Service Unavailable")  # type: ignore[assignment]
    clock = QuickTime()
    assert visitor(clock).get(server.url()).status == 200
    assert clock.waits == [10, 20]


def test_a_wait_is_a_little_longer_by_chance_and_never_shorter() -> None:
    clock = QuickTime()
    manners = Manners(0, clock, chance=lambda: 0.5)
    manners.asked_to_wait("h", 100)
    with manners.turn("h"):
        pass
    assert clock.waits == [105]


def test_a_host_that_keeps_asking_for_patience_rests(server: Server) -> None:
    server.answers["/"] = busy(99)  # type: ignore[assignment]
    clock = QuickTime()
    ask = visitor(clock)
    assert ask.get(server.url()).status == 429
    assert len(server.asked()) == 3
    with pytest.raises(Resting, match="status 429"):
        ask.get(server.url("/other"))
    assert len(server.asked()) == 3
    clock.at += 901
    server.answers["/other"] = answer(PAGE)
    assert ask.get(server.url("/other")).status == 200
    assert ask.manners.rests() == []


def test_a_host_that_asks_for_an_hour_is_not_waited_for_but_left_alone(server: Server) -> None:
    server.answers["/"] = busy(1, retry_after="3600")  # type: ignore[assignment]
    clock = QuickTime()
    ask = visitor(clock)
    with pytest.raises(Resting):
        ask.get(server.url())
    assert clock.waits == []
    (rest,) = ask.manners.rests()
    assert (rest.host, rest.until) == (server.host, NOON + 3600)


def test_a_rest_is_remembered_by_the_next_run(server: Server) -> None:
    server.answers["/"] = answer(PAGE)
    clock = QuickTime()
    ask = visitor(clock, rests=[Rest(server.host, NOON + 60, 3, "status 503")])
    with pytest.raises(Resting, match="status 503; until 2026-03-01T12:01:00Z"):
        ask.get(server.url())
    assert server.requests == []
    clock.at += 61
    assert ask.get(server.url()).status == 200


def test_a_host_that_fails_again_and_again_rests_the_longer() -> None:
    clock = QuickTime()
    manners = Manners(0, clock, chance=lambda: 0.0)
    lengths = []
    for _ in range(12):
        manners.failed("h", "no connection")
        lengths.append(max((rest.until for rest in manners.rests()), default=0.0) - NOON)
    assert lengths[:5] == [-NOON, -NOON, 900, 1800, 3600]
    assert lengths[-1] == 86400


def test_one_answer_makes_failures_forgotten() -> None:
    manners = Manners(0, QuickTime())
    for _ in range(9):
        manners.failed("h", "no connection")
        manners.failed("h", "no connection")
        manners.answered("h")
    assert manners.rests() == []


def test_a_page_that_is_broken_does_not_send_its_host_to_rest(server: Server) -> None:
    server.answers["/broken"] = answer(status="500 Internal Server Error")
    server.answers["/"] = answer(PAGE)
    ask = visitor()
    for _ in range(5):
        assert ask.get(server.url("/broken")).status == 500
        assert ask.get(server.url()).status == 200


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 0 ", 0), ("Sun, 01 Mar 2026 12:01:00 GMT", 60), ("Sun, 01 Mar 2020 12:00:00 GMT", 0),
     ("soon", None), ("-5", None), ("", None), (None, None), ("9" * 400, 999999999), ("١٢", None)],
)  # fmt: skip
def test_waits_are_read_as_http_writes_them(value: str | None, seconds: float | None) -> None:
    assert wait_asked_for(value, NOON) == seconds


@pytest.mark.parametrize(
    "value", [None, "", "x", "Sun, 01 Mar 99999999 12:00:00 GMT", "Sun, 01 Mar 2026 12:00:00 +9999"]
)
def test_what_is_no_time_is_none(value: str | None) -> None:
    assert http_time(value) is None


# robots.txt


def robots(server: Server, words: str) -> None:
    server.answers["/robots.txt"] = answer(words, content_type="text/plain")


def test_robots_txt_is_asked_once_and_kept(server: Server) -> None:
    robots(server, "User-agent: *\nDisallow: /private/\nAllow: /")
    server.answers["/a"] = server.answers["/b"] = answer(PAGE)
    clock = QuickTime()
    ask = visitor(clock)
    ask.get(server.url("/a"))
    ask.get(server.url("/b"))
    with pytest.raises(Refused, match=f"robots.txt of {server.host} does not allow it"):
        ask.get(server.url("/private/1"))
    assert server.asked(robots=True) == ["/robots.txt", "/a", "/b"]
    again = visitor(clock, robots=ask.robots.kept())
    again.get(server.url("/a"))
    assert server.asked(robots=True).count("/robots.txt") == 1
    clock.at += 90_000
    again.get(server.url("/a"))
    assert server.asked(robots=True).count("/robots.txt") == 2


def test_robots_txt_may_speak_to_us_by_name(server: Server) -> None:
    robots(server, "User-agent: *\nDisallow:\n\nUser-agent: mahdar\nDisallow: /")
    with pytest.raises(Refused):
        visitor().get(server.url("/a"))


def test_robots_txt_may_speak_of_arabic_addresses(server: Server) -> None:
    robots(server, "User-agent: *\nDisallow: /فيديو/")
    with pytest.raises(Refused):
        visitor().get(server.url("/%D9%81%D9%8A%D8%AF%D9%8A%D9%88/1"))


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(server: Server) -> None:
    robots(server, "User-agent: *\nDisallow: /in")
    server.answers["/a"] = leads_to("/in")
    server.answers["/in"] = answer(PAGE)
    with pytest.raises(Refused):
        visitor().get(server.url("/a"))
    assert server.asked() == ["/a"]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "401 Unauthorized", "410 Gone"])
def test_without_robots_txt_all_is_allowed(server: Server, status: str) -> None:
    server.answers["/robots.txt"] = answer(status=status)
    server.answers["/a"] = answer(PAGE)
    assert visitor().get(server.url("/a")).status == 200


@pytest.mark.parametrize("status", ["500 Oops", "503 Service Unavailable", "429 Too Many Requests"])
def test_a_host_that_cannot_tell_its_rules_is_left_alone(server: Server, status: str) -> None:
    server.answers["/robots.txt"] = answer(status=status)
    server.answers["/a"] = answer(PAGE)
    clock = QuickTime()
    ask = visitor(clock)
    with pytest.raises(Resting, match=r"robots\.txt"):
        ask.get(server.url("/a"))
    asked = len(server.requests)
    with pytest.raises(Resting):
        ask.get(server.url("/a"))
    assert (len(server.requests), server.asked()) == (asked, [])
    clock.at += 10_000
    robots(server, "")
    assert ask.get(server.url("/a")).status == 200


def test_robots_txt_that_leads_elsewhere_is_followed(server: Server) -> None:
    server.answers["/robots.txt"] = leads_to("/rules.txt", "301 Moved Permanently")
    server.answers["/rules.txt"] = answer("User-agent: *\nDisallow: /")
    with pytest.raises(Refused):
        visitor().get(server.url("/a"))


def test_of_an_endless_robots_txt_the_beginning_counts(server: Server) -> None:
    robots(server, "User-agent: *\nDisallow: /no\n" + "# nothing\n" * 50_000)
    server.answers["/a"] = answer(PAGE)
    ask = visitor()
    assert ask.get(server.url("/a")).status == 200
    with pytest.raises(Refused):
        ask.get(server.url("/no"))


def test_a_page_served_as_robots_txt_forbids_nothing(server: Server) -> None:
    robots(server, PAGE)
    server.answers["/a"] = answer(PAGE)
    assert visitor().get(server.url("/a")).status == 200


def test_a_longer_pause_that_a_host_asks_for_is_kept(server: Server) -> None:
    robots(server, "User-agent: *\nCrawl-delay: 20")
    server.answers["/a"] = server.answers["/b"] = answer(PAGE)
    clock = QuickTime()
    ask = visitor(clock, pause=5)
    ask.get(server.url("/a"))
    ask.get(server.url("/b"))
    assert clock.waits == [20, 20]
    assert (
        Rules(f"http://{server.host}", "User-agent: *\nCrawl-delay: 20", NOON + 86400) == ask.robots.kept()[0]
    )


def test_no_host_has_us_wait_longer_than_a_week(server: Server) -> None:
    robots(server, "User-agent: *\nCrawl-delay: 1e300")
    server.answers["/a"] = answer(PAGE)
    clock = QuickTime()
    with pytest.raises(Resting, match="asks to wait 604800 s"):
        visitor(clock).get(server.url("/a"))
    with serving() as other:
        other.answers["/"] = answer(status="429 No", retry_after="Fri, 31 Dec 9999 23:59:59 GMT")
        with pytest.raises(Resting, match="asks to wait 604800 s"):
            visitor(clock).get(other.url())


def test_a_shorter_pause_than_ours_is_not_taken(server: Server) -> None:
    robots(server, "User-agent: *\nCrawl-delay: 1")
    server.answers["/a"] = answer(PAGE)
    clock = QuickTime()
    visitor(clock, pause=5).get(server.url("/a"))
    assert clock.waits == [5]
