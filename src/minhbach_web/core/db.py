"""What the two databases must do alike: append-only tables and a lock for one row of work."""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PREFIX = "append_only_"
Step = Callable[[Apps, BaseDatabaseSchemaEditor], None]


def append_only(table: str) -> migrations.RunPython:
    """A migration operation after which ``table`` takes new rows and refuses every change.

    SQLite drops a table's triggers when a later migration alters the table: such a migration
    ends with this operation again. A test compares the triggers with the tables that need them.
    """
    return migrations.RunPython(_each(create_sql, table), _each(drop_sql, table), elidable=False)


def _each(make: Callable[[str, str], list[str]], table: str) -> Step:
    def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in make(editor.connection.vendor, table):
            editor.execute(statement, params=None)

    return run


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
