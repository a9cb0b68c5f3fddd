"""The demonstration's own folder: made, emptied and made again, and no other folder touched."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

MARK = "DEMO"
MADE_HERE = ("minhbach.sqlite3", "minhbach.sqlite3-wal", "minhbach.sqlite3-shm", "files")


@dataclass(frozen=True)
class Prepared:
    """``existed``: a demonstration stood here and was taken away."""

    path: Path
    existed: bool


class NotOurs(Exception):
    """The folder holds a site that the demonstration did not make."""


def folder() -> Path:
    """``$MINHBACH_VAR``, or ``var/demo`` under the current folder."""
    return Path(os.environ.get("MINHBACH_VAR") or "var/demo").resolve()


def prepare(path: Path) -> Prepared:
    """An empty folder for the demonstration. Raises NotOurs rather than delete other data."""
    existed = any((path / name).exists() for name in MADE_HERE)
    if existed and not (path / MARK).exists():
        raise NotOurs(str(path))
    for name in MADE_HERE:
        target = path / name
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
    path.mkdir(parents=True, exist_ok=True)
    (path / MARK).write_text("minhbach demo\n", encoding="utf-8")
    return Prepared(path, existed)
