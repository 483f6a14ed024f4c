"""Masks credentials in the finished text of a log record."""
import logging
import re

MASK = "[FILTERED]"
QUOTE = r"""\\{0,8}["']"""
# Between a name and its value: of a header, a parameter, an item, a pair.
IS = rf"(?:(?:{QUOTE})?[\])]?\s{{0,8}}(?:[:=]|=>|%3[AaDd])\s{{0,8}}|{QUOTE},\s?)(?:\[?b?(?={QUOTE}))?"
# A value in quotes ends where they do.
QUOTED = rf"(?P<quote>{QUOTE})(?:(?!(?P=quote))(?:\\.|.))*"


def named(names, unquoted):
    """A value that the name before it gives away."""
    return re.compile(rf"(?i)(?P<name>(?:{names}){IS})(?:{QUOTED}|{unquoted})"), rf"\g<name>\g<quote>{MASK}"


RULES = [
    # Headers of many words: one that is not quoted ends with its line, or the quotes around it.
    named("authorization|cookie", r"""(?:digest\s[^\r\n]*|(?:[^\r\n"']|["'](?!\s*(?:[,})\]]|$)))+)"""),
    named(
        r"(?:token|secret|credential)s?|passw(?:or)?d\d?|pwd|passphrase|signature|jwt"
        r"|(?:api|secret|private|access)[_-]?key|session(?:[_-]?(?:id|key))?",
        r"""(?:bearer\s+)?[^\s&;,"'<>]+""",
    ),
    # What a scheme announces, wherever it stands, with dots and without.
    (re.compile(r"""(?i)(\bbearer(?:\s|%20|\+|\\[nrt]|[:=])+\\*["']?)[^\s&;,"'<>\\]+"""), rf"\1{MASK}"),
    # A signed token on its own.
    (re.compile(r"eyJ[\w.-]{10,}"), MASK),
    # The password of a URL.
    (re.compile(r"""(://[^\s/:@"']{0,256}:)[^\s/@"']+(?=@)"""), rf"\1{MASK}"),
]


def mask(text):
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


class Masking:
    """Goes before any formatter and sees what it made: message and arguments, extras, traceback, stack."""

    def format(self, record):
        return mask(super().format(record))


class MaskingFormatter(Masking, logging.Formatter):
    pass
