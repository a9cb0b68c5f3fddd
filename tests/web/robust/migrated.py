"""A migrated database in a file, without migrating again: a copy of the one that tests use."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from django.db import connection


def copy_to(var: Path) -> None:
    """Put a copy of the tests' SQLite database into the folder; nothing when they use another."""
    if connection.vendor != "sqlite":
        return
    var.mkdir(parents=True, exist_ok=True)
    connection.ensure_connection()
    with sqlite3.connect(var / "minhbach.sqlite3") as target:
        connection.connection.backup(target)
    target.close()
