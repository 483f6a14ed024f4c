"""Logging: the same records go into one file for each format.

Requests are written as JSON, as logfmt and as dumps of their headers; gunicorn's and nginx's lines are added by
the front of the shop (traffic/front.py). What the application says stands in all files, as where a host collects what
all its containers print.
"""
import datetime
import logging
from pathlib import Path

import structlog
from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

FORMATS = ("json", "gunicorn", "dump", "nginx", "logfmt")
REQUESTS = "shop.requests"
DUMPS = "shop.dump"
# What a logfmt line leaves out: what is no plain text, and what other formatters leave in a record.
NOT_LOGFMT = ("headers", "set_cookie", "request", "message", "asctime")
# What JSON has among the headers.
NOT_JSON = ("authorization",)

files = {}


class LogFile:
    """A file that knows how many lines it has."""

    def __init__(self, path):
        self.file = open(path, "w", encoding="utf-8", newline="")
        self.lines = 0

    def write(self, text):
        self.lines += text.count("\n")
        self.file.write(text)

    def flush(self):
        """Left to close: a run ends within a minute."""

    def close(self):
        self.file.close()


class JsonLines(JsonFormatter):
    def formatTime(self, record, datefmt=None):
        return instant(record.created)


def instant(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def add_time(_, __, event):
    event["time"] = instant(event["_record"].created)
    return event


def drop_others(_, __, event):
    return {name: value for name, value in event.items() if name not in NOT_LOGFMT}


def rename(_, __, event):
    event["msg"] = event.pop("event")
    return event


def logfmt():
    first = ["time", "level", "logger", "msg"]
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            add_time,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            drop_others,
            rename,
            structlog.processors.LogfmtRenderer(key_order=first, drop_missing=True),
        ],
    )  # fmt: skip


class Dumps(logging.Formatter):
    """Headers as lines of their own; what else there is as one line."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record):
        return f"{self.formatTime(record)} {record.getMessage()}" if record.name == DUMPS else super().format(record)


def handler(name):
    made = logging.StreamHandler(files[name])
    if name == "json":
        names = {"asctime": "time", "levelname": "level", "name": "logger"}
        made.setFormatter(JsonLines("%(asctime)s %(levelname)s %(name)s %(message)s", rename_fields=names, reserved_attrs=[*RESERVED_ATTRS, *NOT_JSON]))
    elif name == "logfmt":
        made.setFormatter(logfmt())
    else:
        made.setFormatter(Dumps())
    made.addFilter(lambda record: belongs(record, name))
    return made


def belongs(record, name):
    if record.name == REQUESTS:
        return name in ("json", "logfmt")
    return record.name != DUMPS or name == "dump"


def configure(config):
    """Django calls this with settings.LOGGING."""
    for name in FORMATS:
        files[name] = LogFile(Path(config["folder"]) / f"{name}.log")
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.handlers = [handler(name) for name in FORMATS]
