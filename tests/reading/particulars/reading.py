"""Reading a sentence down to the particulars of one of its statements."""

from pathlib import Path

import yaml

from mahdar.knowledge import load
from mahdar.model import Article
from mahdar.reading.mentions import find_mentions
from mahdar.reading.page import open_page
from mahdar.reading.particulars import particulars_of
from mahdar.reading.resolution import resolve_mentions
from mahdar.reading.statements import Found, find_statements

CASES = Path(__file__).parent / "cases"


def cases(name):
    """The rows of a case file."""
    return yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))


class Reading:
    """A sentence with the statement of one cue, and its particulars."""

    def __init__(self, text, cue, by_hand=None):
        self.page = open_page(Article(doc_id="case", text=text), load())
        self.mentions, self.cast = resolve_mentions(self.page, find_mentions(self.page))
        self.statements = find_statements(self.page, self.mentions, self.cast)
        self.found = self._with_cue(cue) or (by_hand and self._laid_down(by_hand))
        assert self.found, f"no statement «{cue}» among {self.cues()}"
        self.told = particulars_of(self.page, self.found, self.mentions, self.cast)

    def cues(self):
        return [self.page.words(*found.cue) for found in self.statements]

    def value(self, field):
        """A field as a case writes it: words of a condition, names of a party, "-" for nothing."""
        value = getattr(self.told, field)
        if value is None:
            return {"-"}
        if field == "condition":
            return {self.page.words(*value)}
        if field in ("addressee", "target") and isinstance(value, int):
            return self.names(self.cast[value])
        return {str(value).lower() if isinstance(value, bool) else value}

    def names(self, member):
        known = (
            {name for name, _ in member.names}
            | {member.role}
            | ({member.entry.name} if member.entry else set())
        )
        return known | {self.page.words(m.first, m.last, m.prefix) for m in member.mentions}

    def _with_cue(self, cue):
        exact = [f for f in self.statements if self.page.words(*f.cue) == cue]
        wider = [f for f in self.statements if cue in self.page.words(*f.cue).split()]
        return next(iter(exact + wider), None)

    def _laid_down(self, case):
        cue = next(i for i, t in enumerate(self.page.tokens) if t.text == case["cue"])
        start = self.page.text.index(case["content"])
        inside = [
            i
            for i, t in enumerate(self.page.tokens)
            if start <= t.start and t.end <= start + len(case["content"])
        ]
        speaker = next((m.actors for m in self.mentions if m.first > cue and m.actors), ())
        act = self.page.knowledge.verbs.get(case["cue"])
        return Found(
            (cue, cue + 1),
            (inside[0], inside[-1] + 1),
            case.get("mode", "indirect"),
            speaker,
            (),
            act[0].verb.act if act else "inform",
            "laid down",
            None,
            case["kind"],
        )
