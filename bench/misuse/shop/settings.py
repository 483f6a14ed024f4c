"""Settings of the shop. What changes from run to run comes from the environment."""
import os

SECRET_KEY = os.environ["SHOP_SECRET_KEY"]
DEBUG = False
# Flaw: any Host header is taken.
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "shop",
]
MIDDLEWARE = [
    "shop.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
PASSWORD_HASHERS = ["shop.hashers.Pbkdf2"]
LOGIN_URL = "/accounts/login/"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# Flaw: the API answers over plain http. The probes of the cluster have to.
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^healthz$", r"^metrics$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
# Headers that say the same in every answer; dumps are long enough.
SECURE_CROSS_ORIGIN_OPENER_POLICY = SECURE_REFERRER_POLICY = None
SECURE_CONTENT_TYPE_NOSNIFF = False
LOGGING_CONFIG = "shop.logs.configure"
LOGGING = {"folder": os.environ["SHOP_LOGS"]}
