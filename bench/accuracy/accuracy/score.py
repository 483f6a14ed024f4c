"""Compares what scrim wrote with the truth: recall, over-redaction, valid JSON, and that a second run changes nothing."""
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from . import align, tool
from .allowance import allowed
from .residue import leaks


@dataclass
class Score:
    """Counts of one log; scores can be added up."""

    lines: int = 0
    size: int = 0
    found: Counter = field(default_factory=Counter)  # by (kind, form, name)
    hidden: Counter = field(default_factory=Counter)
    fragments: int = 0
    fragments_hidden: int = 0
    over_lines: int = 0
    over_bytes: int = 0
    json_lines: int = 0
    json_broken: int = 0
    misaligned: int = 0
    changed_again: int = 0
    leaks: list = field(default_factory=list)
    overs: list = field(default_factory=list)

    def __iadd__(self, other):
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
        return self

    def by(self, place):
        """(found, hidden) summed over one place of the key: 0 the kind, 1 the form, 2 the name."""
        made = defaultdict(lambda: [0, 0])
        for key, count in self.found.items():
            made[key[place]][0] += count
            made[key[place]][1] += self.hidden[key]
        return dict(made)


@dataclass(frozen=True)
class Example:
    """A leak or an over-redaction, with what is needed to see why."""

    log: str
    line: int
    what: str  # its class: the kind of a leak and what stands before it, the surroundings of an over-redaction
    text: str
    value: str = ""  # what leaked


def score(name, data, occurrences, scrim):
    """Scores one log, given its bytes and the truth about them."""
    labelled, starred = tool.run(scrim, data), tool.run(scrim, data, "--mask", "stars")
    made = Score(size=len(data))
    made.changed_again = count_different(labelled, tool.run(scrim, labelled))
    by_line = defaultdict(list)
    for hit in occurrences:
        by_line[hit.line].append(hit)
    lines, stars, labels = data.split(b"\n"), starred.split(b"\n"), labelled.split(b"\n")
    if not len(lines) == len(stars) == len(labels):
        raise RuntimeError(f"{name}: {len(lines)} lines became {len(stars)} and {len(labels)}")
    if not lines[-1]:
        lines.pop()
    made.lines = len(lines)
    for number, line in enumerate(lines):
        score_json(made, line, labels[number])
        try:
            spans = align.masked(line, stars[number])
        except align.Misaligned:
            made.misaligned += 1
            continue
        if not same_spans(line, spans, labels[number]):
            made.misaligned += 1
        score_line(made, name, number, line, spans, by_line.get(number, ()))
    score_document(made, data, labelled)
    return made


def score_line(made, name, number, line, spans, hits):
    covered = cover(line, spans)
    for hit in hits:
        seen = leaks(line[hit.start : hit.end], covered[hit.start : hit.end], hit.known.kind) if not hit.neutral or hit.fragment else False
        if hit.fragment:
            made.fragments += 1
            made.fragments_hidden += not seen
        elif not hit.neutral:
            key = (hit.known.kind, hit.known.form, hit.known.name)
            made.found[key] += 1
            made.hidden[key] += not seen
            if seen:
                made.leaks.append(Example(name, number + 1, f"{hit.known.kind}  {syntax(line, hit.start)}", excerpt(line, hit.start, hit.end), hit.known.value))
    too_much = outside(spans, cover(line, [(hit.start, hit.end) for hit in hits]))
    if too_much:
        # Looked at only now, since few masks take more than the value itself.
        free = cover(line, [allowed(line, hit.start, hit.end, hit.fragment) for hit in hits])
        too_much = outside(spans, free)
    made.over_lines += bool(too_much)
    for start, end in too_much:
        made.over_bytes += sum(not free[at] for at in range(start, end))
        made.overs.append(Example(name, number + 1, general(line, start, end), excerpt(line, start, end)))


def cover(line, spans):
    """A byte for each byte of the line: 1 if a span holds it."""
    covered = bytearray(len(line))
    for start, end in spans:
        covered[start:end] = b"\x01" * (end - start)
    return covered


def outside(spans, free):
    """The spans that reach beyond what is free to be masked."""
    return [(start, end) for start, end in spans if not all(free[start:end])]


# One mask, or several without anything between them, with the quotes that a bare number gets.
LABELS = re.compile(rb"""(?:\\*["'])?(?:\[FILTERED_[A-Z_]+\])+""")
CLOSING = re.compile(rb"""\\*["']""")


def same_spans(line, spans, label):
    """Whether the labels stand exactly where the stars do."""
    at = place = 0
    for start, end in spans:
        if not label.startswith(line[at:start], place):
            return False
        match = LABELS.match(label, place + start - at)
        if not match:
            return False
        place, at = match.end(), end
        if label[match.start()] != 0x5B:
            place = CLOSING.match(label, place).end()
    return label[place:] == line[at:]


def excerpt(line, start, end):
    """The span in double angle marks, with what stands around it."""
    show = lambda part: part.decode("utf-8", "replace")
    middle = line[start:end] if end - start <= 120 else line[start : start + 60] + b" ... " + line[end - 30 : end]
    return f"{show(line[max(0, start - 60) : start])}⟪{show(middle)}⟫{show(line[end : end + 30])}"


def syntax(line, start):
    """The name before a value and what stands between them, however both are escaped: equal for leaks of one class."""
    before = line[max(0, start - 120) : start].decode("utf-8", "replace")
    for pattern, plain in PLAIN:
        before = re.sub(pattern, plain, before)
    name, between = re.search(r"([\w.\[\]-]*)([^\w.\[\]-]*)$", before).groups()
    # What has many digits is a value of its own.
    return ("#" if sum(c.isdigit() for c in name) > 2 else name) + between[-12:] or "(the line begins)"


# Escapes of line ends, colours and quotes, and what they stand for.
PLAIN = [(r"(?:\\+r)?\\+n", "⏎"), (r"\x1b\[[0-9;]*m", ""), (r"\\+", ""), (r"&quot;|&#x27;|'", '"')]


def general(line, start, end):
    """What stands around a span, without its chance digits: equal for errors of one class."""
    text = line[max(0, start - 14) : start] + b"\xe2\x9f\xaa" + line[start : min(end, start + 24)] + b"\xe2\x9f\xab" + line[end : end + 6]
    text = re.sub(rb"\b(?=[0-9a-f]*[0-9])[0-9a-f]{8,}\b", b"<hex>", text)
    return re.sub(rb"[0-9]", b"9", text).decode("utf-8", "replace")


def is_json(text):
    """Whether a text is a JSON object or list."""
    if text[:1] not in (b"{", b"["):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def score_json(made, line, label):
    if is_json(line):
        made.json_lines += 1
        made.json_broken += not is_json(label)


def score_document(made, data, labelled):
    """A log that is one JSON document, as a saved HAR is, must stay one."""
    if data[:2] == b"{\n" and is_json(data):
        made.json_lines += 1
        made.json_broken += not is_json(labelled)


def count_different(first, second):
    """How many lines a second run changed."""
    return sum(one != other for one, other in zip(first.split(b"\n"), second.split(b"\n"))) + (first.count(b"\n") != second.count(b"\n"))
