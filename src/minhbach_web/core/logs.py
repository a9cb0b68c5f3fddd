"""Lines of the log without anybody in them: one line or one JSON object per event.

What is taken out: e-mail addresses, secrets in addresses (calendar feeds, invitations, tokens),
whatever follows a question mark, and the text of exceptions, which may hold what people wrote; of
those the class and the places in the code stay.
"""

from __future__ import annotations

import datetime
import json
import logging
import re
import traceback

# bao-cao@example.vn
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# /lich/Wq3…x.ics, /moi/eyJh…: a part of an address as long as that is a secret
SECRET = re.compile(r"(?<=/)[A-Za-z0-9_:=-]{20,}")
# /tim/?q=… and ?next=…
QUERY = re.compile(r"\?[^\s\"']+")
# host:port of a person's machine, as servers write it
HOST = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{0,4}\b", re.I)

# Ends of lines of every kind, and what moves a terminal's cursor: a line stays one line.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def without_persons(text: str) -> str:
    """``text`` with everything that could lead to a person replaced by "…".

    >>> without_persons("Not Found: /lich/AbCdEfGhIjKlMnOpQrStUv.ics?x=1")
    'Not Found: /lich/….ics?…'
    """
    for pattern, put in ((ADDRESS, "…@…"), (QUERY, "?…"), (SECRET, "…"), (HOST, "…")):
        text = pattern.sub(put, text)
    return text


def places(error: BaseException) -> str:
    """The class of an exception and where it came from; never its text."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([type(error).__qualname__, *lines])


class PlainFormatter(logging.Formatter):
    """``2026-11-24T08:00:00+00:00 WARNING minhbach_web.core: …``, in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{_at(record)} {record.levelname} {record.name}: {_said(record)}"
        return "\n".join([line, *_error(record)])


class JsonFormatter(logging.Formatter):
    """One object a line: at, level, logger, message; error with its places when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": _at(record),
            "level": record.levelname,
            "logger": record.name,
            "message": _said(record),
        }
        if error := _error(record):
            entry["error"] = error[0]
        if status := getattr(record, "status_code", None):
            entry["status"] = status
        return json.dumps(entry, ensure_ascii=False)


def _at(record: logging.LogRecord) -> str:
    moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
    return moment.isoformat(timespec="milliseconds")


def _said(record: logging.LogRecord) -> str:
    return without_persons(CONTROL.sub(" ", record.getMessage()))


def _error(record: logging.LogRecord) -> list[str]:
    error = record.exc_info[1] if record.exc_info else None
    return [places(error)] if error is not None else []
