"""Files named on the command line: found, read, worked on one by one or in processes."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from minhbach.errors import MinhBachError, UnreadableFile, UsageError
from minhbach.messages import message
from minhbach.model.document import Document

Row = dict[str, Any]
Work = Callable[[Path], Row]


def files_of(names: Iterable[str]) -> list[Path]:
    """The files named, folders walked (files of a readable type only), each once, in order.

    Markdown is read when it is named: in a folder it is a README beside the documents.
    """
    from minhbach.readers import SUFFIXES

    found: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                suffix = file.suffix.lower()
                if suffix in SUFFIXES and suffix != ".md" and file.is_file():
                    found[file] = None
        else:
            found[path] = None
    if not found:
        raise UsageError("no-files", names=", ".join(names))
    return list(found)


def bytes_of(path: Path) -> bytes:
    """The bytes of a file; a clear error when it is not there or can't be opened."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile("file-not-found", file=path) from error
    except OSError as error:
        raise UnreadableFile("file-unopenable", file=path, why=error.strerror or "?") from error


def document_of(path: Path) -> Document:
    """The Document in a file."""
    from minhbach.readers import read

    return read(bytes_of(path), path.name)


def rows_of(
    paths: list[Path], work: Work, *, jobs: int, lang: str, bar: bool = True
) -> Iterator[Row]:
    """One row a file, in order. A file that can't be used gives a row with ``error``.

    ``bar``: show how far it is, when many files meet a terminal."""
    guarded = partial(_row, work, lang)
    if jobs <= 1 or len(paths) == 1:
        yield from _with_progress(map(guarded, paths), len(paths), shown=bar)
        return
    pool = ProcessPoolExecutor(max_workers=min(jobs, len(paths)), initializer=_leave_interrupts)
    try:
        chunk = max(1, min(16, len(paths) // (jobs * 4)))
        rows = pool.map(guarded, paths, chunksize=chunk)
        yield from _with_progress(rows, len(paths), shown=bar)
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C is for the main process: it cancels what is left, workers finish their file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _row(work: Work, lang: str, path: Path) -> Row:
    try:
        return {"file": str(path), **work(path)}
    except MinhBachError as error:
        return failure(path, error.code, error.text(lang))
    except Exception as error:
        # One bad file must not end the run over a folder; exit_code tells it at the end.
        if os.environ.get("MINHBACH_DEBUG"):
            raise
        text = message("internal-error", lang, kind=type(error).__name__)
        return failure(path, "internal-error", text)


def exit_code(codes: Collection[str]) -> int:
    """0 when no file failed, 3 when the program itself did on one, else 2."""
    return 3 if "internal-error" in codes else 2 if codes else 0


def failure(path: Path, code: str, text: str) -> Row:
    """The row of a file that can't be used."""
    return {"file": str(path), "error": {"code": code, "message": text}}


def _with_progress(rows: Iterable[Row], total: int, *, shown: bool) -> Iterator[Row]:
    """Passes rows through; draws a bar on stderr when many files meet a terminal."""
    if not (shown and total > 5 and sys.stderr.isatty()):
        yield from rows
        return
    _draw(0, total)
    try:
        for done, row in enumerate(rows, 1):
            _draw(None, total)  # what the caller prints of this row begins on a clean line
            yield row
            _draw(done, total)
    finally:
        _draw(None, total)


def _draw(done: int | None, total: int) -> None:
    """The bar, or nothing in its place."""
    line = "\033[K"
    if done is not None:
        filled = done * 24 // total
        line = f"{'█' * filled}{'·' * (24 - filled)} {done}/{total}"
    print(f"\r{line}", end="", file=sys.stderr, flush=True)


def write_file(path: Path, data: bytes, *, lang: str = "vi") -> None:
    """Write whole or not at all: a temporary file beside the target, then a rename."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".minhbach-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        # mkstemp makes files private; give what a plain open() would have given.
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
    except OSError as error:
        raise UsageError("cannot-write", file=path, why=error.strerror or "?") from error


def told(row: Row, lang: str) -> str:
    """The sentence of a failed row, for stderr."""
    error = row["error"]
    return message("file-failed", lang, file=row["file"], message=error["message"])
