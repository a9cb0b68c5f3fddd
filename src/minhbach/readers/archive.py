"""The zip guard: no package is parsed before its members were counted, sized and named."""

from __future__ import annotations

import io
import lzma
import re
import struct
import threading
import zipfile
import zlib

from lxml import etree

from minhbach.errors import RefusedFile, UnreadableFile

MAX_MEMBERS = 5_000
MAX_MEMBER_BYTES = 64 * 1024 * 1024  # of one XML part, unpacked
MAX_TAGS = 1_500_000  # of one XML part: some thousand pages; a tree takes far more than its text
MAX_TOTAL_BYTES = 512 * 1024 * 1024  # of everything that the index declares
MAX_RATIO = 150  # unpacked : packed, for members above the floor
RATIO_FLOOR = 4 * 1024 * 1024

# What zipfile and zlib raise for an archive whose numbers or contents are wrong.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ValueError,
    NotImplementedError,
    OSError,
    EOFError,
)
END_RECORD, END_BYTES = b"PK\x05\x06", 22  # how a zip archive ends, before its remark
_ABSOLUTE = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")
_OWN = threading.local()
# An XML declaration of its own character set hides a DOCTYPE from a search of the bytes.
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


class Package:
    """A checked zip package; parts are read with a byte cap.

    Raises ``UnreadableFile`` for a damaged or protected archive, ``RefusedFile`` for a hostile one.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise UnreadableFile("file-damaged", file=file) from error
        _guard(self._zip.infolist(), file)
        if not _fills(data, self._zip):
            raise RefusedFile("file-hostile-archive", file=file)
        self._names = {info.filename: info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """The bytes of one part, at most ``MAX_MEMBER_BYTES``, whatever the index declares."""
        try:
            with self._zip.open(self._names[name]) as part:
                data = part.read(MAX_MEMBER_BYTES + 1)
        except _BROKEN as error:
            raise UnreadableFile("file-damaged", file=self.file) from error
        except RuntimeError as error:  # zipfile's way to say "password required"
            raise UnreadableFile("file-protected", file=self.file) from error
        if len(data) > MAX_MEMBER_BYTES or _has_too_many_tags(data):
            raise RefusedFile("file-too-big-inside", file=self.file)
        return data

    def xml(self, name: str) -> etree._Element:
        """One part as an XML tree; a DOCTYPE is refused, entities are never resolved."""
        return parse_xml(self.read(name), self.file)


def _has_too_many_tags(data: bytes) -> bool:
    return len(data) > MAX_TAGS and data.count(b"<") > MAX_TAGS


def _fills(data: bytes, archive: zipfile.ZipFile) -> bool:
    """Whether the archive is the whole file: something before, after or in its remark may be a
    second file, which another program would read."""
    starts = min((info.header_offset for info in archive.infolist()), default=0) == 0
    end = data.rfind(END_RECORD) + END_BYTES + len(archive.comment)
    return starts and not data[end:].strip(b"\0\r\n ") and b"%PDF" not in archive.comment


def ends_in_archive(data: bytes) -> bool:
    """Whether the last bytes are the end of a zip archive, to the byte."""
    at = data.rfind(END_RECORD, max(0, len(data) - END_BYTES - 0xFFFF))
    if at < 0 or at + END_BYTES > len(data):
        return False
    return at + END_BYTES + int.from_bytes(data[at + 20 : at + 22], "little") == len(data)


def _guard(members: list[zipfile.ZipInfo], file: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise RefusedFile("file-too-big-inside", file=file)
    if len({info.filename for info in members}) != len(members):
        raise RefusedFile("file-hostile-archive", file=file)
    if sum(info.file_size for info in members) > MAX_TOTAL_BYTES:
        raise RefusedFile("file-too-big-inside", file=file)
    for info in members:
        if _ABSOLUTE.search(info.filename):
            raise RefusedFile("file-hostile-archive", file=file)
        if info.flag_bits & 0x1:
            raise UnreadableFile("file-protected", file=file)
        if info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise RefusedFile("file-too-big-inside", file=file)


def _parser() -> etree.XMLParser:
    """One parser for each thread: to make one takes as long as to parse a small part."""
    parser: etree.XMLParser | None = getattr(_OWN, "parser", None)
    if parser is None:
        parser = _OWN.parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
    return parser


def parse_xml(data: bytes, file: str) -> etree._Element:
    """An XML tree from untrusted bytes: no DOCTYPE, no entities, no network, no huge nodes."""
    if any(sign in data for sign in _DOCTYPE):
        raise RefusedFile("file-hostile-xml", file=file)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("file-damaged", file=file) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedFile("file-hostile-xml", file=file)
    return root
