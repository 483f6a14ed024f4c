"""Loads the settings that the report advises, in their order, as one project, and asks Django about them."""
import os
import sys

import django
from django.conf import global_settings, settings

urlpatterns = []
advised = {}
for name in sorted(os.listdir(os.environ["SNIPPETS"])):
    with open(os.path.join(os.environ["SNIPPETS"], name)) as snippet:
        exec(compile(snippet.read(), name, "exec"), advised)
advised = {name: value for name, value in advised.items() if name.isupper()}
unknown = [name for name in advised if not hasattr(global_settings, name) and name not in {"REST_FRAMEWORK"}]
if unknown:
    sys.exit(f"Django has no {unknown}")

advised.pop("DATABASES")
settings.configure(
    **advised, ROOT_URLCONF=__name__, INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)
django.setup()
from django.core.checks import run_checks
from django.test import RequestFactory
from django.views.debug import ExceptionReporter

for message in run_checks(include_deployment_checks=True):
    # Not advised before the rest of HSTS has worked for a while.
    if message.id != "security.W021":
        print("check:", message)

token = os.environ["TOKEN"]
request = RequestFactory().get("/", headers={"Authorization": f"Bearer {token}", "Cookie": f"sessionid={token}"})
try:
    raise ValueError("refused")
except ValueError:
    print(ExceptionReporter(request, *sys.exc_info(), is_email=True).get_traceback_text())
