"""A team: accounts, roles, sign-in; decisions under the account's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from mahdar.record.store import Store
from mahdar.web.accounts import IDLE, PER_ADDRESS, PER_NAME, WINDOW, AccountError, Accounts, TooManyAttempts
from mahdar.web.app import application
from mahdar.web.desk import Desk
from tests.made_up import stub_reader
from tests.web.conftest import Browser

PASSWORD = "a long password"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    made = Accounts(tmp_path / "record.db.accounts.db", clock)
    for name, role in (("Rana", "reader"), ("Karim", "reviewer"), ("Layla", "admin")):
        made.add(name, role, PASSWORD)  # type: ignore[arg-type]
    return made


@pytest.fixture
def team(store: Store, accounts: Accounts) -> Iterator[Browser]:
    desk = Desk(store, accounts=accounts, reader_of=lambda _: stub_reader())
    with TestClient(application(desk, hosts=["mahdar.example"]), base_url="http://mahdar.example") as client:
        yield Browser(client)


def signed_in(team: Browser, name: str, password: str = PASSWORD) -> int:
    return team.post("/en/sign-in", page="/en/sign-in", name=name, password=password).status_code


@pytest.mark.parametrize(
    "path", ["/en/today", "/en/record", "/en/review", "/en/article/x", "/en/add", "/en/accounts"]
)
def test_no_page_is_shown_before_signing_in(team: Browser, path: str) -> None:
    answer = team.get(path, follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"].startswith("/en/sign-in")
    assert team.get(f"{path}.json").status_code == 401


def test_one_who_is_not_signed_in_learns_nothing_of_the_record(team: Browser, store: Store) -> None:
    for path in ("/en/sign-in", "/en/none", "/ar/article/x.json", "/openapi.json"):
        assert store.place not in team.get(path).text and "النهار" not in team.get(path).text


def test_files_and_pictures_need_an_account_too(team: Browser) -> None:
    for path in ("/en/record.csv", "/en/record.xlsx", "/en/file/x/density.svg"):
        assert "sign-in" in str(team.get(path).url)


def test_one_is_led_on_to_where_one_wanted_to_go(team: Browser) -> None:
    there = team.get("/en/record?q=x", follow_redirects=False).headers["location"]
    back = "/en/record?q=x"
    answer = team.post("/en/sign-in", page=there, name="Rana", password=PASSWORD, back=back)
    assert answer.headers["location"] == back


def test_a_wrong_password_and_an_unknown_name_are_told_alike(team: Browser) -> None:
    wrong = team.post("/en/sign-in", page="/en/sign-in", name="Rana", password="wrong")
    unknown = team.post("/en/sign-in", page="/en/sign-in", name="Nobody", password="wrong")
    assert wrong.status_code == unknown.status_code == 401
    assert "Name or password is wrong" in wrong.text and "Name or password is wrong" in unknown.text


def test_a_reader_reads_and_decides_nothing(team: Browser) -> None:
    assert signed_in(team, "Rana") == 303
    item = team.get("/en/record.json").json()["lines"][0]["id"]
    page = team.get(f"/en/review?at={item}").text
    assert "Accept" not in page
    assert team.post("/en/decide", act="accept", item=item).status_code == 403
    assert team.post("/en/add", text="x").status_code == 403
    assert team.get("/en/add").status_code == team.get("/en/accounts").status_code == 403


def test_a_reviewer_decides_under_the_accounts_name(team: Browser) -> None:
    signed_in(team, "Karim")
    item = team.get("/en/record.json").json()["lines"][0]["id"]
    assert team.post("/en/decide", act="accept", item=item, by="Layla").status_code == 303
    assert team.get("/en/review/history.json").json()["lines"][0]["decision"]["by"] == "Karim"
    assert team.get("/en/accounts").status_code == 403


def test_an_admin_makes_and_closes_accounts(team: Browser, accounts: Accounts) -> None:
    signed_in(team, "Layla")
    made = {"do": "add", "name": "Nour", "role": "reader", "password": PASSWORD}
    assert team.post("/en/accounts", **made).status_code == 303
    assert "Nour" in [user.name for user in accounts.users()]
    assert team.post("/en/accounts", do="remove", name="Nour").status_code == 303
    assert team.post("/en/accounts", do="remove", name="Layla").status_code == 422
    assert team.post("/en/accounts", **{**made, "password": "short"}).status_code == 422


def test_signing_out_ends_it_on_the_server(team: Browser) -> None:
    signed_in(team, "Rana")
    kept = dict(team.client.cookies)
    team.post("/en/sign-out")
    team.client.cookies.update(kept)
    assert team.get("/en/today.json").status_code == 401


def test_a_closed_account_is_signed_out_at_once(team: Browser, accounts: Accounts) -> None:
    signed_in(team, "Rana")
    accounts.remove("Rana")
    assert team.get("/en/today.json").status_code == 401


def test_one_who_does_nothing_for_long_is_signed_out(team: Browser, clock: Clock) -> None:
    signed_in(team, "Rana")
    clock.now += IDLE + 1
    assert team.get("/en/today.json").status_code == 401


def test_sign_in_closes_after_too_many_attempts_and_opens_again(team: Browser, clock: Clock) -> None:
    for _ in range(PER_NAME):
        assert signed_in(team, "Rana", "wrong") == 401
    answer = team.post("/en/sign-in", page="/en/sign-in", name="Rana", password=PASSWORD)
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0
    assert signed_in(team, "Karim") == 303, "another name is not shut out"
    clock.now += WINDOW + 1
    assert signed_in(team, "Rana") == 303


def test_one_address_cannot_try_many_names(accounts: Accounts) -> None:
    for i in range(PER_ADDRESS):
        assert accounts.sign_in(f"name {i}", "wrong", "10.0.0.9") is None
    with pytest.raises(TooManyAttempts):
        accounts.sign_in("Rana", PASSWORD, "10.0.0.9")
    assert accounts.sign_in("Rana", PASSWORD, "10.0.0.8")


def test_neither_passwords_nor_tokens_lie_in_the_file(accounts: Accounts) -> None:
    token = accounts.sign_in("Rana", PASSWORD, "10.0.0.9")
    kept = accounts.file.read_bytes()
    assert token and token.encode() not in kept and PASSWORD.encode() not in kept
    assert accounts.file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [("", "reader", PASSWORD), ("x", "king", PASSWORD), ("x", "reader", "short"), ("x\n", "reader", "")],
)
def test_accounts_that_will_not_do_are_refused(
    accounts: Accounts, name: str, role: str, password: str
) -> None:
    with pytest.raises(AccountError):
        accounts.add(name, role, password)  # type: ignore[arg-type]


def test_a_team_is_asked_under_its_own_name_alone(team: Browser) -> None:
    assert team.get("/en/sign-in", headers={"host": "other.example"}).status_code == 421
