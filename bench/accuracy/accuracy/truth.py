"""The truth about one log: whole values, and the pieces of those that were cut or folded."""
from .cuts import cuts
from .folded import folded
from .locate import locate


def truth(data, index, fragments):
    """All occurrences in a log. Of pieces with the same beginning the longest."""
    whole = locate(data, index)
    pieces = {}
    for hit in [*fragments.find(data, whole), *folded(data, index)]:
        known = pieces.get((hit.line, hit.start))
        if known is None or hit.end > known.end:
            pieces[hit.line, hit.start] = hit
    return [*whole, *pieces.values(), *cuts(data)]
