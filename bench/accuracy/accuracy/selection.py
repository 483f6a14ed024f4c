"""The names that one seed uses: routes, parameters, headers."""
from .values import names

ROUTE_WORDS = {
    "account": ["api/me", "api/v1/account", "api/profile", "v2/users/me"],
    "drf_login": ["api/token-auth", "api-token-auth", "api/login"],
    "jwt_login": ["api/jwt/create", "api/token", "auth/jwt"],
    "register": ["api/register", "api/users", "signup"],
    "sign": ["api/links", "api/sign"],
    "body": ["api/orders", "api/v1/checkout", "webhooks/payment", "api/contacts", "graphql", "api/import"],
    "collect": ["api/client-log", "telemetry", "api/events"],
    "headers": ["api/debug", "echo", "api/whoami"],
    "crash": ["checkout/pay", "api/v1/payments", "billing/charge"],
    "page": ["search", "items", "api/items", "static", "cart", "docs", "health", "assets"],
    "callback": ["oauth/callback", "complete/sso", "accounts/google/callback", "auth/return"],
    "order": ["api/order", "buy", "api/v1/purchase"],
}


class Selection:
    """A third or so of each list, drawn anew for each seed."""

    def __init__(self, rng):
        self.rng = rng
        self.routes = {view: rng.sample(words, max(1, len(words) * 2 // 3)) for view, words in ROUTE_WORDS.items()}
        self.routes["page"] = ROUTE_WORDS["page"]
        self.routes["link"] = rng.sample(names.SECRET_PATHS, 8)
        # "reset" is Django's own route.
        self.routes["link"] = [word for word in self.routes["link"] if word != "reset"]
        some = lambda every, share: rng.sample(every, max(2, int(len(every) * share)))
        self.parameters = {
            "token": some(names.TOKEN_PARAMETERS, 0.4), "api_key": some(names.API_KEY_PARAMETERS, 0.6),
            "signature": some(names.SIGNATURE_PARAMETERS, 0.7), "password": some(names.PASSWORD_NAMES, 0.6),
            "email": some(names.EMAIL_NAMES, 0.7), "phone": some(names.PHONE_NAMES, 0.7),
        }  # fmt: skip
        self.headers = {
            "token": some(names.TOKEN_HEADERS, 0.5), "api_key": some(names.API_KEY_HEADERS, 0.7),
            "signature": some(names.SIGNATURE_HEADERS, 0.7),
        }  # fmt: skip
        self.cookies = some(names.SESSION_COOKIES, 0.6)

    def route(self, view):
        return self.rng.choice(self.routes[view])

    def table(self):
        """Routes and their views, for the shop."""
        return {route: view for view, routes in self.routes.items() for route in routes}
