"""Logging in, registering, password resets: what makes sessions, keys, hashes and signed values."""
import json
import logging
import random
import time

import jwt
import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import IntegrityError
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import ApiKey, Customer

log = logging.getLogger(__name__)
events = structlog.get_logger("shop.accounts")


class Login(auth_views.LoginView):
    template_name = "login.html"
    success_url = "/done/"

    def get_success_url(self):
        return self.success_url

    def form_invalid(self, form):
        log.warning("login failed for %s: %r", form.data.get("username"), self.request.POST)
        return super().form_invalid(form)

    def form_valid(self, form):
        answer = super().form_valid(form)
        log.info("session %s opened for %s", self.request.session.session_key, form.get_user().email)
        events.info("login", cookies=dict(self.request.COOKIES), session_key=self.request.session.session_key)
        return answer


class Account(APIView):
    def get(self, request, tail=None):
        if not request.user.is_authenticated:
            log.warning("Bearer authentication required for %s", request.path)
            return Response({"detail": "Authentication credentials were not provided.", "token_type": "bearer"}, status=401)
        log.info("profile of %s by %s", request.user.email, type(request.auth).__name__)
        events.info("profile", user=request.user.get_username(), auth=str(request.auth))
        return Response({"id": request.user.pk, "email": request.user.email, "roles": ["customer"]})


def tokens_of(user):
    now = int(time.time())
    claims = {"sub": str(user.pk), "iat": now}
    return {
        "access": jwt.encode(claims | {"exp": now + 300, "typ": "access"}, settings.SECRET_KEY, "HS256"),
        "refresh": jwt.encode(claims | {"exp": now + 86400, "typ": "refresh"}, settings.SECRET_KEY, "HS256"),
        "token_type": "bearer",
        "expires_in": 300,
    }


@csrf_exempt
def jwt_login(request, tail=None):
    data = json.loads(request.body)
    user = get_user_model().objects.get(username=data["username"])
    if not user.check_password(data["password"]):
        return JsonResponse({"detail": "wrong password"}, status=401)
    answer = tokens_of(user)
    events.info("tokens issued", user_id=user.pk, answer=answer)
    log.info("issued %s", json.dumps(answer))
    return JsonResponse(answer)


@csrf_exempt
def register(request, tail=None):
    """Stores a user with one of several hashes, a customer and an API key."""
    data = json.loads(request.body)
    hasher = random.choice(["pbkdf2_sha256", "argon2", "bcrypt_sha256", "scrypt", "md5"])
    get_user_model().objects.create(
        username=data["username"], email=data["email"], password=make_password(data["password"], hasher=hasher)
    )
    ApiKey.objects.create(api_key=data["key"], owner=data["username"])
    try:
        Customer.objects.create(email=data["email"], phone=data["phone"], note=data.get("note", ""))
    except IntegrityError as error:
        # What PostgreSQL adds to this error.
        log.error("%s\nDETAIL:  Key (email)=(%s) already exists.", error, data["email"])
    return JsonResponse({"username": data["username"]}, status=201)


@csrf_exempt
def reset(request):
    form = PasswordResetForm(request.POST)
    if form.is_valid():
        form.save(domain_override="shop.test", email_template_name="reset_mail.txt", html_email_template_name="reset_mail.html")
    return JsonResponse({"sent": form.is_valid()})


@csrf_exempt
def sign(request, tail=None):
    """Signed values as Django makes them; the answer gives them to the client."""
    data = json.loads(request.body)
    answer = {
        "signed": signing.dumps(data, salt="shop.link"),
        "compressed": signing.dumps(data, salt="shop.link", compress=True),
        "stamped": signing.TimestampSigner(salt="shop.mail").sign(str(data["id"])),
    }
    log.info("signed link %s", answer["signed"])
    events.info("signed", **answer)
    return JsonResponse(answer)
