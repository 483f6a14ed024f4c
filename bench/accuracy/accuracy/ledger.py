"""The list of every value that was sent or made, which is what the truth is built on."""
import json
from dataclasses import asdict, dataclass

# A neutral value may be masked or not: nonces, OAuth's state, user names, whole headers.
NEUTRAL = "neutral"


@dataclass(frozen=True)
class Known:
    value: str
    kind: str  # the kind that scrim has for it, or NEUTRAL
    form: str  # how it is built: drf, uuid, aws, bcrypt …
    name: str = ""  # the parameter, header or member that carried it first


class Ledger:
    # Shorter values would be found by accident.
    SHORTEST = 6

    def __init__(self):
        self.known = {}

    def add(self, value, kind, form, name=""):
        """Notes a value and returns it. The first note counts."""
        if len(value) >= self.SHORTEST:
            self.known.setdefault(value, Known(value, kind, form, name))
        return value

    def neutral(self, value, form, name=""):
        return self.add(value, NEUTRAL, form, name)

    def __iter__(self):
        return iter(self.known.values())

    def save(self, path):
        with open(path, "w", encoding="utf-8") as file:
            for known in self:
                file.write(json.dumps(asdict(known), ensure_ascii=False) + "\n")


def load(path):
    """The values of a saved ledger."""
    with open(path, encoding="utf-8") as file:
        return [Known(**json.loads(line)) for line in file]
