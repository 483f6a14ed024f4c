// Package level tells the level of a log line from the line itself: where
// Python's logging, Django, gunicorn, uvicorn, Celery and structlog write it, as
// text, JSON or logfmt. What stands anywhere else is taken for the message's
// own words, so a line has no level rather than a wrong one. It looks at the
// beginning of a line only, allocates nothing, and imports nothing of scrim.
package level
