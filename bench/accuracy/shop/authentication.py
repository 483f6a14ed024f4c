"""JWT authentication for Django REST framework, as small shops write it, with the usual careless log line."""
import logging

import jwt
from django.conf import settings
from django.contrib.auth import get_user_model
from rest_framework import authentication, exceptions

log = logging.getLogger(__name__)


class JwtAuthentication(authentication.BaseAuthentication):
    def authenticate(self, request):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() not in ("bearer", "jwt") or not token:
            return None
        try:
            claims = jwt.decode(token, settings.SECRET_KEY, algorithms=["HS256"])
        except jwt.InvalidTokenError as error:
            log.warning("could not decode token %s: %s", token, error)
            raise exceptions.AuthenticationFailed(f"Bearer {token} is not valid")
        return get_user_model().objects.get(pk=int(claims["sub"])), token

    def authenticate_header(self, request):
        return 'Bearer realm="shop"'
