"""Photos inside a PDF lose their place, too; nothing else of the file moves.

What tells a place is overwritten where it stands, byte for byte, so that the file's own table of
places stays true. A photo that is packed once more can't be changed in this way: it is refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from PIL import Image

from minhbach_web.activities.errors import BadEvidence
from minhbach_web.activities.services import photos

MOST_UNPACKED = 64 * 2**20
_EXIF = re.compile(rb"\xff\xe1(..)Exif\x00\x00", re.DOTALL)
# Such as: exif:GPSLatitude="10,46.5N" and <exif:GPSLatitude>10,46.5N</exif:GPSLatitude>
_XMP = re.compile(rb"(exif:GPS\w{1,40}\s{0,9}(?:=\s{0,9}[\"']|>))([^\"'<]{1,200})")
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")


def without_places(data: bytes, name: str) -> bytes:
    """The same file without the places of its photos; untouched when none tells one.

    Raises BadEvidence for a photo that tells its place and is packed a second time.
    """
    if any(_tells(part) for part in _packed(data)):
        raise BadEvidence(name, "pdf-place")
    found = bytearray(data)
    for match in _EXIF.finditer(data):
        start, end = match.end() - 6, match.start() + 2 + int.from_bytes(match[1])
        if start < end <= len(data) and _has_place(data[start:end]):
            found[start:end] = bytes(end - start)
    for match in _XMP.finditer(data):
        found[match.start(2) : match.end(2)] = b" " * len(match[2])
    return bytes(found)


def _has_place(exif: bytes) -> bool:
    """Whether an EXIF segment has a directory of a place; one that can't be read may have."""
    read = Image.Exif()
    try:
        read.load(exif)
        return bool(read.get_ifd(photos.GPS))
    except (OSError, ValueError, SyntaxError, EOFError, KeyError):
        return b"GPS" in exif


def _tells(part: bytes) -> bool:
    return photos.tells_place(part) or _XMP.search(part) is not None


def _packed(data: bytes) -> Iterator[bytes]:
    """What lies unpacked in streams that hold a photo or a note about one."""
    left = MOST_UNPACKED
    for match in _STREAM.finditer(data):
        try:
            begin = zlib.decompressobj().decompress(data[match.end() : match.end() + 4096], 64)
            if not begin.startswith((b"\xff\xd8\xff", b"<?xpacket", b"<x:xmpmeta")):
                continue
            part = zlib.decompressobj().decompress(memoryview(data)[match.end() :], left)
        except zlib.error:
            continue
        left -= len(part)
        yield part
        if left <= 0:
            return
