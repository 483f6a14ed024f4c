"""Finds every occurrence of every known value, in every writing, in a log: the truth."""
import re
from bisect import bisect_right
from dataclasses import dataclass

from .ledger import NEUTRAL, Known
from .writings import writings

# Writings are found by a piece of this many bytes; no value is shorter.
PIECE = 6


@dataclass(frozen=True)
class Occurrence:
    line: int  # from 0
    start: int  # bytes in the line
    end: int
    known: Known
    writing: str
    fragment: bool = False

    @property
    def neutral(self):
        return self.known.kind == NEUTRAL or self.fragment


class Index:
    """All writings of all values, by one piece of each."""

    def __init__(self, ledger):
        self.pieces = {}
        self.forms = []
        for known in ledger:
            for text, name in writings(known.value).items():
                # What holds line ends stands in one line only where they are escaped.
                if len(text) >= PIECE and b"\n" not in text:
                    self.forms.append((text, name, known))
                    self.add(text, name, known)

    def add(self, text, name, known):
        """Files a writing under its rarest piece so far: many values begin alike, and deep escapes are all backslashes."""
        last = len(text) - PIECE
        best = min(range(0, last + 1, max(1, last // 8)), key=lambda at: self.cost(text[at : at + PIECE]))
        self.pieces.setdefault(text[best : best + PIECE], []).append((best, text, name, known))

    def cost(self, piece):
        return len(set(piece)) < 5, len(self.pieces.get(piece, ()))

    def find(self, data):
        """(start, end, known, writing) of all occurrences in the bytes of a log."""
        get = self.pieces.get
        for at in range(len(data) - PIECE + 1):
            for offset, text, name, known in get(data[at : at + PIECE], ()):
                start = at - offset
                if start >= 0 and data.startswith(text, start) and stands_alone(data, start, start + len(text), known):
                    yield start, start + len(text), known, name


def stands_alone(data, start, end, known):
    """A number inside of a longer number is not that number; the digits of a percent escape are no neighbours."""
    if known.kind != "phone":
        return True
    before, after = data[max(start - 6, 0) : start], data[end : end + 1]
    if after.isdigit():
        return False
    if before[-1:].isdigit():
        return before[-3:-2] == b"%" or before[-6:-4] == b"\\u" or before[-5:-2] == b"%25"
    return True


class Places:
    """Turns places in a log into lines and places in them."""

    def __init__(self, data):
        self.starts = [0] + [match.end() for match in re.finditer(b"\n", data)]

    def of(self, place):
        line = bisect_right(self.starts, place) - 1
        return line, place - self.starts[line]


def locate(data, index):
    """Occurrences in order; of those that lie inside of each other the longest. Neutral ones never hide others."""
    places = Places(data)
    found = sorted(set(index.find(data)), key=lambda hit: (hit[0], -hit[1]))
    kept, reach = [], -1
    for start, end, known, name in found:
        if known.kind != NEUTRAL:
            if end <= reach:
                continue
            reach = end
        line, first = places.of(start)
        kept.append(Occurrence(line, first, first + end - start, known, name))
    return kept
