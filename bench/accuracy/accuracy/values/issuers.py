"""Keys in the forms of well-known issuers, made at run time: right in form, of nobody."""
import zlib

from .alphabets import HEX, URL, WORD, text

UPPER32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
DIGITS = "0123456789"


def github(rng):
    """GitHub ends its tokens with a checksum in base 62."""
    prefix, body = rng.choice(["ghp_", "gho_", "ghs_"]), text(rng, WORD, 30)
    number, digits = zlib.crc32((prefix + body).encode()), DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    checksum = ""
    for _ in range(6):
        number, rest = divmod(number, 62)
        checksum = digits[rest] + checksum
    return prefix + body + checksum


MAKERS = {
    "aws": lambda rng: rng.choice(["AKIA", "ASIA"]) + text(rng, UPPER32, 16),
    "github": github,
    "github fine-grained": lambda rng: "github_pat_" + text(rng, WORD, 22) + "_" + text(rng, WORD, 59),
    "gitlab": lambda rng: "glpat-" + text(rng, URL, 20),
    "stripe": lambda rng: rng.choice(["sk", "rk"]) + rng.choice(["_live_", "_test_"]) + text(rng, WORD, rng.choice([24, 99])),
    "stripe webhook": lambda rng: "whsec_" + text(rng, WORD, 32),
    "slack": lambda rng: "-".join([rng.choice(["xoxb", "xoxp"]), text(rng, DIGITS, 12), text(rng, DIGITS, 12), text(rng, WORD, 24)]),
    "google": lambda rng: "AIza" + text(rng, URL, 35),
    "google oauth": lambda rng: "GOCSPX-" + text(rng, URL, 28),
    "sendgrid": lambda rng: "SG." + text(rng, URL, 22) + "." + text(rng, URL, 43),
    "openai": lambda rng: "sk-proj-" + text(rng, URL, 74) + "T3BlbkFJ" + text(rng, URL, 74),
    "npm": lambda rng: "npm_" + text(rng, WORD, 36),
    "pypi": lambda rng: "pypi-AgEIcHlwaS5vcmc" + text(rng, URL, 136),
    "hugging face": lambda rng: "hf_" + text(rng, WORD, 34),
    "digitalocean": lambda rng: "dop_v1_" + text(rng, HEX, 64),
    "shopify": lambda rng: "shpat_" + text(rng, HEX, 32),
    "twilio": lambda rng: "SK" + text(rng, HEX, 32),
    "mailgun": lambda rng: "key-" + text(rng, HEX, 32),
    "django secret key": lambda rng: "django-insecure-" + text(rng, "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)", 50),
}


def issued(rng):
    form = rng.choice(sorted(MAKERS))
    return MAKERS[form](rng), "api_key", form
