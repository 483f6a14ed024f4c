"""One logging configuration that writes every record in many formats, a file for each."""
import logging.config

import structlog

# What structlog does to a record before a renderer gets it, whoever logged it.
SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]


def renderers():
    """The structlog renderers by the name of their log."""
    return {
        "structlog_json": structlog.processors.JSONRenderer(),
        "structlog_json_utf8": structlog.processors.JSONRenderer(ensure_ascii=False),
        "structlog_logfmt": Logfmt(key_order=["timestamp", "level", "event", "logger"]),
        "structlog_keyvalue": structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        "structlog_console": structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        "structlog_colour": structlog.dev.ConsoleRenderer(
            colors=True, force_colors=True, exception_formatter=structlog.dev.plain_traceback
        ),
    }


class Logfmt(structlog.processors.LogfmtRenderer):
    """logfmt allows no blanks or brackets in a key; they become underscores."""

    def __call__(self, logger, name, event):
        clean = {"".join(c if c.isalnum() or c in "_.-" else "_" for c in key): value for key, value in event.items()}
        return super().__call__(logger, name, clean)


def config(folder, server):
    formatters = {
        "verbose": {"format": "{levelname} {asctime} {module} {process:d} {thread:d} {message}", "style": "{"},
        "sql": {"format": "(%(levelname)s) %(asctime)s %(name)s %(message)s"},
        "bracketed": {"format": "[%(asctime)s] [%(process)d] [%(levelname)s] %(name)s: %(message)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(module)s %(lineno)d",
        },
    }
    for name, renderer in renderers().items():
        processors = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
        if "console" not in name and "colour" not in name:
            processors.append(structlog.processors.format_exc_info)
        formatters[name] = {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [*processors, renderer],
            "foreign_pre_chain": SHARED,
        }
    handlers = {
        name: {
            "class": "logging.FileHandler",
            "filename": folder / f"{name}.{server}.log",
            "formatter": name,
            "encoding": "utf-8",
            "delay": True,
        }
        for name in formatters
    }
    handlers["mail"] = {"class": "django.utils.log.AdminEmailHandler", "include_html": True}
    handlers["terminal"] = {"class": "logging.StreamHandler", "formatter": "bracketed"}
    everywhere = [name for name in formatters if name not in ("sql", "bracketed")] + ["terminal"]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "handlers": handlers,
        "root": {"handlers": everywhere, "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": ["server"], "level": "INFO", "propagate": False},
            "django.request": {"handlers": ["mail"], "level": "INFO", "propagate": True},
            "django.db.backends": {"handlers": ["sql"], "level": "DEBUG", "propagate": False},
        },
    } | server_handler(formatters, handlers)


def server_handler(formatters, handlers):
    """runserver's own lines, as Django writes them by default."""
    formatters["server"] = {
        "()": "django.utils.log.ServerFormatter",
        "format": "[{server_time}] {message}",
        "style": "{",
    }
    handlers["server"] = {"class": "logging.StreamHandler", "formatter": "server"}
    return {"formatters": formatters, "handlers": handlers}


def configure(settings):
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(settings)
