"""Debug logs of HTTP libraries: requests with urllib3 and http.client, httpx with httpcore."""
import base64
import contextlib
import http.client
import logging

import httpx
import requests

from .scenarios import credentials, secret_members
from .values import people

LOGGERS = ["urllib3", "httpx", "httpcore"]


@contextlib.contextmanager
def debugging(path):
    """Sends everything that the libraries say to one file; http.client prints, the others log."""
    with open(path, "w", encoding="utf-8") as file, contextlib.redirect_stdout(file):
        handler = logging.StreamHandler(file)
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        before = http.client.HTTPConnection.debuglevel
        for name in LOGGERS:
            logging.getLogger(name).setLevel(logging.DEBUG)
            logging.getLogger(name).addHandler(handler)
            logging.getLogger(name).propagate = False
        http.client.HTTPConnection.debuglevel = 1
        try:
            yield
        finally:
            http.client.HTTPConnection.debuglevel = before
            for name in LOGGERS:
                logging.getLogger(name).removeHandler(handler)


def call(t, client, server):
    """One request through a library, of a sort that libraries are used for."""
    base = f"http://127.0.0.1:{t.ports[server]}"
    sort = t.rng.choice(["query", "json", "form", "headers", "user"])
    if sort == "query":
        client.get(f"{base}{t.route('page')}?{t.query(t.pairs(2))}")
    elif sort == "json":
        client.post(base + t.route("body"), json=secret_members(t))
    elif sort == "form":
        client.post(base + t.route("body"), data=dict(t.pairs(2)))
    elif sort == "headers":
        # A library refuses characters that it cannot write; the raw client does not.
        client.get(base + t.route("headers"), headers={"Authorization": credentials(t), "Cookie": f"sid={t.note((t.uuid(), 'cookie', 'uuid'), 'sid')}"})
    else:
        user, secret = people.username(t.rng), people.password(t.rng)[0].encode("ascii", "ignore").decode()
        t.ledger.neutral(user, "user name")
        t.ledger.add(base64.b64encode(f"{user}:{secret}".encode()).decode(), "basic", "Basic", "Authorization")
        client.get(base + t.route("page"), auth=(user, secret))


def drive(t, requests_count, path):
    with debugging(path), requests.Session() as first, httpx.Client() as second:
        for _ in range(requests_count):
            call(t, t.rng.choice([first, second]), t.rng.choice(["gunicorn", "uvicorn", "runserver"]))
