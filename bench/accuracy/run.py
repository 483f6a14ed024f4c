"""Makes logs with known values in them, runs scrim over them, prints and writes how accurate it was."""
import argparse
import platform
import sys
import time
from collections import defaultdict
from pathlib import Path

from accuracy import report, tool
from accuracy.fragments import Fragments
from accuracy.generate import generate
from accuracy.ledger import load
from accuracy.locate import Index
from accuracy.score import Score, score
from accuracy.truth import truth

HERE = Path(__file__).resolve().parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scrim", type=Path, default=HERE.parent.parent / "bin" / "scrim", help="the binary to measure")
    parser.add_argument("--seeds", default="1 2 3", help="one corpus is made for each")
    parser.add_argument("--requests", type=int, default=1200, help="about so many requests for each seed")
    parser.add_argument("--leaks", type=int, default=0, metavar="N", help="print N classes of leaks and of over-redactions, with examples")
    parser.add_argument("--only", default="", help="score only logs whose name begins so")
    parser.add_argument("--keep", action="store_true", help="score the corpora that are there instead of making new ones")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="folder for the corpora")
    parser.add_argument("--write", type=Path, help="write the result here, as Markdown")
    return parser.parse_args()


def format_of(path):
    """The servers' logs of one format are scored together; what a server prints is a format of its own."""
    name, server = path.name.split(".")[:2]
    return f"{name}_{server}" if name == "terminal" else name


def score_corpus(work, ledger, options, scores):
    index = Index(ledger)
    logs = {path: path.read_bytes() for path in sorted((work / "logs").glob(options.only + "*.log"))}
    fragments = Fragments(index, logs.values())
    for path, data in logs.items():
        occurrences = truth(data, index, fragments)
        scores[format_of(path)] += score(f"{work.name}/{path.name}", data, occurrences, options.scrim)


def main():
    options = arguments()
    scores, started, seeds = defaultdict(Score), time.time(), options.seeds.split()
    for seed in seeds:
        work = options.work / f"seed-{seed}"
        before = time.time()
        ledger = load(work / "known.jsonl") if options.keep else generate(seed, options.requests, work)
        made = time.time()
        score_corpus(work, ledger, options, scores)
        print(f"seed {seed}: logs in {made - before:.0f} s, scored in {time.time() - made:.0f} s", file=sys.stderr)
    total = Score()
    for one in scores.values():
        total += one
    print(report.kinds(total), report.checks(total), sep="\n\n")
    if options.leaks:
        print("", report.examples("leaks", total.leaks, options.leaks), "", report.examples("masked too much", total.overs, options.leaks), sep="\n")
    if options.write:
        facts = {
            "command": f'`make accuracy SEEDS="{options.seeds}" REQUESTS={options.requests}`',
            "scrim": f"{tool.version(options.scrim)}, {tool.commit(HERE)}",
            "Python": platform.python_version(),
            "size": f"{total.lines:,} lines, {total.size / 1e6:.1f} MB in {len(scores)} formats",
            "time": f"{time.time() - started:.0f} s",
        }
        options.write.write_text(report.markdown(total, scores, facts), encoding="utf-8")
        print(f"\nwritten to {options.write.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
