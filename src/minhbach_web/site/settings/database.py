"""The database: SQLite in the folder of the installation, or PostgreSQL where DATABASE_URL says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

SQLITE: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: a receipt that was shown must survive a power cut.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA foreign_keys=ON; PRAGMA mmap_size=134217728;"
    ),
}


def database(var: Path) -> dict[str, Any]:
    """Django's settings of the one database."""
    found: dict[str, Any] = dict(
        dj_database_url.config(
            default=f"sqlite:///{var / 'minhbach.sqlite3'}",
            conn_max_age=60,
            conn_health_checks=True,
        )
    )
    var.mkdir(parents=True, exist_ok=True)
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = dict(SQLITE)
    elif pool := int(os.environ.get("MINHBACH_DB_POOL") or 0):
        # Of each process. Django keeps no connection of its own beside a pool.
        found["CONN_MAX_AGE"] = 0
        found.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
    return found
