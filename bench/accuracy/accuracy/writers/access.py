"""Access lines of nginx (combined, JSON, error log) and uWSGI."""
import json
import time


def escape(text):
    """nginx writes quotes, backslashes and what is not ASCII as \\xHH."""
    return "".join(chr(c) if 32 <= c < 127 and c not in b'"\\' else f"\\x{c:02X}" for c in text.encode())


def local(exchange):
    return time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(exchange.started))


def combined(exchange):
    referer, agent = escape(exchange.sent("Referer")) or "-", escape(exchange.sent("User-Agent"))
    request = escape(f"{exchange.method} {exchange.target} HTTP/1.1")
    return f'127.0.0.1 - - [{local(exchange)}] "{request}" {exchange.status} {len(exchange.answer)} "{referer}" "{agent}"\n'


def as_json(exchange):
    path, _, arguments = exchange.target.partition("?")
    return json.dumps(
        {
            "time": local(exchange), "remote_addr": "127.0.0.1", "method": exchange.method, "uri": path, "args": arguments,
            "status": exchange.status, "bytes": len(exchange.answer), "referer": exchange.sent("Referer"), "request_id": exchange.sent("X-Request-Id"),
            "http_cookie": exchange.sent("Cookie"), "http_authorization": exchange.sent("Authorization"),
        }, separators=(",", ":"), ensure_ascii=False,
    ) + "\n"  # fmt: skip


def error(exchange):
    stamp = time.strftime("%Y/%m/%d %H:%M:%S", time.gmtime(exchange.started))
    referer = exchange.sent("Referer")
    return (
        f"{stamp} [error] 211#211: *{exchange.status} upstream prematurely closed connection while reading response header from upstream, "
        f'client: 127.0.0.1, server: shop.test, request: "{exchange.method} {exchange.target} HTTP/1.1", '
        f'upstream: "http://127.0.0.1:8000{exchange.target}", host: "shop.test"' + (f', referrer: "{referer}"' if referer else "") + "\n"
    )


def uwsgi(exchange):
    stamp = time.strftime("%a %b %d %H:%M:%S %Y", time.gmtime(exchange.started))
    return (
        f"[pid: 212|app: 0|req: 7/9] 127.0.0.1 () {{{len(exchange.headers) + 20} vars in 512 bytes}} [{stamp}] {exchange.method} {exchange.target} "
        f"=> generated {len(exchange.answer)} bytes in {int(exchange.seconds * 1000)} msecs (HTTP/1.1 {exchange.status}) "
        f"{len(exchange.answer_headers)} headers in 240 bytes (1 switches on core 0)\n"
    )
