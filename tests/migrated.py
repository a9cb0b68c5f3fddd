"""Migrating takes a while, and gives the same database until a migration changes: done once.

Only for SQLite. The copy lies beside pytest's own cache, under a name made from every migration
and every requirement; one process makes it while the others wait.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".pytest_cache/migrated"


def _key() -> str:
    found = sorted(ROOT.glob("src/minhbach_web/**/migrations/*.py"))
    found += sorted(ROOT.glob("src/minhbach_web/**/*triggers.py"))
    found += [ROOT / "src/minhbach_web/core/db.py", ROOT / "requirements/base.lock"]
    found += [ROOT / "src/minhbach_web/site/settings/base.py"]
    sha256 = hashlib.sha256()
    for path in found:
        sha256.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return sha256.hexdigest()[:24]


def lay(var: Path) -> None:
    """Put the copy into the folder of an installation, where there is one already: a program that
    starts there has nothing left to migrate."""
    place = KEPT / f"{_key()}.sqlite3"
    if place.exists():
        var.mkdir(parents=True, exist_ok=True)
        shutil.copy(place, var / "minhbach.sqlite3")


@contextmanager
def kept() -> Iterator[None]:
    """Inside, a test database is filled from the copy instead of being migrated."""
    from django.core import management  # noqa: PLC0415  # settings must be loaded first
    from django.db import connection  # noqa: PLC0415

    if connection.vendor != "sqlite":
        yield
        return
    real: Callable[..., Any] = management.call_command

    def call(name: str, *args: Any, **options: Any) -> Any:
        if name != "migrate":
            return real(name, *args, **options)
        _fill(lambda: real(name, *args, **options))
        return None

    management.call_command = call
    try:
        yield
    finally:
        management.call_command = real


def _fill(migrate: Callable[[], Any]) -> None:
    from django.db import connection  # noqa: PLC0415

    KEPT.mkdir(parents=True, exist_ok=True)
    place = KEPT / f"{_key()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        connection.ensure_connection()
        if place.exists():
            with sqlite3.connect(place) as source:
                source.backup(connection.connection)
            source.close()
            return
        migrate()
        for old in KEPT.glob("*.sqlite3"):
            old.unlink()
        aside = place.with_suffix(".part")
        aside.unlink(missing_ok=True)
        with sqlite3.connect(aside) as target:
            connection.connection.backup(target)
        target.close()
        aside.replace(place)
