"""Serves one request with gunicorn and the access log format that the report advises, and prints the log."""
import os
import subprocess
import sys
import tempfile
import threading
import urllib.request

token = os.environ["TOKEN"]
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "fine.py"), "w") as module:
        module.write("def app(environ, start_response):\n    start_response('200 OK', [])\n    return [b'fine']\n")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "--access-logfile", "-", "--no-control-socket", "-c", os.environ["RECIPE"], "fine:app"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    watchdog = threading.Timer(60, server.kill)
    watchdog.start()
    for line in server.stdout:
        sys.stdout.write(line)
        if "Listening at: " in line:
            address = line.split("Listening at: ")[1].split()[0]
            asked = urllib.request.Request(
                f"{address}/orders/?token={token}",
                headers={"Authorization": f"Bearer {token}", "Cookie": f"sessionid={token}", "Referer": f"https://shop.example.com/?token={token}"},
            )
            urllib.request.urlopen(asked).read()
        if "/orders/" in line:
            server.terminate()
    server.wait()
    watchdog.cancel()
