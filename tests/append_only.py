"""How a test database with append-only tables is emptied between two tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from minhbach_web.core import db


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_can_be_emptied() -> Iterator[None]:
    """A flush, which only tests do, takes the triggers away and puts them back."""
    operations: Any = type(connection.ops)
    flush = operations.execute_sql_flush

    def emptied(self: Any, statements: list[str]) -> None:
        vendor = self.connection.vendor
        tables = db.guarded_tables()
        with self.connection.cursor() as cursor:
            for statement in (s for t in tables for s in db.drop_sql(vendor, t)):
                cursor.execute(statement)
        flush(self, statements)
        with self.connection.cursor() as cursor:
            for statement in (s for t in tables for s in db.create_sql(vendor, t)):
                cursor.execute(statement)

    operations.execute_sql_flush = emptied
    yield
    operations.execute_sql_flush = flush
