"""Container runtimes wrap each line of a program and cut it after 16 KiB: CRI and Docker's json-file."""
import json

LIMIT = 16 * 1024


def pieces(line):
    return [line[at : at + LIMIT] for at in range(0, max(len(line), 1), LIMIT)]


def cri(log):
    """P marks a piece that goes on in the next line, F the last one."""
    for line in log.splitlines():
        parts = pieces(line)
        for at, part in enumerate(parts):
            yield b"2026-11-22T03:00:14.256978123Z stderr " + (b"F " if at == len(parts) - 1 else b"P ") + part + b"\n"


def docker(log):
    """Docker writes a piece without its line end if it goes on."""
    for line in log.splitlines():
        parts = pieces(line)
        for at, part in enumerate(parts):
            text = part.decode("utf-8", "replace") + ("\n" if at == len(parts) - 1 else "")
            yield json.dumps({"log": text, "stream": "stderr", "time": "2026-11-22T03:00:14.256978123Z"}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
