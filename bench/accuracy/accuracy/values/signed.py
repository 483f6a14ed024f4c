"""Signed requests, signed links and credentials in headers. The ledger learns the secret parts one by one."""
import base64
from urllib.parse import quote

from . import issuers, people, tokens
from .alphabets import HEX, UPPER_DIGITS, text


def basic(rng, ledger):
    user = people.email(rng)[0] if rng.random() < 0.4 else people.username(rng)
    if "@" in user:
        ledger.add(user, "email", "addr-spec", "Authorization")
    else:
        ledger.neutral(user, "user name")
    secret = ledger.add(people.password(rng)[0], "password", "in Basic")
    encoded = base64.b64encode(f"{user}:{secret}".encode()).decode()
    return "Basic " + ledger.add(encoded, "basic", "Basic", "Authorization")


def digest(rng, ledger):
    user = ledger.neutral(people.username(rng), "user name")
    nonce, answer = text(rng, HEX, 32), text(rng, HEX, 32)
    ledger.neutral(nonce, "nonce")
    ledger.add(answer, "basic", "Digest", "response")
    header = (
        f'Digest username="{user}", realm="shop", nonce="{nonce}", uri="/api/me", qop=auth, nc=00000001, '
        f'cnonce="{text(rng, HEX, 8)}", response="{answer}"'
    )
    return ledger.neutral(header, "header")


def sigv4(rng, ledger):
    key = ledger.add("AKIA" + text(rng, issuers.UPPER32, 16), "api_key", "aws", "Credential")
    signature = ledger.add(text(rng, HEX, 64), "signature", "SigV4", "Signature")
    header = (
        f"AWS4-HMAC-SHA256 Credential={scope(key, ledger)}, "
        f"SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={signature}"
    )
    return ledger.neutral(header, "header")


def scope(key, ledger):
    """A key and where it holds: masking all of it is as good as masking the key."""
    return ledger.neutral(f"{key}/20261122/eu-central-1/s3/aws4_request", "key with scope")


def presigned(rng, ledger):
    """The query string of a presigned link of S3, of Google's storage or of Azure's."""
    sort = rng.choice(["s3", "google", "azure", "cloudfront"])
    if sort == "s3":
        key = ledger.add("ASIA" + text(rng, issuers.UPPER32, 16), "api_key", "aws", "X-Amz-Credential")
        session = ledger.add(base64.b64encode(rng.randbytes(120)).decode(), "token", "aws session", "X-Amz-Security-Token")
        signature = ledger.add(text(rng, HEX, 64), "signature", "SigV4", "X-Amz-Signature")
        return (
            f"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={quote(scope(key, ledger), safe='')}"
            f"&X-Amz-Date=20261122T030014Z&X-Amz-Expires=900&X-Amz-Security-Token={quote(session, safe='')}"
            f"&X-Amz-SignedHeaders=host&X-Amz-Signature={signature}"
        )
    if sort == "google":
        signature = ledger.add(text(rng, HEX, 512), "signature", "google", "X-Goog-Signature")
        return f"X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Date=20261122T030014Z&X-Goog-Expires=900&X-Goog-Signature={signature}"
    if sort == "azure":
        signature = ledger.add(base64.b64encode(rng.randbytes(32)).decode(), "token", "SAS", "sig")
        return f"sv=2024-11-04&ss=b&srt=co&sp=rl&se=2026-12-01T00%3A00%3A00Z&spr=https&sig={quote(signature, safe='')}"
    signature = ledger.add(text(rng, HEX, 344), "signature", "cloudfront", "Signature")
    key = ledger.neutral("K" + text(rng, UPPER_DIGITS, 13), "key pair id")
    return f"Expires=1763780414&Signature={signature}&Key-Pair-Id={key}"


def signature_header(rng, ledger, name):
    """The value of a header that signs a webhook."""
    signature = ledger.add(text(rng, HEX, 64), "signature", "hmac", name)
    if name.startswith("X-Hub"):
        return "sha256=" + signature
    if name.startswith("Stripe"):
        return ledger.neutral(f"t=1763780414,v1={signature}", "header")
    if name.startswith("X-Slack"):
        return "v0=" + signature
    return signature


def connection_url(rng, ledger):
    """The URL of a database, a broker or a proxy, with a password in it."""
    scheme, host = rng.choice(
        [("postgres", "db.internal:5432/shop"), ("redis", "cache.internal:6379/0"), ("amqp", "mq.internal:5672/%2F"),
         ("mysql", "db2.internal/shop"), ("mongodb+srv", "cluster0.internal/shop"), ("https", "proxy.internal:3128"),
         ("smtp", "mail.internal:587"), ("postgresql+psycopg", "db.internal/shop?sslmode=require")]
    )  # fmt: skip
    user = rng.choice(["shop", "app", "root", "", "svc-orders"]) if scheme == "redis" else rng.choice(["shop", "app", "svc-orders"])
    secret = people.password(rng)[0]
    # In a URL odd characters must be escaped; the escaped writing is what stands in the log.
    ledger.add(secret, "password", "in a URL", "url password")
    return f"{scheme}://{user}:{quote(secret, safe='')}@{host}"


def authorization(rng, ledger, scheme):
    """The value of an Authorization header: a scheme and a token."""
    value, kind, form = tokens.any_token(rng) if rng.random() < 0.85 else issuers.issued(rng)
    return f"{scheme} {ledger.add(value, kind, form, 'Authorization')}"
