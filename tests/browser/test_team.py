"""A team's window: nobody in without signing in, readers without a reviewer's actions, decisions under one's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.steps import WORDS, grave, history, reviewing
from tests.browser.window import (
    ENGLISH,
    Accounts,
    Looks,
    Page,
    Reader,
    Served,
    Serves,
    button,
    expect,
    words_of,
)

PASSWORD = "a long password"
ACTIONS = ("review.accept", "review.reject", "review.correct", "review.set")


@pytest.fixture
def team(demo_record: Path, serves: Serves, tmp_path: Path) -> Served:
    accounts = Accounts(tmp_path / "accounts.db")
    for name, role in (("Rana", "reader"), ("Karim", "reviewer"), ("Layla", "admin")):
        accounts.add(name, role, PASSWORD)  # type: ignore[arg-type]
    return serves(demo_record, accounts)


def signs_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label(ENGLISH("sign.name")).fill(name)
    page.get_by_label(ENGLISH("sign.password")).fill(password)
    button(page.get_by_role("main"), "sign.title").click()


def signed_in(reader: Reader, name: str) -> Page:
    page = reader.opens("/en/sign-in")
    signs_in(page, name)
    page.wait_for_url("**/today")
    return page


def test_one_signs_in_where_one_wanted_to_go_and_out_again(team: Served, looks: Looks) -> None:
    reader = looks(team, allowed=["401"])
    page = reader.opens("/en/record?q=سوريا")
    page.wait_for_url("**/sign-in?*")
    signs_in(page, "Rana", "a wrong password")
    expect(page.get_by_role("alert")).to_have_text(ENGLISH("sign.wrong"))
    signs_in(page, "Rana")
    page.wait_for_url("**/record?q=*")
    expect(page.locator("article.said").first).to_be_visible()
    button(page, "app.sign_out").click()
    page.wait_for_url("**/sign-in*")
    reader.opens("/en/today")
    page.wait_for_url("**/sign-in?*")


def test_a_reader_sees_no_action_of_a_reviewer(team: Served, looks: Looks) -> None:
    reader = looks(team, allowed=["403"])
    page = signed_in(reader, "Rana")
    expect(page.get_by_role("navigation").get_by_role("link", name=ENGLISH("nav.add"))).to_have_count(0)
    lines = reader.json("/en/record.json")["lines"]
    said = lines[0]
    for path in (f"/en/review?at={said['id']}", "/en/review", f"/en/article/{said['words'][0]['article']}"):
        reader.opens(path)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        for key in ACTIONS:
            expect(button(page, key)).to_have_count(0)
        expect(page.get_by_text(ENGLISH("article.missed"), exact=True)).to_have_count(0)
    reader.opens("/en/record")
    said_here = page.get_by_role("article")
    expect(said_here.first).to_be_visible()
    expect(said_here.get_by_role("link", name=ENGLISH("review.this"), exact=True)).to_have_count(0)
    for key in ("a", "r", "c", "u"):
        page.keyboard.press(key)
    reader.opens("/en/add")
    expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH("error.403"))
    assert not history(reader)


def test_a_reviewer_decides_under_the_name_of_the_account(team: Served, looks: Looks) -> None:
    reader = looks(team)
    signed_in(reader, "Karim")
    page = reviewing(reader, WORDS)
    button(page, "review.accept").click()
    expect(page.get_by_role("status")).to_contain_text(ENGLISH.label("decision", "accept"))
    reader.opens("/en/review/history")
    expect(page.get_by_role("row").last).to_contain_text("Karim")


def test_an_admin_makes_an_account_that_signs_in(team: Served, looks: Looks) -> None:
    admin = looks(team)
    page = signed_in(admin, "Layla")
    page.get_by_role("link", name=ENGLISH("nav.accounts")).click()
    main = page.get_by_role("main")
    main.get_by_label(ENGLISH("sign.name")).fill("Nour")
    main.get_by_label(ENGLISH("accounts.role")).select_option("reviewer")
    main.get_by_label(ENGLISH("sign.password")).fill(PASSWORD)
    button(main, "accounts.add").click()
    expect(page.get_by_role("row").filter(has_text="Nour")).to_contain_text(ENGLISH.label("role", "reviewer"))
    other = signed_in(looks(team), "Nour")
    expect(other.get_by_role("navigation").get_by_role("link", name=ENGLISH("nav.add"))).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_keeps_people_out_of_the_pages_of_a_team(team: Served, looks: Looks, theme: str) -> None:
    reader = looks(team, theme=theme)  # type: ignore[arg-type]
    for lang in ("ar", "en"):
        page = reader.opens(f"/{lang}/sign-in")
        expect(page.get_by_role("heading", level=1)).to_have_text(words_of(lang)("sign.title"))
        assert not grave(page)
    signed_in(reader, "Layla")
    for lang in ("ar", "en"):
        assert not grave(reader.opens(f"/{lang}/accounts"))
