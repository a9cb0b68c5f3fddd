"""Making a backup while the site is in use, and keeping the newest few."""

from __future__ import annotations

import fcntl
import gzip
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.db import connections

from minhbach_web.core import clock
from minhbach_web.core.services import files
from minhbach_web.core.services.shelf import Shelf, flush, shelf
from minhbach_web.operations.services import archive
from minhbach_web.operations.services.schema import applied, models_at
from minhbach_web.operations.services.tables import Written, snapshot, tables, write_table

OURS = re.compile(r"minhbach-\d{8}-\d{6}(-\d+)?\.tar(\.age)?")
STORED = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}(\.json)?")


@dataclass(frozen=True)
class Made:
    """The file that was written. ``gone``: files that were taken away while it was written."""

    path: Path
    size: int
    sha256: str
    rows: int
    files: int
    sealed: bool
    gone: tuple[str, ...] = ()


def make(folder: Path, *, public: str = "") -> Made:
    """A backup of everything in ``folder``, whole or not at all; ``public``: for whom to encrypt.

    OSError when the disk is full or the folder can't be written; nothing is left behind then.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tidy(folder)
    suffix = archive.SEALED if public else archive.PLAIN
    with _aside(folder) as plain:
        packed = _pack(plain)
        if not public:
            return _finish(folder, suffix, plain, packed, sealed=False)
        plain.seek(0)
        with _aside(folder) as out:
            archive.seal(plain, out, public)
            return _finish(folder, suffix, out, packed, sealed=True)


@dataclass(frozen=True)
class _Packed:
    rows: int
    files: int
    gone: tuple[str, ...]


def _pack(out: IO[bytes]) -> _Packed:
    packing = archive.Packing(out)
    try:
        return _pack_all(packing)
    except BaseException:
        packing.give_up()
        raise


def _pack_all(packing: archive.Packing) -> _Packed:
    with snapshot() as alias:
        migrations = applied(connections[alias])
        if not migrations:
            raise archive.BadBackup("backup-nothing")
        # The models of this database, which an upgrade may not have reached yet.
        apps = models_at(migrations)
        written = [_pack_table(packing, model, alias) for model in tables(apps)]
        entries: Any = apps.get_model("core", "AuditEvent")
        last = entries.objects.using(alias).order_by("-seq").first()
    count, gone = _pack_files(packing)
    packing.close(
        {
            "made": clock.now().isoformat(),
            "migrations": [list(node) for node in migrations],
            "tables": {w.table: [list(w.columns), w.rows, w.sha256] for w in written},
            "audit": [last.seq, last.hash] if last else [0, ""],
            "gone": list(gone),
        }
    )
    return _Packed(sum(w.rows for w in written), count, gone)


def _pack_table(packing: archive.Packing, model: type, alias: str) -> Written:
    with tempfile.TemporaryFile() as lines:
        with gzip.GzipFile(fileobj=lines, mode="wb", compresslevel=6, mtime=0) as zipped:
            written = write_table(model, alias, zipped)
        packing.add(f"tables/{written.table}.jsonl.gz", lines)
    return written


def _pack_files(packing: archive.Packing) -> tuple[int, tuple[str, ...]]:
    """Every stored file. A row of the snapshot has its file: files are stored before rows."""
    place, count, gone = shelf(), 0, []
    for name in _names(place):
        try:
            file = place.open(name)
        except FileNotFoundError:  # an upload that was taken back just now
            gone.append(name)
            continue
        with file:
            packing.add(f"files/{name}", file)
        count += 1
    return count, tuple(gone)


def _names(place: Shelf) -> Iterator[str]:
    return (name for name in place.names() if STORED.fullmatch(name))


def _finish(folder: Path, suffix: str, file: IO[bytes], packed: _Packed, *, sealed: bool) -> Made:
    file.flush()
    os.fsync(file.fileno())
    size = file.tell()
    file.seek(0)
    sha256 = files.digest_of(file)  # type: ignore[arg-type]  # an open binary file is one
    path = _free(folder, suffix)
    path.with_name(f"{path.name}.sha256").write_text(f"{sha256}  {path.name}\n", encoding="ascii")
    Path(file.name).replace(path)
    flush(folder)
    return Made(path, size, sha256, packed.rows, packed.files, sealed, packed.gone)


def _free(folder: Path, suffix: str) -> Path:
    stem = f"{archive.PREFIX}{clock.now():%Y%m%d-%H%M%S}"
    path, n = folder / f"{stem}{suffix}", 1
    while path.exists():
        n += 1
        path = folder / f"{stem}-{n}{suffix}"
    return path


@contextmanager
def _aside(folder: Path) -> Iterator[IO[bytes]]:
    """A file that is gone afterwards unless it was given its real name."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".minhbach-", suffix=".part")
    os.close(handle)
    try:
        with Path(name).open("w+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed, or its process is killed
            yield file
    finally:
        Path(name).unlink(missing_ok=True)


def tidy(folder: Path, *, older: float = 60.0) -> int:
    """Take away what a killed process left: a file that nobody writes any more, a sum without its
    backup. ``older``: seconds for which nothing happened to it. Gives how many."""
    gone = 0
    left = [*folder.glob(".minhbach-*.part"), *folder.glob("minhbach-*.sha256")]
    for path in left:
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - older and _left_behind(path):
                path.unlink()
                gone += 1
    return gone


def _left_behind(path: Path) -> bool:
    if path.suffix == ".sha256":
        return not path.with_suffix("").exists()
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def found(folder: Path) -> list[Path]:
    """The backups in ``folder``, the newest first."""
    if not folder.is_dir():
        return []
    paths = (path for path in folder.iterdir() if OURS.fullmatch(path.name))
    return sorted(paths, key=lambda path: path.name, reverse=True)


def rotate(folder: Path, keep: int, proved: str | None = None) -> list[str]:
    """Take away all but the newest ``keep``; never the one that was last proved."""
    gone = []
    for path in found(folder)[max(keep, 1) :]:
        if path.name == proved:
            continue
        path.with_name(f"{path.name}.sha256").unlink(missing_ok=True)
        path.unlink()
        gone.append(path.name)
    return gone
