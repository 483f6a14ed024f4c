"""Pieces of values that a limit cut or a fold tore apart.

They are found only where something ends or begins: at the ends of lines, at the marks that cutting code leaves, at the
ends of what a container runtime wrapped. They are counted apart and never part of the recall: how much of a secret is
left in a piece is chance. Masking one is no over-redaction.
"""
import re

from .locate import Occurrence, Places

SIZE = 8
# Behind these a text begins, before these it ends.
BEGINS = re.compile(rb'^(?:[<>] |\S+ std(?:out|err) [PF] |\{"log":\s?"|\s+)?', re.M)
ENDS = re.compile(rb'(?:\.\.\. \(cut\)|\xe2\x80\xa6|\.\.\.|=?\r?$|","stream":)', re.M)


class Fragments:
    """What the writings of all values have in common with the cut places of some logs; looked up once for all logs."""

    def __init__(self, index, logs):
        wanted = {piece for data in logs for offset in (0, -SIZE) for piece, _ in pieces(data, offset)}
        self.known = {}
        for text, name, known in index.forms:
            # What is escaped three times over is rarely cut, and a piece of it would be found slowly.
            if name.count("+") > 1:
                continue
            for at in range(len(text) - SIZE + 1):
                if text[at : at + SIZE] in wanted:
                    self.known.setdefault(text[at : at + SIZE], []).append((at, text, name, known))

    def find(self, data, whole):
        """Occurrences of pieces, except at the ends of whole values."""
        places = Places(data)
        ends = {(hit.line, hit.start) for hit in whole} | {(hit.line, hit.end) for hit in whole}
        for start, end, known, name in sorted(set(self.spans(data)), key=lambda hit: hit[:2]):
            line, first = places.of(start)
            hit = Occurrence(line, first, first + end - start, known, name, True)
            if not ends & {(hit.line, hit.start), (hit.line, hit.end)}:
                yield hit

    def spans(self, data):
        for piece, start in pieces(data, 0):
            for at, text, name, known in self.known.get(piece, ()):
                # The rest of a value, to its end.
                if at and data.startswith(text[at:], start):
                    yield start, start + len(text) - at, known, name
        for piece, start in pieces(data, -SIZE):
            for at, text, name, known in self.known.get(piece, ()):
                # The beginning of a value, all of which must be there.
                if at + SIZE < len(text) and data.startswith(text[: at + SIZE], start - at) and start >= at:
                    yield start - at, start + SIZE, known, name


def pieces(data, offset):
    """The bytes behind (offset 0) or before (offset -SIZE) each place where something begins or ends."""
    for match in (ENDS if offset else BEGINS).finditer(data):
        at = (match.start() if offset else match.end()) + offset
        piece = data[at : at + SIZE] if at >= 0 else b""
        # A run of one or two bytes says nothing.
        if len(piece) == SIZE and b"\n" not in piece and len(set(piece)) > 3:
            yield piece, at
