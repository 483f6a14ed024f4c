"""Values that quoted-printable tore apart: it ends a long line with an equals sign and goes on in the next.

Each piece is a fragment. Unlike those of `fragments.py` they are found however short they are, since the whole value
can be put together again.
"""
from bisect import bisect_left, bisect_right

from .locate import Occurrence, Places

SOFT_BREAK = b"=\n"


def folded(data, index):
    """Occurrences of the pieces of all values that go over a soft line break."""
    if b"quoted-printable" not in data:
        return
    places, joints, at = Places(data), [], 0
    parts = data.split(SOFT_BREAK)
    for part in parts[:-1]:
        at += len(part)
        joints.append(at)
    for start, end, known, name in set(index.find(b"".join(parts))):
        first, last = bisect_right(joints, start), bisect_left(joints, end)
        if first == last:
            continue
        cuts = [start, *joints[first:last], end]
        for number, (low, high) in enumerate(zip(cuts, cuts[1:]), first):
            shift = len(SOFT_BREAK) * number
            line, place = places.of(low + shift)
            # The equals sign that ends the line may be masked with the piece before it.
            soft = 1 if number < last else 0
            yield Occurrence(line, place, place + high - low + soft, known, name, True)
