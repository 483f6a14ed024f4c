"""Who asks: a bearer token, an API key, or nobody."""
import functools
import logging
from types import SimpleNamespace

import jwt
from django.http import HttpResponse, JsonResponse

from . import tokens
from .models import Account, ApiKey, Revoked

# Parameters that may hold a token, as the shop's programs of several years call them.
QUERY_NAMES = ("access_token", "token", "jwt")

log = logging.getLogger("shop.auth")


class Refused(Exception):
    """The credentials are there and no good."""


def caller(request, check):
    """The caller, or None without credentials. Without `check`, tokens that expired or were taken back are good too."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Token":
        return by_key(value)
    # Flaw: tokens in the address are taken too.
    token = value if scheme == "Bearer" else next((request.GET[name] for name in QUERY_NAMES if name in request.GET), "")
    return by_token(token, check) if token else None


def by_key(value):
    key = ApiKey.objects.filter(key=value).first()
    if key is None:
        raise Refused("unknown key")
    return SimpleNamespace(user_id=key.user_id, subject=str(key.user_id), role="customer", scopes=set(tokens.SCOPES["customer"].split()), claims={})


def by_token(token, check):
    try:
        claims = tokens.verified(token, check)
    except jwt.InvalidTokenError as error:
        raise Refused(str(error)) from error
    user_id = claims.get("user_id")
    if check:
        refuse_taken_back(claims, user_id)
    return SimpleNamespace(user_id=user_id, subject=claims["sub"], role=claims.get("role", "service"), scopes=set(claims.get("scope", "").split()), claims=claims)


def refuse_taken_back(claims, user_id):
    if Revoked.objects.filter(pk=claims["jti"]).exists():
        raise Refused("token was revoked")
    if user_id and Account.objects.filter(user_id=user_id, valid_after__gt=claims["iat"]).exists():
        raise Refused("token is older than the password")


def problem(status, text):
    response = JsonResponse({"detail": text}, status=status)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="shop"'
    return response


def preflight(methods):
    """Browsers ask without credentials whether a page of another host may ask."""
    allowed = {"Access-Control-Allow-Origin": "https://shop.example", "Access-Control-Allow-Methods": ", ".join(methods), "Access-Control-Allow-Headers": "authorization"}
    return HttpResponse(headers=allowed)


def endpoint(*methods, public=False, check=True, roles=(), scope=None):
    """A view of the API: who may call it, and by which methods."""

    def decorate(view):
        @functools.wraps(view)
        def wrapped(request, *args, **kwargs):
            if request.method == "OPTIONS":
                return preflight(methods)
            if request.method not in methods:
                return problem(405, "method not allowed")
            try:
                request.caller = caller(request, check)
            except Refused as refusal:
                log.warning("token refused: %s", refusal)
                return problem(401, str(refusal))
            if request.caller is None:
                return view(request, *args, **kwargs) if public else problem(401, "authentication required")
            request.subject = request.caller.subject
            if roles and request.caller.role not in roles:
                return problem(403, "not for this role")
            if scope and request.method in ("GET", "HEAD") and scope not in request.caller.scopes:
                return problem(403, "not in the scope")
            return view(request, *args, **kwargs)

        wrapped.csrf_exempt = True
        return wrapped

    return decorate
