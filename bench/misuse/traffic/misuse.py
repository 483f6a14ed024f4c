"""Each misuse once. The docstring of a function says what happens; what it sends with `commit` is the evidence."""
import base64
import json
import time
from dataclasses import dataclass, field

import jwt
from django.conf import settings

from shop import keys, tokens

from .client import API, WEB, Client
from .honest import BACKOFFICE, think, use
from .people import APPS, BROWSERS

NO_SCHEME = "the format does not say whether the request came over https"
NO_COOKIES = "the format has no Set-Cookie"
NO_SESSION = "the format has no cookies, so that a session cannot be told from no credentials"

ALL = []


@dataclass
class Case:
    """What became of one misuse: the lines of its evidence, those of what led to it, and what a denylist needs."""

    signal: str
    accept: list
    hidden: dict
    act: object
    evidence: list = field(default_factory=list)
    context: list = field(default_factory=list)
    denied: list = field(default_factory=list)
    requests: int = 0
    # Which of several forms chance took.
    form: str = ""

    @property
    def description(self):
        return " ".join(self.act.__doc__.split()) + (f" ({self.form})" if self.form else "")

    def choose(self, chance, forms):
        self.form = str(chance.choice(forms))
        return self.form


def misuse(signal, *also, **hidden):
    """Registers an actor. `also` are other names under which the same thing may be reported with right; `hidden` are the
    formats that cannot show it, with the reason."""

    def register(act):
        ALL.append((signal, [signal, *also], hidden, act))
        return act

    return register


def cases():
    return [Case(*entry) for entry in ALL]


class Offender(Client):
    """A client whose requests are noted: as evidence what it commits, as context what else it sends."""

    def __init__(self, shop, chance, case, **about):
        about = {"agent": chance.choice(BROWSERS), "address": shop.people.v4(chance)} | about
        super().__init__(shop, chance, record=lambda answer: case.context.append(answer.lines), **about)
        self.case = case

    def commit(self, method, target, data=None, **how):
        """What the shop should refuse and does not."""
        kept, self.record = self.record, lambda answer: self.case.evidence.append(answer.lines)
        answer = self.send(method, target, data, **how)
        self.record = kept
        self.case.requests += 1
        if not 200 <= answer.status < 300:
            raise RuntimeError(f"{self.case.signal}: {method} {target.partition('?')[0]} was answered with {answer.status}")
        return answer

    def bear(self, payload, algorithm="HS256", key=None, headers=None):
        self.authorization = "Bearer " + jwt.encode(payload, settings.SECRET_KEY if key is None else key, algorithm, headers=headers)

    def settle(self, calls=4):
        """Signs in and does what anybody does, so that what follows stands out against it."""
        self.sign_in()
        yield 1.0
        yield from use(self, calls)
        if self.expires_within(600):
            yield from self.renew()


def own(user):
    """The claims of an honest token of the user."""
    return tokens.access_claims(type(user).objects.select_related("account").get(pk=user.pk))


def part(value):
    """One part of a token, of those that are made by hand."""
    return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode().rstrip("=")


# What the token says of itself.


@misuse("alg_none")
def alg_none(shop, chance, case, user):
    """A token without a signature (alg none) reads a customer's orders."""
    client = Offender(shop, chance, case, user=user)
    header = {"alg": case.choose(chance, ["none", "None", "NONE"]), "typ": "JWT"}
    client.authorization = "Bearer " + ".".join([*(part(value) for value in (header, own(user))), ""])
    client.commit("GET", "/api/v1/orders/")
    yield 1


@misuse("alg_changed", "alg_unexpected")
def alg_changed(shop, chance, case, user):
    """The mailing service's tokens are signed with RS256; one of the same subject, issuer and key id says HS256 and is
    signed with the public key as if it were a secret."""
    client = Offender(shop, chance, case, agent="mailing/3.4 python-httpx/0.28.1", address="10.0.8.3")
    payload = tokens.service_claims("svc-mailing", "orders:read users:read", 86400, tokens.AUDIENCE)
    client.bear(payload, "HS256", keys.public_text(), {"kid": "2026-10"})
    client.commit("GET", "/api/v1/orders/?page=1")
    yield 1


@misuse("alg_unexpected", "alg_changed")
def alg_unexpected(shop, chance, case, user):
    """A customer's token is signed with another algorithm, where all tokens of this issuer say HS256."""
    client = Offender(shop, chance, case, user=user)
    client.bear(own(user), case.choose(chance, ["HS384", "HS512"]))
    client.commit("GET", "/api/v1/users/me/")
    yield 1


@misuse("expired_token")
def expired_token(shop, chance, case, user):
    """A token that expired some time ago fetches an export."""
    client = Offender(shop, chance, case, user=user)
    expired = int(time.time()) - 60 * int(case.choose(chance, [10, 120, 3000]))
    case.form += " minutes"
    client.bear(own(user) | {"iat": expired - tokens.ACCESS_LIFE, "nbf": expired - tokens.ACCESS_LIFE, "exp": expired})
    client.commit("GET", "/api/v1/exports/77/")
    yield 1


@misuse("not_yet_valid_token")
def not_yet_valid_token(shop, chance, case, user):
    """A token that is not valid before one hour from now is taken."""
    client = Offender(shop, chance, case, user=user)
    now = int(time.time())
    client.bear(own(user) | {"nbf": now + 3600, "exp": now + 4500})
    client.commit("GET", "/api/v1/users/me/")
    yield 1


@misuse("long_lived_token")
def long_lived_token(shop, chance, case, user):
    """A customer's token lives for years, where others live for a quarter of an hour and services' up to 90 days."""
    client = Offender(shop, chance, case, user=user)
    years = int(case.choose(chance, [1, 5, 10]))
    client.bear(own(user) | {"exp": int(time.time()) + years * 365 * 86400})
    client.commit("GET", "/api/v1/users/me/")
    yield 1


@misuse("audience_mismatch")
def audience_mismatch(shop, chance, case, user):
    """A token for the audience billing-internal is used for the API of the shop, whose tokens are for shop-api."""
    client = Offender(shop, chance, case, user=user)
    client.bear(own(user) | {"aud": "billing-internal"})
    client.commit("GET", "/api/v1/users/me/")
    yield 1


@misuse("issuer_mismatch")
def issuer_mismatch(shop, chance, case, user):
    """A token of the staging system's issuer is used in production."""
    client = Offender(shop, chance, case, user=user)
    client.bear(own(user) | {"iss": "https://auth.staging.shop.example"})
    client.commit("GET", "/api/v1/users/me/")
    yield 1


@misuse("tenant_mismatch")
def tenant_mismatch(shop, chance, case, user):
    """A token of the tenant acme is used on the host of the tenant globex."""
    user = chance.choice(shop.people.tenants["acme"])
    client = Offender(shop, chance, case, user=user, host="globex.shop.example")
    client.bear(own(user))
    client.commit("GET", "/api/v1/orders/")
    yield 1


@misuse("host_mismatch", "audience_mismatch")
def host_mismatch(shop, chance, case, user):
    """A token whose audience is https://backoffice.shop.example is used on api.shop.example."""
    user = shop.people.support[3]
    client = Offender(shop, chance, case, user=user, address=shop.people.offices[0])
    client.bear(own(user))
    client.commit("GET", "/api/v1/users/me/")
    yield 1


@misuse("unknown_host")
def unknown_host(shop, chance, case, user):
    """A valid token comes with a Host header that is none of the shop's."""
    host = case.choose(chance, ["shop.example.attacker.test", "localhost", "api-shop.attacker.test"])
    client = Offender(shop, chance, case, user=user, host=host)
    client.bear(own(user))
    client.commit("GET", "/api/v1/users/me/")
    yield 1


# What the token is used for.


@misuse("scope_exceeded")
def scope_exceeded(shop, chance, case, user):
    """A token with the scope orders:read changes or deletes an order."""
    client = Offender(shop, chance, case, agent="reporting/1.0 python-httpx/0.28.1", address="10.0.9.7")
    client.authorization = "Bearer " + tokens.service("svc-reporting", "orders:read", 86400, tokens.AUDIENCE, "2026-10")
    for page in range(1, 5):
        client.send("GET", f"/api/v1/orders/?page={page}")
        yield 5
    client.commit(case.choose(chance, ["DELETE", "PATCH"]), f"/api/v1/orders/{shop.people.last_order}/")


@misuse("role_exceeded")
def role_exceeded(shop, chance, case, user):
    """A customer's token reads a report under /admin/, which only staff reads."""
    client = Offender(shop, chance, case, user=user)
    yield from client.settle()
    client.commit("GET", f"/api/v1/admin/reports/{case.choose(chance, ['sales', 'customers'])}/")


@misuse("role_changed")
def role_changed(shop, chance, case, user):
    """A customer's next token says that the role is admin; it is used for nothing that needs it."""
    client = Offender(shop, chance, case, user=user)
    yield from client.settle()
    client.bear(own(user) | {"role": "admin"})
    for target in ("/api/v1/users/me/", "/api/v1/orders/"):
        client.commit("GET", target)
        yield think(chance)


@misuse("path_traversal")
def path_traversal(shop, chance, case, user):
    """A valid token fetches a file outside of the folder."""
    client = Offender(shop, chance, case, user=user)
    yield from client.settle()
    forms = ["..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/etc/passwd", "../../../etc/passwd", "..%252f..%252fetc%252fpasswd", "..%5c..%5cweb.config"]
    client.commit("GET", "/api/v1/files/" + case.choose(chance, forms))


@misuse("burst")
def burst(shop, chance, case, user):
    """One token sends 300 requests for its own orders within ten seconds."""
    client = Offender(shop, chance, case, user=user, agent="python-requests/2.32.3")
    yield from client.settle()
    for _ in range(300):
        client.commit("GET", "/api/v1/orders/")
        yield chance.uniform(0.01, 0.05)


@misuse("other_subject")
def other_subject(shop, chance, case, user):
    """A customer's token reads the orders of another user, whose id stands in the path."""
    client = Offender(shop, chance, case, user=user)
    yield from client.settle()
    client.commit("GET", f"/api/v1/users/{user.pk + 1}/orders/")


@misuse("id_walk")
def id_walk(shop, chance, case, user):
    """One customer's token reads 80 invoices with consecutive ids, most of them of others, in one order or another."""
    client = Offender(shop, chance, case, user=user)
    yield from client.settle()
    first = shop.people.invoice_of(shop.people.first_order) + 200
    numbers = list(range(first, first + 80))
    way = case.choose(chance, ["upwards", "downwards", "shuffled"])
    if way == "downwards":
        numbers.reverse()
    if way == "shuffled":
        chance.shuffle(numbers)
    for number in numbers:
        client.commit("GET", f"/api/v1/invoices/{number}/")
        yield chance.uniform(0.6, 1.4)


# Where the token comes from.


@misuse("many_addresses")
def many_addresses(shop, chance, case, user):
    """One token comes from 16 addresses within eight minutes."""
    client = Offender(shop, chance, case, user=user, agent=APPS[0])
    yield from client.settle()
    for _ in range(16):
        client.address = shop.people.v4(chance)
        client.commit("GET", "/api/v1/notifications/")
        yield chance.uniform(20, 38)


@misuse("many_agents")
def many_agents(shop, chance, case, user):
    """One token comes from nine user agents within five minutes, always from one address."""
    client = Offender(shop, chance, case, user=user)
    yield from client.settle()
    programs = ["python-requests/2.32.3", "curl/8.5.0", "Go-http-client/2.0", "PostmanRuntime/7.49.1", "okhttp/4.12.0", "node-fetch/1.0", "Wget/1.21.4", BROWSERS[0], BROWSERS[2]]
    for program in programs:
        client.agent = program
        client.commit("GET", "/api/v1/orders/")
        yield chance.uniform(15, 40)


@misuse("impossible_succession", "many_addresses")
def impossible_succession(shop, chance, case, user):
    """One token comes from two networks in turn, again and again, two seconds apart."""
    client = Offender(shop, chance, case, user=user, agent=BROWSERS[1], address="85.214.7.31")
    yield from client.settle()
    for turn in range(10):
        client.address = ("85.214.7.31", "177.54.144.90")[turn % 2]
        client.commit("GET", "/api/v1/notifications/")
        yield 2


# After its end.


@misuse("used_after_logout", "used_after_revocation")
def used_after_logout(shop, chance, case, user):
    """A customer signs out; the token goes on being used."""
    client = Offender(shop, chance, case, user=user)
    yield from client.settle()
    token = client.authorization
    client.sign_out()
    yield 90
    client.commit("GET", "/api/v1/exports/12/", authorization=token)
    yield 20
    client.commit("GET", "/api/v1/exports/13/", authorization=token)


@misuse("used_after_password_change")
def used_after_password_change(shop, chance, case, user):
    """A customer changes the password; a token from before goes on being used."""
    client = Offender(shop, chance, case, user=user)
    yield from client.settle()
    token = client.authorization
    password = chance.randbytes(9).hex()
    answer = client.send("POST", "/api/v1/auth/password/", {"password": password})
    shop.people.passwords[user.pk] = password
    client.take(answer)
    yield 60
    client.send("GET", "/api/v1/orders/")
    yield 60
    client.commit("GET", "/api/v1/exports/31/", authorization=token)


@misuse("used_after_revocation")
def used_after_revocation(shop, chance, case, user):
    """An admin revokes a customer's token by its id; it goes on being used."""
    client = Offender(shop, chance, case, user=user)
    yield from client.settle()
    admin = Offender(shop, chance, case, user=shop.people.admins[0], host=BACKOFFICE, address=shop.people.offices[0])
    admin.sign_in()
    yield 5
    admin.send("POST", "/api/v1/admin/tokens/revoke/", {"jti": client.claims()["jti"], "user": user.pk})
    yield 40
    client.commit("GET", "/api/v1/exports/45/")


@misuse("denylisted")
def denylisted(shop, chance, case, user):
    """A token that stands in the denylist is used."""
    client = Offender(shop, chance, case, user=user)
    client.bear(own(user))
    case.denied.append((client.authorization.partition(" ")[2], int(time.time()) + 86400))
    client.commit("GET", "/api/v1/users/me/")
    yield 1


# How the token travels.


@misuse("token_in_query")
def token_in_query(shop, chance, case, user):
    """A token stands in the query string."""
    client = Offender(shop, chance, case, user=user)
    client.bear(own(user))
    name = case.choose(chance, ["access_token", "token", "jwt"])
    client.commit("GET", f"/api/v1/files/manual.pdf?{name}=" + client.authorization.partition(" ")[2], authorization="")
    yield 1


@misuse("token_in_referer")
def token_in_referer(shop, chance, case, user):
    """A page is asked for with a Referer that has a token in it."""
    client = Offender(shop, chance, case, user=user, host=WEB)
    client.bear(own(user))
    name = case.choose(chance, ["access_token", "token", "jwt"])
    client.referer = f"https://shop.example/app/viewer?file=manual.pdf&{name}=" + client.authorization.partition(" ")[2]
    client.commit("GET", "/static/js/app.41ab07.js", authorization="")
    yield 1


@misuse("token_over_http", nginx=NO_SCHEME)
def token_over_http(shop, chance, case, user):
    """A token comes over plain http."""
    client = Offender(shop, chance, case, user=user)
    client.bear(own(user))
    client.scheme = "http"
    client.commit("GET", "/api/v1/orders/")
    yield 1


@misuse("cookie_without_secure", nginx=NO_COOKIES, logfmt=NO_COOKIES)
def cookie_without_secure(shop, chance, case, user):
    """A cookie that keeps somebody signed in is set without Secure."""
    client = Offender(shop, chance, case, host=WEB)
    client.commit("GET", "/accounts/remember/?name=" + case.choose(chance, ["remember_token", "sessionid_legacy", "auth"]))
    yield 1


@misuse("cookie_without_httponly", nginx=NO_COOKIES, logfmt=NO_COOKIES)
def cookie_without_httponly(shop, chance, case, user):
    """A session's cookie is set without HttpOnly."""
    client = Offender(shop, chance, case, host=WEB)
    client.commit("GET", "/partners/start/?name=" + case.choose(chance, ["partner_sessionid", "sso_session", "access_token"]))
    yield 1


# Without any token.


@misuse("unauthenticated_endpoint", nginx=NO_SESSION)
def unauthenticated_endpoint(shop, chance, case, user):
    """A page under /api/v1/orders/ answers without credentials; its neighbours answer 401."""
    client = Offender(shop, chance, case)
    client.commit("GET", "/api/v1/orders/summary/")
    yield 1


@misuse("openapi_unsecured", "unauthenticated_endpoint")
def openapi_unsecured(shop, chance, case, user):
    """An operation for which the OpenAPI file asks for a token answers without one."""
    client = Offender(shop, chance, case, host=API)
    client.commit("GET", f"/api/v1/customers/{user.pk}/notes/")
    yield 1
