"""Pages of the shop: links with tokens in the path, the way back from a sign-on, plain pages."""
import logging
import random

import structlog
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from .models import Order

log = logging.getLogger(__name__)
events = structlog.get_logger("shop.pages")


@csrf_exempt
def page(request, tail=None):
    events.info("page", path=request.get_full_path(), referer=request.headers.get("Referer", ""))
    return HttpResponse(f"<html><body>page {random.randrange(100)}</body></html>")


def link(request, tail=None):
    """A link with a token or an address in it was followed."""
    log.info("link %s opened", request.path)
    events.info("link", path=request.path, url=request.build_absolute_uri(), kwargs={"token": tail})
    if random.random() < 0.2:
        log.info("invitation %s accepted", tail)
    if random.random() < 0.3:
        log.warning("invalid or expired: %s", request.get_full_path())
    return JsonResponse({"path": request.path})


def callback(request, tail=None):
    """The way back from a sign-on: the code is logged, the token goes into the fragment of a redirect."""
    for name, value in request.GET.items():
        log.info("callback %s: %s", name, value)
    events.info("callback", query=request.GET.dict(), full=request.build_absolute_uri())
    return HttpResponseRedirect("/done/#" + request.META["QUERY_STRING"])


@csrf_exempt
def order(request, tail=None):
    """Harmless numbers that go into the database and thereby into the SQL log."""
    made = Order.objects.create(
        number=f"ORD-2026-{random.randrange(10**6):06}",
        total=f"{random.uniform(1, 999):.2f}",
        latitude=round(random.uniform(-90, 90), 6),
        longitude=round(random.uniform(-180, 180), 6),
        isbn=f"978{random.randrange(10**10):010}",
    )
    log.info("order %s stored, total %s EUR at %s,%s isbn=%s", made.number, made.total, made.latitude, made.longitude, made.isbn)
    return JsonResponse({"number": made.number, "total": made.total})
