"""Routes: their names differ from seed to seed, so they are read from the file that the driver wrote."""
import json

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.urls import path, re_path
from rest_framework.authtoken.views import obtain_auth_token

from . import accounts, events, pages

VIEWS = {
    "account": accounts.Account.as_view(),
    "drf_login": obtain_auth_token,
    "jwt_login": accounts.jwt_login,
    "register": accounts.register,
    "sign": accounts.sign,
    "body": events.body,
    "collect": events.collect,
    "headers": events.headers,
    "crash": events.crash,
    "page": pages.page,
    "link": pages.link,
    "callback": pages.callback,
    "order": pages.order,
}

routes = json.loads((settings.WORK / "routes.json").read_text())

urlpatterns = [
    path("login/", accounts.Login.as_view(), name="login"),
    path("password-reset/", accounts.reset, name="password_reset"),
    path("reset/<uidb64>/<token>/", auth_views.PasswordResetConfirmView.as_view(template_name="reset.html"), name="password_reset_confirm"),
    path("done/", pages.page, name="password_reset_complete"),
]
# A route with a tail takes anything behind it: a token, an address, a number.
urlpatterns += [re_path(rf"^{route}(?:/(?P<tail>.+?))?/?$", VIEWS[view]) for route, view in routes.items()]
