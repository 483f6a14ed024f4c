"""Tokens in the forms that frameworks and services give them. Each maker returns (value, kind, form)."""
import base64
import hmac
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from .alphabets import HEX, LOWER, URL, WORD, base64url, random_uuid, text

# One key for the whole run: making one takes longer than all signatures.
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def drf(rng):
    return text(rng, HEX, 40), "token", "drf"


def opaque(rng):
    return text(rng, URL, rng.choice([22, 27, 32, 43, 64, 86])), "token", "opaque"


def base64_padded(rng):
    return base64.b64encode(rng.randbytes(rng.choice([16, 25, 32, 40]))).decode(), "token", "base64"


def hex_digits(rng):
    return text(rng, HEX, rng.choice([32, 48, 64])), "token", "hex"


def random_id(rng):
    return random_uuid(rng), "token", "uuid"


def prefixed(rng):
    prefix = rng.choice(["shp_live_", "shp_test_", "crm_", "oat_", "tok-", "sess.", "acct_sk_"])
    return prefix + text(rng, WORD, rng.choice([24, 32])), "token", "prefixed"


def piped(rng):
    return f"{rng.randrange(1, 9999)}|{text(rng, WORD, 40)}", "token", "piped"


def dotted(rng):
    return ".".join(text(rng, URL, n) for n in (12, 20, 27)), "token", "dotted"


def paseto(rng):
    version, purpose = rng.choice(["v2", "v3", "v4"]), rng.choice(["local", "public"])
    body = base64url(rng.randbytes(rng.choice([90, 150])))
    footer = "." + base64url(json.dumps({"kid": text(rng, LOWER, 8)}).encode()) if rng.random() < 0.3 else ""
    return f"{version}.{purpose}.{body}{footer}", "token", "paseto"


def part(value):
    return base64url(json.dumps(value, separators=(",", ":")).encode())


def jwt(rng):
    algorithm = rng.choice(["HS256", "HS256", "HS512", "RS256", "none"])
    header = {"alg": algorithm, "typ": "JWT"}
    if rng.random() < 0.3:
        header = {"typ": "JWT", "kid": text(rng, LOWER, 8), "alg": algorithm}
    start = rng.randrange(1_750_000_000, 1_800_000_000)
    claims = {"sub": str(rng.randrange(10**6)), "iat": start, "exp": start + 3600, "jti": random_uuid(rng)}
    signed = f"{part(header)}.{part(claims)}"
    if algorithm == "none":
        return signed + ".", "jwt", "jwt none"
    if algorithm == "RS256":
        signature = RSA_KEY.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    else:
        signature = hmac.new(b"key of this run", signed.encode(), "sha" + algorithm[2:]).digest()
    return f"{signed}.{base64url(signature)}", "jwt", "jwt " + algorithm[:2]


def jwe(rng):
    header = part({"alg": rng.choice(["RSA-OAEP", "dir"]), "enc": "A256GCM"})
    key = "" if rng.random() < 0.5 else base64url(rng.randbytes(256))
    body = [base64url(rng.randbytes(n)) for n in (12, 120, 16)]
    return ".".join([header, key, *body]), "jwt", "jwe"


ALL = [drf, opaque, opaque, base64_padded, hex_digits, random_id, prefixed, piped, dotted, paseto, jwt, jwt, jwe]


def any_token(rng):
    return rng.choice(ALL)(rng)


def pem_lines(rng):
    """The lines of a private key that was made for this run."""
    body = base64.b64encode(rng.randbytes(rng.choice([600, 1190]))).decode()
    title = rng.choice(["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"])
    lines = [body[i : i + 64] for i in range(0, len(body), 64)]
    return [f"-----BEGIN {title}-----", *lines, f"-----END {title}-----"]
