"""Makes the logs of a Django shop in which each misuse of a token happens once among honest requests."""
import argparse
import shutil
import sys
import time
from pathlib import Path

from traffic.run import make

HERE = Path(__file__).resolve().parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", default="1", help="equal seeds give equal logs")
    parser.add_argument("--requests", type=int, default=20000, help="honest requests")
    parser.add_argument("--honest", action="store_true", help="without any misuse")
    parser.add_argument("--out", type=Path, required=True, help="folder for the logs and the truth")
    return parser.parse_args()


def main():
    options = arguments()
    started = time.perf_counter()
    honest, misuses = make(options.seed, options.requests, options.out, options.honest)
    shutil.copy(HERE / "openapi.json", options.out / "openapi.json")
    print(f"{honest:,} honest requests and {misuses} misuses in {time.perf_counter() - started:.0f} s, in {options.out.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
