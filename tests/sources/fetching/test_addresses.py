"""One form for all spellings of an address, and which places of the network are open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.sources.fetching.addresses import canonical, is_public, readable, uncounted
from mahdar.sources.fetching.answers import Refused

ARABIC = "https://news.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1?q=%D9%88"


@pytest.mark.parametrize(
    "spelling",
    [
        "https://news.example/أخبار/1?q=و",
        "HTTPS://News.Example:443/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/1?q=%d9%88#comments",
        "  https://news.example./x/../أخبار/./%31?q=و ",
    ],
)
def test_spellings_of_one_address_have_one_form(spelling: str) -> None:
    assert canonical(spelling) == ARABIC


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://news.example/a", "https://news.example/a"),
        ("http://news.example/a", "http://news.example/a/"),
        ("http://news.example/a", "http://news.example/A"),
        ("http://news.example/a?x=1&y=2", "http://news.example/a?y=2&x=1"),
        ("http://news.example/a%2Fb", "http://news.example/a/b"),
        ("http://news.example/a%25b", "http://news.example/a%b5"),
        ("http://news.example:8080/", "http://news.example/"),
        ("http://news.example/a;id=1", "http://news.example/a;id=2"),
        ("http://news.example//a", "http://news.example/a"),
    ],
)
def test_what_may_be_two_pages_stays_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_arabic_names_of_hosts_are_told_in_ascii() -> None:
    assert canonical("http://موقع.example") == "http://xn--4gbrim.example/"


def test_an_address_may_be_relative_to_the_page_it_stood_on() -> None:
    assert canonical("../ب", "https://news.example/a/c?x") == "https://news.example/%D8%A8"
    assert canonical("//other.example/b", "https://news.example/") == "https://other.example/b"


@pytest.mark.parametrize(
    "address",
    ["", "news.example/a", "ftp://news.example/", "file:///etc/passwd", "http://", "http://a b/", "http://me:pw@h/",
     "http://[::1", "http://h:99999/", "http://h:x/", "http://<h>/", "mailto:a@b.example", "http://h/" + "a" * 9000],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        canonical(address)


def test_a_password_is_not_repeated_in_the_reason() -> None:
    with pytest.raises(Refused) as raised:
        canonical("http://me:secret@news.example/")
    assert "secret" not in str(raised.value)


def test_marks_by_which_senders_count_are_taken_off_and_no_others() -> None:
    counted = "http://h.example/a?id=1&utm_source=rss&utm_medium=feed&fbclid=x&utmost=2"
    assert uncounted(counted) == "http://h.example/a?id=1&utmost=2"
    assert uncounted("http://h.example/a?utm_source=rss") == "http://h.example/a"


def test_people_read_letters_and_not_percent_signs() -> None:
    assert readable(ARABIC) == "https://news.example/أخبار/1?q=و"
    assert readable("http://h.example/%0Aa%E4") == "http://h.example/%0Aa%E4"  # no UTF-8: as it is
    assert (
        readable("http://h.example/a%0D%0Ab%20") == "http://h.example/a%0D%0Ab%20"
    )  # nothing that moves a line
    assert (
        readable("http://h.example/%E2%80%AEa%C2%9B2J") == "http://h.example/%E2%80%AEa%C2%9B2J"
    )  # or turns it


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(max_size=10))
def test_the_one_form_of_the_one_form_is_itself(path: str, query: str) -> None:
    url = canonical(f"http://news.example/{path.replace('?', '')}?{query}")
    assert url.isascii()
    assert canonical(url) == url
    assert canonical(readable(url).replace("#", "%23")) in (url, canonical(url)) or "%" in url


@given(st.text(max_size=60))
def test_any_words_are_an_address_or_refused(words: str) -> None:
    try:
        canonical(words)
        canonical(words, "https://news.example/a/b")
    except Refused:
        pass


@given(st.ip_addresses())
def test_an_address_inside_another_is_as_open_as_by_itself(address: object) -> None:
    if "." in str(address):
        assert is_public(f"::ffff:{address}") == is_public(str(address))


def test_public_places_are_public() -> None:
    assert all(map(is_public, ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14"]))
    assert not any(map(is_public, ["no address", "", "127.0.0.1", "240.0.0.1", "255.255.255.255", "ff02::1"]))
