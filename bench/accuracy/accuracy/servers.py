"""Starts the servers of one corpus on free ports of the loopback address and stops them again."""
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

COMMANDS = {
    "runserver": [sys.executable, "-m", "django", "runserver", "--noreload", "127.0.0.1:{port}"],
    "gunicorn": [
        str(BIN / "gunicorn"), "--bind", "127.0.0.1:{port}", "--workers", "1", "--threads", "2", "--log-level", "debug",
        "--logger-class", "shop.access_log.Logger", "--access-logfile", os.devnull, "shop.wsgi",
    ],
    "uvicorn": [str(BIN / "uvicorn"), "--host", "127.0.0.1", "--port", "{port}", "--no-use-colors", "shop.asgi:application"],
    "flask": [sys.executable, "flask_shop.py"],
}  # fmt: skip


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Servers:
    """All servers of a corpus; use it in a with statement, so that none is left running."""

    def __init__(self, work):
        self.work = work
        self.ports = {}
        self.running = []
        # Made for this corpus and known to nobody but its processes.
        self.key = secrets.token_urlsafe(48)

    def environment(self, name, port):
        # Nothing else of the environment: Django's debug page prints it into the logs.
        return {
            "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC",
            "SHOP_WORK": str(self.work), "SHOP_SERVER": name, "SHOP_PORT": str(port), "SHOP_SECRET_KEY": self.key,
            "DJANGO_SETTINGS_MODULE": "shop.settings", "PYTHONPATH": str(HERE), "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1",
            "NO_COLOR": "1",
        }  # fmt: skip

    def manage(self, *arguments):
        environment = self.environment("manage", 0)
        subprocess.run([sys.executable, "-m", "django", *arguments], env=environment, cwd=HERE, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        try:
            for name, command in COMMANDS.items():
                self.start(name, command)
            for name, port in self.ports.items():
                self.wait(name, port)
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self, name, command):
        port = self.ports[name] = free_port()
        output = open(self.work / "logs" / f"terminal.{name}.log", "wb")
        process = subprocess.Popen(
            [part.format(port=port) for part in command],
            env=self.environment(name, port), cwd=HERE, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.running.append((name, process, output))

    def wait(self, name, port):
        process = next(process for known, process, _ in self.running if known == name)
        for _ in range(300):
            if process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{name} did not start; its output is in {self.work / 'logs'}")

    def __exit__(self, *_):
        for _, process, _ in self.running:
            process.terminate()
        for _, process, output in self.running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            output.close()
