"""The pages of the web shop, with Django's sessions."""
import base64
import hmac
import logging
import secrets

from django.contrib.auth import authenticate, get_user_model, login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie

from .api import set_password
from .models import Order

log = logging.getLogger("shop.auth")
User = get_user_model()
PROBE_KEY = "probe"


def page(request, **_):
    return HttpResponse("<html><body><h1>Shop</h1></body></html>")


def health(request):
    return HttpResponse("ok", content_type="text/plain")


def metrics(request):
    wanted = "Basic " + base64.b64encode(f"prometheus:{PROBE_KEY}".encode()).decode()
    if not hmac.compare_digest(request.headers.get("Authorization", ""), wanted):
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="metrics"'})
    return HttpResponse("up 1\n", content_type="text/plain")


@csrf_exempt
def payment_hook(request):
    """Called by the payment provider, which signs its body."""
    return HttpResponse(status=204 if "X-Signature" in request.headers else 400)


def language(request):
    response = HttpResponseRedirect("/")
    response.set_cookie("django_language", request.GET.get("language", "en"), secure=True)
    return response


@ensure_csrf_cookie
def sign_in(request):
    if request.method == "GET":
        return page(request)
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        log.warning("login failed for %s", request.POST["username"])
        return page(request)
    login(request, user)
    request.subject = str(user.pk)
    log.info("user %d logged in", user.pk, extra={"user_id": user.pk})
    return HttpResponseRedirect(request.GET.get("next", "/account/"))


def sign_out(request):
    user = request.user
    logout(request)
    if user.is_authenticated:
        request.subject = str(user.pk)
        log.info("user %d logged out", user.pk, extra={"user_id": user.pk})
    return HttpResponseRedirect("/")


def callback(request):
    """Where the sign-in with another provider comes back to."""
    login(request, User.objects.get(username=request.GET["state"].partition(".")[0]), backend="django.contrib.auth.backends.ModelBackend")
    log.info("user %d logged in", request.user.pk, extra={"user_id": request.user.pk})
    return HttpResponseRedirect("/account/")


@login_required
def account(request, **_):
    return page(request)


@login_required
def own_order(request, number):
    return page(request) if Order.objects.filter(pk=number, user=request.user).exists() else HttpResponse(status=404)


@login_required
def new_password(request):
    if request.method == "GET":
        return page(request)
    user = request.user
    set_password(user, request.POST["password"])
    login(request, user)
    return HttpResponseRedirect("/account/")


@ensure_csrf_cookie
def ask_reset(request):
    if request.method == "GET":
        return page(request)
    user = User.objects.get(email=request.POST["email"])
    # The client reads here what would be in its mail.
    request.environ["shop.mail"] = f"/accounts/reset/{urlsafe_base64_encode(force_bytes(user.pk))}/{default_token_generator.make_token(user)}/"
    return HttpResponseRedirect("/accounts/reset/sent/")


@ensure_csrf_cookie
def reset(request, uid, token):
    """As Django's own view: the token goes into the session, so that it is in no Referer."""
    if token != "set-password":
        request.session["reset"] = token
        return HttpResponseRedirect(f"/accounts/reset/{uid}/set-password/")
    if request.method == "GET":
        return page(request)
    user = User.objects.get(pk=urlsafe_base64_decode(uid).decode())
    if not default_token_generator.check_token(user, request.session.get("reset", "")):
        return HttpResponse(status=400)
    set_password(user, request.POST["password"])
    return HttpResponseRedirect("/accounts/login/")


def remember(request):
    """Flaw: the cookie also goes over plain http."""
    response = page(request)
    response.set_cookie(request.GET.get("name", "remember_token"), secrets.token_urlsafe(24), httponly=True, samesite="Lax")
    return response


def partner_session(request):
    """Flaw: scripts can read the cookie."""
    response = page(request)
    response.set_cookie(request.GET.get("name", "partner_sessionid"), secrets.token_urlsafe(24), secure=True, samesite="Lax")
    return response
