"""Runs scrim over a log and reads its signals."""
import json
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Signal:
    name: str
    # The lines of the log that it points at.
    lines: set
    about: dict


def fingerprint(scrim, token, key):
    done = subprocess.run([str(scrim), "token", "--kind", "jwt", "--key-file", str(key)], input=token.encode(), stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"scrim token ended with {done.returncode}: without it there is no denylist")
    return done.stdout.decode().strip()


def write_denylist(scrim, folder):
    """The file for --denylist: fingerprints and when they expire."""
    lines = ["# Tokens that were taken back, by fingerprint, and until when."]
    for text in (folder / "denied.jsonl").read_text().splitlines():
        entry = json.loads(text)
        lines.append(f"{fingerprint(scrim, entry['token'], folder / 'fingerprint.key')} {entry['expiry']}")
    path = folder / "denylist.txt"
    path.write_text("\n".join(lines) + "\n")
    return path


def audit(scrim, log, flags):
    """The signals, and the seconds that it took."""
    started = time.perf_counter()
    done = subprocess.run([str(scrim), "audit", "--format", "jsonl", *flags, str(log)], stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"scrim audit ended with {done.returncode} on {log.name}")
    objects = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    return [signal(one) for one in objects if "signal" in one], time.perf_counter() - started


def signal(about):
    places = [about, *(about.get("evidence") or [])]
    return Signal(about["signal"], {place["line"] for place in places if place.get("line")}, about)
