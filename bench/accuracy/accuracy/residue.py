"""Whether what a mask left of a value still gives it away."""
import re

# So many bytes, or digits of a phone number, in a row are a leak; fewer are not.
TOO_MUCH = 5
AT_SIGN = re.compile(rb"@|%(?:25)*40|\\+u0040|\\+x40|&\#x?(?:64|40);")
# Escapes hold digits that are not the number's.
ESCAPES = re.compile(rb"%(?:25)*[0-9A-Fa-f]{2}|\\+u[0-9a-fA-F]{4}|\\+x[0-9a-fA-F]{2}|&\#x?[0-9a-fA-F]+;")


def leaks(written, covered, kind):
    """`written` are the bytes of the value as they stand in the log, `covered` says for each if it was masked."""
    if kind == "phone":
        shown = [not covered[at] for at in digits(written)]
        return longest(shown) >= min(TOO_MUCH, len(shown))
    if kind == "email":
        sign = AT_SIGN.search(written)
        written = written[: sign.start()] if sign and sign.start() else written
    shown = [not hidden for hidden in covered[: len(written)]]
    return longest(shown) >= min(TOO_MUCH, len(shown))


def digits(written):
    """Where the digits of a number stand."""
    escaped = {at for match in ESCAPES.finditer(written) for at in range(*match.span())}
    return [at for at, byte in enumerate(written) if 48 <= byte <= 57 and at not in escaped]


def longest(shown):
    """The longest run of bytes that were not masked."""
    most = run = 0
    for visible in shown:
        run = run + 1 if visible else 0
        most = max(most, run)
    return most
