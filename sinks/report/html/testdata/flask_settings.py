"""Loads all that the report advises for app.py into one application and asks it for pages."""
import io
import logging
import os
import sys

from flask import Flask, request

sys.stderr = said = io.StringIO()
names = {"request": request}
for name in sorted(os.listdir(os.environ["SNIPPETS"])):
    with open(os.path.join(os.environ["SNIPPETS"], name)) as snippet:
        code = snippet.read()
    if "dictConfig" in code:
        exec(compile(code, name, "exec"), names)
app = names["app"] = Flask("shop")
for name in sorted(os.listdir(os.environ["SNIPPETS"])):
    with open(os.path.join(os.environ["SNIPPETS"], name)) as snippet:
        code = snippet.read()
    if "dictConfig" not in code:
        exec(compile(code, name, "exec"), names)

token = os.environ["TOKEN"]


@app.route("/")
def index():
    return "fine"


@app.route("/crash")
def crash():
    raise ValueError(f"cannot use {request.headers['Authorization']}")


def check(what, holds):
    if not holds:
        print("wrong:", what)


client = app.test_client()
plain = client.get("/", base_url="http://shop.example.com")
check("plain HTTP is not sent to HTTPS", plain.status_code == 308 and plain.location == "https://shop.example.com/")
safe = client.get("/", base_url="https://shop.example.com")
check("HTTPS does not work", safe.status_code == 200)
check("there is no HSTS", "max-age=" in safe.headers.get("Strict-Transport-Security", ""))
check("the Referer goes to others", safe.headers.get("Referrer-Policy") == "same-origin")
check("a token in the URL is accepted", client.get(f"/?token={token}", base_url="https://shop.example.com").status_code == 400)
failed = client.get("/crash", base_url="https://shop.example.com", headers={"Authorization": f"Bearer {token}"})
check("an error is no internal error", failed.status_code == 500 and token not in failed.text)
check("nothing is logged", "GET /crash: ValueError" in said.getvalue())
check("the token is logged", token not in said.getvalue())
for name in ["SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"]:
    check(f"{name} is off", app.config[name] is True)
check("cookies go to other sites", app.config["SESSION_COOKIE_SAMESITE"] == "Lax")
link = names["links"].dumps(3)
check("a link does not say whose it is", names["user_of"](link) == 3)
print("checked")
