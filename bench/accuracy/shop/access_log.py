"""A gunicorn logger that writes its access log in several formats at once, from gunicorn's own fields."""
import os
from pathlib import Path

from gunicorn import glogging

FORMATS = {
    "gunicorn_combined": '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"',
    "gunicorn_headers": '%(t)s "%(r)s" %(s)s auth="%({authorization}i)s" cookie="%({cookie}i)s" '
    'key="%({x-api-key}i)s" set-cookie="%({set-cookie}o)s"',
    "gunicorn_json": '{"time":"%(t)s","remote":"%(h)s","user":"%(u)s","method":"%(m)s","path":"%(U)s","query":"%(q)s",'
    '"status":%(s)s,"bytes":"%(b)s","duration":%(L)s,"referer":"%(f)s","agent":"%(a)s",'
    '"authorization":"%({authorization}i)s"}',
    "gunicorn_keyvalue": "at=info method=%(m)s path=%(U)s query=%(q)s user=%(u)s status=%(s)s bytes=%(b)s service=%(M)sms "
    "token=%({x-auth-token}i)s referer=%(f)s",
}


class Logger(glogging.Logger):
    def setup(self, cfg):
        super().setup(cfg)
        folder = Path(os.environ["SHOP_WORK"]) / "logs"
        self.files = {name: open(folder / f"{name}.gunicorn.log", "a", encoding="utf-8", errors="surrogateescape") for name in FORMATS}

    def access(self, resp, req, environ, request_time):
        atoms = self.atoms_wrapper_class(self.atoms(resp, req, environ, request_time))
        for name, file in self.files.items():
            file.write(FORMATS[name] % atoms + "\n")
            file.flush()
