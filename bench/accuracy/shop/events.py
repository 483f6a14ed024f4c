"""Views that log what the client sent, in the ways that applications do."""
import json
import logging

import structlog
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

log = logging.getLogger(__name__)
events = structlog.get_logger("shop.events")

# How long a logged body may be before it is cut, as limits in logging code are.
BODY_LIMIT = 3000


def cut(text):
    return text if len(text) <= BODY_LIMIT else text[:BODY_LIMIT] + "... (cut)"


@csrf_exempt
def body(request, tail=None):
    """JSON, forms and uploads: as parsed objects, as raw text, as a QueryDict, as bytes."""
    raw = request.body
    log.info("body %s", cut(repr(raw)))
    if request.content_type == "application/json":
        data = json.loads(raw)
        log.info("payload %s", cut(str(data)))
        log.info("payload as text %s", cut(json.dumps(data)))
        log.info(json.dumps({"event": "payload", "raw": raw.decode()}))
        events.info("payload", payload=data, raw=raw.decode())
        return JsonResponse({"received": data})
    log.info("form %r", request.POST)
    log.info("files %r", request.FILES)
    events.info("form", form=request.POST.dict(), query=request.GET.urlencode())
    for name, value in request.POST.items():
        log.info("field %s=%s", name, value)
    return JsonResponse({"fields": request.POST.dict()})


@csrf_exempt
def collect(request, tail=None):
    """The log lines and events of a browser or a phone, sent to the server as a batch."""
    batch = json.loads(request.body)
    for line in batch.get("lines", []):
        log.info(line)
    for event in batch.get("events", []):
        name = event.pop("event")
        events.info(name, **event)
    return JsonResponse({"accepted": True})


@csrf_exempt
def headers(request, tail=None):
    log.info("headers %s", dict(request.headers))
    log.info("META %s", {key: value for key, value in request.META.items() if key.startswith(("HTTP_", "REMOTE_", "QUERY_", "CONTENT_"))})
    log.info("cookies %s", request.COOKIES)
    if hasattr(request, "scope"):
        log.info("scope %s", {key: request.scope[key] for key in ("type", "method", "path", "query_string", "headers", "client")})
    events.info("headers", headers=dict(request.headers), cookies=dict(request.COOKIES))
    return JsonResponse({"headers": dict(request.headers)})


class PaymentError(Exception):
    """Raised with what the customer sent, as careless code does."""


@csrf_exempt
def crash(request, tail=None):
    """Fails inside of two functions: a chained traceback in the logs and a mail to the operators."""
    fields = request.GET.dict() | request.POST.dict()
    try:
        {}[next(iter(fields.values()), "nothing")]
    except KeyError as error:
        fail(fields, error)


def fail(fields, cause):
    options = {"fields": fields, "retries": 3}
    raise PaymentError(f"payment for {options['fields']} failed") from cause
