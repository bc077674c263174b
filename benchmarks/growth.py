"""How the time of each step of reading grows with the text: CPU time for a hostile text, and for one twice as long.

python benchmarks/growth.py [NAME...] [--repeats N]

Prints a line for each text, or only for the steps named; exits with 1 where a text twice as long takes more than
three times as long. The least of several measures counts, so that a busy machine changes little.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from mahdar.arabic import clitics
from mahdar.arabic.dates import find_dates
from mahdar.arabic.sentences import split_sentences
from mahdar.arabic.tagger import tag_persons
from mahdar.arabic.tokens import tokenize
from mahdar.keeping.verifying import faults_of
from mahdar.knowledge import load
from mahdar.knowledge.files import rows_of
from mahdar.linking.copies import CopyText, find_copies
from mahdar.model import Article, record_from_json, to_json
from mahdar.reading import read_article
from mahdar.reading.boilerplate import boilerplate
from mahdar.reading.cast import Member
from mahdar.reading.found import Found
from mahdar.reading.mention import Mention
from mahdar.reading.mentions import find_mentions
from mahdar.reading.narration import Ground, find_facts, find_figures, find_instruments
from mahdar.reading.page import Page, open_page
from mahdar.reading.particulars import particulars_of_all
from mahdar.reading.resolution import resolve_mentions
from mahdar.reading.statements import find_statements
from mahdar.reading.topics import TopicMatcher
from mahdar.sources import Failure, articles_from

LIMIT = 3.0  # twice the text: 2 is linear, 4 is quadratic
SHOWN = 24

DAY = date(2015, 8, 12)
WORDS = " ".join(
    a + b + c for a in ("", "و", "ب", "ال") for b in ("وزير", "حكوم", "رئيس", "كتاب") for c in ("", "ها")
)
TOPICS = "وأكد الوزير أن العلاقات بين البلدين الشقيقين تتطور في مجالات الطاقة والتجارة والاستثمار "
HEAD = "وزيرا الخارجية يبحثان في عمان ملف الحدود\n\n"
REPORT = "استقبل الوزير نظيره في عمان وبحثا العلاقات الثنائية.\nاقرأ أيضا: خبر آخر (رويترز)\n"
INSTRUMENTS = "وقع اتفاق أستانا مع قرار مجلس الأمن 2254 واللجنة المشتركة "
FACTS = "سحبت روسيا قواتها من مطار القامشلي وقصفت مواقع "
FIGURES = "زاد حجم التبادل 7 بالمئة ومقتل 12 "
PARTICULARS = (
    "أكد لافروف أن بلاده ترفض العقوبات إذا لم ترفع، مشددا على انسحاب القوات الأمريكية، وقال إنه يأمل خيرا، "
)
PERSONS = "قال محمد كلمة "
DATED = "وصل الوزير يوم الثلاثاء 11 أغسطس إلى عمان بعد يومين من زيارته في مارس "
DATES = ("و3 ", "3-", "ألف و", "قبل ", "الثلاثاء ", "من 3 إلى ", "الأول من ", "((", "3/4/")
SENTENCES = ("كلمة ", "«", '"', "(", "د.", "«\n", ". ", '"ا\n')
COPIES = ("وكالة ", "«", '"', "كلمة", " ", "".join(map(chr, range(0xFB50, 0xFE00))))
#: What a long text repeats, for reading as a whole; tests read longer ones of the same.
UNITS = (
    "قال الرئيس الروسي فلاديمير بوتين إن العلاقات بين البلدين تتطور ",
    "«",
    '"قال" ',
    "أكد الرئيس ",
    "عن الوزير، ",
    "في 15 تشرين الأول ",
    "ا",
    "قال: ",
    "و",
    "\u064b",
    "التقى وزير الخارجية الروسي سيرغي لافروف نظيره السوري في موسكو.\n",
)

Work = Callable[[], object]


@dataclass(frozen=True)
class Step:
    """A step of reading and a text that is hard for it.

    Attributes:
        name: the step.
        unit: what the text repeats.
        size: how many times the shorter text repeats it.
        prepare: from a text, the work to measure; what it does itself is not measured.
    """

    name: str
    unit: str
    size: int
    prepare: Callable[[str], Work]


def main() -> None:
    """Measure, print, and fail where a step grows too fast."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these steps")
    parser.add_argument("--repeats", type=int, default=3, metavar="N", help="measures of each text")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        steps = list(_steps(Path(folder) / "a.txt"))
        known = list(dict.fromkeys(step.name for step in steps))
        if unknown := set(args.names).difference(known):
            parser.error(f"no step {', '.join(sorted(unknown))}; there are {', '.join(known)}")
        if args.repeats < 1:
            parser.error("at least one measure is needed")
        fast = list(_report((s for s in steps if not args.names or s.name in args.names), args.repeats))
    if fast:
        sys.exit(f"more than {LIMIT:g} times as long for twice the text: " + "; ".join(fast))


def _report(steps: Iterable[Step], repeats: int) -> Iterator[str]:
    """Print the table; the steps that grow too fast."""
    print(f"{'step':<12} {'t(n) ms':>8} {'t(2n) ms':>8} {'ratio':>5}  text")
    for step in steps:
        once, twice = _measure(step, repeats)
        line = f"{step.name:<12} {once * 1000:8.1f} {twice * 1000:8.1f} {twice / once:5.2f}"
        text = f"{step.size} x {step.unit[:SHOWN]!r}"
        print(f"{line}  {text}", flush=True)
        if twice / once > LIMIT:
            yield f"{step.name} of {text} ({twice / once:.2f})"


def _measure(step: Step, repeats: int) -> tuple[float, float]:
    """Least CPU seconds for the text, and for the text of twice its size."""
    once = twice = math.inf
    for more in range(repeats):  # a little longer each time: a cache of words may know a text of one word
        once = min(once, _seconds(step.prepare(step.unit * (step.size + more))))
        twice = min(twice, _seconds(step.prepare(step.unit * (2 * step.size + more))))
    return once, twice


def _seconds(work: Work) -> float:
    gc.collect()
    gc.disable()  # a collection of all that is loaded would fall on one measure and not on the next
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def _steps(path: Path) -> Iterator[Step]:
    """All steps, from the words to the record; `path` is a file to write articles to."""
    yield Step("clitics", WORDS + " ", 60, _clitics)
    yield Step("clitics", "وبال", 10_000, _clitics)
    yield Step("tagger", PERSONS, 5_000, _tagger)
    for unit in SENTENCES:
        yield Step("sentences", unit, 500_000 // len(unit), _sentences)
    for unit in (*DATES, DATED):
        size = (500_000 if unit == DATED else 50_000) // len(unit)
        yield Step("dates", unit, size, lambda text: lambda: find_dates(text, DAY))
    yield Step("topics", TOPICS, 4_000, _topics)
    yield Step("boilerplate", REPORT, 1_000, _boilerplate)
    yield Step("instruments", INSTRUMENTS, 200, partial(_narrated, find_instruments))
    yield Step("facts", FACTS, 200, partial(_narrated, find_facts))
    yield Step("figures", FIGURES, 300, partial(_narrated, lambda ground, _: find_figures(ground)))
    yield Step("particulars", PARTICULARS, 80, _particulars)
    yield Step("copies", "كلمه ", 40_000, _copies)
    for unit in COPIES:
        yield Step("odd copies", unit, 400_000 // len(unit), _odd_copies)
    for unit in UNITS:
        yield Step("reading", unit, 120_000 // len(unit.encode()), partial(_reading, path))


def _clitics(text: str) -> Work:
    words = text.split()

    def work() -> None:
        for word in words:
            clitics._cuts.cache_clear()
            clitics.split_clitics(word)

    return work


def _tagger(text: str) -> Work:
    tokens = tokenize(text)
    return lambda: tag_persons(tokens)


def _sentences(text: str) -> Work:
    tokens = tokenize(text)
    return lambda: split_sentences(text, tokens)


def _topics(text: str) -> Work:
    matcher = TopicMatcher(rows_of("topics.yml"))
    words = [token.norm for token in tokenize(text)]
    return lambda: matcher.weigh(words)


def _boilerplate(text: str) -> Work:
    page = open_page(Article(doc_id="long", text=HEAD + text), load())
    return lambda: boilerplate(page)


def _narrated(find: Callable[[Ground, list[Member]], object], text: str) -> Work:
    page, mentions, cast, statements = _told(text)
    return lambda: find(Ground(page, mentions, statements), cast)


def _particulars(text: str) -> Work:
    page, mentions, cast, statements = _told(text)
    return lambda: particulars_of_all(page, statements, mentions, cast)


def _told(text: str) -> tuple[Page, list[Mention], list[Member], list[Found]]:
    page = open_page(Article(doc_id="long", text=text), load())
    mentions, cast = resolve_mentions(page, find_mentions(page))
    return page, mentions, cast, find_statements(page, mentions, cast)


def _copies(text: str) -> Work:
    """A text of as many words, with other words in it, in another order, and a text that says little."""
    chance = random.Random(7)
    words = [f"كلمه{chr(0x0627 + k % 26)}{k}" for k in range(3000)]
    one = [chance.choice(words) for _ in text.split()]
    other = [word if k % 37 else "غيره" for k, word in enumerate(one)]
    turned = [word for k in range(len(one), 0, -50) for word in one[max(k - 50, 0) : k]]
    return _copies_of([" ".join(some) for some in (one, other, turned, one[:5] * 99)])


def _odd_copies(text: str) -> Work:
    return _copies_of([text, text, "قال تعالى" + text, "قال تعالى" + text])


def _copies_of(texts: list[str]) -> Work:
    return lambda: find_copies([CopyText(doc_id=str(k), text=text) for k, text in enumerate(texts)])


def _reading(path: Path, text: str) -> Work:
    path.write_bytes(("ق " + text).encode())
    return lambda: _read(path)


def _read(path: Path) -> None:
    """From the file to the record, and back from its JSON."""
    for item in articles_from([path], "2025-10-16"):
        if isinstance(item, Failure):
            raise SystemExit(f"growth: a text is not read: {item.reason}")
        record = read_article(item, load())
        if list(faults_of(record)) or record_from_json(to_json(record)) != record:
            raise SystemExit("growth: a record does not hold")


if __name__ == "__main__":
    main()
