"""Triggers that keep units away from out-of-scope tasks and items, on both engines."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# (table that names a unit, its column, table with in_scope)
PAIRS = (
    ("programme_assignment", "task_id", "programme_task"),
    ("programme_itemunit", "item_id", "programme_planitem"),
)


def create(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    make = _sqlite if editor.connection.vendor == "sqlite" else _postgresql
    for child, column, parent in PAIRS:
        for statement in make(child, column, parent):
            editor.execute(statement, params=None)


def drop(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    for child, _column, parent in PAIRS:
        for name, table in _names(child, parent):
            on = "" if editor.connection.vendor == "sqlite" else f' ON "{table}"'
            editor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}', params=None)


def _names(child: str, parent: str) -> tuple[tuple[str, str], ...]:
    return (
        (f"{child}_scope_insert", child),
        (f"{child}_scope_update", child),
        (f"{parent}_scope", parent),
    )


def _sqlite(child: str, column: str, parent: str) -> list[str]:
    stop = "BEGIN SELECT RAISE(ABORT, 'out of scope: no unit'); END"
    out = f'(SELECT in_scope FROM "{parent}" WHERE id = NEW.{column}) = 0'  # noqa: S608 -- constants
    given = f'EXISTS (SELECT 1 FROM "{child}" WHERE {column} = NEW.id)'  # noqa: S608 -- constants
    return [
        f'CREATE TRIGGER "{child}_scope_insert" BEFORE INSERT ON "{child}" WHEN {out} {stop}',
        f'CREATE TRIGGER "{child}_scope_update" BEFORE UPDATE ON "{child}" WHEN {out} {stop}',
        f'CREATE TRIGGER "{parent}_scope" BEFORE UPDATE OF in_scope ON "{parent}" '
        f"WHEN NEW.in_scope = 0 AND {given} {stop}",
    ]


def _postgresql(child: str, column: str, parent: str) -> list[str]:
    out = f'NOT (SELECT in_scope FROM "{parent}" WHERE id = NEW.{column})'  # noqa: S608 -- constants
    given = f'EXISTS (SELECT 1 FROM "{child}" WHERE {column} = NEW.id)'  # noqa: S608 -- constants
    stop = (
        "RAISE EXCEPTION 'out of scope: no unit' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    head = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    return [
        f"CREATE OR REPLACE FUNCTION {child}_scope() {head} IF {out} THEN {stop}",
        f"CREATE OR REPLACE FUNCTION {parent}_scope() {head} "
        f"IF NOT NEW.in_scope AND {given} THEN {stop}",
        f'CREATE TRIGGER "{child}_scope_insert" BEFORE INSERT ON "{child}" '
        f"FOR EACH ROW EXECUTE FUNCTION {child}_scope()",
        f'CREATE TRIGGER "{child}_scope_update" BEFORE UPDATE ON "{child}" '
        f"FOR EACH ROW EXECUTE FUNCTION {child}_scope()",
        f'CREATE TRIGGER "{parent}_scope" BEFORE UPDATE OF in_scope ON "{parent}" '
        f"FOR EACH ROW EXECUTE FUNCTION {parent}_scope()",
    ]
