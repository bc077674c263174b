"""The pairs of texts that the copy finder tells, a line each: what benchmarks/passim.py measures as a whole process.

python benchmarks/copy_pairs.py TEXTS PAIRS

TEXTS has a JSON object a line with the fields of a CopyText; PAIRS is written with the objects {"a", "b", "label"}.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mahdar.linking.copies import CopyText, find_copies


def main() -> None:
    """Read, find, write."""
    source, target = sys.argv[1:]
    with Path(source).open(encoding="utf-8") as lines:
        texts = [CopyText(**json.loads(line)) for line in lines]
    with Path(target).open("w", encoding="utf-8") as out:
        for pair in find_copies(texts):
            out.write(json.dumps({"a": pair.a, "b": pair.b, "label": pair.label}) + "\n")


if __name__ == "__main__":
    main()
