"""JSON Web Tokens: users' are signed with the secret key, services' with the key of the identity provider."""
import secrets
import time

import jwt
from django.conf import settings

from . import keys

ISSUER = "https://auth.shop.example"
PROVIDER = "https://id.shop.example"
AUDIENCE = "shop-api"
# Seconds for which tokens live.
ACCESS_LIFE = 15 * 60
STAFF_LIFE = 60 * 60
REFRESH_LIFE = 14 * 86400
# Seconds by which the clocks of two servers may differ.
LEEWAY = 30

SCOPES = {
    "customer": "orders:read orders:write profile",
    "support": "orders:read orders:write users:read users:write",
    "admin": "orders:read orders:write users:read users:write tokens:revoke",
}


def claims(user, life, **other):
    now = int(time.time())
    made = {"iss": ISSUER, "aud": AUDIENCE, "sub": str(user.pk), "user_id": user.pk, "iat": now, "nbf": now, "exp": now + life, "jti": secrets.token_hex(8)}
    return made | other


def access_claims(user):
    account = user.account
    life, extra = ACCESS_LIFE, {}
    if account.role != "customer":
        life, extra = STAFF_LIFE, {"aud": "https://backoffice.shop.example"}
    if account.tenant:
        extra["tenant"] = account.tenant
    return claims(user, life, role=account.role, scope=SCOPES[account.role], **extra)


def signed(payload):
    return jwt.encode(payload, settings.SECRET_KEY, "HS256")


def access(user):
    return signed(access_claims(user))


def refresh(user):
    return signed(claims(user, REFRESH_LIFE, token_type="refresh"))


def service_claims(name, scope, life, audience):
    now = int(time.time())
    return {"iss": PROVIDER, "aud": audience, "sub": name, "client_id": name, "iat": now, "exp": now + life, "jti": secrets.token_hex(8), "scope": scope}


def service(name, scope, life, audience, key_id):
    return jwt.encode(service_claims(name, scope, life, audience), keys.private(), "RS256", headers={"kid": key_id})


def key_for(header):
    if "kid" not in header:
        return settings.SECRET_KEY
    return keys.public() if header["alg"] == "RS256" else keys.public_text()


def verified(token, check_expiry=True):
    """The claims of the token. Flaws: the token says by which algorithm it is checked, and neither its audience, its
    issuer, its start nor its length of life is looked at; check_expiry=False takes expired ones."""
    header = jwt.get_unverified_header(token)
    options = {"verify_exp": check_expiry, "verify_nbf": False, "verify_iat": False, "verify_aud": False, "verify_iss": False}
    if header["alg"].lower() == "none":
        return jwt.decode(token, options=options | {"verify_signature": False}, leeway=LEEWAY)
    return jwt.decode(token, key_for(header), algorithms=[header["alg"]], options=options, leeway=LEEWAY)
