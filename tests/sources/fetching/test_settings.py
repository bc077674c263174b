"""feeds.toml: what it may say, and how it is told what is wrong with it."""

from pathlib import Path

import pytest

from mahdar.sources.fetching.settings import Settings, Watched, WrongSettings, read_settings

WHOLE = """\
contact = "desk@example.org"
interval = "1h"
pause = 10
hosts = 2

[[feed]]
url = "HTTPS://News.example/أخبار.xml"
outlet = "news"
interval = "15m"
include = ["*/سياسة/*", "*/world/*"]
exclude = "*/video/*"
since = 2025-10-15
recheck = "6h"

[[feed]]
url = "https://other.example/sitemap.xml"
since = "2025-10-15T12:00:00Z"
"""


def settings(tmp_path: Path, text: str | bytes) -> Settings:
    file = tmp_path / "feeds.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_settings(file)


def why_not(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(WrongSettings) as raised:
        settings(tmp_path, text)
    return str(raised.value).replace(str(tmp_path) + "/", "")


def test_all_that_may_be_said_is_understood(tmp_path: Path) -> None:
    assert settings(tmp_path, WHOLE) == Settings(
        contact="desk@example.org",
        pause=10.0,
        hosts=2,
        feeds=(
            Watched(
                url="https://news.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1.xml",
                outlet="news",
                interval=900.0,
                include=("*/سياسة/*", "*/world/*"),
                exclude=("*/video/*",),
                since="2025-10-15",
                recheck=21600.0,
            ),
            Watched(url="https://other.example/sitemap.xml", interval=3600.0, since="2025-10-15T12:00:00Z"),
        ),
    )


def test_an_address_is_enough(tmp_path: Path) -> None:
    read = settings(tmp_path, '[[feed]]\nurl = "https://news.example/rss"')
    assert read == Settings(feeds=(Watched(url="https://news.example/rss"),))


def test_patterns_are_of_addresses_as_people_write_them(tmp_path: Path) -> None:
    feed = settings(tmp_path, WHOLE).feeds[0]
    assert feed.wants("https://news.example/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/1")
    assert not feed.wants("https://news.example/sport/1")
    assert not feed.wants("https://news.example/world/video/1")
    assert Watched(url="https://h").wants("https://h.example/any")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[feed]]\nurl = "https://h"\noutlett = "x"', "feeds.toml:3: feed 1: outlett: not known; known are url,"),
        ('colour = 1\n[[feed]]\nurl = "https://h"', "feeds.toml:1: colour: not known; known are contact,"),
        ('[[feed]]\noutlet = "x"', "feeds.toml:1: feed 1: url: the address"),
        ('[[feed]]\nurl = "https://h"\n\n[[feed]]\n# x\nurl = "ftp://h"', "feeds.toml:6: feed 2: url: ftp://h: no"),
        ('[[feed]]\nurl = "http://h"\n[[feed]]\nurl = "http://H/"', "feeds.toml:4: feed 2: url: http://h/ stands"),
        ('[[feed]]\nurl = "http://h"\ninterval = "5s"', "feeds.toml:3: feed 1: interval: a span of time such as"),
        ('interval = 5\n[[feed]]\nurl = "http://h"', "feeds.toml:1: interval: a span of time such as"),
        ('[[feed]]\nurl = "http://h"\nrecheck = "soon"', "feeds.toml:3: feed 1: recheck: a span of time"),
        ('[[feed]]\nurl = "http://h"\ninclude = [1]', "feeds.toml:3: feed 1: include: patterns of addresses"),
        ('[[feed]]\nurl = "http://h"\nsince = "15/10/2025"', "feeds.toml:3: feed 1: since: a day such as"),
        ('[[feed]]\nurl = "http://h"\nsince = 2025', "feeds.toml:3: feed 1: since: a day such as"),
        ('[[feed]]\nurl = "http://h"\noutlet = ""', "feeds.toml:3: feed 1: outlet: the code"),
        ('pause = -1\n[[feed]]\nurl = "http://h"', "feeds.toml:1: pause: seconds between"),
        ('hosts = 99\n[[feed]]\nurl = "http://h"', "feeds.toml:1: hosts: a whole number from 1 to 32"),
        ('contact = "a\\r\\nX: b"\n[[feed]]\nurl = "http://h"', "feeds.toml:1: contact: an address"),
        ('contact = "مكتب"\n[[feed]]\nurl = "http://h"', "feeds.toml:1: contact: an address"),
        ("", "feeds.toml: no feed; each is a table [[feed]]"),
        ("feed = 3", "feeds.toml: no feed"),
        ("[[feed]\n", "feeds.toml: no TOML:"),
        (b"\xff\xfe", "feeds.toml: not UTF-8 (byte 0)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_and_what_is_allowed(
    tmp_path: Path, text: str | bytes, words: str
) -> None:
    assert why_not(tmp_path, text).startswith(words)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="No such file"):
        read_settings(tmp_path / "none.toml")


def test_the_example_in_the_documents_is_understood(tmp_path: Path) -> None:
    words = (Path(__file__).parents[3] / "docs" / "watching.md").read_text("utf-8")
    example = words.partition("```toml\n")[2].partition("```")[0]
    (feed,) = settings(tmp_path, example).feeds
    assert (feed.outlet, feed.interval, feed.since, feed.recheck) == ("petra", 900.0, "2025-01-01", 21600.0)
    assert feed.wants("https://news.example/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/1")
