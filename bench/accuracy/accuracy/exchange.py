"""A plain HTTP client that keeps every exchange: what was sent and what came back, byte for byte."""
import http.client
import time
from dataclasses import dataclass, field


@dataclass
class Exchange:
    server: str
    method: str
    target: str
    headers: list  # pairs, as sent
    body: bytes
    started: float
    status: int = 0
    reason: str = ""
    answer_headers: list = field(default_factory=list)
    answer: bytes = b""
    seconds: float = 0.0

    def sent(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def cookies(self):
        """The cookies that the answer sets, as a dict of names and values."""
        pairs = (value.split(";")[0].partition("=") for key, value in self.answer_headers if key.lower() == "set-cookie")
        return {name: value for name, _, value in pairs}

    @property
    def text(self):
        return self.answer.decode("utf-8", "replace")


def send(port, exchange):
    """Sends an exchange and fills in its answer. Headers go out as UTF-8, as browsers' query strings do."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest(exchange.method, exchange.target, skip_host=True, skip_accept_encoding=True)
    for name, value in exchange.headers:
        connection.putheader(name, value.encode())
    connection.endheaders(exchange.body or None)
    answer = connection.getresponse()
    exchange.status, exchange.reason = answer.status, answer.reason
    exchange.answer_headers = answer.getheaders()
    exchange.answer = answer.read()
    exchange.seconds = time.time() - exchange.started
    connection.close()
    return exchange
