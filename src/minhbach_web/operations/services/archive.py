"""The file of a backup: a tar of tables and files with a manifest, perhaps encrypted.

    manifest.json         last: what is inside, with the sha256 of each part
    tables/NAME.jsonl.gz  a table, one row a line
    files/ab/cdef…        a stored file, or what was put beside it

Encryption is that of the ``age`` format (X25519), so that its own program opens a backup, too.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import pyrage

MANIFEST = "manifest.json"
FORMAT = 1
PREFIX, PLAIN, SEALED = "minhbach-", ".tar", ".tar.age"
AGE = b"age-encryption.org/v1"
MANIFEST_LIMIT = 512 * 2**20
LINE_LIMIT = 64 * 2**20  # one row; a few bytes may unpack to a line without end
NAMES = re.compile(r"tables/[a-z0-9_]+\.jsonl\.gz|files/[0-9a-f]{2}/[0-9a-f]{62}(\.json)?")


class BadBackup(Exception):
    """The file is no backup of this program, or not whole; ``code`` says how."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Part:
    """A member of the archive: its name, length in bytes and sha256."""

    name: str
    size: int
    sha256: str


class Packing:
    """An archive being written; ``close`` adds the manifest."""

    def __init__(self, out: IO[bytes]) -> None:
        # Closed by ``close``.
        self.tar = tarfile.open(fileobj=out, mode="w|")  # noqa: SIM115  # closed below
        self.parts: list[Part] = []

    def add(self, name: str, file: IO[bytes]) -> Part:
        """Put the whole of ``file`` (a real one, or in memory) in, under ``name``."""
        file.seek(0, io.SEEK_END)
        size = file.tell()
        file.seek(0)
        hashing = _Hashing(file)
        self.tar.addfile(_member(name, size), cast(IO[bytes], hashing))
        part = Part(name, size, hashing.sha256.hexdigest())
        self.parts.append(part)
        return part

    def close(self, about: dict[str, Any]) -> None:
        """The manifest: what the caller says of the backup, and every part."""
        parts = [[part.name, part.size, part.sha256] for part in self.parts]
        value = {"format": FORMAT, **about, "parts": parts}
        data = json.dumps(value, ensure_ascii=False, indent=1).encode()
        self.tar.addfile(_member(MANIFEST, len(data)), io.BytesIO(data))
        self.tar.close()

    def give_up(self) -> None:
        """Nothing more will be written: the file is thrown away."""
        stream: Any = self.tar.fileobj
        stream.closed = True  # or it would write its last block when it is collected


class Unpacking:
    """An archive being read: its manifest, and its parts by name, each checked as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self.tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115  # as above
            self.members = {member.name: member for member in self.tar.getmembers()}
        except (tarfile.TarError, EOFError, OSError) as error:
            raise BadBackup("backup-broken") from error
        self.manifest = self._manifest()
        self.parts = {name: Part(name, size, sha) for name, size, sha in self.manifest["parts"]}
        if not all(map(NAMES.fullmatch, self.parts)):
            raise BadBackup("backup-part", part=MANIFEST)

    def _manifest(self) -> dict[str, Any]:
        member = self.members.get(MANIFEST)
        if member is None or not member.isfile() or member.size > MANIFEST_LIMIT:
            raise BadBackup("backup-broken")
        try:
            value = json.loads(self._open(member).read())
            fitting = value["format"] == FORMAT and isinstance(value["parts"], list)
        except (ValueError, KeyError, TypeError) as error:
            raise BadBackup("backup-part", part=MANIFEST) from error
        if not fitting:
            raise BadBackup("backup-newer")
        return cast(dict[str, Any], value)

    def wrong_parts(self) -> list[str]:
        """The names of members that are absent, too many, or not as the manifest says."""
        wrong = set(self.members) ^ ({MANIFEST} | set(self.parts))
        for name, part in self.parts.items():
            member = self.members.get(name)
            if member is not None and (member.size != part.size or not self._is(member, part)):
                wrong.add(name)
        return sorted(wrong)

    def _is(self, member: tarfile.TarInfo, part: Part) -> bool:
        if not member.isfile() or member.issparse():
            return False
        sha256, file = hashlib.sha256(), self._open(member)
        while piece := file.read(2**20):
            sha256.update(piece)
        return sha256.hexdigest() == part.sha256

    def read(self, name: str) -> bytes:
        """A part, whole."""
        return self._open(self.members[name]).read()

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a table."""
        with gzip.open(self._open(self.members[name]), "rb") as file:
            while line := file.readline(LINE_LIMIT + 1):
                if len(line) > LINE_LIMIT:
                    raise BadBackup("backup-part", part=name)
                yield line

    def _open(self, member: tarfile.TarInfo) -> IO[bytes]:
        file = self.tar.extractfile(member)
        if file is None:
            raise BadBackup("backup-part", part=member.name)
        return file


def new_key(path: Path) -> str:
    """A new key in ``path``, for the drawer of whoever opens backups; gives its public half."""
    identity = pyrage.x25519.Identity.generate()
    with path.open("x", encoding="ascii") as file:
        path.chmod(0o600)
        file.write(f"{identity}\n")
    return str(identity.to_public())


def seal(plain: IO[bytes], out: IO[bytes], public: str) -> None:
    """Encrypt for the holder of the key whose public half is given."""
    try:
        recipient = pyrage.x25519.Recipient.from_str(public.strip())
    except pyrage.RecipientError as error:
        raise BadBackup("backup-public-key") from error
    pyrage.encrypt_io(plain, out, [recipient])


@contextmanager
def opened(path: Path, key: Path | None) -> Iterator[IO[bytes]]:
    """The plain archive; an encrypted one is laid open in a nameless file until it was read."""
    with path.open("rb") as file:
        sealed = file.read(len(AGE)) == AGE
        file.seek(0)
        if not sealed:
            yield file
            return
        if key is None:
            raise BadBackup("backup-needs-key")
        with tempfile.TemporaryFile(dir=path.parent) as plain:
            _unseal(file, plain, key)
            plain.seek(0)
            yield plain


def _unseal(file: IO[bytes], plain: IO[bytes], key: Path) -> None:
    try:
        identity = pyrage.x25519.Identity.from_str(key.read_text(encoding="ascii").strip())
    except (OSError, UnicodeError, pyrage.IdentityError) as error:
        raise BadBackup("backup-bad-key", key=key.name) from error
    try:
        pyrage.decrypt_io(file, plain, [identity])
    except pyrage.DecryptError as error:
        raise BadBackup("backup-not-opened") from error
    except OSError as error:
        if error.errno is not None:  # the disk, not the file
            raise
        raise BadBackup("backup-broken") from error


class _Hashing:
    """A file that counts the sha256 of what was read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.sha256 = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.sha256.update(piece)
        return piece


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member
