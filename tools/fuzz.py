"""Damages real files at random and reads them: anything but a MinhBachError is a find, and so is
a file that takes longer than two seconds or ends the process.

    python -m tools.fuzz --minutes 20 --seed 1 examples some/folder/of/files

Other programs (LibreOffice, tesseract) stay out. Case N of a seed is always the same damage to the
same file, so a find is repeated with ``--seed S --only N`` and the same files. Each kind of find
(error and place) is written once to ``var/fuzz``: the file, and what happened.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import sys
import time
import traceback
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from minhbach.errors import MinhBachError
from minhbach.readers import SUFFIXES, read

_BY_LIBREOFFICE = (".doc", ".rtf")
_LARGEST = 400_000  # bytes of a seed file
_SLOW = 2.0  # seconds of the processor: the machine may be busy
_MOST_ELEMENTS = 50_000  # of a damaged part: copies of copies grow without end
_BATCH = 200  # cases per process
_PATIENCE = 60  # seconds without a case done: the reader hangs
_ODD = (
    "",
    "0",
    "-1",
    "99999999999",
    "1e309",
    "NaN",
    "true",
    "none",
    "%1%2%9",
    "\u0300",
    "☃",
    "x" * 9999,
)
_ZIPPED = (".docx", ".odt")

Damage = Callable[[random.Random, bytes], bytes]


def flip(rng: random.Random, data: bytes) -> bytes:
    """Some bytes become others."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 3, 20))):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def cut(rng: random.Random, data: bytes) -> bytes:
    """A stretch is missing, or the end is."""
    start = rng.randrange(len(data))
    end = len(data) if rng.random() < 0.3 else start + rng.randrange(1, 2000)
    return data[:start] + data[end:]


def repeat(rng: random.Random, data: bytes) -> bytes:
    """A stretch stands many times."""
    start = rng.randrange(len(data))
    piece = data[start : start + rng.randrange(1, 300)]
    return data[:start] + piece * rng.choice((2, 5, 100, 2000)) + data[start:]


def mix(rng: random.Random, data: bytes) -> bytes:
    """A stretch comes from elsewhere in the file."""
    start, other = rng.randrange(len(data)), rng.randrange(len(data))
    return data[:start] + data[other : other + rng.randrange(1, 400)] + data[start:]


def renumber(rng: random.Random, data: bytes) -> bytes:
    """A number in the file becomes another: lengths, offsets, object numbers."""
    places = [at for at, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    if not places:
        return flip(rng, data)
    out = bytearray(data)
    for _ in range(rng.choice((1, 3, 10))):
        out[rng.choice(places)] = rng.randrange(0x30, 0x3A)
    return bytes(out)


_BYTES: tuple[Damage, ...] = (flip, cut, repeat, mix, renumber)


def damaged_tree(rng: random.Random, data: bytes) -> bytes:
    """An XML part with elements moved, copied, nested, renamed or given odd values."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return flip(rng, data)
    for _ in range(rng.choice((1, 2, 5, 30))):
        elements = [e for e in root.iter() if isinstance(e.tag, str) and e.getparent() is not None]
        if not elements or len(elements) > _MOST_ELEMENTS:
            break
        _damage(rng, rng.choice(elements), elements)
    return etree.tostring(root)


def _damage(rng: random.Random, element: etree._Element, all_: list[etree._Element]) -> None:
    parent, other = element.getparent(), rng.choice(all_)
    assert parent is not None  # noqa: S101 - chosen so
    way = rng.randrange(8)
    if way == 0:
        parent.remove(element)
    elif way == 1:
        parent.insert(0, _copy(other))
    elif way == 2 and element.attrib:
        element.set(rng.choice(list(element.attrib)), rng.choice(_ODD))
    elif way == 3:
        element.tag = other.tag
    elif way == 4:
        element.text = rng.choice(_ODD)
    elif way == 5:
        for _ in range(rng.choice((2, 30, 120))):
            inner = etree.SubElement(
                element, element.tag, {str(k): str(v) for k, v in element.attrib.items()}
            )
            element = inner
    elif way == 6:
        for child in list(element):
            element.remove(child)
    else:
        for _ in range(rng.choice((3, 300))):
            parent.append(_copy(element))


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def damaged_package(rng: random.Random, data: bytes) -> bytes:
    """A zip package with one or two parts damaged, or the package's own bytes."""
    if rng.random() < 0.15:
        return rng.choice(_BYTES)(rng, data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels")) and parts[name]]
    for _ in range(rng.choice((1, 1, 2))):
        name = rng.choice(names)
        way: Damage = damaged_tree if rng.random() < 0.8 else rng.choice(_BYTES)
        parts[name] = way(rng, parts[name]) or b" "
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def case(seeds: list[Path], seed: int, number: int) -> tuple[str, bytes]:
    """The name and the bytes of one case."""
    rng = random.Random(f"{seed}:{number}")  # noqa: S311 - to repeat, not to hide
    path = rng.choice(seeds)
    data = path.read_bytes()
    suffix = path.suffix.lower()
    if suffix in _ZIPPED:
        return path.name, damaged_package(rng, data)
    for _ in range(rng.choice((1, 2, 4))):
        data = rng.choice(_BYTES)(rng, data) or b" "
    return path.name, data


def outcome(name: str, data: bytes) -> str | None:
    """What is wrong with reading it, None when all is well."""
    start = time.process_time()
    try:
        read(data, name)
    except MinhBachError:
        pass
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        at = next((f for f in reversed(frames) if "minhbach" in f.filename), frames[-1])
        return f"{type(error).__name__} {Path(at.filename).stem}:{at.lineno}"
    took = time.process_time() - start
    return f"slow {Path(name).suffix}" if took > _SLOW else None


def _batch(
    seeds: list[Path], seed: int, first: int, done: multiprocessing.Queue[tuple[int, str | None]]
) -> None:
    for number in range(first, first + _BATCH):
        done.put((number, outcome(*case(seeds, seed, number))))


def finds(seeds: list[Path], seed: int, until: float) -> Iterator[tuple[int, str]]:
    """Cases in batches, each in a process of its own, until the time is over."""
    first = 0
    while time.monotonic() < until:
        done: multiprocessing.Queue[tuple[int, str | None]] = multiprocessing.Queue()
        worker = multiprocessing.Process(
            target=_batch, args=(seeds, seed, first, done), daemon=True
        )
        worker.start()
        last = first - 1
        while last < first + _BATCH - 1 and time.monotonic() < until:
            try:
                last, found = done.get(timeout=_PATIENCE)
            except Exception:
                last += 1
                yield last, "hangs" if worker.is_alive() else "dies"
                break
            if found:
                yield last, found
        worker.kill()
        worker.join()
        first = last + 1
    print(f"{first} cases", file=sys.stderr)


def main() -> int:
    """Runs for the given time; 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="repeat one case, with its error")
    parser.add_argument("--out", type=Path, default=Path("var/fuzz"))
    given = parser.parse_args()
    os.environ["PATH"] = ""
    files = sorted(
        file
        for path in given.paths
        for file in ([path] if path.is_file() else path.rglob("*"))
        if file.suffix.lower() in SUFFIXES
        and file.suffix.lower() not in _BY_LIBREOFFICE
        and 0 < file.stat().st_size < _LARGEST
    )
    if given.only is not None:
        name, data = case(files, given.seed, given.only)
        given.out.mkdir(parents=True, exist_ok=True)
        (given.out / f"{given.seed}-{given.only}{Path(name).suffix}").write_bytes(data)
        read(data, name)
        return 0
    known: set[str] = set()
    for number, found in finds(files, given.seed, time.monotonic() + given.minutes * 60):
        name, data = case(files, given.seed, number)
        if found in known:
            continue
        known.add(found)
        given.out.mkdir(parents=True, exist_ok=True)
        mark = f"{given.seed}-{number}-{zlib.crc32(data):08x}"
        (given.out / f"{mark}{Path(name).suffix}").write_bytes(data)
        print(f"case {number}: {found} ({name})", flush=True)
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
