"""The keys that sign tokens, made anew from the secret key: equal secret keys make equal RSA keys."""
import base64
import functools
import random

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

BITS = 2048
EXPONENT = 65537
SMALL = [n for n in range(3, 2000, 2) if all(n % d for d in range(3, int(n**0.5) + 1, 2))]


def is_prime(n):
    """Fermat's test to two bases, which is enough for keys that guard nothing."""
    return all(n % p for p in SMALL) and all(pow(base, n - 1, n) == 1 for base in (2, 3))


def prime(source):
    while True:
        # The two highest bits are set, so that the product has all its bits.
        n = source.getrandbits(BITS // 2) | (3 << (BITS // 2 - 2)) | 1
        if (n - 1) % EXPONENT and is_prime(n):
            return n


@functools.cache
def private():
    source = random.Random("rsa " + settings.SECRET_KEY)
    p, q = prime(source), prime(source)
    d = pow(EXPONENT, -1, (p - 1) * (q - 1))
    numbers = rsa.RSAPrivateNumbers(p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q), rsa.RSAPublicNumbers(EXPONENT, p * q))
    return numbers.private_key()


@functools.cache
def public():
    return private().public_key()


@functools.cache
def public_text():
    """The public key as text without the lines around it, as settings often have it."""
    return base64.b64encode(public().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)).decode()
