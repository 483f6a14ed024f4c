"""The seeded client: decides what is sent where, and notes every value in the ledger."""
import json
import random
import time
from urllib.parse import parse_qsl, quote, quote_plus

from . import witness
from .exchange import Exchange, send
from .selection import Selection
from .values import issuers, names, noise, people, tokens

AGENTS = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "curl/8.11.0", "okhttp/4.12.0",
    "ELB-HealthChecker/2.0", "Googlebot/2.1 (+http://www.google.com/bot.html)", "python-requests/2.34.2", "shop-app/5.1.4 (iOS 18.1)",
]  # fmt: skip
SERVERS = ["gunicorn"] * 5 + ["runserver"] * 3 + ["uvicorn"] * 3 + ["flask"] * 2


class Traffic:
    """State of the client: its random numbers, names, ledger, and all exchanges so far."""

    def __init__(self, seed, ledger, ports=None):
        self.rng = random.Random(seed)
        self.pick = Selection(self.rng)
        self.ledger = ledger
        self.ports = ports or {}
        self.exchanges = []

    # Sending

    def send(self, method, target, headers=(), body=b"", server=None, note=True):
        rng = self.rng
        server = server or rng.choice(SERVERS)
        sent = [("Host", "shop.test"), ("User-Agent", rng.choice(AGENTS)), ("Accept", "*/*"), ("X-Request-Id", self.uuid())]
        sent += [pair for pair in headers if pair[1] != ""]
        if body:
            sent.append(("Content-Length", str(len(body))))
        if not any(name == "Referer" for name, _ in sent) and rng.random() < 0.2:
            sent.append(("Referer", self.referer()))
        exchange = send(self.ports[server], Exchange(server, method, target, sent, body, time.time()))
        self.exchanges.append(exchange)
        witness.read_answer(exchange, self.ledger)
        return exchange

    def post_json(self, target, data, headers=(), **options):
        # Libraries differ in how they write JSON.
        text = json.dumps(data, **self.rng.choice([{}, {"separators": (",", ":")}, {"ensure_ascii": False}]))
        if self.rng.random() < 0.1:
            text = text.replace("@", "\\u0040").replace("&", "\\u0026")
        return self.send("POST", target, [("Content-Type", "application/json"), *headers], text.encode(), **options)

    def post_form(self, target, pairs, headers=(), **options):
        body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)
        return self.send("POST", target, [("Content-Type", "application/x-www-form-urlencoded"), *headers], body.encode(), **options)

    def route(self, view):
        return "/" + self.pick.route(view)

    # Values

    def uuid(self):
        return tokens.random_uuid(self.rng)

    def note(self, made, name):
        value, kind, form = made
        return self.ledger.add(value, kind, form, name)

    def secret(self):
        """A name and a value that suit each other."""
        rng, pick = self.rng, self.pick
        sort = rng.choice(["token"] * 6 + ["api_key", "api_key", "signature", "password", "email", "email", "phone", "phone"])
        name = rng.choice(pick.parameters[sort])
        if sort == "token":
            made = tokens.any_token(rng)
        elif sort == "api_key":
            made = issuers.issued(rng) if rng.random() < 0.6 else (tokens.opaque(rng)[0], "api_key", "opaque")
        elif sort == "signature":
            made = (tokens.text(rng, tokens.HEX, 64), "signature", "hmac")
        else:
            made = {"password": people.password, "email": people.email, "phone": self.any_phone}[sort](rng)
        return name, self.note(made, name)

    def any_phone(self, rng):
        return people.bare_phone(rng) if rng.random() < 0.25 else people.phone(rng)

    def harmless(self):
        name = self.rng.choice(sorted(names.HARMLESS_PARAMETERS))
        template = names.HARMLESS_PARAMETERS[name]
        return name, noise.fill(self.rng, template)

    def email(self, name=""):
        return self.note(people.email(self.rng), name)

    def phone(self, name="", **options):
        return self.note(people.phone(self.rng, **options), name)

    def password(self, name="password"):
        return self.note(people.password(self.rng), name)

    def query(self, pairs):
        """A query string; clients differ in what they escape."""
        rng, escape = self.rng, self.rng.choice([quote_plus, lambda v: quote(v, safe=""), lambda v: quote(v, safe="/:@,|+") if "+" not in v and "%" not in v else quote(v, safe="")])
        separator = ";" if rng.random() < 0.05 else "&"
        text = separator.join(f"{quote(name, safe='[]')}={escape(value)}" for name, value in pairs)
        if rng.random() < 0.1:
            text = lower_escapes(text)
        if separator == ";":
            # Whoever splits at ampersands only takes all the rest for one value.
            for name, value in parse_qsl(text):
                self.ledger.neutral(value, "query with semicolons", name)
        return text

    def pairs(self, secrets=1):
        made = [self.secret() for _ in range(secrets)] + [self.harmless() for _ in range(self.rng.randrange(4))]
        self.rng.shuffle(made)
        return made

    def referer(self):
        if self.rng.random() < 0.6:
            return self.rng.choice(["https://www.google.com/", "https://shop.test/search?q=shoes&page=2", "https://shop.test/cart"])
        return f"https://shop.test{self.route('page')}?{self.query(self.pairs())}"


def lower_escapes(text):
    """Percent escapes with small letters, as some clients write them."""
    return "".join("%" + part[:2].lower() + part[2:] if at else part for at, part in enumerate(text.split("%")))
