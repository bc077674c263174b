"""The time to go: told by the pace lately, and not before it is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.cli.to_go import Forecast, ProgressToGo, in_words
from tests.made_up import article


def seen(*looks: tuple[float, int]) -> Forecast:
    forecast = Forecast()
    for at, done in looks:
        forecast.reach(done, at)
    return forecast


def test_nothing_is_foretold_at_the_beginning() -> None:
    assert Forecast().seconds(100) is None
    assert seen((0, 0)).seconds(100) is None
    assert seen((0, 0), (1, 50)).seconds(100) is None


@given(st.integers(1, 50), st.integers(0, 10_000))
def test_even_pace_is_told_exactly(pace: int, total: int) -> None:
    forecast = seen(*((second, second * pace) for second in range(0, 100, 4)))
    assert forecast.seconds(total) == pytest.approx(max(0, total - 96 * pace) / pace)


def test_what_was_there_already_promises_nothing() -> None:
    forecast = seen((0, 20_000), (10, 20_100), (20, 20_200))
    assert forecast.pace() == 10
    assert forecast.seconds(30_200) == 1000


def test_slower_work_is_told_after_two_minutes() -> None:
    forecast = seen(
        *((second, second * 100) for second in range(300)), *((300 + s, 30_000 + s) for s in range(240))
    )
    assert forecast.pace() == pytest.approx(1)


def test_work_that_stands_still_promises_nothing() -> None:
    assert seen((0, 5), (60, 5)).seconds(10) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "10 s"),
        (44, "40 s"),
        (61, "1 min"),
        (3590, "60 min"),
        (3700, "1 h"),
        (12_000, "3 h 20 min"),
        (86_400, "1 day"),
        (190_000, "2 days 5 h"),
    ],
)
def test_a_time_is_no_more_exact_than_it_is_known(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def test_line_tells_total_and_time_once_all_is_counted() -> None:
    progress = ProgressToGo("articles", lambda: [article()] * 3000, "then linking")
    for second in range(0, 60, 5):
        progress.done = second * 10
        progress._forecast.reach(progress.done, second)
    assert progress.line() == "550 articles · 10 a second"
    progress._count()
    assert progress.line() == "550 of 3,000 articles · 10 a second · 4 min to go, then linking"
    progress._total = 550
    assert progress.line() == "550 of 550 articles · 10 a second"
