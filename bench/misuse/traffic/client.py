"""A client of the shop: it keeps cookies and tokens, and renews the tokens as honest programs do."""
import base64
import json
import time
import urllib.parse
from http.cookies import SimpleCookie

from .front import Request
from .timeline import Enough

API = "api.shop.example"
WEB = "shop.example"


class Shop:
    """The shop as clients see it. It counts what honest clients send and turns them away when that is enough."""

    def __init__(self, front, people, timeline, limit):
        self.front, self.people, self.timeline, self.limit = front, people, timeline, limit
        # Honest requests, and how many of them came from within the cluster, past the proxy.
        self.honest = self.direct = 0
        # Clients that hold tokens: what an admin may revoke.
        self.signed_in = []

    def send(self, request, record):
        if record is None:
            if self.honest >= self.limit:
                raise Enough
            self.honest += 1
            self.direct += not request.address
        answer = self.front.send(request)
        if record is not None:
            record(answer)
        return answer


class Client:
    """`record` takes each answer of a dishonest client; None makes it an honest one."""

    def __init__(self, shop, chance, host=API, agent="", address="", user=None, record=None):
        self.shop, self.chance, self.host, self.agent, self.user, self.record = shop, chance, host, agent, user, record
        self.address = address or shop.people.address(chance)
        self.scheme = "https"
        self.referer = ""
        self.cookies = {}
        self.authorization = self.renewal = ""

    # Sending.

    def send(self, method, target, data=None, form=None, authorization=None, headers=None):
        """One request as it is; nothing is tried again. An empty authorization sends none."""
        sent = {"User-Agent": self.agent, "Referer": self.referer}
        sent["Authorization"] = self.authorization if authorization is None else authorization
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = b""
        if data is not None:
            body, sent["Content-Type"] = json.dumps(data).encode(), "application/json"
        if form is not None:
            body, sent["Content-Type"] = urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded"
        answer = self.shop.send(Request(method, target, self.host, self.address, sent | (headers or {}), self.scheme, body), self.record)
        self.keep_cookies(answer)
        return answer

    def keep_cookies(self, answer):
        for text in answer.cookies():
            for name, morsel in SimpleCookie(text).items():
                if morsel["max-age"] == "0" or morsel["max-age"] == 0:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value

    def call(self, method, target, data=None):
        """A call of the API; when the token is refused it is renewed and the call made again."""
        answer = self.send(method, target, data)
        if answer.status == 401 and self.renewal:
            yield self.chance.uniform(0.05, 0.5)
            yield from self.renew()
            yield self.chance.uniform(0.02, 0.3)
            answer = self.send(method, target, data)
        elif method != "POST" and self.chance.random() < 0.02:
            # The answer was lost on the way: the same again.
            yield self.chance.uniform(0.8, 3)
            answer = self.send(method, target, data)
        return answer

    # Tokens.

    def sign_in(self):
        password = self.shop.people.passwords[self.user.pk]
        answer = self.send("POST", "/api/v1/auth/login/", {"username": self.user.username, "password": password}, authorization="")
        self.take(answer)
        return answer

    def take(self, answer):
        pair = json.loads(answer.body)
        self.authorization, self.renewal = "Bearer " + pair["access"], pair["refresh"]

    def renew(self):
        answer = self.send("POST", "/api/v1/auth/refresh/", {"refresh": self.renewal}, authorization="")
        if answer.status != 200:
            self.authorization = self.renewal = ""
            yield self.chance.uniform(3, 20)
            answer = self.sign_in()
        self.take(answer)

    def sign_out(self):
        answer = self.send("POST", "/api/v1/auth/logout/", {"refresh": self.renewal})
        if answer.status == 204:
            self.authorization = self.renewal = ""

    def claims(self):
        payload = self.authorization.split(".")[1]
        return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))

    def expires_within(self, seconds):
        return bool(self.renewal) and self.claims()["exp"] - time.time() < seconds

    # Pages.

    def form(self, target, **fields):
        return self.send("POST", target, form={"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}, headers={"Referer": f"https://{self.host}{target}"})
