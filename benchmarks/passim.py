"""The copy finder beside passim 2.0.1 on the same articles: CPU, memory, and the pairs that either finds.

python benchmarks/passim.py PATH... --since 2015-07-26 --until 2015-07-27
    [--passim FOLDER] [--spark-submit FILE] [--work FOLDER] [--json FILE] [--missed FILE]

passim (PASSIM_HOME) is a checkout of github.com/dasmiq/passim at 878ccb3, version 2.0.1 for Spark 4 (the tag v2.0.1
is older); spark-submit (SPARK_SUBMIT, else the one on the path) is that of an environment with pyspark 4.0.1,
graphframes-py 0.9.3 and intervaltree; Java 17 runs it. Where passim cannot be run, the exit code is 3.

Both are measured alike, as whole processes from start to end with every process that they start (whole_process.py):
CPU is user and system time of all of them; memory is the most that they had together at one time, and, told besides,
the most that one of them had. passim runs on one core as its makers ship it, every pair asked for. It writes the
pairs, then groups them, for which it needs the Java archive of GraphFrames; without that it stops at the grouping,
after the pairs are written, and its figures are of the pairs alone. Linux only.

passim.json beside this is the last result measured.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from mahdar.model import Article
from mahdar.sources import articles_from
from whole_process import Cost, measure

#: What the copy finder is to reach: passim's CPU and memory over its own, and the share of passim's pairs.
CPU_RATIO, MEMORY_RATIO, SHARE = 50, 8, 0.95
#: Characters that the passages of a pair have together, for the pair to be asked for.
LEAST = 200
#: Characters of the shortest stretch that counts as verbatim; passim's own seeds are 25 letters.
STRETCH = 25
MEASURES = ("aligned", "same", "verbatim")
NOT_RUN = 3

Pair = tuple[str, str]


@dataclass
class Shared:
    """What passim found in two texts, in characters.

    Attributes:
        aligned: length of its passages, of each the side that is shorter; passages run on through words that differ.
        same: characters of them that are the same; where words differ, some of their letters happen to be.
        verbatim: characters of them in stretches that both texts have to the letter, `STRETCH` long or longer.
    """

    aligned: int = 0
    same: int = 0
    verbatim: int = 0


def main() -> None:
    """Measure, compare, print."""
    args = _arguments()
    checkout, submit = _passim(args.passim, args.spark_submit)
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        if (work / "passim").exists():
            sys.exit(f"{work / 'passim'} exists: passim would take its pairs from there; name a new folder")
        outlets = _prepare(args, work)
        if not outlets:
            sys.exit("no article of these days in the files named")
        print(f"{len(outlets)} articles of {len(set(outlets.values()))} outlets", flush=True)
        ours = measure(_ours(work), dict(os.environ), work / "mahdar.log")
        if ours.exit_code:
            sys.exit(f"the copy finder failed:\n{_tail(work / 'mahdar.log')}")
        theirs = measure(_theirs(submit, checkout, work), _environment(submit, checkout), work / "passim.log")
        if not (work / "passim/align.json/_SUCCESS").exists():
            _not_run(f"passim ended before its pairs were written:\n{_tail(work / 'passim.log')}")
        outcome, missed = _compared(
            _passim_pairs(work / "passim/align.json"), _our_labels(work / "pairs.jsonl"), outlets
        )
        result = {
            "articles": len(outlets),
            "outlets": len(set(outlets.values())),
            "since": args.since,
            "until": args.until,
            "mahdar": _told(ours),
            "passim": {**_told(theirs), "grouped": theirs.exit_code == 0},
            "passim_over_mahdar": {
                "cpu": round(theirs.cpu_seconds / ours.cpu_seconds, 1),
                "memory": round(theirs.together_mb / ours.together_mb, 1),
                "memory_of_the_largest_process": round(theirs.largest_mb / ours.largest_mb, 1),
            },
            **outcome,
        }
    _print(result)
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    if args.missed:
        args.missed.write_text("".join(json.dumps(row) + "\n" for row in missed), "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--since", metavar="DAY", default="", help="articles of this day and later")
    parser.add_argument("--until", metavar="DAY", default="", help="articles up to this day")
    parser.add_argument("--passim", metavar="FOLDER", default=os.environ.get("PASSIM_HOME", ""))
    parser.add_argument(
        "--spark-submit", metavar="FILE", default=os.environ.get("SPARK_SUBMIT", "spark-submit")
    )
    parser.add_argument(
        "--work", metavar="FOLDER", type=Path, help="keep what both read and wrote, in a new folder"
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the result")
    parser.add_argument(
        "--missed",
        metavar="FILE",
        type=Path,
        help="write the pairs of passim that we do not tell, to be read",
    )
    return parser.parse_args()


def _passim(folder: str, spark_submit: str) -> tuple[Path, Path]:
    """The checkout and the command, as absolute paths."""
    script = Path(folder or ".", "share/submit-seriatim.py")
    submit = shutil.which(spark_submit)
    if not folder or not script.exists():
        _not_run(
            f"no passim at {folder!r}: check out github.com/dasmiq/passim at 878ccb3 and name it with --passim"
        )
    if not submit:
        _not_run(
            f"no {spark_submit!r}: make an environment with pyspark==4.0.1 graphframes-py==0.9.3 intervaltree and "
            "name its bin/spark-submit with --spark-submit"
        )
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        _not_run("no java: install Java 17")
    # The folder of a link is where its environment is: the link itself is not followed.
    return Path(folder).absolute(), Path(submit).absolute()


def _not_run(why: str) -> NoReturn:
    print(f"passim cannot be run: {why}", file=sys.stderr)
    sys.exit(NOT_RUN)


def _prepare(args: argparse.Namespace, work: Path) -> dict[str, str]:
    """Write what either reads, an article at a time (what this process holds would count as the commands' memory).

    Returns:
        The outlet of each article.
    """
    outlets: dict[str, str] = {}
    with (
        (work / "texts.jsonl").open("w", encoding="utf-8") as ours,
        (work / "passim.json").open("w", encoding="utf-8") as theirs,
    ):
        for article in _articles(args.paths, args.since, args.until):
            outlets[article.doc_id] = article.outlet or ""
            text = {
                "doc_id": article.doc_id,
                "text": article.text,
                "outlet": article.outlet,
                "day": article.published or article.collected,
                "author": article.author,
            }
            ours.write(json.dumps(text, ensure_ascii=False) + "\n")
            text = {"id": article.doc_id, "text": article.text, "series": article.outlet or ""}
            theirs.write(json.dumps(text, ensure_ascii=False) + "\n")
    return outlets


def _articles(paths: Sequence[str], since: str, until: str) -> Iterator[Article]:
    for item in articles_from(paths):
        if isinstance(item, Article):
            day = (item.published or item.collected or "")[:10]
            if day >= since and (not until or "" < day <= until):
                yield item


def _ours(work: Path) -> list[str]:
    script = Path(__file__).with_name("copy_pairs.py")
    return [sys.executable, str(script), str(work / "texts.jsonl"), str(work / "pairs.jsonl")]


def _theirs(submit: Path, checkout: Path, work: Path) -> list[str]:
    return [
        str(submit), "--master", "local[1]", "--driver-memory", "4g", "--conf", "spark.ui.enabled=false",
        str(checkout / "share/submit-seriatim.py"), "--all-pairs", "--pairwise",
        str((work / "passim.json").absolute()), str((work / "passim").absolute()),
    ]  # fmt: skip


def _environment(submit: Path, checkout: Path) -> dict[str, str]:
    """Of passim: its own modules and those of the environment that spark-submit belongs to, none of ours."""
    beside = submit.with_name("python")
    python = str(beside) if beside.exists() else "python3"
    return {
        "PYSPARK_PYTHON": python,
        **os.environ,
        "PATH": f"{submit.parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(checkout),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }


def _told(cost: Cost) -> dict[str, float]:
    return {
        "cpu_seconds": round(cost.cpu_seconds, 2),
        "wall_seconds": round(cost.wall_seconds, 1),
        "memory_mb": round(cost.together_mb),
        "memory_of_the_largest_process_mb": round(cost.largest_mb),
    }


def _tail(log: Path) -> str:
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-15:])


def _passim_pairs(folder: Path) -> dict[Pair, Shared]:
    """What passim found in each two texts."""
    pairs: dict[Pair, Shared] = {}
    for file in sorted(folder.glob("*.json")):
        with file.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                shared = pairs.setdefault(_pair(row["id"], row["id2"]), Shared())
                shared.aligned += min(row["end"] - row["begin"], row["end2"] - row["begin2"])
                shared.same += row["matches"]
                shared.verbatim += _verbatim(row["s1"], row["s2"])
    return pairs


def _verbatim(one: str, other: str) -> int:
    """Characters of an alignment in long stretches without a difference; a letter's case is none."""
    total = run = 0
    for a, b in zip(one, other, strict=True):
        if a == b or a.lower() == b.lower() or (a.isspace() and b.isspace()):
            run += 1
        else:
            total += run if run >= STRETCH else 0
            run = 0
    return total + (run if run >= STRETCH else 0)


def _our_labels(file: Path) -> dict[Pair, str]:
    with file.open(encoding="utf-8") as lines:
        return {_pair(row["a"], row["b"]): row["label"] for row in map(json.loads, lines)}


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


def _compared(
    theirs: dict[Pair, Shared], labels: dict[Pair, str], outlets: dict[str, str]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Which of passim's pairs across outlets we tell, by each measure of what a pair shares.

    Returns:
        The numbers, and of the pairs with the least length aligned those that we tell as formula or not at all, those
        with most in common first.
    """
    across = {pair: shared for pair, shared in theirs.items() if outlets[pair[0]] != outlets[pair[1]]}
    ours = {pair: label for pair, label in labels.items() if outlets[pair[0]] != outlets[pair[1]]}
    told = {pair for pair, label in ours.items() if label != "formula"}
    asked = {
        measure: {pair for pair, shared in across.items() if getattr(shared, measure) >= LEAST}
        for measure in MEASURES
    }
    outcome = {
        "pairs": {
            "passim": len(theirs),
            "mahdar": dict(sorted(Counter(labels.values()).items())),
            "passim_across_outlets": len(across),
            "mahdar_across_outlets": dict(sorted(Counter(ours.values()).items())),
            "mahdar_copy_or_partial_across_outlets_not_in_passim": len(told - across.keys()),
        },
        f"passim_across_outlets_with_{LEAST}": {
            measure: _shares(pairs, labels) for measure, pairs in asked.items()
        },
    }
    missed = [
        {"a": a, "b": b, **asdict(across[a, b]), "label": labels.get((a, b))}
        for a, b in asked["aligned"] - told
    ]
    missed.sort(key=lambda row: (-row["verbatim"], -row["same"], row["a"], row["b"]))
    return outcome, missed


def _shares(asked: set[Pair], labels: dict[Pair, str]) -> dict[str, float]:
    """How many of the pairs asked for have which label, and the shares that follow."""
    found = Counter(labels.get(pair, "none") for pair in asked)
    told = found["copy"] + found["partial"]
    return {
        "pairs": len(asked),
        **{label: found[label] for label in ("copy", "partial", "formula", "none")},
        "share_copy_or_partial": _share(told, len(asked)),
        "share_any_label": _share(len(asked) - found["none"], len(asked)),
        "share_copy_or_partial_without_formulas": _share(told, len(asked) - found["formula"]),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _print(result: dict[str, Any]) -> None:
    for name in ("passim", "mahdar"):
        cost = result[name]
        print(f"{name}: {cost['cpu_seconds']:.1f} CPU seconds, {cost['memory_mb']:.0f} MB at most")
    if not result["passim"]["grouped"]:
        print("passim wrote its pairs and stopped at grouping them")
    ratios = result["passim_over_mahdar"]
    print(f"passim over mahdar: CPU {ratios['cpu']} (to reach: {CPU_RATIO}), ", end="")
    print(f"memory {ratios['memory']} (to reach: {MEMORY_RATIO}), ", end="")
    print(f"of the largest process alone {ratios['memory_of_the_largest_process']}")
    for counted, shares in result[f"passim_across_outlets_with_{LEAST}"].items():
        print(
            f"{shares['pairs']} pairs of passim across outlets with {LEAST} characters {counted}: "
            f"{shares['share_copy_or_partial']:.1%} told as copy or partial (to reach: {SHARE:.0%}), "
            f"{shares['share_any_label']:.1%} with formulas, "
            f"{shares['share_copy_or_partial_without_formulas']:.1%} of those that are no formula to us"
        )


if __name__ == "__main__":
    main()
