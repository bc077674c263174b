"""A team: accounts, roles, sign-in; decisions under the account's name."""

from __future__ import annotations

import re
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
from tests.web.routes import Route, routes_of

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


#: What one may ask for without an account, and with each role beyond the one before. A route that stands in none of
#: these is refused to all in the tests below, so that whoever adds one must say here whom it is for.
ANYONE = {"GET /", "GET /{lang}", "GET /openapi.json", "GET /{lang}/sign-in", "POST /{lang}/sign-in",
          "POST /{lang}/sign-out", "POST /{lang}/theme"}  # fmt: skip
READER = {
    f"GET /{{lang}}{page}{form}"
    for page in (
        "/today", "/record", "/encounter/{name}", "/encounter/{name}/readouts", "/encounter/{name}/coverage",
        "/encounter/{name}/briefing", "/encounter/{name}/doubts", "/article/{name}", "/file/{name}",
        "/file/{name}/wording", "/file/{name}/silences", "/review", "/review/history", "/review/pair", "/commitments",
        "/doubts", "/narrated", "/network", "/news", "/timeline",
    )
    for form in ("", ".json")
} | {
    f"GET /{{lang}}{page}"
    for page in (
        "/record.{form}", "/commitments.{form}", "/doubts.{form}", "/encounter/{name}/doubts.{form}",
        "/narrated.{form}", "/network.{form}", "/timeline.{form}", "/timeline/density.svg", "/file/{name}/density.svg",
        "/file/{name}/wording/{number}.svg", "/file/{name}/briefing.docx", "/encounter/{name}/briefing.docx",
    )
}  # fmt: skip
REVIEWER = {"GET /{lang}/add", "GET /{lang}/add.json", "GET /{lang}/add/job/{name}", "GET /{lang}/add/job/{name}.json",
            "POST /{lang}/add", "POST /{lang}/decide", "POST /{lang}/article/{name}/add"}  # fmt: skip


def answered(team: Browser, route: Route, method: str, token: str) -> int:
    """The status of an answer to a request that lacks nothing but the right to ask."""
    path = (
        route.path.replace("{lang}", "en")
        .replace("{name}", "x")
        .replace("{form}", "csv")
        .replace("{number}", "1")
    )
    data = {"token": token} if method == "POST" else None
    status: int = team.client.request(method, path, data=data, follow_redirects=False).status_code
    return status


def refused(team: Browser, allowed: set[str], status: tuple[int, ...]) -> list[str]:
    """The routes that are refused with a status; sees that all are but those that are allowed."""
    token = team.token("/en/sign-in")
    told = []
    for route in routes_of(team.client.app):
        for method in sorted(route.methods):
            name = f"{method} {route.path}"
            if name not in allowed:
                assert answered(team, route, method, token) in status, name
                told.append(name)
    return told


def test_no_route_but_those_for_anyone_is_answered_before_signing_in(team: Browser) -> None:
    token = team.token("/en/sign-in")
    for route in routes_of(team.client.app):
        for method in sorted(route.methods):
            path = (
                route.path.replace("{lang}", "en")
                .replace("{name}", "x")
                .replace("{form}", "csv")
                .replace("{number}", "1")
            )
            if f"{method} {route.path}" in ANYONE:
                continue
            answer = team.client.request(method, path, data={"token": token}, follow_redirects=False)
            sent_to_sign_in = answer.status_code == 303 and "/sign-in" in answer.headers["location"]
            assert answer.status_code == 401 or sent_to_sign_in, f"{method} {path}"


def test_a_reader_is_refused_every_route_of_a_reviewer_and_an_admin(team: Browser) -> None:
    signed_in(team, "Rana")
    told = refused(team, ANYONE | READER, (403,))
    assert set(told) >= REVIEWER | {"POST /{lang}/accounts", "GET /{lang}/accounts"}


def test_a_reviewer_is_refused_every_route_of_an_admin(team: Browser) -> None:
    signed_in(team, "Karim")
    told = refused(team, ANYONE | READER | REVIEWER, (403,))
    assert set(told) == {"POST /{lang}/accounts", "GET /{lang}/accounts", "GET /{lang}/accounts.json"}


def test_what_a_reader_tries_leaves_no_trace(team: Browser, store: Store, accounts: Accounts) -> None:
    signed_in(team, "Rana")
    lines = team.get("/en/record.json").json()["lines"]
    item, other, article = lines[0]["id"], lines[1]["id"], lines[0]["words"][0]["article"]
    for act in ("accept", "reject", "correct", "merge", "split", "same-actor", "not-same-actor", "undo"):
        told = {"act": act, "item": item, "other": other, "field": "act", "value": "deny", "role": "admin"}
        assert team.post("/en/decide", **told).status_code == 403
    added = {"speakers": "x", "cue_words": "قال", "content_words": "x", "text": "خبر جديد", "role": "admin"}
    assert team.post(f"/en/article/{article}/add", **added).status_code == 403
    assert team.post("/en/add", **added).status_code == 403
    mine = {"do": "add", "name": "Rana", "role": "admin", "password": PASSWORD}
    assert team.post("/en/accounts", **mine).status_code == 403
    assert not team.get("/en/review/history.json").json()["lines"]
    assert {user.name: user.role for user in accounts.users()}["Rana"] == "reader"
    assert team.get("/en/record.json").json()["total"] == len(lines)


def test_a_token_that_was_there_before_signing_in_is_worth_nothing(team: Browser) -> None:
    planted = "a" * 43
    team.client.cookies.set("mahdar_signed_in", planted)
    assert team.get("/en/today.json").status_code == 401
    signed_in(team, "Rana")
    tokens = [c.value for c in team.client.cookies.jar if c.name == "mahdar_signed_in" and c.value != planted]
    assert len(tokens) == 1 and len(tokens[0] or "") >= 43
    team.client.cookies.clear()
    team.client.cookies.set("mahdar_signed_in", planted)
    assert team.get("/en/today.json").status_code == 401


def test_signing_in_begins_another_visit_so_that_tokens_from_before_are_worth_nothing(team: Browser) -> None:
    before = team.token("/en/sign-in")
    signed_in(team, "Rana")
    assert team.token() != before
    assert team.client.post("/en/theme", data={"token": before, "theme": "dark"}).status_code == 403


def test_each_sign_in_has_a_token_of_its_own(accounts: Accounts) -> None:
    tokens = {accounts.sign_in("Rana", PASSWORD, "10.0.0.9") for _ in range(3)}
    assert len(tokens) == 3 and None not in tokens


def test_cookies_of_a_team_are_kept_from_scripts_and_sent_by_https_alone(
    store: Store, accounts: Accounts
) -> None:
    desk = Desk(store, accounts=accounts, reader_of=lambda _: stub_reader())
    with TestClient(application(desk, hosts=["mahdar.example"]), base_url="https://mahdar.example") as client:
        team = Browser(client)
        visit = team.get("/en/sign-in").headers["set-cookie"].lower()
        answer = team.post("/en/sign-in", page="/en/sign-in", name="Rana", password=PASSWORD)
        assert answer.status_code == 303
        for cookie in (visit, *answer.headers.get_list("set-cookie")):
            flags = set(re.split(r";\s*", cookie.lower())[1:])
            assert {"httponly", "secure", "path=/"} <= flags and flags & {"samesite=strict", "samesite=lax"}
            assert not any(flag.startswith("domain") for flag in flags)


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(accounts: Accounts) -> None:
    asked: list[str] = []
    hasher = accounts._hasher

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            asked.append(kept.rsplit("$", 2)[0])
            return hasher.verify(kept, password)

    accounts._hasher = Counting()  # type: ignore[assignment]
    for name in ("Rana", "Nobody", ""):
        assert accounts.sign_in(name, "wrong", "10.0.0.9") is None
    assert len(asked) == 3 and len(set(asked)) == 1, "one hash of the same cost for each"


def test_a_refusal_to_sign_in_is_told_alike_for_names_there_are_and_names_there_are_not(
    team: Browser,
) -> None:
    told = {}
    for name in ("Rana", "Nobody"):
        answers = [
            team.post("/en/sign-in", page="/en/sign-in", name=name, password="wrong")
            for _ in range(PER_NAME + 1)
        ]
        told[name] = [
            (answer.status_code, re.sub(r"[0-9a-f]{64}|\d+", "", answer.text.replace(name, "")))
            for answer in answers
        ]
    assert told["Rana"] == told["Nobody"]
