"""Which misuses the signals of a log found, and which signals are false."""
import json
from dataclasses import dataclass, field


@dataclass
class Case:
    signal: str
    accept: set
    description: str
    visible: bool
    why: str
    evidence: set
    context: set


@dataclass
class Result:
    """Of one log: how each misuse was found, and the signals that point at none."""

    honest: int
    signals: int = 0
    seconds: float = 0.0
    # "found", "as NAME" for another right name, "missed", "hidden" where the format cannot show it.
    found: dict = field(default_factory=dict)
    false: list = field(default_factory=list)

    def missed(self):
        return [name for name, how in self.found.items() if how == "missed"]

    def visible(self):
        return [name for name, how in self.found.items() if how != "hidden"]

    def rate(self):
        return 10000 * len(self.false) / self.honest


def expand(ranges):
    return {line for first, last in ranges for line in range(first, last + 1)}


def load(folder, log):
    """The misuses, with the lines that they have in this log."""
    cases = []
    for text in (folder / "truth.jsonl").read_text().splitlines():
        entry = json.loads(text)
        cases.append(Case(
            entry["signal"], set(entry["accept"]), entry["description"], entry["visible"][log], entry["why"].get(log, ""),
            expand(entry["evidence"][log]), expand(entry["context"][log]),
        ))  # fmt: skip
    return cases


def concerns(signal, case):
    """A signal has to do with a misuse if it points at its evidence, under whatever name, or, under a right name, at what
    led to it."""
    return bool(signal.lines & case.evidence) or (signal.name in case.accept and bool(signal.lines & case.context))


def how(case, names):
    if not case.visible:
        return "hidden"
    if case.signal in names:
        return "found"
    return "as " + min(names) if names else "missed"


def match(cases, signals, honest, seconds=0.0):
    result = Result(honest, len(signals), seconds)
    for case in cases:
        names = {signal.name for signal in signals if signal.name in case.accept and concerns(signal, case)}
        result.found[case.signal] = how(case, names)
    result.false = [signal for signal in signals if not any(concerns(signal, case) for case in cases)]
    return result
