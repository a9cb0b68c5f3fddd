"""Scans through tesseract, a program beside this one that may be absent: picture → words.

Nothing read this way is certain: whoever calls says so in the notes of the document, page by
page, and names the words that the program itself doubts.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from itertools import islice

from PIL import Image

from minhbach.model.document import Note
from minhbach.vi.text import clean

DPI = 300
SECONDS = 90  # a page; a dense one takes about 5
LANGUAGE = "vie"
DOUBTFUL = 60  # confidence in per cent below which a word is named in the notes
MAX_PAGES = 60  # of one file: three to five minutes
MAX_SECONDS = 600  # for all pages of one file; what is not read by then is left, and said
MAX_PIXELS = 25_000_000  # A3 at 300 dpi has 17 million
_NAMED = 8  # doubtful words named in one note
_COLUMNS = 12  # of tesseract's TSV
_WORD = "5"  # its level of words
_PASSED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "TESSDATA_PREFIX")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in pixels from the top left; ``line``: words of one line share it."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    confidence: float
    line: tuple[int, int, int]


def tesseract() -> str | None:
    """The program's path, None where it or its Vietnamese data is not installed."""
    program = shutil.which("tesseract")
    return program if program and LANGUAGE in _languages(program) else None


@cache
def _languages(program: str) -> frozenset[str]:
    try:
        told = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=20, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(told.decode("utf-8", "replace").split())


def words_of(picture: Image.Image, dpi: float = DPI) -> list[Word] | None:
    """The words of one page in reading order; None where tesseract fails or takes too long."""
    program = tesseract()
    if program is None:
        return None
    out = io.BytesIO()
    picture.save(out, "PPM")
    # One thread: several slow each other down, 57 s against 2 s a page.
    kept = {name: os.environ[name] for name in _PASSED if name in os.environ}
    environment = {**kept, "OMP_THREAD_LIMIT": "1"}
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(round(dpi)), "tsv"]
    try:
        done = subprocess.run(
            command,
            input=out.getvalue(),
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return parsed(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else None


def parsed(tsv: str) -> list[Word]:
    """The words of tesseract's table; empty ones and specks are left out.

    >>> row = "5\\t1\\t1\\t1\\t2\\t3\\t10\\t20\\t30\\t40\\t91.5\\tSố"
    >>> parsed(row)
    [Word(text='Số', x0=10, y0=20, x1=40, y1=60, confidence=91.5, line=(1, 1, 2))]
    """
    words = []
    for row in tsv.splitlines():
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD or not cells[11].strip():
            continue
        _, _, block, paragraph, line, _, x, y, width, height = map(int, cells[:10])
        words.append(
            Word(
                clean(cells[11].strip()),
                x,
                y,
                x + width,
                y + height,
                float(cells[10]),
                (block, paragraph, line),
            )
        )
    return words


def notes_of(page: int, words: list[Word] | None, *, table: bool) -> list[Note]:
    """What must be said of a page that was read by its picture."""
    where = {"page": str(page)}
    if words is None:
        return [Note("ocr-failed", params=where)]
    notes = [Note("ocr-page", params={**where, "words": str(len(words))})]
    doubtful = [word.text for word in words if word.confidence < DOUBTFUL]
    if doubtful:
        named = ", ".join(islice(dict.fromkeys(doubtful), _NAMED))
        notes.append(
            Note("ocr-doubtful", params={**where, "count": str(len(doubtful)), "words": named})
        )
    if table:
        notes.append(Note("ocr-table", params=where))
    return notes
