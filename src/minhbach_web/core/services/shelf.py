"""Where files lie: a folder of this machine, or an object store that speaks S3.

Names are relative (``ab/cdef…``). A file is there whole or not at all, and is never changed.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

ALIAS = "documents"
ASIDE = "begun"  # the folder of files that are being written


class Shelf(Protocol):
    """What both kinds of place can do. ``open`` raises FileNotFoundError when nothing is there."""

    def put(self, name: str, data: bytes) -> None: ...
    def open(self, name: str) -> BinaryIO: ...
    def has(self, name: str) -> bool: ...
    def remove(self, name: str) -> None: ...
    def names(self) -> Iterator[str]: ...
    def tidy(self, before: float) -> int: ...


def shelf() -> Shelf:
    """The object store when the settings name one, else the folder ``FILES_ROOT``."""
    if ALIAS in settings.STORAGES:
        return ObjectShelf(storages[ALIAS])
    return FolderShelf(Path(settings.FILES_ROOT))


class FolderShelf:
    """A folder. Files are written aside, flushed to the disk, then renamed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, data: bytes) -> None:
        target, begun = self.root / name, self.root / ASIDE
        for folder in (target.parent, begun):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, aside = tempfile.mkstemp(dir=begun)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(target)
            flush(target.parent)  # or a power cut could take the name away again
        except OSError:  # a full disk: leave nothing half written behind
            Path(aside).unlink(missing_ok=True)
            raise

    def open(self, name: str) -> BinaryIO:
        return (self.root / name).open("rb")

    def has(self, name: str) -> bool:
        return (self.root / name).exists()

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Every whole file; those still being written have no folder-and-digest name."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/*")):
            if path.is_file() and len(path.name) >= 62:
                yield path.relative_to(self.root).as_posix()

    def tidy(self, before: float) -> int:
        """Take away what a killed process began to write before that moment; gives how many."""
        gone = 0
        for path in (*self.root.glob(f"{ASIDE}/*"), *self.root.glob("[0-9a-f][0-9a-f]/tmp*")):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()
                    gone += 1
        return gone


def flush(folder: Path) -> None:
    """The names in the folder reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class ObjectShelf:
    """An object store behind Django's storage interface; a put is whole or not at all there."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def put(self, name: str, data: bytes) -> None:
        # The store is set to overwrite: the same name always means the same bytes.
        self.storage.save(name, ContentFile(data))

    def open(self, name: str) -> BinaryIO:
        if not self.storage.exists(name):
            raise FileNotFoundError(name)
        return cast(BinaryIO, self.storage.open(name, "rb"))

    def has(self, name: str) -> bool:
        return self.storage.exists(name)

    def remove(self, name: str) -> None:
        self.storage.delete(name)

    def names(self) -> Iterator[str]:
        folders, _files = self.storage.listdir("")
        for folder in sorted(folders):
            _folders, files = self.storage.listdir(folder)
            yield from (f"{folder}/{name}" for name in sorted(files))

    def tidy(self, before: float) -> int:
        """Nothing half written is ever seen in an object store."""
        return 0
