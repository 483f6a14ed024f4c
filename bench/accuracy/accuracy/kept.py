"""Which bytes of a line a filter masked, told from what it wrote.

scrim can be asked for stars of the value's length; other filters write a mask of one length. So the line is taken apart at
the masks, and what stands between them is looked for in the input. A short piece may fit at several places; then the
reading that is best for the filter is taken: the one that leaves most of what is harmless as it was.
"""
import re
from difflib import SequenceMatcher

MASK = re.compile(rb"\[FILTERED(?:_[A-Z_]+)?\]|\*{4,}")
# A mask that was put into quotes because a bare number stood there.
QUOTED_MASK = re.compile(rb"""(?:\\*["'])?(?:\[FILTERED(?:_[A-Z_]+)?\]|\*{4,})(?:\\*["'])?""")
STARS = re.compile(rb"\*+")
# A piece of so many bytes stands where it is first found.
TOLD = 16
# Above so many pairs of words, frequent ones are not compared, or long lines would take minutes.
LARGE = 1_000_000
TOKENS = re.compile(rb"\w+|\W")


def masked(before, after, harmless):
    """(spans of `before` that are masked in `after`, whether masks alone explain what was written).

    `harmless` returns a byte for each byte of `before`, 1 if it should stay; it is called only if that matters.
    """
    if before == after:
        return [], True
    for mask in (MASK, QUOTED_MASK):
        pieces = mask.split(after)
        places = placed(before, pieces, harmless)
        if places is not None:
            spans = between(places, pieces, len(before))
            return [span for span in spans if not STARS.fullmatch(before, *span)], True
    return rewritten(before, after), False


def placed(before, pieces, harmless):
    """Where each piece stands in `before`: in order, the first at its beginning, the last at its end. None if nowhere."""
    first = leftmost(before, pieces)
    if first is None:
        return None
    last = rightmost(before, pieces)
    return first if first == last else best(before, pieces, harmless(), first, last)


def leftmost(before, pieces):
    if not before.startswith(pieces[0]):
        return None
    places, at = [0], len(pieces[0])
    for piece in pieces[1:-1]:
        found = before.find(piece, at)
        if found < 0:
            return None
        places.append(found)
        at = found + len(piece)
    if len(pieces) > 1:
        end = len(before) - len(pieces[-1])
        if end < at or not before.endswith(pieces[-1]):
            return None
        places.append(end)
    elif at != len(before):
        return None
    return places


def rightmost(before, pieces):
    """As leftmost, from the other end; it fits if that does."""
    places, at = [len(before) - len(pieces[-1])], len(before) - len(pieces[-1])
    for piece in reversed(pieces[1:-1]):
        at = before.rfind(piece, 0, at)
        places.append(at)
    if len(pieces) > 1:
        places.append(0)
    return places[::-1]


def best(before, pieces, harmless, first, last):
    """The places that keep the most harmless bytes, of all that are in order."""
    kept = [0]
    for byte in harmless:
        kept.append(kept[-1] + byte)
    # For each piece: (end, harmless bytes kept so far, the way there), better ones only, ends ascending.
    ways = [(0, 0, None)]
    for piece, low, high in zip(pieces, first, last):
        ways = extend(before, piece, low, high, ways, kept)
    way, places = ways[-1][2], []
    while way:
        place, way = way
        places.append(place)
    return places[::-1]


def extend(before, piece, low, high, ways, kept):
    made, at, reached = [], low, 0
    while 0 <= at <= high:
        while reached + 1 < len(ways) and ways[reached + 1][0] <= at:
            reached += 1
        end = at + len(piece)
        if ways[reached][0] <= at:
            value = ways[reached][1] + kept[end] - kept[at]
            if not made or value > made[-1][1]:
                made.append((end, value, (at, ways[reached][2])))
        at = before.find(piece, at + 1)
    return made


def between(places, pieces, length):
    """The spans that no piece takes, without empty ones."""
    ends = [place + len(piece) for place, piece in zip(places, pieces)]
    return [(end, start) for end, start in zip(ends, places[1:] + [length]) if start > end]


def rewritten(before, after):
    """Spans of what is gone, of a line in which more than masks was written or something was left out.

    Pieces that are long enough to be told are looked for first, so that only what is between them is compared word by word.
    """
    spans, at, open_pieces = [], 0, []
    for piece in MASK.split(after):
        found = before.find(piece, at) if len(piece) >= TOLD else -1
        if found < 0:
            open_pieces.append(piece)
            continue
        spans += differing(before, at, found, b"".join(open_pieces))
        at, open_pieces = found + len(piece), []
    return spans + differing(before, at, len(before), b"".join(open_pieces))


def differing(before, start, end, written):
    """Spans in before[start:end] that `written` does not have."""
    left = prefix(before[start:end], written)
    right = prefix(before[start + left : end][::-1], written[left:][::-1])
    old = TOKENS.findall(before, start + left, end - right)
    new = TOKENS.findall(written, left, len(written) - right)
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > LARGE)
    spans, at = [], start + left
    for name, low, high, _, _ in matcher.get_opcodes():
        size = sum(map(len, old[low:high]))
        if name != "equal" and size:
            spans.append((at, at + size))
        at += size
    return spans


def prefix(one, other):
    """The length of what both begin with."""
    for at, (left, right) in enumerate(zip(one, other)):
        if left != right:
            return at
    return min(len(one), len(other))
