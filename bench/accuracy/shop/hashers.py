"""Django's password hashers with less work for each password: only the form of a hash matters here."""
from django.contrib.auth import hashers


class Pbkdf2(hashers.PBKDF2PasswordHasher):
    iterations = 1000


class Bcrypt(hashers.BCryptSHA256PasswordHasher):
    rounds = 4


class Scrypt(hashers.ScryptPasswordHasher):
    work_factor = 2**8
