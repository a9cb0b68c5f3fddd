"""Tables written as text and taken in again, on whichever database the tests run."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from tests.factories import Tree, make_user

from minhbach_web.core.models import AuditEvent
from minhbach_web.core.services import audit
from minhbach_web.operations.services.tables import (
    make_empty,
    read_table,
    set_counters,
    snapshot,
    tables,
    write_table,
)
from minhbach_web.units.models import User


def written(using: str) -> dict[str, tuple[Any, bytes]]:
    """Every table as it is seen there: what is said of it, and its lines."""
    found = {}
    for model in tables(apps):
        lines = io.BytesIO()
        found[model._meta.db_table] = (write_table(model, using, lines), lines.getvalue())
    return found


@pytest.mark.django_db(transaction=True)
def test_tables_come_back_as_they_were(tree: Tree) -> None:
    user = make_user("viết", "reporter", unit=tree.own)
    audit.record(actor=user, action="test.made", obj="x:1", digests={"b": "2", "a": "1"})
    with snapshot() as alias:
        if connection.vendor == "postgresql":
            # What is written while a backup runs is not in it. (SQLite in memory has no log to
            # read from while others write; a file has.)
            audit.record(actor=user, action="test.later", obj="x:2")
        before = written(alias)
    models = tables(apps)

    with transaction.atomic():
        make_empty(models, "default")
        for model in models:
            said, lines = before[model._meta.db_table]
            assert read_table(model, said.columns, io.BytesIO(lines), "default") == said.rows
        set_counters(models, "default")

    assert written("default") == before
    assert list(AuditEvent.objects.values_list("action", flat=True))[-1:] == ["test.made"]
    # The next rows get numbers of their own.
    assert User.objects.create(username="mới", full_name="Mới").pk > user.pk


@pytest.mark.django_db
def test_row_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="units_user"):
        read_table(User, ["id", "nickname"], io.BytesIO(b'[1,"x"]\n'), "default")
