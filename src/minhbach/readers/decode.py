"""Bytes of a text file → characters: byte order marks, UTF-8, UTF-16, older encodings."""

from __future__ import annotations

import codecs

from minhbach.errors import UnreadableFile
from minhbach.vi import legacy
from minhbach.vi.text import nfc

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAX_CONTROLS = 0.02  # of the characters; more is a binary file


def decode(data: bytes, file: str) -> tuple[str, str | None]:
    """The text in Unicode NFC and the name of the old encoding it was in, None for Unicode.

    Raises ``UnreadableFile`` when the bytes are no text.
    """
    text, eight_bit = _decoded(data)
    controls = sum(1 for char in text[:20_000] if char < " " and char not in "\t\n\r\f\v")
    if controls > max(_MAX_CONTROLS * len(text[:20_000]), 2):
        raise UnreadableFile("file-not-text", file=file)
    found = legacy.encoding_of_text(text)
    if found:
        return legacy.to_unicode(text, found), found
    return nfc(text), eight_bit


def _decoded(data: bytes) -> tuple[str, str | None]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    if data.count(b"\0") > len(data) / 4:
        big = data[:200].count(b"\0", 0) and data[0:1] == b"\0"
        return data.decode("utf-16-be" if big else "utf-16-le", errors="replace"), None
    latin = data.decode("latin-1")
    if legacy.encoding_of_text(latin):
        return latin, None
    return data.decode("cp1258", errors="replace"), "cp1258"
