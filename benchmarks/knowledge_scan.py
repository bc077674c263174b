"""How quickly the knowledge is loaded, and how many characters a second are scanned for all that it holds.

python benchmarks/knowledge_scan.py [PATH...] [--articles N]

Scans the examples, or the files named (text or JSON Lines, also .gz). The scan looks up every word of a text in the
matcher; tokens are made beforehand. Its speed is also given as a ratio to a plain `str.split` of the same texts, which
depends little on the machine. The promises: loading under 300 ms from the compiled file, the scan above a million
characters a second.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mahdar.arabic.tokens import MARK, NEWLINE, tokenize
from mahdar.knowledge import load
from mahdar.model import Article
from mahdar.sources import articles_from

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
LOADING = "from mahdar.knowledge import load; load()"
SECONDS = 1.0
RUNS = 5


def loading(code: str) -> float:
    """The least milliseconds that a fresh Python took to run the code; the least is the one least disturbed."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def speed(work: Callable[[], object], characters: int) -> float:
    """Characters a second, over a second of rounds."""
    work()
    rounds, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        work()
        rounds += 1
    return rounds * characters / (time.perf_counter() - start)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", default=[EXAMPLES])
    parser.add_argument("--articles", type=int, default=500, metavar="N", help="the first N articles")
    args = parser.parse_args()
    incoming = (item for item in articles_from(args.paths) if isinstance(item, Article))
    texts = [article.text for article in itertools.islice(incoming, args.articles)]
    index, characters = load().phrases, sum(map(len, texts))
    pages = [[token for token in tokenize(text) if token.kind != NEWLINE] for text in texts]
    norms = [([token.norm for token in page], [token.kind != MARK for token in page]) for page in pages]

    def scan() -> int:
        return sum(
            bool(index.longest(words, i)) for words, wanted in norms for i, w in enumerate(wanted) if w
        )

    scanned = speed(scan, characters)
    split = speed(lambda: [text.split() for text in texts], characters)
    print(f"loaded in {loading(LOADING) - loading('pass'):.0f} ms, with all imports")
    print(f"{len(texts)} articles, {characters} characters, {scan()} phrases found")
    print(f"scan {scanned / 1e6:.1f} million characters a second, {scanned / split:.3f} of str.split")


if __name__ == "__main__":
    main()
