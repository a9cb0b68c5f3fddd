"""The schema at a point of its history: the models that fit a database as it is."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps.registry import Apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Migration = tuple[str, str]


class UnknownMigration(LookupError):
    """The database or the backup was made by a newer version of the program."""


def applied(using: BaseDatabaseWrapper) -> list[Migration]:
    """The migrations that this database went through."""
    return sorted(MigrationRecorder(using).applied_migrations())


def models_at(migrations: Iterable[Migration]) -> Apps:
    """The models as these migrations made them."""
    loader = MigrationLoader(None)
    return loader.project_state(_heads(loader, set(migrations))).apps


def migrate_to(migrations: Iterable[Migration]) -> Apps:
    """Bring the empty database to where these migrations lead; gives its models."""
    executor = MigrationExecutor(connection)
    heads = _heads(executor.loader, set(migrations))
    executor.migrate(heads)
    return executor.loader.project_state(heads).apps


def _heads(loader: MigrationLoader, there: set[Migration]) -> list[Migration]:
    """Those that no other of the same app follows."""
    graph = loader.graph
    if there - set(graph.nodes):
        raise UnknownMigration
    children = {node: {child.key for child in graph.node_map[node].children} for node in there}
    return sorted(
        node
        for node in there
        if not any(child in there and child[0] == node[0] for child in children[node])
    )
