"""Which bytes of a line were masked.

scrim's stars keep the length of what they cover, so the masked bytes are those that differ. The one exception is a bare
value, mostly a number, in JSON or in a Python dict: it becomes a string of stars.
"""
import re

QUOTED_STARS = re.compile(rb"""(\\*["'])(\*+)\1""")
NUMBER = re.compile(rb"-?[0-9][0-9.eE+-]*")


class Misaligned(Exception):
    """The output is not the input with stars in it."""


def masked(before, after):
    """Spans of `before` that are stars in `after`, as a list of (start, end)."""
    if before == after:
        return []
    if len(before) == len(after):
        return differing(before, after)
    spans, left, right = [], 0, 0
    while left < len(before) or right < len(after):
        if left < len(before) and right < len(after) and before[left] == after[right]:
            left, right = left + 1, right + 1
            continue
        starred = QUOTED_STARS.match(after, right)
        if starred:
            number = NUMBER.match(before, left)
            end = number.end() if number else left + len(starred[2])
            spans.append((left, end))
            left, right = end, starred.end()
        elif left < len(before) and after[right : right + 1] == b"*":
            spans.append((left, left + 1))
            left, right = left + 1, right + 1
        else:
            raise Misaligned
    return joined(spans, before)


def differing(before, after):
    spans = []
    for at, (old, new) in enumerate(zip(before, after)):
        if old != new:
            if new != 0x2A:
                raise Misaligned
            spans.append((at, at + 1))
    return joined(spans, before)


def joined(spans, before):
    """Neighbouring spans as one; a star of the input itself between two of them was masked too."""
    made = []
    for start, end in spans:
        if made and not before[made[-1][1] : start].strip(b"*"):
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made
