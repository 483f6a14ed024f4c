"""The API. Views that a misuse gets through say which check is missing."""
import json
import logging

from django.contrib.auth import authenticate, get_user_model
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from . import tokens
from .authentication import endpoint, problem
from .models import Account, Invoice, Order, Revoked

log = logging.getLogger("shop.auth")
User = get_user_model()
STAFF = ("support", "admin")
PAGE = 20
PRODUCTS = 2000


def body(request):
    return json.loads(request.body) if request.body else {}


def pair(user):
    return JsonResponse({"access": tokens.access(user), "refresh": tokens.refresh(user)})


@endpoint("POST", public=True)
def login(request):
    fields = body(request)
    user = authenticate(username=fields["username"], password=fields["password"])
    if user is None:
        log.warning("login failed for %s", fields["username"])
        return problem(401, "wrong name or password")
    log.info("user %d logged in", user.pk, extra={"user_id": user.pk})
    return pair(user)


@endpoint("POST", public=True)
def refresh(request):
    claims = tokens.verified(body(request)["refresh"])
    user = User.objects.select_related("account").get(pk=claims["user_id"])
    if user.account.valid_after > claims["iat"] or Revoked.objects.filter(pk=claims["jti"]).exists():
        return problem(401, "log in again")
    return pair(user)


@endpoint("POST")
def logout(request):
    Revoked.objects.get_or_create(pk=request.caller.claims["jti"])
    Revoked.objects.get_or_create(pk=tokens.verified(body(request)["refresh"])["jti"])
    log.info("user %d logged out", request.caller.user_id, extra={"user_id": request.caller.user_id})
    return HttpResponse(status=204)


def set_password(user, password):
    """Changes the password and takes back all tokens that were issued before."""
    user.set_password(password)
    user.save()
    Account.objects.filter(user=user).update(valid_after=int(timezone.now().timestamp()))
    log.info("password changed for user %d", user.pk, extra={"user_id": user.pk})


@endpoint("POST")
def password(request):
    user = User.objects.select_related("account").get(pk=request.caller.user_id)
    set_password(user, body(request)["password"])
    return pair(user)


@endpoint("GET", public=True)
def products(request):
    page = int(request.GET.get("page", 1))
    return JsonResponse({"results": [{"id": n} for n in range((page - 1) * PAGE + 1, page * PAGE + 1)]})


@endpoint("GET", public=True)
def product(request, number):
    return JsonResponse({"id": number}) if number <= PRODUCTS else problem(404, "no such product")


@endpoint("GET", "POST", scope="orders:read")
def orders(request):
    if request.method == "POST":
        order = Order.objects.create(user_id=request.caller.user_id, total=body(request)["total"])
        return JsonResponse({"id": order.pk}, status=201)
    mine = Order.objects.all() if request.caller.user_id is None else Order.objects.filter(user_id=request.caller.user_id)
    return JsonResponse({"results": [{"id": order.pk} for order in mine.order_by("-pk")[:PAGE]]})


@endpoint("GET", "PATCH", "DELETE", scope="orders:read")
def order(request, number):
    """Flaw: the scope is asked for only where something is read."""
    found = get_object_or_404(Order, pk=number)
    if request.caller.role == "customer" and found.user_id != request.caller.user_id:
        return problem(404, "no such order")
    if request.method == "DELETE":
        found.delete()
        return HttpResponse(status=204)
    return JsonResponse({"id": found.pk, "total": found.total})


@endpoint("GET", public=True)
def order_summary(request):
    """Flaw: the only page of orders that asks for no credentials."""
    return JsonResponse({"open": Order.objects.count()})


@endpoint("GET", scope="orders:read")
def invoice(request, number):
    """Flaw: the owner is not looked at."""
    return JsonResponse({"id": get_object_or_404(Invoice, pk=number).pk})


@endpoint("GET", "PATCH")
def user(request, number):
    if request.caller.role == "customer" and request.caller.user_id != number:
        return problem(403, "not yours")
    return JsonResponse({"id": number})


@endpoint("GET")
def me(request):
    return JsonResponse({"id": request.caller.user_id})


@endpoint("GET", scope="orders:read")
def user_orders(request, number):
    """Flaw: the user in the path is not compared with the user of the token."""
    found = Order.objects.filter(user_id=number)[:PAGE]
    return JsonResponse({"results": [{"id": order.pk} for order in found]})


@endpoint("GET", "PUT")
def cart(request):
    return JsonResponse({"items": body(request).get("items", [])})


@endpoint("GET")
def notifications(request):
    return JsonResponse({"results": []})


@endpoint("GET")
def file(request, name):
    """Flaw: the name may lead out of the folder."""
    return HttpResponse("content of " + name.rpartition("/")[2], content_type="application/octet-stream")


@endpoint("GET", check=False)
def export(request, number):
    """Flaw: tokens that expired or were taken back are good enough."""
    return HttpResponse("id,total\n", content_type="text/csv")


@endpoint("PUT", scope="stock:read")
def stock(request, number):
    return JsonResponse({"id": number})


@endpoint("GET", roles=STAFF)
def admin_users(request):
    return JsonResponse({"results": []})


@endpoint("GET", "PATCH", roles=STAFF)
def admin_user(request, number):
    return JsonResponse({"id": number})


@endpoint("GET")
def admin_report(request, name):
    """Flaw: the role is not asked for."""
    return JsonResponse({"report": name})


@endpoint("POST", roles=("admin",))
def admin_revoke(request):
    fields = body(request)
    Revoked.objects.get_or_create(pk=fields["jti"])
    log.info(
        "token revoked jti=%s user=%d by user %d", fields["jti"], fields["user"], request.caller.user_id,
        extra={"jti": fields["jti"], "user_id": fields["user"]},
    )  # fmt: skip
    return HttpResponse(status=204)


@endpoint("GET", "POST", public=True)
def customer_notes(request, number):
    """Flaw: the OpenAPI file says that a token is needed."""
    return JsonResponse({"results": []})
