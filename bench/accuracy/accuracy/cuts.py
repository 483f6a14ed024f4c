"""The few bytes on both sides of a cut, where a piece may be too short to be known again.

They are neutral: nobody can say whether "Dg" before the mark of a cut was the beginning of a token.
"""
import re

from .ledger import NEUTRAL, Known
from .locate import Occurrence

CLOSE = 8
MARK = re.compile(rb"\.\.\. \(cut\)")  # what the shop leaves where it cuts
WRAPPED = re.compile(rb'\S{1,40} std(?:out|err) ([PF]) |\{"log":"')
CUT = Known("", NEUTRAL, "cut")


def cuts(data):
    """Neutral occurrences at every cut."""
    goes_on = False
    for number, line in enumerate(data.split(b"\n")):
        for match in MARK.finditer(line):
            yield neutral(number, match.start() - CLOSE, match.end())
        wrapped = WRAPPED.match(line)
        if wrapped and goes_on:
            yield neutral(number, wrapped.end(), min(wrapped.end() + CLOSE, len(line)))
        end = cut_end(line, wrapped) if wrapped else None
        goes_on = end is not None
        if goes_on:
            yield neutral(number, end - CLOSE, end)


def neutral(number, start, end):
    return Occurrence(number, max(start, 0), end, CUT, "cut")


def cut_end(line, wrapped):
    """Where the content of a wrapped line ends, if it goes on in the next line."""
    if wrapped[1]:
        return len(line) if wrapped[1] == b"P" else None
    end = line.rfind(b'","stream":')
    return end if end >= 0 and not line.endswith(b"\\n", 0, end) else None
