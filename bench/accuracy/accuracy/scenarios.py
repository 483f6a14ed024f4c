"""What clients do. Each scenario is one function; the list at the end says how often each happens."""
import json
import re
from urllib.parse import quote

from .values import issuers, names, noise, people, sentences, signed, tokens

DJANGO = ["gunicorn", "gunicorn", "runserver", "uvicorn"]


def harmless_page(t):
    path = t.rng.choice(["logo@2x.png", "app.3f2c9a7d.js", "@vite/client", f"{t.rng.randrange(10**6)}", "bearer-authentication", "en-GB", "token-refresh.html",
        tokens.text(t.rng, tokens.HEX, 40) + "/main.js.map", t.uuid(), "2026/11/22", "password-reset", "icons@3x.webp"])
    query = "?" + t.query([t.harmless() for _ in range(t.rng.randrange(1, 5))]) if t.rng.random() < 0.6 else ""
    t.send("GET", f"{t.route('page')}/{path}{query}", [("If-None-Match", f'"{tokens.text(t.rng, tokens.HEX, 32)}"')])


def harmless_json(t):
    t.post_json(t.route("body"), noise.members(t.rng) | {"items": [noise.members(t.rng)]})


def harmless_lines(t):
    lines = [noise.line(t.rng) for _ in range(t.rng.randrange(1, 4))]
    t.post_json(t.route("collect"), {"lines": lines, "events": [{"event": "metric", **noise.members(t.rng)}]}, server=t.rng.choice(DJANGO))


def harmless_order(t):
    t.send("POST", t.route("order"), server=t.rng.choice(DJANGO))


def query(t):
    t.send("GET", f"{t.route('page')}?{t.query(t.pairs(t.rng.choice([1, 1, 2])))}")


def nested_query(t):
    """A parameter that holds a link with parameters, escaped a second time."""
    inner = f"{t.route('page')}?{t.query(t.pairs())}"
    t.send("GET", f"{t.route('page')}?next={quote(inner, safe='')}&lang=en-GB", server=t.rng.choice(DJANGO))


def presigned(t):
    t.send("GET", f"{t.route('page')}/{t.rng.randrange(10**4)}.pdf?{signed.presigned(t.rng, t.ledger)}")


def secret_members(t):
    data = noise.members(t.rng)
    for _ in range(t.rng.randrange(1, 4)):
        name, value = t.secret()
        data[name] = int(value) if value.isdigit() and value[0] != "0" and t.rng.random() < 0.3 else value
    return data


def body(t):
    data = noise.members(t.rng) | {t.rng.choice(["user", "data", "auth", "customer", "result"]): secret_members(t)}
    if t.rng.random() < 0.3:
        data["contacts"] = [{"type": "email", "value": t.email()}, {"type": "phone", "value": t.phone()}]
    if t.rng.random() < 0.3:
        data["raw"] = json.dumps(secret_members(t))
    if t.rng.random() < 0.1:
        data["raw"] = json.dumps({"body": json.dumps(secret_members(t)), "attempt": 2})
    t.post_json(t.route("body"), data)


def large_body(t):
    """Longer than the 16 KiB after which container runtimes cut a line."""
    rows = [noise.members(t.rng) | ({"email": t.email("email")} if t.rng.random() < 0.5 else secret_members(t)) for _ in range(90)]
    # The servers whose logs are wrapped.
    for server in ("uvicorn", "runserver"):
        t.post_json(t.route("body"), {"rows": rows}, server=server)


def form(t):
    t.post_form(t.route("body"), t.pairs(2))


def upload(t):
    """A multipart form: the name stands in a header, the value behind a blank line."""
    boundary = "----shop" + tokens.text(t.rng, tokens.LOWER, 16)
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in t.pairs(2)]
    parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a@2x.png"\r\nContent-Type: image/png\r\n\r\nPNG data\r\n--{boundary}--\r\n')
    t.send("POST", t.route("body"), [("Content-Type", f"multipart/form-data; boundary={boundary}")], "".join(parts).encode())


def credentials(t):
    """The value of an Authorization header, of any scheme."""
    sort = t.rng.random()
    if sort < 0.6:
        return signed.authorization(t.rng, t.ledger, t.rng.choice(names.SCHEMES))
    return t.rng.choice([signed.basic, signed.basic, signed.digest, signed.sigv4])(t.rng, t.ledger)


def authorization(t):
    view = t.rng.choice(["account", "headers", "page"])
    t.send("GET", t.route(view), [("Authorization", credentials(t))])


def header(t):
    sort = t.rng.choice(["token", "token", "token", "api_key", "signature"])
    name = t.rng.choice(t.pick.headers[sort])
    if sort == "signature":
        value = signed.signature_header(t.rng, t.ledger, name)
    elif sort == "api_key":
        value = t.note(issuers.issued(t.rng) if t.rng.random() < 0.5 else (tokens.opaque(t.rng)[0], "api_key", "opaque"), name)
    elif name == "Proxy-Authorization":
        value = signed.basic(t.rng, t.ledger)
    else:
        value = t.note(tokens.any_token(t.rng), name)
    t.send(t.rng.choice(["GET", "POST"]), t.route(t.rng.choice(["headers", "page"])), [(name, value)])


def cookie(t):
    crumbs = [("theme", "solarized-dark"), ("lang", "en-GB-oxendict"), ("_ga", f"GA1.2.{t.rng.randrange(10**9)}.1763780414")]
    crumbs = [(name, t.ledger.neutral(value, "harmless cookie", name)) for name, value in t.rng.sample(crumbs, t.rng.randrange(1, 3))]
    for name in t.rng.sample(t.pick.cookies, t.rng.randrange(1, 3)):
        value, kind, form = t.rng.choice([tokens.opaque, tokens.hex_digits, tokens.jwt, tokens.random_id])(t.rng)
        crumbs.insert(t.rng.randrange(len(crumbs) + 1), (name, t.ledger.add(value, kind if kind == "jwt" else "cookie", form, name)))
    value = "; ".join(f"{name}={value}" for name, value in crumbs)
    # Every value of a cookie header may be masked.
    t.send("GET", t.route(t.rng.choice(["page", "headers"])), [("Cookie", t.ledger.neutral(value, "header"))])


def link(t):
    path = t.route("link")
    made = t.rng.choice([tokens.drf, tokens.opaque, tokens.hex_digits, tokens.jwt, tokens.random_id])(t.rng)
    t.send("GET", f"{path}/{t.note(made, path)}/", server=t.rng.choice(DJANGO))


def person_in_path(t):
    value = t.email("path") if t.rng.random() < 0.6 else t.phone("path", national=False)
    t.send("GET", f"{t.route('page')}/{quote(value, safe=t.rng.choice(['', '@+']))}/edit")


def callback(t):
    pairs = [("code", t.note((tokens.opaque(t.rng)[0], "token", "oauth code"), "code"))]
    pairs.append(("state", t.ledger.neutral(tokens.text(t.rng, tokens.URL, 22), "oauth state", "state")))
    if t.rng.random() < 0.4:
        name = t.rng.choice(["access_token", "id_token", "ticket", "SAMLResponse"])
        pairs.append((name, t.note(tokens.any_token(t.rng), name)))
    t.send("GET", f"{t.route('callback')}?{t.query(pairs)}", server=t.rng.choice(DJANGO))


def crash(t):
    pairs = t.pairs(2)
    if t.rng.random() < 0.5:
        t.send("GET", f"{t.route('crash')}?{t.query(pairs)}", [("Authorization", credentials(t))], server=t.rng.choice(DJANGO))
    else:
        t.post_form(t.route("crash"), pairs, server=t.rng.choice(DJANGO))


def flask_crash(t):
    t.send("GET", f"/pay/crash?{t.query(t.pairs(1))}", server="flask")


def lines(t):
    """Sentences, commands and settings that applications write into their logs."""
    made = [line for _ in range(t.rng.randrange(1, 4)) for line in sentences.lines(t)]
    made.insert(t.rng.randrange(len(made) + 1), noise.line(t.rng))
    t.post_json(t.route("collect"), {"lines": made}, server=t.rng.choice(DJANGO))


def events(t):
    made = [{"event": t.rng.choice(["user logged in", "cached", "retry", "outgoing"]), **secret_members(t), **noise.members(t.rng)} for _ in range(2)]
    t.post_json(t.route("collect"), {"events": made}, server=t.rng.choice(DJANGO))


def user(t):
    """Registers, and returns what a login needs."""
    data = {"username": people.username(t.rng), "email": t.email("email"), "password": t.password(), "phone": t.phone("phone"), "key": t.note(issuers.issued(t.rng), "api_key")}
    t.ledger.neutral(data["username"], "user name")
    server = t.rng.choice(DJANGO)
    t.post_json(t.route("register"), data, server=server)
    return data, server


def session(t):
    """Django's own login form, its cookies, and the account page afterwards."""
    data, server = user(t)
    page = t.send("GET", "/login/", server=server)
    jar = page.cookies()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text).group(1)
    wrong = [("csrfmiddlewaretoken", token), ("username", data["username"]), ("password", t.password())]
    cookie_header = [("Cookie", "; ".join(f"{name}={value}" for name, value in jar.items()))]
    if t.rng.random() < 0.5:
        t.post_form("/login/", wrong, cookie_header, server=server)
    right = wrong[:2] + [("password", data["password"])]
    jar |= t.post_form("/login/", right, cookie_header, server=server).cookies()
    value = "; ".join(f"{name}={value}" for name, value in jar.items())
    t.send("GET", t.route("headers"), [("Cookie", value)], server=server)
    if t.rng.random() < 0.5:
        t.send("GET", f"{t.route('crash')}?{t.query([t.harmless()])}", [("Cookie", value)], server=server)


def drf(t):
    """Django REST framework's token: fetched, then used."""
    data, server = user(t)
    answer = t.post_form(t.route("drf_login"), [("username", data["username"]), ("password", data["password"])], server=server)
    token = json.loads(answer.answer)["token"]
    t.ledger.add(token, "token", "drf", "token")
    for _ in range(2):
        t.send("GET", t.route("account"), [("Authorization", f"Token {token}")], server=server)


def jwt(t):
    data, server = user(t)
    answer = t.post_json(t.route("jwt_login"), {"username": data["username"], "password": data["password"]}, server=server)
    pair = json.loads(answer.answer)
    for name in ("access", "refresh"):
        t.ledger.add(pair[name], "jwt", "jwt of the shop", name)
    t.send("GET", t.route("account"), [("Authorization", f"Bearer {pair['access']}")], server=server)
    t.post_json(t.route("body"), {"refresh": pair["refresh"]}, server=server)


def password_reset(t):
    data, server = user(t)
    t.post_form("/password-reset/", [("email", data["email"])], server=server)
    forged = tokens.text(t.rng, tokens.LOWER, 6) + "-" + tokens.text(t.rng, tokens.HEX, 32)
    t.ledger.add(forged, "token", "django reset", "reset link")
    t.send("GET", f"/reset/NDI/{forged}/", server=server)


def sign(t):
    data = {"id": t.rng.randrange(10**6), "email": t.email("email")}
    answer = json.loads(t.post_json(t.route("sign"), data, server=t.rng.choice(DJANGO)).answer)
    for name, value in answer.items():
        t.ledger.add(value, "session_data", "django signing", name)
    t.send("GET", f"{t.route('link')}/{answer['compressed']}/", server=t.rng.choice(DJANGO))
    t.send("GET", f"{t.route('page')}?{t.query([('link', answer['signed']), t.harmless()])}", server=t.rng.choice(DJANGO))


WEIGHTS = {
    harmless_page: 22, harmless_json: 6, harmless_lines: 14, harmless_order: 4, query: 8, nested_query: 3, presigned: 2, body: 7,
    large_body: 0.2, form: 4, upload: 3, authorization: 7, header: 6, cookie: 4, link: 4, person_in_path: 3, callback: 3, crash: 1,
    flask_crash: 0.5, lines: 8, events: 4, session: 1, drf: 1, jwt: 1, password_reset: 1, sign: 1,
}  # fmt: skip


def drive(traffic, requests):
    """Sends about so many requests: a scenario may take several."""
    # Each happens once at least, so that no form is missing in a short run.
    for scenario in WEIGHTS:
        scenario(traffic)
    while len(traffic.exchanges) < requests:
        traffic.rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0](traffic)
