"""What all tests share: a program that the machine lacks is told loudly, and fails in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from tests import migrated

LOUD = "PROGRAM MISSING: "


def program_or_skip(name: str) -> str:
    """The path of a program; without it the test is skipped, or fails where nothing may be."""
    path = shutil.which(name)
    if path is not None:
        return path
    reason = f"{LOUD}{name} is not installed"
    if os.environ.get("MINHBACH_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


# Files of a few tests that take long each: begun first, so that no process waits for them alone.
LONG = {
    "test_access.py",
    "test_backup.py",
    "test_killed.py",
    "test_sixty_units.py",
    "test_two_servers.py",
    "test_worker.py",
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first; `make test` keeps this order among its processes."""
    items.sort(key=lambda item: item.path.name not in LONG and item.path.parent.name != "flow")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The test database is made from a migrated copy; see ``tests/migrated.py``."""
    with migrated.kept():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """PostgreSQL drops no database that somebody uses: a live server's thread whose browser keeps
    its connection open still holds one at the very end."""
    from django.db import connection  # noqa: PLC0415  # settings must be loaded first

    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """At the very end, in capitals: what was not tested and why."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        _, _, reason = report.longrepr
        if LOUD in reason:
            reasons[reason.removeprefix("Skipped: ")] = (
                reasons.get(reason.removeprefix("Skipped: "), 0) + 1
            )
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{reason.upper()}: {count} TESTS NOT RUN", red=True, bold=True)
