"""Tables as text: every row of the database, the same on SQLite and on PostgreSQL.

One line of JSON a row, values in the order of ``columns``, rows in the order of their key. A table
written out, taken in and written out again gives the same bytes: that is the proof of a restore.
"""

from __future__ import annotations

import base64
import copy
import datetime
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from minhbach_web.core import db

SNAPSHOT = "snapshot"
# Who is signed in just now, and who mistyped a password from where: neither is worth keeping.
PASSING = {
    "django_session",
    "usersessions_usersession",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "accounts_opensession",
    "accounts_attempt",
}
BATCH = 2000


@dataclass(frozen=True)
class Written:
    """One table as it was written: rows and the sha256 of its lines."""

    table: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


class Sink(Protocol):
    """What takes the lines of a table."""

    def write(self, data: bytes, /) -> object: ...


def tables(apps: Apps) -> list[type[models.Model]]:
    """One model for each table that is kept, by the table's name."""
    found = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed
    }
    return [model for name, model in sorted(found.items()) if name not in PASSING]


@contextmanager
def snapshot() -> Iterator[str]:
    """The database as it is at one moment, to read from while others go on writing.

    Gives the alias of a connection whose one transaction only reads: SQLite's write-ahead log and
    PostgreSQL's repeatable read both keep what they showed first.
    """
    default = connections["default"]
    settings = copy.deepcopy(default.settings_dict)
    settings.update(CONN_MAX_AGE=0, ATOMIC_REQUESTS=False)
    options = settings.setdefault("OPTIONS", {})
    options.pop("transaction_mode", None)  # deferred: a reader never waits for a writer
    options.pop("pool", None)
    connection = type(default)(settings, SNAPSHOT)
    connections[SNAPSHOT] = connection
    try:
        with transaction.atomic(using=SNAPSHOT):
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    cursor.execute("SELECT 1")  # the moment is that of the first statement
                else:
                    cursor.execute("SELECT count(*) FROM sqlite_master")
            yield SNAPSHOT
    finally:
        connection.close()
        del connections[SNAPSHOT]


def write_table(model: type[models.Model], using: str, out: Sink) -> Written:
    """Every row of the model's table as lines in ``out``."""
    fields = _fields(model)
    sha256, rows = hashlib.sha256(), 0
    names = [field.attname for field in fields]
    query = model._base_manager.using(using).order_by("pk").values_list(*names)
    for row in query.iterator(chunk_size=BATCH):
        line = _line(row)
        sha256.update(line)
        out.write(line)
        rows += 1
    columns = tuple(str(field.column) for field in fields)
    return Written(model._meta.db_table, columns, rows, sha256.hexdigest())


def read_table(
    model: type[models.Model], columns: Iterable[str], lines: Iterable[bytes], using: str
) -> int:
    """Put the rows into the model's empty table; gives how many. ValueError: other columns."""
    by_column = {field.column: field for field in _fields(model)}
    names = list(columns)
    if set(names) != set(by_column):
        raise ValueError(model._meta.db_table)
    fields = [by_column[name] for name in names]
    connection = connections[using]
    quote = connection.ops.quote_name
    sql = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, names))})"  # noqa: S608  # quoted names
        f" VALUES ({', '.join(['%s'] * len(names))})"
    )
    rows = 0
    with connection.cursor() as cursor:
        for batch in _batches(lines):
            given = [_prepared(fields, json.loads(line), connection) for line in batch]
            cursor.executemany(sql, given)
            rows += len(given)
    return rows


def make_empty(all_tables: list[type[models.Model]], using: str) -> None:
    """Take out what migrations put in: the rows that come are the whole."""
    connection = connections[using]
    guarded = db.guarded_tables()
    with connection.cursor() as cursor:
        for model in all_tables:
            table = model._meta.db_table
            if not model._base_manager.using(using).exists():
                continue
            for statement in db.drop_sql(connection.vendor, table) if table in guarded else ():
                cursor.execute(statement)
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608  # quoted names
            for statement in db.create_sql(connection.vendor, table) if table in guarded else ():
                cursor.execute(statement)


def set_counters(all_tables: list[type[models.Model]], using: str) -> None:
    """The next new row gets a number of its own."""
    connection = connections[using]
    statements = connection.ops.sequence_reset_sql(no_style(), all_tables)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return sorted(model._meta.local_concrete_fields, key=lambda field: str(field.column))


def _line(row: tuple[Any, ...]) -> bytes:
    # Keys sorted: PostgreSQL keeps the keys of a JSON value in an order of its own.
    text = json.dumps(
        [_plain(value) for value in row],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return text.encode() + b"\n"


def _plain(value: Any) -> Any:
    """A value of a column as JSON has it."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return str(value)
    if isinstance(value, (Decimal, uuid.UUID)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def _prepared(
    fields: list[models.Field[Any, Any]], values: list[Any], connection: BaseDatabaseWrapper
) -> list[Any]:
    if len(values) != len(fields):
        raise ValueError("a row of another length")
    return [
        field.get_db_prep_save(_back(field, value), connection)
        for field, value in zip(fields, values, strict=True)
    ]


def _back(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(value)
    return field.to_python(value)


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
