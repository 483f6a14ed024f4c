"""Settings of the shop. What changes from run to run comes from the environment."""
import os
from pathlib import Path

from . import logs

WORK = Path(os.environ["SHOP_WORK"])
SERVER = os.environ["SHOP_SERVER"]  # which program serves: it names the log files

SECRET_KEY = os.environ["SHOP_SECRET_KEY"]
# Debug mode is what makes Django log its SQL and answer with the debug page.
DEBUG = True
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
ASGI_APPLICATION = "shop.asgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "rest_framework",
    "rest_framework.authtoken",
    "django_structlog",
    "shop",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": WORK / "shop.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
PASSWORD_HASHERS = [
    "shop.hashers.Pbkdf2",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "shop.hashers.Bcrypt",
    "shop.hashers.Scrypt",
    "django.contrib.auth.hashers.MD5PasswordHasher",
]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "shop.authentication.JwtAuthentication",
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.BasicAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = WORK / "mails"
ADMINS = [("Operators", "operators@monitor.example.com")]
SERVER_EMAIL = "root@monitor.example.com"
DEFAULT_FROM_EMAIL = "no-reply@monitor.example.com"
LOGGING_CONFIG = "shop.logs.configure"
LOGGING = logs.config(WORK / "logs", SERVER)
