"""Scores any filters of standard input on the logs of one seed.

Reads {"name": ["command", "argument", …], …} as JSON from standard input and writes {"name": {"values": …, "masked": …,
"lines": …, "over_lines": …, "rewritten": …}, …}; a filter that fails has {"error": …} instead.
"""
import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from accuracy import kept
from accuracy.allowance import allowed
from accuracy.fragments import Fragments
from accuracy.generate import generate
from accuracy.ledger import load
from accuracy.locate import Index
from accuracy.score import Score, cover, score_line
from accuracy.truth import truth

HERE = Path(__file__).resolve().parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", default="1", help="the corpus; it is made if it is not there")
    parser.add_argument("--requests", type=int, default=1200, help="about so many requests if it is made")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="folder of the corpora")
    return parser.parse_args()


def corpus(options):
    """The logs of the seed, in order, each with its truth by line."""
    work = options.work / f"seed-{options.seed}"
    ledger = load(work / "known.jsonl") if (work / "known.jsonl").exists() else generate(options.seed, options.requests, work)
    index = Index(ledger)
    logs = [path.read_bytes() for path in sorted((work / "logs").glob("*.log"))]
    fragments = Fragments(index, logs)
    made = []
    for data in logs:
        by_line = defaultdict(list)
        for hit in truth(data, index, fragments):
            by_line[hit.line].append(hit)
        made.append((data, by_line))
    return made


def score_filter(command):
    """The counts of one filter over all logs."""
    total, rewritten = Score(), 0
    for data, by_line in LOGS:
        done = subprocess.run(command, input=data, stdout=subprocess.PIPE, check=False)
        # ripgrep's status is 1 where it found nothing.
        if done.returncode not in (0, 1):
            raise ValueError(f"exit status {done.returncode}")
        after = done.stdout
        lines, written = data.split(b"\n"), after.split(b"\n")
        if len(lines) != len(written):
            raise ValueError(f"{len(lines)} lines became {len(written)}")
        total.lines += len(lines) - (not lines[-1])
        for number, (line, output) in enumerate(zip(lines, written)):
            rewritten += not score_output(total, number, line, output, by_line.get(number, ()))
    return {
        "values": total.found.total(), "masked": total.hidden.total(),
        "lines": total.lines, "over_lines": total.over_lines, "rewritten": rewritten,
    }  # fmt: skip


def score_output(total, number, line, output, hits):
    """Whether the output is the line with masks in it."""

    def harmless():
        secret = cover(line, [allowed(line, hit.start, hit.end, hit.fragment) for hit in hits])
        return bytes(1 - byte for byte in secret)

    spans, plain = kept.masked(line, output, harmless)
    score_line(total, "", number, line, spans, hits)
    return plain


def scored(command):
    try:
        return score_filter(command)
    except (OSError, ValueError) as error:
        return {"error": str(error)}


def main():
    global LOGS
    options = arguments()
    commands = json.load(sys.stdin)
    # The workers are forked after this, so they share the logs.
    LOGS = corpus(options)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        results = dict(zip(commands, pool.map(scored, commands.values())))
    json.dump(results, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
