"""How long help takes, in milliseconds and as a ratio to a Python that does nothing.

python benchmarks/cli_start.py

The ratio depends little on the machine. The promise is under half a second. Help of a command imports what it uses.
"""

from __future__ import annotations

import subprocess
import sys
import time

RUNS = 10


def best(command: list[str]) -> float:
    """The least time in milliseconds that a command took; the least is the one least disturbed."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    """Measure and print."""
    nothing = best([sys.executable, "-c", "pass"])
    print(f"python -c pass {nothing:.0f} ms")
    for command in ([], ["search"], ["stats"], ["add"]):
        taken = best([sys.executable, "-c", "from mahdar.cli import main; main()", *command, "--help"])
        print(f"{' '.join(['mahdar', *command, '--help'])} {taken:.0f} ms, ratio {taken / nothing:.1f}")


if __name__ == "__main__":
    main()
