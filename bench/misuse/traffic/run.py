"""Makes the logs of one seed: sets up the shop, lets clients act, writes the truth."""
import hashlib
import json
import os
import random
import time

import time_machine

from .timeline import START, Timeline

# The share of the honest requests after which the first misuse begins, and the last.
FIRST, LAST = 0.25, 0.93
# Entries of the denylist that nobody uses.
UNUSED_DENIALS = 20


def make(seed, requests, folder, honest_only=False):
    """Fills the folder and returns how many honest requests and misuses there were."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "shop.settings",
        "SHOP_LOGS": str(folder),
        "SHOP_SECRET_KEY": hashlib.sha512(f"{seed}".encode()).hexdigest(),
        "TZ": "UTC",
    }
    time.tzset()
    with time_machine.travel(START, tick=False) as traveller:
        timeline = Timeline(seed, traveller)
        random._urandom = timeline.source("start").randbytes
        return drive(timeline, requests, folder, honest_only)


def drive(timeline, requests, folder, honest_only):
    # Django reads its settings when these are imported.
    import django

    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    from shop import logs

    from . import honest, misuse
    from .client import Shop
    from .front import Front
    from .people import People

    call_command("migrate", run_syncdb=True, verbosity=0)
    people = People(timeline.source("people"))
    shop = Shop(Front(get_wsgi_application()), people, timeline, requests)
    cases = [] if honest_only else misuse.cases()
    schedule = plan(cases, timeline, people, requests)
    timeline.add(honest.arrivals(shop, timeline), timeline.source("arrivals"))
    while True:
        while schedule and shop.honest >= schedule[0][0]:
            _, case, user, chance = schedule.pop(0)
            timeline.add(case.act(shop, chance, case, user), chance)
        if not timeline.step():
            break
    for file in logs.files.values():
        file.close()
    write_truth(cases, folder)
    write_denials(cases, timeline, folder)
    write_counts(shop, folder)
    return shop.honest, len(cases)


def plan(cases, timeline, people, requests):
    """When each misuse begins, and by whom: the order and the people are chance."""
    chance = timeline.source("misuse")
    shuffled = chance.sample(cases, len(cases))
    users = chance.sample(people.customers, len(cases))
    step = (LAST - FIRST) / max(1, len(cases) - 1)
    return [
        (int(requests * (FIRST + step * n)), case, user, timeline.source(f"misuse {case.signal}"))
        for n, (case, user) in enumerate(zip(shuffled, users, strict=True))
    ]


def ranges(entries, name):
    """Runs of lines, first and last, of all requests."""
    merged = []
    for first, last in sorted(entry[name] for entry in entries if entry[name][0] <= entry[name][1]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = last
        else:
            merged.append([first, last])
    return merged


def write_truth(cases, folder):
    from shop import logs

    with open(folder / "truth.jsonl", "w", encoding="utf-8") as file:
        for case in sorted(cases, key=lambda case: case.evidence[0]["json"]):
            names = {name: f"{name}.log" for name in logs.FORMATS}
            entry = {
                "signal": case.signal, "accept": case.accept, "description": case.description, "form": case.form, "requests": case.requests,
                "visible": {log: name not in case.hidden for name, log in names.items()}, "why": {names[name]: why for name, why in case.hidden.items()},
                "evidence": {log: ranges(case.evidence, name) for name, log in names.items()}, "context": {log: ranges(case.context, name) for name, log in names.items()},
            }  # fmt: skip
            file.write(json.dumps(entry) + "\n")


def write_denials(cases, timeline, folder):
    """The tokens of the denylist with their expiry. Their fingerprints are scrim's to make: see measure.py."""
    from shop import tokens

    chance = timeline.source("denials")
    unused = [(tokens.signed({"iss": tokens.ISSUER, "sub": str(n), "jti": chance.randbytes(8).hex(), "exp": int(START) + 86400}), START + 86400) for n in range(UNUSED_DENIALS)]
    with open(folder / "denied.jsonl", "w", encoding="utf-8") as file:
        for token, expiry in [*unused, *(entry for case in cases for entry in case.denied)]:
            file.write(json.dumps({"token": token, "expiry": int(expiry)}) + "\n")
    (folder / "fingerprint.key").write_text(timeline.source("key").randbytes(32).hex() + "\n")


def write_counts(shop, folder):
    """How many honest requests each log has: nginx does not see what does not pass it."""
    from shop import logs

    counts = {f"{name}.log": shop.honest - (shop.direct if name == "nginx" else 0) for name in logs.FORMATS}
    (folder / "honest.json").write_text(json.dumps(counts) + "\n")
