"""Logs each request, in the two ways in which shops do that: as fields, and as a dump of all headers."""
import logging

from . import logs

fields_log = logging.getLogger(logs.REQUESTS)
dump_log = logging.getLogger(logs.DUMPS)
# Headers that the fields have besides those with fields of their own.
KEPT = ("Authorization", "Cookie", "Content-Type", "X-Signature")


class RequestLog:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        forwarded = request.headers.get("X-Forwarded-For")
        if forwarded:
            # Shops behind a proxy take the client's address from what it adds.
            request.META["REMOTE_ADDR"] = forwarded.rpartition(",")[2].strip()
        response = self.get_response(request)
        self.log_fields(request, response)
        self.log_dump(request, response)
        return response

    def log_fields(self, request, response):
        fields_log.info("request", extra={
            "method": request.method, "path": request.path, "query": request.META["QUERY_STRING"], "status": response.status_code,
            "host": request.headers.get("Host", ""), "scheme": request.scheme,
            "remote_addr": request.META["REMOTE_ADDR"], "user_agent": request.headers.get("User-Agent", ""), "referer": request.headers.get("Referer", ""),
            "authorization": request.headers.get("Authorization"),
            "user_id": self.subject(request), "headers": {name: request.headers[name] for name in KEPT if name in request.headers},
            "set_cookie": [morsel.OutputString() for morsel in response.cookies.values()],
        })  # fmt: skip

    def subject(self, request):
        """Who asked, without asking the session where nobody needed it."""
        if hasattr(request, "subject"):
            return request.subject
        user = getattr(request, "user", None)
        return str(user.pk) if user is not None and user.is_authenticated else None

    def log_dump(self, request, response):
        lines = [f"> {request.method} {request.META['RAW_URI']} HTTP/1.1"]
        lines += [f"> {name}: {value}" for name, value in request.headers.items() if value]
        lines += [">", f"< HTTP/1.1 {response.status_code} {response.reason_phrase}"]
        lines += [f"< {name}: {value}" for name, value in response.items()]
        lines += [f"< Set-Cookie: {morsel.OutputString()}" for morsel in response.cookies.values()]
        dump_log.info("%s", "\n".join(["", *lines, "<"]))
