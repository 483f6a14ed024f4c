"""Routes."""
from django.urls import include, path

from . import api, pages

API = [
    path("auth/login/", api.login),
    path("auth/refresh/", api.refresh),
    path("auth/logout/", api.logout),
    path("auth/password/", api.password),
    path("products/", api.products),
    path("products/<int:number>/", api.product),
    path("orders/", api.orders),
    path("orders/summary/", api.order_summary),
    path("orders/<int:number>/", api.order),
    path("invoices/<int:number>/", api.invoice),
    path("users/me/", api.me),
    path("users/<int:number>/", api.user),
    path("users/<int:number>/orders/", api.user_orders),
    path("cart/", api.cart),
    path("notifications/", api.notifications),
    path("files/<path:name>", api.file),
    path("exports/<int:number>/", api.export),
    path("stock/<int:number>/", api.stock),
    path("admin/users/", api.admin_users),
    path("admin/users/<int:number>/", api.admin_user),
    path("admin/reports/<slug:name>/", api.admin_report),
    path("admin/tokens/revoke/", api.admin_revoke),
    path("customers/<int:number>/notes/", api.customer_notes),
]
PAGES = [
    path("", pages.page),
    path("search/", pages.page),
    path("cart/", pages.page),
    path("products/<slug:slug>/", pages.page),
    path("static/<path:name>", pages.page),
    path("i18n/setlang/", pages.language),
    path("healthz", pages.health),
    path("metrics", pages.metrics),
    path("hooks/payments/", pages.payment_hook),
    path("account/", pages.account),
    path("account/orders/", pages.account),
    path("account/orders/<int:number>/", pages.own_order),
    path("accounts/login/", pages.sign_in),
    path("accounts/logout/", pages.sign_out),
    path("accounts/callback/", pages.callback),
    path("accounts/password/", pages.new_password),
    path("accounts/reset/", pages.ask_reset),
    path("accounts/reset/sent/", pages.page),
    path("accounts/reset/<uid>/<token>/", pages.reset),
    path("accounts/remember/", pages.remember),
    path("partners/start/", pages.partner_session),
]
urlpatterns = [path("api/v1/", include(API)), *PAGES]
