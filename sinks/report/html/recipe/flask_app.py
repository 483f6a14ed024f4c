# app.py, before Flask() and before anything logs
from logging.config import dictConfig

dictConfig({
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "masked": {
            "()": "log_masking.MaskingFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "masked"},
    },
    # Flask's app.logger and werkzeug add handlers of their own only where there is none.
    "root": {"handlers": ["stderr"], "level": "INFO"},
})
