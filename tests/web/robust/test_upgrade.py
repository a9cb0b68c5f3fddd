"""From the last release to now: what an office has there is there afterwards, and proved.

The databases were written down by ``tools/keep_release.sh``; docs/operate.md has the procedure.
"""

from __future__ import annotations

import json
import lzma
import os
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

HERE = Path(__file__).parent
RELEASES = sorted(path.name for path in (HERE / "releases").iterdir())
# What the demonstration of the release says of itself, by the names of its tables.
COUNT = (
    "SELECT (SELECT count(*) FROM units_user), (SELECT count(*) FROM reporting_submissionrevision),"
    " (SELECT count(*) FROM programme_task), (SELECT count(*) FROM core_auditevent)"
)
UPGRADE = """
import django, json
django.setup()
from django.core.management import call_command
from django.db import connection
from minhbach_web.core import proving
from django.test import Client
with connection.cursor() as cursor:
    cursor.execute({count!r})
    before = cursor.fetchone()
call_command("migrate", verbosity=0, interactive=False)
call_command("migrate", check=True, verbosity=0, interactive=False)
found = list(proving.prove())
with connection.cursor() as cursor:
    cursor.execute({count!r})
    after = cursor.fetchone()
visitor = Client(raise_request_exception=False, HTTP_HOST="localhost")
page = visitor.get("/tai-khoan/dang-nhap/").status_code
print(json.dumps({{
    "before": before, "after": after, "page": page,
    "wrong": [str(w) for proof in found for w in proof.wrong],
    "checked": {{str(proof.name): proof.checked for proof in found}},
}}))
"""


@pytest.fixture
def empty_database(tmp_path: Path, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The environment of an installation whose database is of its own: a file, or on PostgreSQL
    one beside that of the tests."""
    given = {"MINHBACH_VAR": str(tmp_path / "var")}
    if connection.vendor == "sqlite":
        yield given
        return
    import psycopg  # noqa: PLC0415  # only where it is the database

    url, _, _name = os.environ["DATABASE_URL"].rpartition("/")
    name = f"upgrade_{os.getpid()}"
    plain = f"{url}/postgres".replace("postgres:", "postgresql:", 1)
    with psycopg.connect(plain, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield given | {"DATABASE_URL": f"{url}/{name}"}
    finally:
        with psycopg.connect(plain, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def lay(release: Path, environment: dict[str, str]) -> None:
    """The database and the files of the release, in their place."""
    var = Path(environment["MINHBACH_VAR"])
    var.mkdir()
    with tarfile.open(release / "files.tar.xz") as tar:
        tar.extractall(var, filter="data")
    if "DATABASE_URL" not in environment:
        with sqlite3.connect(var / "minhbach.sqlite3") as base:
            base.executescript(lzma.decompress((release / "sqlite.sql.xz").read_bytes()).decode())
        base.close()
        return
    import psycopg  # noqa: PLC0415  # only where it is the database

    text = lzma.decompress((release / "postgresql.sql.xz").read_bytes()).decode()
    url = environment["DATABASE_URL"].replace("postgres:", "postgresql:", 1)
    with psycopg.connect(url, autocommit=True) as base:
        base.execute(text.encode())


@pytest.mark.parametrize("name", RELEASES)
def test_release_is_brought_up_to_now_with_everything_in_it(
    name: str, empty_database: dict[str, str]
) -> None:
    lay(HERE / "releases" / name, empty_database)
    clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "MINHBACH_VAR")}
    clean |= empty_database | {"DJANGO_SETTINGS_MODULE": "tests.web.robust.settings"}

    done = subprocess.run(
        [sys.executable, "-c", UPGRADE.format(count=COUNT)],
        cwd=HERE.parents[2],
        env=clean,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads(done.stdout)
    assert report["wrong"] == []
    assert report["after"][:3] == report["before"][:3]
    assert min(report["before"]) > 0
    # Acts are never taken away; a migration may add one of its own.
    assert report["after"][3] >= report["before"][3]
    assert report["page"] == 200
    assert min(report["checked"][kind] for kind in ("audit", "files", "submissions")) > 0
