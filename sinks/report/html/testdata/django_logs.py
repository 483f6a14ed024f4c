"""Logs a token in every way that a Django project does, with the recipe of the report as its settings."""
import importlib.util
import logging
import os
import re
import sys

import django
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from pythonjsonlogger.json import JsonFormatter

import log_masking

recipe = importlib.util.spec_from_file_location("recipe", os.environ["RECIPE"])
module = importlib.util.module_from_spec(recipe)
recipe.loader.exec_module(module)
LOGGING = module.LOGGING


class MaskingJson(log_masking.Masking, JsonFormatter):
    pass


token = os.environ["TOKEN"]
masked = os.environ["MASKED"] == "1"


class WordFilter(logging.Filter):
    """Marks the word and keeps what follows it."""

    def filter(self, record):
        record.msg, record.args = record.getMessage().replace("Authorization", "Authorization=[Filtered]"), None
        return True


class DotFilter(logging.Filter):
    """Knows tokens by their dots, in the parts of a record."""

    bearer = re.compile(r"Bearer [\w=-]+\.[\w.=-]+")

    def filter(self, record):
        record.msg = self.bearer.sub("[FILTERED_TOKEN]", str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(self.bearer.sub("[FILTERED_TOKEN]", a) if isinstance(a, str) else a for a in record.args)
        return True


if not masked:
    LOGGING["formatters"]["masked"]["()"] = "logging.Formatter"
    LOGGING["formatters"]["masked"]["fmt"] = LOGGING["formatters"]["masked"].pop("format")


def crash(request):
    authorization = request.headers["Authorization"]
    raise ValueError(f"cannot use {authorization!r} of {request.headers}")


filters = {"words": {"()": WordFilter}, "dots": {"()": DotFilter}}
if os.environ["MASKED"] in filters:
    LOGGING["filters"] = filters
    LOGGING["handlers"]["stderr"]["filters"] = [os.environ["MASKED"]]

settings.configure(
    DEBUG=os.environ["DEBUG"] == "1", SECRET_KEY="made up for a test", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], LOGGING=LOGGING,
    ADMINS=[("Ana", "ana@example.com")], EMAIL_BACKEND="django.core.mail.backends.console.EmailBackend",
)
urlpatterns = [path("crash/", crash), path("fine/", lambda request: HttpResponse("fine"))]
django.setup()

logger = logging.getLogger("shop.views")
logger.info("Authorization: Bearer %s", token)
logger.info("Authorization: Bearer " + token)
logger.info(f"bearer {token} was refused")
logger.info("%(header)s", {"header": f"Bearer {token}"})
logger.info("headers %s", {"Host": "shop", "Authorization": f"Bearer {token}", "Accept": "*/*"})
logger.info("headers %r", [(b"host", b"shop"), (b"authorization", f"Bearer {token}".encode())])
logger.info("META %s", {"HTTP_AUTHORIZATION": f"Token {token}"})
logger.info("Cookie: sessionid=%s; csrftoken=%s; theme=dark", token, token)
logger.info("GET /orders/?page=2&access_token=%s&sort=asc", token)
logger.info('{"user": 3, "refresh_token": "%s"}', token)
logger.warning("password=%s", token)
logger.info("postgres://shop:%s@db/shop", token)
try:
    raise PermissionError(f"Bearer {token} has no scope")
except PermissionError:
    logger.exception("refused")
    logger.error("refused", exc_info=True, stack_info=True)
logging.getLogger("django.server").info('"GET /?token=%s HTTP/1.1" 200 5', token)
logging.getLogger("django.request").error("%s", f"Bearer {token}")
logging.getLogger("gunicorn.error").error("Authorization: Bearer %s", token)

# Extras are printed by formatters that ask for them, such as those for JSON.
handler = logging.StreamHandler()
handler.setFormatter(MaskingJson() if masked else JsonFormatter())
structured = logging.getLogger("structured")
structured.propagate = False
structured.addHandler(handler)
structured.error("refused", extra={"authorization": f"Bearer {token}", "request": {"headers": {"Cookie": f"sessionid={token}"}}})

client = Client(raise_request_exception=False)
client.get("/crash/", {"token": token}, headers={"Authorization": f"Bearer {token}"})
client.get("/missing/", {"token": token}, headers={"Authorization": f"Bearer {token}"})
logger.info("the user 3 was here, page=2")
sys.stderr.flush()
