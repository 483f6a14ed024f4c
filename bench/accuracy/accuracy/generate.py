"""Makes the corpus of one seed: real servers, a seeded client, logs, and the ledger of what is in them."""
import json
import shutil

from . import libraries, scenarios, witness
from .ledger import Ledger
from .servers import Servers
from .traffic import Traffic
from .writers import access, container, dump, har


def generate(seed, requests, work):
    """Fills the folder `work` with logs and returns the ledger."""
    shutil.rmtree(work, ignore_errors=True)
    for name in ("logs", "mails"):
        (work / name).mkdir(parents=True)
    ledger = Ledger()
    traffic = Traffic(seed, ledger)
    (work / "routes.json").write_text(json.dumps(traffic.pick.table()))
    servers = Servers(work)
    servers.manage("migrate", "--run-syncdb", "--verbosity", "0")
    witness.watch(work / "shop.sqlite3")
    ledger.add(servers.key, "password", "secret key", "SECRET_KEY")
    with servers:
        traffic.ports = servers.ports
        scenarios.drive(traffic, requests)
        libraries.drive(traffic, max(10, requests // 12), work / "logs" / "client.libraries.log")
    witness.read_database(work / "shop.sqlite3", ledger)
    witness.read_mails(work / "mails", ledger)
    for name in ("operators", "root", "no-reply"):
        ledger.add(f"{name}@monitor.example.com", "email", "addr-spec", "settings")
    write_mails(work)
    write_derived(work / "logs", traffic.exchanges)
    for log in (work / "logs").glob("*.log"):
        if not log.stat().st_size:
            log.unlink()
    ledger.save(work / "known.jsonl")
    return ledger


def write_mails(work):
    """Two logs: the mails to the operators, with Django's debug page, and those to customers."""
    operators, customers = [], []
    for path in sorted((work / "mails").glob("*.log")):
        text = path.read_bytes()
        (operators if b"To: operators@" in text else customers).append(text)
    (work / "logs" / "mail_operators.django.log").write_bytes(b"".join(operators))
    (work / "logs" / "mail_customers.django.log").write_bytes(b"".join(customers))


def write_derived(logs, exchanges):
    """What proxies, browsers and container runtimes would have written. Each takes a share, to keep the corpus small."""

    def write(name, texts):
        (logs / name).write_bytes(b"".join(text if isinstance(text, bytes) else text.encode() for text in texts))

    write("nginx_combined.made.log", map(access.combined, exchanges[0::2]))
    write("nginx_json.made.log", map(access.as_json, exchanges[1::2]))
    write("nginx_error.made.log", map(access.error, exchanges[2::6]))
    write("uwsgi.made.log", map(access.uwsgi, exchanges[3::4]))
    write("har_pretty.made.log", [har.pretty(exchanges[0::3])])
    write("har_lines.made.log", [har.lines(exchanges[1::3])])
    write("dump_arrows.made.log", map(dump.arrows, exchanges[2::3]))
    write("dump_raw.made.log", map(dump.raw, exchanges[3::3]))
    write("cri.made.log", container.cri(read(logs / "verbose.uvicorn.log")))
    write("docker.made.log", container.docker(read(logs / "json.runserver.log")))


def read(path):
    return path.read_bytes() if path.exists() else b""
