"""Honest traffic: what each sort of client does. Each function is an actor that yields how long it waits."""
import base64
import itertools
import time

from shop import tokens
from shop.api import PRODUCTS
from shop.pages import PROBE_KEY

from .client import API, WEB, Client
from .people import APPS, BROWSERS, TENANTS, WEBVIEW

BACKOFFICE = "backoffice.shop.example"
PARTNER = "partner.shop.example"
# A public address of the shop, which scanners ask without knowing a name.
BARE_HOST = "203.0.113.10"
# Seconds between two sessions, on average.
GAP = 62
# Seconds after which a phone is in another network, on average.
MOVE = 1800
STATIC = ["css/site.9f1c2e.css", "js/app.41ab07.js", "img/logo.svg", "img/banner@2x.webp", "js/vendor.77d0aa.js"]
SLUGS = ["oak-chair", "admin-chair", "desk-lamp", "token-ring-adapter", "bearer-bond-print", "wool-rug", "none-more-black-mug"]
FILES = ["manual.pdf", "manual-v1.2..v1.3.diff", "data%20sheet.pdf", "%C3%BCbersicht.pdf", "drawings/front.dxf", "notes...txt"]
SEARCHES = ["chair", "oak+table", "lamp%20shade", "rug", "mug"]


def think(chance, mean=8.0):
    return min(0.4 + chance.expovariate(1 / mean), 120)


# The web shop.


def browse(client, pages):
    """Pages with their static files."""
    chance = client.chance
    for _ in range(pages):
        kind = chance.random()
        if kind < 0.5:
            target = f"/products/{chance.choice(SLUGS)}/"
        elif kind < 0.75:
            target = f"/search/?q={chance.choice(SEARCHES)}&page={chance.randint(1, 5)}"
        else:
            target = chance.choice(["/", "/cart/", "/search/?q=chair&page_token=" + chance.randbytes(9).hex()])
        client.send("GET", target)
        client.referer = f"https://{client.host}{target}"
        for _ in range(chance.choice([0, 0, 1, 2])):
            yield chance.uniform(0.02, 0.2)
            client.send("GET", "/static/" + chance.choice(STATIC))
        yield think(chance)


def visitor(shop, chance):
    client = Client(shop, chance, WEB, chance.choice(BROWSERS))
    if chance.random() < 0.15:
        # Typed without https, and sent there.
        client.scheme = "http"
        client.send("GET", "/")
        client.scheme = "https"
        yield 0.1
    yield from browse(client, chance.randint(1, 8))
    if chance.random() < 0.15:
        client.send("GET", "/i18n/setlang/?language=" + chance.choice(["de", "fr", "en"]))
        yield 0.1
        yield from browse(client, 1)


def web_customer(shop, chance):
    client = Client(shop, chance, WEB, chance.choice(BROWSERS), user=chance.choice(shop.people.customers))
    yield from browse(client, chance.randint(0, 3))
    if chance.random() < 0.4:
        client.send("GET", "/account/")
        yield 0.1
    way = chance.random()
    if way < 0.12:
        state = f"{client.user.username}.{chance.randbytes(8).hex()}"
        client.send("GET", f"/accounts/callback/?code={chance.randbytes(16).hex()}&state={state}")
    else:
        if way < 0.2:
            yield from reset_password(client)
        yield from web_sign_in(client)
    yield from account_pages(client)
    if chance.random() < 0.06:
        yield from change_password(client)
    if chance.random() < 0.5:
        client.form("/accounts/logout/")


def web_sign_in(client):
    chance = client.chance
    client.send("GET", "/accounts/login/")
    yield think(chance)
    if chance.random() < 0.1:
        client.form("/accounts/login/", username=client.user.username, password="typo")
        yield think(chance)
    client.form("/accounts/login/", username=client.user.username, password=client.shop.people.passwords[client.user.pk])
    yield 0.1


def reset_password(client):
    chance = client.chance
    client.send("GET", "/accounts/reset/")
    yield think(chance)
    mail = client.form("/accounts/reset/", email=client.user.email).mail
    yield think(chance, 40)
    target = client.send("GET", mail).header("Location")
    yield 0.1
    client.send("GET", target)
    yield think(chance)
    password = base64.urlsafe_b64encode(chance.randbytes(9)).decode()
    if client.form(target, password=password).status == 302:
        client.shop.people.passwords[client.user.pk] = password
    yield 0.2


def change_password(client):
    client.send("GET", "/accounts/password/")
    yield think(client.chance)
    password = base64.urlsafe_b64encode(client.chance.randbytes(9)).decode()
    # A session that has ended is sent to the login instead.
    if client.form("/accounts/password/", password=password).header("Location") == "/account/":
        client.shop.people.passwords[client.user.pk] = password
    yield 0.2


def account_pages(client):
    chance, orders = client.chance, client.shop.people.orders[client.user.pk]
    client.send("GET", "/account/")
    yield think(chance)
    for _ in range(chance.randint(1, 6)):
        client.send("GET", chance.choice(["/account/orders/", f"/account/orders/{chance.choice(orders)}/", "/account/", "/products/oak-chair/"]))
        yield think(chance)


# Apps and single pages, which use the API with tokens.


def api_target(client):
    """What a customer's program asks for: its own things, and what is public."""
    chance, user = client.chance, client.user.pk
    orders = client.shop.people.orders[user]
    order = chance.choice(orders)
    choices = [
        (20, "GET", "/api/v1/orders/", None),
        (14, "GET", f"/api/v1/orders/{order}/", None),
        (8, "GET", f"/api/v1/orders/{order}/?fields=id,total&expand=items", None),
        (6, "GET", f"/api/v1/invoices/{client.shop.people.invoice_of(order)}/", None),
        (8, "GET", "/api/v1/users/me/", None),
        (8, "GET", f"/api/v1/users/{user}/", None),
        (6, "GET", f"/api/v1/users/{user}/orders/", None),
        (3, "PATCH", f"/api/v1/users/{user}/", {"newsletter": False}),
        (6, "PUT", "/api/v1/cart/", {"items": [order % 97]}),
        (4, "POST", "/api/v1/orders/", {"total": 1200}),
        (2, "PATCH", f"/api/v1/orders/{order}/", {"note": "ring twice"}),
        (5, "GET", "/api/v1/orders/summary/", None),
        (14, "GET", "/api/v1/notifications/", None),
        (3, "GET", "/api/v1/files/" + chance.choice(FILES), None),
        (20, "GET", f"/api/v1/products/{chance.randint(1, PRODUCTS)}/", None),
        (8, "GET", f"/api/v1/products/?page={chance.randint(1, 20)}", None),
        # A link that somebody else sent, and a door that is shut.
        (0.4, "GET", f"/api/v1/users/{chance.choice(client.shop.people.customers).pk}/", None),
        (0.2, "GET", "/api/v1/admin/users/", None),
    ]
    _, method, target, data = chance.choices(choices, [choice[0] for choice in choices])[0]
    return method, target, data


def export(client):
    """A download. The program makes sure of its token first, for the answer comes late."""
    if client.expires_within(120):
        yield from client.renew()
        yield 0.1
    if (yield from client.call("GET", "/api/v1/users/me/")).status == 200:
        client.send("GET", f"/api/v1/exports/{client.chance.randint(1, 400)}/")


def use(client, calls, move=None):
    for _ in range(calls):
        if move:
            move(client)
        if client.chance.random() < 0.02:
            yield from export(client)
        else:
            yield from client.call(*api_target(client))
        # Now and then the program lies in a pocket until its token has expired.
        yield client.chance.uniform(500, 1500) if client.chance.random() < 0.05 else think(client.chance)


def moving(people, chance):
    """How the address of a phone changes: for good twice in an hour, and now and then back after some seconds at the edge of a
    network. Some phones have two at once, one of each version, and use either."""
    both = [people.v4(chance), people.v6(chance)] if chance.random() < 0.06 else []
    before, change = [], time.time() + chance.expovariate(1 / MOVE)

    def move(client):
        nonlocal change
        if both:
            client.address = chance.choice(both)
        elif time.time() > change and before:
            client.address, change = before.pop(), time.time() + chance.expovariate(1 / MOVE)
        elif time.time() > change:
            if chance.random() < 0.1:
                before.append(client.address)
            client.address, change = people.address(chance), time.time() + (chance.uniform(5, 40) if before else chance.expovariate(1 / MOVE))

    return move


def mobile(shop, chance):
    agent = chance.choice(APPS)
    client = Client(shop, chance, API, agent, user=chance.choice(shop.people.customers))
    move = moving(shop.people, chance)
    webview = chance.random() < 0.08

    def step(one):
        move(one)
        one.agent = WEBVIEW if webview and chance.random() < 0.3 else agent

    client.sign_in()
    shop.signed_in.append(client)
    yield 0.2
    if chance.random() < 0.1:
        yield from client.call("GET", "/api/v1/products/?page=1")
        yield from walk_products(client)
    yield from use(client, chance.randint(4, 30), step)
    yield from leave(client)


def walk_products(client):
    """Many ids by one token, all of them public."""
    first = client.chance.randint(1, PRODUCTS - 60)
    for number in range(first, first + client.chance.randint(10, 45)):
        yield from client.call("GET", f"/api/v1/products/{number}/")
        yield think(client.chance, 1.5)


def leave(client):
    chance = client.chance
    if client in client.shop.signed_in:
        client.shop.signed_in.remove(client)
    if chance.random() < 0.05:
        if (yield from new_password(client)):
            yield 0.3
            yield from use(client, 3)
    if chance.random() < 0.4:
        if client.expires_within(60):
            yield from client.renew()
        client.sign_out()


def new_password(client):
    """Changes the password by the API; the answer has a new token, which is used from then on."""
    password = base64.urlsafe_b64encode(client.chance.randbytes(9)).decode()
    answer = yield from client.call("POST", "/api/v1/auth/password/", {"password": password})
    if answer.status != 200:
        return False
    client.shop.people.passwords[client.user.pk] = password
    client.take(answer)
    return True


def single_page(shop, chance):
    client = Client(shop, chance, API, chance.choice(BROWSERS), user=chance.choice(shop.people.customers))
    client.referer = f"https://{WEB}/app/orders?page=2"
    if chance.random() < 0.4:
        # Before anybody has signed in; some programs send what their memory has then.
        client.send("GET", "/api/v1/orders/", authorization=chance.choice(["", "", "Bearer undefined", "Bearer null"]))
        yield 0.3
    client.sign_in()
    shop.signed_in.append(client)
    yield 0.2
    for _ in range(chance.randint(1, 3)):
        for _ in range(chance.randint(5, 9)):
            # All parts of a page at once, for some of which the browser asks whether it may.
            method, target, data = api_target(client)
            if method != "GET" or chance.random() < 0.2:
                origin = {"Origin": f"https://{WEB}", "Access-Control-Request-Method": method, "Access-Control-Request-Headers": "authorization"}
                client.send("OPTIONS", target, authorization="", headers=origin)
                yield chance.uniform(0.01, 0.03)
            yield from client.call(method, target, data)
            yield chance.uniform(0.01, 0.06)
        yield think(chance, 30)
    yield from leave(client)


def tenant(shop, chance):
    name = chance.choice(TENANTS)
    client = Client(shop, chance, f"{name}.shop.example", chance.choice(BROWSERS), user=chance.choice(shop.people.tenants[name]))
    client.referer = f"https://{client.host}/app/"

    def leave_by_any_gate(one):
        if name == "globex":
            one.address = chance.choice(shop.people.egress)

    leave_by_any_gate(client)
    client.sign_in()
    yield 0.2
    yield from use(client, chance.randint(4, 15), leave_by_any_gate)
    yield from leave(client)


def staff(shop, chance):
    admin = chance.random() < 0.4
    client = Client(shop, chance, BACKOFFICE, chance.choice(BROWSERS[:4]), shop.people.offices[0], chance.choice(shop.people.admins if admin else shop.people.support))
    client.referer = f"https://{BACKOFFICE}/users"
    client.sign_in()
    yield 0.2
    for _ in range(chance.randint(4, 18)):
        user = chance.choice(shop.people.customers).pk
        order = chance.choice(shop.people.orders[user])
        choices = [
            (10, "GET", f"/api/v1/admin/users/{user}/", None), (4, "GET", f"/api/v1/admin/users/?page={chance.randint(1, 9)}", None),
            (3, "PATCH", f"/api/v1/admin/users/{user}/", {"locked": False}), (5, "GET", f"/api/v1/users/{user}/orders/", None),
            (3, "GET", f"/api/v1/users/{user}/", None), (5, "GET", f"/api/v1/orders/{order}/", None), (2, "PATCH", f"/api/v1/orders/{order}/", {"state": "sent"}),
            (3, "GET", "/api/v1/admin/reports/sales/", None), (3, "GET", f"/api/v1/customers/{user}/notes/", None), (2, "POST", f"/api/v1/customers/{user}/notes/", {"text": "called"}),
        ]  # fmt: skip
        _, method, target, data = chance.choices(choices, [choice[0] for choice in choices])[0]
        yield from client.call(method, target, data)
        yield think(chance)
    if admin and chance.random() < 0.5 and shop.signed_in:
        victim = chance.choice(shop.signed_in)
        if victim.authorization:
            yield from client.call("POST", "/api/v1/admin/tokens/revoke/", {"jti": victim.claims()["jti"], "user": victim.user.pk})
    client.sign_out()


# Programs.


def crawler(shop, chance):
    client = Client(shop, chance, WEB, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "66.249.66." + str(chance.randint(1, 200)))
    for _ in range(chance.randint(2, 10)):
        client.send("GET", chance.choice([f"/products/{chance.choice(SLUGS)}/", "/robots.txt", "/search/?q=mug"]))
        yield chance.uniform(2, 30)


def scanner(shop, chance):
    client = Client(shop, chance, chance.choice([BARE_HOST, WEB]), chance.choice(["Mozilla/5.0 zgrab/0.x", "python-requests/2.32.3", "curl/8.5.0"]))
    for _ in range(chance.randint(1, 5)):
        client.send("GET", chance.choice(["/.env", "/wp-login.php", "/.git/config", "/cgi-bin/..%2f..%2f..%2fetc/passwd", "/api/v1/admin/users/", "/admin/login/"]))
        yield chance.uniform(0.2, 2)


def probes(shop, chance):
    """The cluster asks the shop itself, under its address."""
    client = Client(shop, chance, "10.0.3.7:8000", "kube-probe/1.33")
    client.address = ""
    metrics = "Basic " + base64.b64encode(f"prometheus:{PROBE_KEY}".encode()).decode()
    while True:
        client.send("GET", "/healthz")
        yield 60
        client.send("GET", "/metrics", authorization=metrics, headers={"User-Agent": "Prometheus/3.7.3"})
        yield 60


def payments(shop, chance):
    client = Client(shop, chance, WEB, "PayCo-Webhooks/2.1", "185.60.20." + str(chance.randint(2, 9)))
    while True:
        client.send("POST", "/hooks/payments/", {"event": "paid"}, headers={"X-Signature": "sha256=" + chance.randbytes(32).hex()})
        yield chance.expovariate(1 / 180)


def service(shop, chance, name, scope, days, key_id, audience=tokens.AUDIENCE):
    client = Client(shop, chance, API, f"{name}/3.4 python-httpx/0.28.1")
    client.authorization = "Bearer " + tokens.service("svc-" + name, scope, days * 86400, audience, key_id)
    return client


def warehouse(shop, chance):
    """A service in six pods, with a token for three months."""
    client = service(shop, chance, "warehouse", "orders:read orders:write stock:read stock:write", 90, "2026-08")
    pods = [f"10.0.8.{n}" for n in chance.sample(range(10, 250), 6)]
    while True:
        client.address = chance.choice(pods)
        client.send("GET", "/api/v1/orders/?status=open")
        if chance.random() < 0.02:
            for _ in range(chance.randint(10, 25)):
                yield chance.uniform(0.2, 0.9)
                client.send("PUT", f"/api/v1/stock/{chance.randint(1, PRODUCTS)}/", {"count": 3})
        yield 75


def mailing(shop, chance):
    """A service that reads the orders of many users, with a new token each day and a key that is changed at noon."""
    client = service(shop, chance, "mailing", "orders:read users:read", 1, "2026-10")
    client.address = "10.0.8.3"
    for run in range(24):
        if run == 6:
            client.authorization = service(shop, chance, "mailing", "orders:read users:read", 1, "2026-11").authorization
        for user in sorted(one.pk for one in chance.sample(shop.people.customers, 12)):
            client.send("GET", f"/api/v1/users/{user}/orders/")
            yield chance.uniform(0.2, 1)
        yield 3600


def analytics(shop, chance):
    """A service that only reads."""
    client = service(shop, chance, "analytics", "orders:read", 30, "2026-10")
    client.address = "10.0.9.4"
    while True:
        client.send("GET", f"/api/v1/orders/?since={chance.randint(1, 600)}&page={chance.randint(1, 9)}")
        yield 300


def partner(shop, chance):
    """Another company, which copies the catalogue page by page and thing by thing."""
    client = service(shop, chance, "comparison", "catalogue:read", 30, "2026-10", "partner-api")
    client.host, client.address = PARTNER, "91.198.174.20"
    first = 1
    while True:
        client.send("GET", f"/api/v1/products/?page={first // 20 + 1}")
        for number in range(first, first + 20):
            yield chance.uniform(0.3, 1)
            client.send("GET", f"/api/v1/products/{number}/")
        first = (first + 20) % (PRODUCTS - 20)
        yield 1500


def script(shop, chance):
    """A customer's own script, with an API key instead of a token. The key goes on when its owner changes the password."""
    user = chance.choice(shop.people.customers)
    client = Client(shop, chance, API, "python-requests/2.32.3", shop.people.v4(chance), user)
    client.authorization = "Token " + shop.people.api_key(user)
    change = chance.randint(1, 12)
    for run in itertools.count():
        for order in shop.people.orders[user.pk]:
            client.send("GET", f"/api/v1/orders/{order}/")
            yield 1
        yield 1750
        if run == change:
            owner = Client(shop, chance, API, chance.choice(BROWSERS), user=user)
            owner.sign_in()
            yield 20
            yield from new_password(owner)


SESSIONS = [(25, visitor), (18, web_customer), (24, mobile), (12, single_page), (8, tenant), (5, staff), (4, crawler), (4, scanner)]
PROGRAMS = [probes, payments, warehouse, mailing, analytics, partner, script, script, script]


def arrivals(shop, timeline):
    """Sessions begin one after the other, all day long."""
    chance = timeline.source("arrivals")
    for number, program in enumerate(PROGRAMS):
        source = timeline.source(f"program {number}")
        timeline.add(program(shop, source), source, source.uniform(0, 60))
    number = 0
    while shop.honest < shop.limit:
        kind = chance.choices([kind for _, kind in SESSIONS], [weight for weight, _ in SESSIONS])[0]
        source = timeline.source(f"session {number}")
        timeline.add(kind(shop, source), source)
        number += 1
        yield chance.expovariate(1 / GAP)
