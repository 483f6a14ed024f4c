"""A Flask application beside the shop: its log is werkzeug's and that of app.logger."""
import os

from flask import Flask, jsonify, redirect, request

app = Flask(__name__)
app.logger.setLevel("INFO")


@app.route("/<path:anything>", methods=["GET", "POST"])
def anything(anything):
    app.logger.info("headers %s", dict(request.headers))
    app.logger.info("arguments %s", request.args)
    if request.is_json:
        app.logger.info("json %s", request.get_json())
    elif request.form:
        app.logger.warning("form %r", request.form.to_dict())
    if anything.endswith("redirect"):
        return redirect("/done?" + request.query_string.decode())
    if anything.endswith("crash"):
        raise ValueError(f"cannot handle {request.args.to_dict()}")
    return jsonify(path=request.path)


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["SHOP_PORT"]))
