"""Log lines as JSON objects without words, paths, addresses or tokens of people."""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

# settings.py takes it from here: one JSON object a line.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "clinic_site.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}


class JsonLines(logging.Formatter):
    """Format a record as one JSON object.

    The message's arguments are left out on purpose: Django fills them with paths (a
    status link holds a secret) and database errors with the row's content. What
    stays is enough to find the line of code: event, route, exception type, frames.
    """

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self._event(record),
        }
        line |= getattr(record, "facts", {})
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if route := self._route(record):
            line["route"] = route
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            line["frames"] = self._frames(record.exc_info[2])
        return json.dumps(line)

    def _event(self, record):
        """Our own events are literals; a library's words may quote a person."""
        return record.msg if self._is_ours(record.name) else record.funcName

    @staticmethod
    def _is_ours(name):
        return name.split(".")[0] in {"clinic_site", "articles", "appointments"}

    @staticmethod
    def _route(record):
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        return match.view_name or match.route if match else ""

    @staticmethod
    def _frames(trace):
        frames = []
        for frame in traceback.extract_tb(trace)[-8:]:
            path = Path(frame.filename)
            if path.is_relative_to(settings.BASE_DIR):
                path = path.relative_to(settings.BASE_DIR)
            frames.append(f"{'/'.join(path.parts[-3:])}:{frame.lineno} {frame.name}")
        return frames
