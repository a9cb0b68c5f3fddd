"""Restoring a backup into an empty place, with a check that proves it."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection, transaction

from minhbach_web.core import proving
from minhbach_web.core.services import files
from minhbach_web.core.services.shelf import shelf
from minhbach_web.operations.services import archive
from minhbach_web.operations.services.archive import BadBackup, Unpacking
from minhbach_web.operations.services.schema import UnknownMigration, migrate_to
from minhbach_web.operations.services.tables import (
    make_empty,
    read_table,
    set_counters,
    tables,
    write_table,
)


@dataclass
class Report:
    """What a restore found. ``different``: tables that came out other than they went in."""

    name: str
    sha256: str = ""
    made: str = ""
    rows: int = 0
    files: int = 0
    tables: int = 0
    different: list[str] = field(default_factory=list)
    proofs: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        return not self.different and all(not proof["wrong"] for proof in self.proofs)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "holds": self.holds}


def restore(path: Path, *, key: Path | None = None) -> Report:
    """Put everything of the backup into this installation, which must be empty.

    Raises BadBackup when the file is not whole, was changed, or this place is not empty; then
    nothing was written. The report says what the check found.
    """
    began = time.monotonic()
    report = Report(path.name, _sum_of(path))
    with archive.opened(path, key) as file:
        pack = Unpacking(file)
        wrong = pack.wrong_parts()
        if wrong:
            raise BadBackup("backup-part", part=", ".join(wrong[:5]))
        _check_empty()
        report.made = str(pack.manifest["made"])
        try:
            _load(pack, report)
        except BaseException:
            _clear()
            raise
    report.proofs = [asdict(proof) for proof in proving.prove()]
    report.seconds = round(time.monotonic() - began, 1)
    return report


def check_file(path: Path, *, key: Path | None = None) -> list[str]:
    """The parts of a backup that are not as its manifest says; BadBackup when it can't be read."""
    _sum_of(path)
    with archive.opened(path, key) as file:
        return Unpacking(file).wrong_parts()


def _sum_of(path: Path) -> str:
    """The file's sha256, which must be the one that was written beside it, if one was."""
    if not path.is_file():
        raise BadBackup("backup-absent", file=path.name)
    with path.open("rb") as file:
        sha256 = files.digest_of(file)
    beside = path.with_name(f"{path.name}.sha256")
    if beside.is_file() and beside.read_text(encoding="ascii", errors="replace")[:64] != sha256:
        raise BadBackup("backup-changed", file=path.name)
    return sha256


def _check_empty() -> None:
    if connection.introspection.table_names() or any(True for _name in shelf().names()):
        raise BadBackup("restore-not-empty")


def _load(pack: Unpacking, report: Report) -> None:
    try:
        apps = migrate_to((app, name) for app, name in pack.manifest["migrations"])
    except UnknownMigration as error:
        raise BadBackup("backup-newer") from error
    _load_tables(pack, apps, report)
    _load_files(pack, report)
    # On to what this version of the program needs.
    call_command("migrate", verbosity=0, interactive=False)


def _load_tables(pack: Unpacking, apps: Apps, report: Report) -> None:
    kept = {model._meta.db_table: model for model in tables(apps)}
    inside: dict[str, Any] = pack.manifest["tables"]
    if set(inside) - set(kept):
        raise BadBackup("backup-newer")
    with transaction.atomic():
        make_empty(list(kept.values()), "default")
        for name, (columns, rows, _sha256) in inside.items():
            lines = pack.lines(f"tables/{name}.jsonl.gz")
            if read_table(kept[name], columns, lines, "default") != rows:
                raise BadBackup("backup-part", part=name)
            report.rows += rows
        set_counters([kept[name] for name in inside], "default")
    report.tables = len(inside)
    for name, (_columns, _rows, sha256) in inside.items():
        if write_table(kept[name], "default", _Nowhere()).sha256 != sha256:
            report.different.append(name)


class _Nowhere:
    """Takes everything and keeps nothing: only the digest is wanted."""

    def write(self, data: bytes, /) -> None:
        pass


def _load_files(pack: Unpacking, report: Report) -> None:
    place = shelf()
    for part in pack.parts.values():
        kind, _, name = part.name.partition("/")
        if kind != "files":
            continue
        place.put(name, pack.read(part.name))
        with place.open(name) as file:
            if files.digest_of(file) != part.sha256:
                report.different.append(part.name)
        report.files += 1


def _clear() -> None:
    """Leave the place as empty as it was found."""
    place = shelf()
    for name in list(place.names()):
        place.remove(name)
    if connection.vendor == "postgresql":
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f"DROP TABLE IF EXISTS {quote(table)} CASCADE")
