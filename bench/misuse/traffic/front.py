"""What stands before the shop: a WSGI server that hands requests to Django and writes gunicorn's and nginx's lines.

Requests are handed over one by one in this process, so that equal seeds give equal logs. gunicorn's lines come from
gunicorn's own code; nginx's are imitated.
"""
import datetime
import io
import time
import urllib.parse
from dataclasses import dataclass, field
from types import SimpleNamespace

from gunicorn.config import Config
from gunicorn.glogging import Logger

from shop import logs

ACCESS = (
    '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" host="%({host}i)s" proto="%({x-forwarded-proto}i)s" '
    'auth="%({authorization}i)s" cookie="%({cookie}i)s" set-cookie="%({set-cookie}o)s"'
)
PROXY = "10.0.3.2"


@dataclass
class Answer:
    status: int
    headers: list
    body: bytes
    # Of each log the lines that this request wrote: first and last.
    lines: dict
    mail: str = ""

    def cookies(self):
        return [value for name, value in self.headers if name == "Set-Cookie"]

    def header(self, name):
        return next((value for key, value in self.headers if key == name), "")


@dataclass
class Request:
    method: str
    target: str
    host: str
    # Empty for who asks the shop without the proxy, from within the cluster.
    address: str
    headers: dict = field(default_factory=dict)
    scheme: str = "https"
    body: bytes = b""

    def environ(self):
        path, _, query = self.target.partition("?")
        headers = {"Host": self.host, **self.headers}
        if self.address:
            headers |= {"X-Forwarded-For": self.address, "X-Forwarded-Proto": self.scheme}
        made = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items() if value}
        content_type = made.pop("HTTP_CONTENT_TYPE", "")
        if self.body:
            made |= {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(self.body))}
        return {
            "REQUEST_METHOD": self.method, "PATH_INFO": urllib.parse.unquote(path, "latin-1"), "QUERY_STRING": query, "RAW_URI": self.target,
            "SCRIPT_NAME": "", "SERVER_NAME": "0.0.0.0", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": PROXY if self.address else "10.0.0.1",
            "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(self.body), "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False, **made,
        }  # fmt: skip


class Front:
    def __init__(self, application):
        self.application = application
        self.gunicorn = Logger(Config())

    def send(self, request):
        before = {name: file.lines for name, file in logs.files.items()}
        environ, started = request.environ(), {}

        def start_response(status, headers, _=None):
            started.update(status=status, headers=headers)

        parts = self.application(environ, start_response)
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        self.write_gunicorn(environ, started, body)
        self.write_nginx(request, environ, started, body)
        lines = {name: (before[name] + 1, file.lines) for name, file in logs.files.items()}
        return Answer(int(started["status"][:3]), started["headers"], body, lines, environ.get("shop.mail", ""))

    def write_gunicorn(self, environ, started, body):
        response = SimpleNamespace(status=started["status"], headers=started["headers"], sent=len(body))
        received = SimpleNamespace(headers=[(name[5:].replace("_", "-"), value) for name, value in environ.items() if name.startswith("HTTP_")])
        atoms = self.gunicorn.atoms(response, received, environ, datetime.timedelta())
        logs.files["gunicorn"].write(ACCESS % self.gunicorn.atoms_wrapper_class(atoms) + "\n")

    def write_nginx(self, request, environ, started, body):
        if not request.address:
            return
        stamp = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime())
        authorization, host, referer, agent = (escape(environ.get("HTTP_" + name) or "-") for name in ("AUTHORIZATION", "HOST", "REFERER", "USER_AGENT"))
        logs.files["nginx"].write(
            f'{request.address} - - [{stamp}] "{escape(request.method)} {escape(request.target)} HTTP/1.1" {started["status"][:3]} {len(body)} '
            f'"{referer}" "{agent}" "{authorization}" "{host}"\n'
        )


def escape(text):
    """nginx writes quotes, backslashes and what is not ASCII as \\xHH."""
    return "".join(chr(c) if 32 <= c < 127 and c not in b'"\\' else f"\\x{c:02X}" for c in text.encode())
