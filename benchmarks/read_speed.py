"""How many words a CPU second the reader reads on one core, without the time to load the knowledge.

python benchmarks/read_speed.py [PATH...] [--articles N]

Reads the examples, or the files named (text or JSON Lines, also .gz); a small set is read again until two CPU
seconds have passed.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from pathlib import Path

from mahdar.knowledge import load
from mahdar.model import Article
from mahdar.reading import read_article
from mahdar.sources import articles_from

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SECONDS = 2.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", default=[EXAMPLES])
    parser.add_argument("--articles", type=int, default=500, metavar="N", help="the first N articles")
    args = parser.parse_args()
    incoming = (item for item in articles_from(args.paths) if isinstance(item, Article))
    articles = list(itertools.islice(incoming, args.articles))
    start = time.perf_counter()
    knowledge = load()
    loaded = time.perf_counter() - start
    for article in articles[:3]:  # the first articles pay for what is built on first use
        read_article(article, knowledge)
    words = rounds = 0
    start = time.process_time()
    while rounds == 0 or time.process_time() - start < SECONDS:
        for article in articles:
            read_article(article, knowledge)
            words += len(article.text.split())
        rounds += 1
    taken = time.process_time() - start
    print(f"knowledge loaded in {loaded * 1000:.0f} ms")
    print(
        f"{len(articles)} articles, {words // rounds} words, {words / taken:.0f} words a CPU second, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB at most"
    )


if __name__ == "__main__":
    main()
