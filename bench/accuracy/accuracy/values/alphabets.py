"""Random strings over named alphabets."""
import base64
import string
import uuid

HEX = "0123456789abcdef"
LOWER = string.ascii_lowercase + string.digits
DIGITS_ONLY = string.digits
WORD = string.ascii_letters + string.digits
UPPER_DIGITS = string.ascii_uppercase + string.digits
URL = WORD + "-_"


def text(rng, alphabet, length):
    """A random string that begins and ends with a letter or digit where the alphabet has both."""
    made = "".join(rng.choice(alphabet) for _ in range(length))
    return made if made[0].isalnum() and made[-1].isalnum() else text(rng, alphabet, length)


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def random_uuid(rng):
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))
