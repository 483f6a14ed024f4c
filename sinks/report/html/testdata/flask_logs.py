"""Logs a token in every way that a Flask application does, with the recipe of the report."""
import logging
import logging.config
import os
import threading
import urllib.error
import urllib.request

token = os.environ["TOKEN"]
if os.environ["MASKED"] != "1":
    configure = logging.config.dictConfig

    def unmasked(config):
        config["formatters"] = {"masked": {"format": "%(levelname)s %(message)s"}}
        configure(config)

    logging.config.dictConfig = unmasked

with open(os.environ["RECIPE"]) as recipe:
    exec(compile(recipe.read(), recipe.name, "exec"))

from flask import Flask, request
from werkzeug.serving import make_server

app = Flask(__name__)


@app.route("/crash")
def crash():
    raise ValueError(f"cannot use {dict(request.headers)} and {request.args}")


@app.route("/")
def index():
    app.logger.info("headers %s", dict(request.headers))
    app.logger.info("headers %s", request.headers)
    app.logger.info("arguments %s", request.args)
    app.logger.info("Authorization: Bearer %s", token)
    app.logger.info("refused", extra={"authorization": token})
    return "fine"


server = make_server("127.0.0.1", 0, app)
threading.Thread(target=server.serve_forever).start()
for path in ["/", "/crash"]:
    asked = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{path}?token={token}&page=2",
        headers={"Authorization": f"Bearer {token}", "Cookie": f"session={token}"},
    )
    try:
        urllib.request.urlopen(asked).read()
    except urllib.error.HTTPError:
        pass
server.shutdown()
app.logger.info("the user 3 was here, page=2")
