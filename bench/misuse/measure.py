"""Runs scrim audit over the logs that run.py makes, and compares its signals with what happened."""
import argparse
import json
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

from score import report
from score.audit import audit, write_denylist
from score.match import load, match

HERE = Path(__file__).resolve().parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scrim", type=Path, default=HERE.parent.parent / "bin" / "scrim", help="the binary to measure")
    parser.add_argument("--seeds", default="1", help="logs are made for each")
    parser.add_argument("--requests", type=int, default=20000, help="honest requests for each seed")
    parser.add_argument("--keep", action="store_true", help="measure the logs that are there instead of making new ones")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="folder for the logs")
    parser.add_argument("--flags", default="", help="further flags of scrim audit")
    parser.add_argument("--save", type=Path, help="write the result here, as Markdown")
    return parser.parse_args()


def logs_of(options, seed, honest):
    """The folder with the logs of a seed, made anew unless they are to be kept."""
    folder = options.work / (f"seed-{seed}-honest" if honest else f"seed-{seed}")
    if not options.keep:
        shutil.rmtree(folder, ignore_errors=True)
        command = [sys.executable, str(HERE / "run.py"), "--seed", seed, "--requests", str(options.requests), "--out", str(folder)]
        subprocess.run(command + ["--honest"] * honest, check=True)
    return folder


def measure(options, folder):
    """The result of each log in the folder."""
    denylist = write_denylist(options.scrim, folder)
    flags = ["--denylist", denylist, "--key-file", folder / "fingerprint.key", "--openapi", folder / "openapi.json", *options.flags.split()]
    results = {}
    for log, honest in json.loads((folder / "honest.json").read_text()).items():
        signals, seconds = audit(options.scrim, folder / log, [str(flag) for flag in flags])
        results[log] = match(load(folder, log), signals, honest, seconds)
    return results


def described(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def main():
    options = arguments()
    started, seeds = time.perf_counter(), options.seeds.split()
    results = [measure(options, logs_of(options, seed, honest=False)) for seed in seeds]
    honest = [measure(options, logs_of(options, seed, honest=True)) for seed in seeds]
    print(report.misuses(results), report.logs(results, honest), sep="\n\n", end="\n\n")
    print(report.examples("false signals among misuses:", results), report.examples("false signals in honest logs:", honest), sep="\n")
    if options.save:
        facts = {
            "command": f'`make misuse MISUSESEEDS="{options.seeds}" MISUSES={options.requests}`',
            "scrim": f"{described([str(options.scrim), 'version'])}, commit {described(['git', 'describe', '--always', '--dirty', '--exclude=*'])}",
            "Python": platform.python_version(),
            "honest requests": f"{options.requests:,} for each seed",
            "time": f"{time.perf_counter() - started:.0f} s",
        }
        options.save.write_text(report.markdown(results, honest, facts), encoding="utf-8")
        print(f"\nwritten to {options.save.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
