"""Django's password hasher with less work for each password."""
from django.contrib.auth import hashers


class Pbkdf2(hashers.PBKDF2PasswordHasher):
    iterations = 1000
