"""How much more than the value a mask may take: the quotes, the scheme word and the name right beside it."""
import re

QUOTES = rb"""(?:\\*["'`]|&quot;|&\#x?[0-9a-fA-F]+;|%(?:25)*2[27]|\\+u00(?:22|27))*"""
SPACE = rb"(?:\s|%(?:25)*20|\+|\x1b\[[0-9;]*m)*"
SIGN = rb"(?:=>|=3D|[:=]|%(?:25)*3[DdAa]|&\#x3D;)"
BEFORE = re.compile(
    rb"(?:" + QUOTES + rb"[\w.$\[\]-]{1,60}" + QUOTES + SPACE + SIGN + SPACE + rb")?"  # a name and its sign
    rb"b?" + QUOTES + rb"(?:[A-Za-z][\w-]{1,20}(?:" + SPACE + rb"|[:=]))?"  # a scheme word, or a prefix such as sha256=
    + QUOTES + rb"$"
)  # fmt: skip
AFTER = re.compile(QUOTES)
# A piece of a value has lost its closing quote, so the mark of what cut it may be taken too.
AFTER_PIECE = re.compile(QUOTES + rb"(?:\.\.\. \(cut\)|\.\.\.|\xe2\x80\xa6)?")
REACH = 160


def allowed(line, start, end, piece=False):
    """The span in which a mask for line[start:end] may lie."""
    low = max(0, start - REACH)
    match = BEFORE.search(line[low:start])
    return (low + match.start() if match else start), (AFTER_PIECE if piece else AFTER).match(line, end).end()
