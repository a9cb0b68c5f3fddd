"""Papers typed with TCVN3 and VNI fonts against their Unicode transcripts, by format.

Words are paired by what remains of them without accents; of the pairs that bear an accent on
either side, "right" counts those that agree. A fourth kind of file is made here: the transcript
typed again with the old codes as plain text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from minhbach import readers
from minhbach.errors import UnreadableFile
from minhbach.readers.doc import libreoffice
from minhbach.vi.legacy import Encoding, from_unicode
from minhbach.vi.text import fold_accents
from tools.accuracy.rows import Row

_SUFFIXES = (".doc", ".rtf", ".pdf")
_ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")


def score(shared: Path) -> list[Row]:
    """The rows of every legacy file with a transcript, and of each transcript typed anew."""
    rows: list[Row] = []
    for truth in sorted((shared / "corpus" / "doc_legacy").glob("*/*.truth.txt")):
        text = unicodedata.normalize("NFC", truth.read_text(encoding="utf-8", errors="replace"))
        rows.extend(_file_rows(truth, text))
        rows.extend(_typed_rows(truth, text))
    return rows


def _file_rows(truth: Path, text: str) -> Iterator[Row]:
    for suffix in _SUFFIXES:
        path = truth.with_name(truth.name.removesuffix(".truth.txt") + suffix)
        if not path.exists() or (suffix == ".doc" and libreoffice() is None):
            continue
        document = readers.read(path.read_bytes(), path.name)
        yield _row(f"legacy{suffix}", path.name, text, document.text)


def _typed_rows(truth: Path, text: str) -> Iterator[Row]:
    for encoding in _ENCODINGS:
        name = f"{truth.name}-{encoding}.txt"
        try:
            document = readers.read(from_unicode(text, encoding).encode(), name)
        except UnreadableFile:
            continue
        yield _row(f"legacy.txt {encoding}", name, text, document.text)


def _row(what: str, name: str, truth: str, found: str) -> Row:
    wanted, words = truth.split(), found.split()
    pairs = SequenceMatcher(None, _bare(wanted), _bare(words), autojunk=False)
    accented = right = 0
    for block in pairs.get_matching_blocks():
        for at in range(block.size):
            one, other = wanted[block.a + at], words[block.b + at]
            if one.isascii() and other.isascii():
                continue
            accented += 1
            right += one.casefold() == other.casefold()
    return Row(what, name, right, accented, accented)


def _bare(words: list[str]) -> list[str]:
    return [fold_accents(word).casefold() for word in words]
