"""Time and memory of finding copies, and what adding one day costs.

python benchmarks/copies.py PATH... [--days 7]

Reads the article files named (text or JSON Lines, also .gz) first; CPU seconds are of the finding alone.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter

from mahdar.knowledge import load
from mahdar.linking.copies import DAYS, CopyText, copies_touching, days_needed, find_copies
from mahdar.model import Article
from mahdar.sources import articles_from


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--days", type=int, default=DAYS)
    args = parser.parse_args()
    texts = [CopyText.of(item) for item in articles_from(args.paths) if isinstance(item, Article)]
    print(f"{len(texts)} articles read, {_megabytes():.0f} MB at most so far")
    knowledge = load()
    start = time.process_time()
    pairs = find_copies(texts, args.days, knowledge)
    taken = time.process_time() - start
    labels = ", ".join(f"{count} {label}" for label, count in sorted(Counter(p.label for p in pairs).items()))
    print(f"{taken:.1f} CPU seconds, {_megabytes():.0f} MB at most, {len(pairs)} pairs: {labels}")
    days = Counter(text.day[:10] for text in texts if text.day)
    if days:
        last = max(days)
        first, _ = days_needed(last, args.days)
        near = [text for text in texts if not text.day or text.day[:10] >= first]
        start = time.process_time()
        touched = copies_touching(near, last, args.days, knowledge)
        taken = time.process_time() - start
        print(
            f"adding {last} ({days[last]} articles): {taken:.1f} CPU seconds over {len(near)} articles, "
            f"{len(touched)} pairs told anew"
        )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
