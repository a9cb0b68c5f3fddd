"""What the two databases must do alike: append-only tables and a lock for one row of work."""

from __future__ import annotations

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

PREFIX = "append_only_"


def append_only(table: str) -> AppendOnly:
    """A migration operation after which ``table`` takes new rows and refuses every change.

    SQLite drops a table's triggers when a later migration alters the table: such a migration
    ends with this operation again. A test compares the triggers with the tables that need them.
    """
    return AppendOnly(table)


class AppendOnly(Operation):
    """See ``append_only``. Not RunPython: that has Django build every model of the site anew."""

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in create_sql(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in drop_sql(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement, params=None)


def create_sql(vendor: str, table: str) -> list[str]:
    """The statements that put the triggers in place, for ``sqlite`` or ``postgresql``."""
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER IF NOT EXISTS "{PREFIX}{table}_{verb.lower()}" '
            f'BEFORE {verb} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'append-only table {table}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME; END $$",
        *drop_sql(vendor, table),
        f'CREATE TRIGGER "{PREFIX}{table}_row" BEFORE UPDATE OR DELETE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION append_only_refuse()",
        f'CREATE TRIGGER "{PREFIX}{table}_truncate" BEFORE TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only_refuse()",
    ]


def drop_sql(vendor: str, table: str) -> list[str]:
    """The statements that take the triggers away again: for undoing a migration."""
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{PREFIX}{table}_{v}"' for v in ("update", "delete")]
    return [
        f'DROP TRIGGER IF EXISTS "{PREFIX}{table}_{kind}" ON "{table}"'
        for kind in ("row", "truncate")
    ]


def guarded_tables() -> set[str]:
    """The tables of this database that have their append-only triggers, both of them."""
    if connection.vendor == "sqlite":
        sql = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    else:
        sql = (
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgname LIKE %s"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, [PREFIX + "%"])
        names = [str(row[0]) for row in cursor.fetchall()]
    return {name for name in names if names.count(name) == 2}


def lock(number: int) -> None:
    """Wait until no other transaction holds ``number``; held until this transaction ends.

    SQLite needs nothing: its transactions are IMMEDIATE, one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
