"""A drawer for an hour: the checked file and what was found, outside the database.

A folder ``var/soat/<token>`` per file. Only who put it there can open it; it goes when the person
says so, or with the next visit of anyone after ``KEPT``.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from minhbach_web import engine

KEPT = timedelta(hours=1)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,60}")
_FILE, _NOTE, _DOCUMENT, _CHECKED = "file", "note.json", "document.json", "checked.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies in one drawer."""

    token: str
    name: str
    until: datetime
    document: engine.Document
    checked: engine.Checked
    folder: Path

    @property
    def data(self) -> bytes:
        return (self.folder / _FILE).read_bytes()


def root() -> Path:
    """The folder of all drawers."""
    return Path(settings.VAR) / "soat"


def put(
    *, data: bytes, document: engine.Document, checked: engine.Checked, by: int, now: datetime
) -> str:
    """Keep the file and its findings for an hour; gives the token of the drawer."""
    sweep(now)
    token = secrets.token_urlsafe(24)
    root().mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = root() / f".{token}"
    aside.mkdir(mode=0o700)
    (aside / _FILE).write_bytes(data)
    _write(aside / _DOCUMENT, engine.to_json(document))
    _write(aside / _CHECKED, engine.to_json(checked))
    _write(aside / _NOTE, {"by": by, "name": document.name, "until": (now + KEPT).isoformat()})
    aside.rename(root() / token)
    return token


def take(token: str, *, by: int, now: datetime) -> Kept | None:
    """What lies in the drawer; None when there is none, it is another's, or the hour is over."""
    folder = root() / token
    if not _TOKEN.fullmatch(token) or not folder.is_dir():
        return None
    try:
        note = json.loads((folder / _NOTE).read_bytes())
        until = datetime.fromisoformat(note["until"])
        if note["by"] != by or until <= now:
            return None
        return Kept(
            token,
            note["name"],
            until,
            engine.from_json(engine.Document, json.loads((folder / _DOCUMENT).read_bytes())),
            engine.from_json(engine.Checked, json.loads((folder / _CHECKED).read_bytes())),
            folder,
        )
    except FileNotFoundError:
        return None  # emptied by another request at this moment


def empty(token: str, *, by: int, now: datetime) -> bool:
    """Delete what lies in the drawer at once; False when there is nothing of this person's."""
    kept = take(token, by=by, now=now)
    if kept is None:
        return False
    shutil.rmtree(kept.folder, ignore_errors=True)
    return True


def sweep(now: datetime) -> int:
    """Delete every drawer whose hour is over, and what a crash left half-written."""
    gone = 0
    for folder in root().glob("*") if root().exists() else ():
        if _is_over(folder, now):
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone


def sweepable(now: datetime) -> int:
    """How many drawers ``sweep`` would delete."""
    found = root().glob("*") if root().exists() else ()
    return sum(_is_over(folder, now) for folder in found)


def _is_over(folder: Path, now: datetime) -> bool:
    try:
        note = json.loads((folder / _NOTE).read_bytes())
        return datetime.fromisoformat(note["until"]) <= now
    except (OSError, ValueError):
        try:
            return now.timestamp() - folder.stat().st_mtime > KEPT.total_seconds()
        except OSError:
            return False


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
