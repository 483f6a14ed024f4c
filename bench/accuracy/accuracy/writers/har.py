"""HAR 1.2: as browsers save it, and one entry a line."""
import json
from datetime import datetime, timezone
from urllib.parse import parse_qsl


def pairs(items):
    return [{"name": name, "value": value} for name, value in items]


def cookie_pairs(header):
    return pairs(crumb.strip().partition("=")[::2] for crumb in header.split(";") if "=" in crumb)


def entry(exchange):
    request = {
        "method": exchange.method,
        "url": "http://shop.test" + exchange.target,
        "httpVersion": "HTTP/1.1",
        "headers": pairs(exchange.headers),
        "queryString": pairs(parse_qsl(exchange.target.partition("?")[2], keep_blank_values=True)),
        "cookies": cookie_pairs(exchange.sent("Cookie")),
        "headersSize": -1,
        "bodySize": len(exchange.body),
    }
    if exchange.body:
        kind = exchange.sent("Content-Type")
        request["postData"] = {"mimeType": kind, "text": exchange.body.decode()}
        if "urlencoded" in kind:
            request["postData"]["params"] = pairs(parse_qsl(exchange.body.decode(), keep_blank_values=True))
    set_cookies = [value for name, value in exchange.answer_headers if name.lower() == "set-cookie"]
    return {
        "startedDateTime": datetime.fromtimestamp(exchange.started, timezone.utc).isoformat(timespec="milliseconds"),
        "time": round(exchange.seconds * 1000, 3),
        "request": request,
        "response": {
            "status": exchange.status,
            "statusText": exchange.reason,
            "httpVersion": "HTTP/1.1",
            "headers": pairs(exchange.answer_headers),
            "cookies": [item for value in set_cookies for item in cookie_pairs(value.split(";")[0])],
            "content": {"size": len(exchange.answer), "mimeType": "text/html", "text": exchange.text},
            "redirectURL": next((value for name, value in exchange.answer_headers if name == "Location"), ""),
            "headersSize": -1,
            "bodySize": len(exchange.answer),
        },
        "cache": {},
        "timings": {"send": 0, "wait": round(exchange.seconds * 1000, 3), "receive": 0},
        "serverIPAddress": "127.0.0.1",
    }


def pretty(exchanges):
    entries = [entry(exchange) for exchange in exchanges if len(exchange.answer) < 20000]
    creator = {"name": "Firefox", "version": "133.0"}
    return json.dumps({"log": {"version": "1.2", "creator": creator, "entries": entries}}, indent=2, ensure_ascii=False) + "\n"


def lines(exchanges):
    return "".join(json.dumps(entry(exchange)) + "\n" for exchange in exchanges)
