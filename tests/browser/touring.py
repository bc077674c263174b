"""A tour of the pages: an address of each, found as a reader finds it, by following links from Today."""

from __future__ import annotations

import html
import re
from collections import Counter

import httpx

from tests.browser.window import PAGES, Served

#: Pages worth opening in a further state, beside the fullest that links lead to.
STATES = (
    "/record?q=الجزائر&show=articles",
    "/record?q=سوريا&act=affirm",
    "/record?q=لاشيء",
)
#: Pages of a team; without one nothing leads to them.
TEAM = frozenset(("/accounts",))
#: Addresses of one kind that are followed.
_ENOUGH = 5


def kinds() -> dict[str, re.Pattern[str]]:
    """The pages that the application has, each with the pattern of its addresses."""
    routes = [route for router in PAGES for route in router.routes]
    twins = {route.path for route in routes if route.path.endswith(".json")}
    pages = [route for route in routes if f"{route.path}.json" in twins]
    return {page.path.removeprefix("/{lang}"): page.path_regex for page in pages}


def tour(where: Served) -> dict[str, str]:
    """For each kind of page the address, without its language, of the fullest that links from Today lead to."""
    fullest: dict[str, tuple[int, str]] = {}
    followed: Counter[str] = Counter()
    waiting, seen = ["/en/today"], {"/en/today"}
    patterns = kinds()
    with httpx.Client(base_url=where.address, trust_env=False, timeout=60) as client:
        for address in waiting:  # which grows as links are found
            path = address.partition("?")[0]
            kind = next((kind for kind, its in patterns.items() if its.match(path)), None)
            if kind is None or path.endswith(".json") or followed[kind] >= _ENOUGH:
                continue
            followed[kind] += 1
            shown = client.get(address).raise_for_status().text
            fullest[kind] = max(fullest.get(kind, (0, "")), (len(shown), address.removeprefix("/en")))
            links = re.findall(r'href="(/en/[^"#]*)', shown)
            new = [link for link in map(html.unescape, links) if link not in seen]
            waiting += dict.fromkeys(new)
            seen.update(new)
    return {kind: address for kind, (_, address) in fullest.items()}
