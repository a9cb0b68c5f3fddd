"""Files addressed by their content: ``ab/cdef…``. The same bytes are kept once."""

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from minhbach_web.core.services.shelf import shelf

_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"([0-9a-f]{2})/([0-9a-f]{62})")


def digest(data: bytes) -> str:
    """The address of ``data``: its sha256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def name_of(sha256: str) -> str:
    """The name under which the bytes with this digest are kept."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError("not a sha256 digest")
    return f"{sha256[:2]}/{sha256[2:]}"


def store(data: bytes) -> str:
    """Keep ``data``; gives its digest. Whole or not at all."""
    sha256 = digest(data)
    place, name = shelf(), name_of(sha256)
    if not place.has(name):
        place.put(name, data)
    return sha256


def kept(sha256: str) -> bool:
    """Whether the bytes with this digest are there."""
    return shelf().has(name_of(sha256))


def load(sha256: str) -> bytes:
    """The bytes with this digest, checked against it. FileNotFoundError when absent."""
    with open_file(sha256) as file:
        data = file.read()
    if digest(data) != sha256:
        raise ValueError(f"the stored file {sha256[:12]}… was changed")
    return data


def open_file(sha256: str) -> BinaryIO:
    """The file with this digest, to be read piece by piece. FileNotFoundError when absent."""
    return shelf().open(name_of(sha256))


def forget(sha256: str) -> None:
    """Take a file away, with what was put beside it."""
    place, name = shelf(), name_of(sha256)
    place.remove(f"{name}.json")
    place.remove(name)


def put_beside(sha256: str, text: str) -> None:
    """Keep ``text`` (JSON) beside the file: what was made of it."""
    shelf().put(f"{name_of(sha256)}.json", text.encode())


def beside(sha256: str) -> str:
    """What was put beside the file. FileNotFoundError when nothing was."""
    with shelf().open(f"{name_of(sha256)}.json") as file:
        return file.read().decode()


def proved() -> Iterator[tuple[str, bool]]:
    """Every stored file as (digest, whether its bytes are still those)."""
    place = shelf()
    for name in place.names():
        match = _NAME.fullmatch(name)
        if match:
            with place.open(name) as file:
                sha256 = digest_of(file)
            yield match[1] + match[2], sha256 == match[1] + match[2]


def digest_of(file: BinaryIO) -> str:
    """sha256 of what is left to read in ``file``, a mebibyte at a time."""
    sha256 = hashlib.sha256()
    while piece := file.read(2**20):
        sha256.update(piece)
    return sha256.hexdigest()
