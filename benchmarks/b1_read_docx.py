"""B1: read .docx fully, side by side with other readers, on one core.

Ours gives styles, automatic numbers, tables on their grid, header block, section tree, recipients
and signature; the peers give their default text. Caches are off.
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from benchmarks.generate.trees import tree_paper
from benchmarks.generate.word import docx_of
from benchmarks.measure import Measured, Peer, Read, one_core, peak_memory, side_by_side
from benchmarks.tables import publish, table

_ABOUT = """\
All readers get the same bytes in memory, caches off, one after the other in interleaved rounds, \
on one core; times are processor time of the whole process. *minhbach* resolves styles and looks, \
counts automatic numbers, lays tables on their grid and finds header block, section tree, \
recipients and signature; *kreuzberg* gives text (in the second row Markdown and its document \
structure); *bare lxml* only joins the text elements of the document part: what parsing alone \
costs. Files of one page cost mostly the opening of the package and its parts."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_GENERATED = 32
_PAGES = 300
_CHARACTERS = 1_900  # of a page in 14 pt
Files = list[tuple[str, bytes]]


def run() -> None:
    """Measure and publish."""
    one_core()
    peers = _peers()
    sets = {"corpus": corpus_files(), "generated": generated_files()}
    parts = [_ABOUT]
    parts += [
        f"## {_title(name, files)}\n\n{_table(side_by_side(peers, files))}"
        for name, files in sets.items()
        if files
    ]
    parts.append(_long_file(peers))
    publish("B1", "read .docx fully", parts)


def corpus_files() -> Files:
    """Real files of ``../shared/corpus/docx``, or of the folder that MINHBACH_SHARED names."""
    shared = Path(os.environ.get("MINHBACH_SHARED", "../shared"))
    paths = sorted((shared / "corpus" / "docx").glob("*.docx"))
    return [(path.name, path.read_bytes()) for path in paths]


def generated_files() -> Files:
    """Invented papers of 5 to 21 pages."""
    papers = (tree_paper(seed, size=2 + seed % 6) for seed in range(500, 500 + 4 * _GENERATED))
    files: Files = []
    for paper in papers:
        data = docx_of(paper)
        if 5 <= _pages(data) <= 21 and len(files) < _GENERATED:
            files.append((paper.name, data))
    return files


def long_file() -> bytes:
    """One paper of about 300 pages."""
    paper = tree_paper(26, size=1)
    whole = paper.blocks
    seed = 27
    while sum(len(getattr(block, "text", "")) for block in whole) < _PAGES * _CHARACTERS:
        whole += tree_paper(seed, size=8).blocks[4:-2]
        seed += 1
    return docx_of(paper)


def _pages(data: bytes) -> float:
    return len(_bare(data, "")) / _CHARACTERS


def _title(name: str, files: Files) -> str:
    pages = sum(_pages(data) for _, data in files) / len(files)
    return f"{len(files)} {name} files, {pages:.1f} pages on average"


def _table(results: list[Measured]) -> str:
    ours = results[0].per_second
    rows = [
        (
            result.name + (f" ({result.failed} files failed)" if result.failed else ""),
            f"{result.per_second:.1f}",
            f"{1000 / result.per_second:.2f}",
            f"{ours / result.per_second:.2f}",
        )
        for result in results
    ]
    return table(("reader", "docs/s", "ms a file", "ours is × as fast"), rows)


def _long_file(peers: list[Peer]) -> str:
    data = long_file()
    results = side_by_side([Peer(p.name, p.read, 1) for p in peers], [("long.docx", data)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.docx"
        path.write_bytes(data)
        rows = [
            (result.name, f"{result.seconds:.2f}", f"{_memory(result.name, str(path)):.0f}")
            for result in results
        ]
    heading = f"## One file of {_pages(data):.0f} pages ({len(data) // 1024} KiB packed)"
    return f"{heading}\n\n{table(('reader', 'seconds', 'peak MiB of the process'), rows)}"


_STATEMENTS = {
    "minhbach": "from minhbach.readers import read; read(path.read_bytes(), path.name)",
    "bare lxml, text only": (
        "from benchmarks.b1_read_docx import _bare; _bare(path.read_bytes(), path.name)"
    ),
    "python-docx": (
        "from benchmarks.b1_read_docx import _python_docx as f; f(path.read_bytes(), path.name)"
    ),
    "docx2python": (
        "from benchmarks.b1_read_docx import _docx2python as f; f(path.read_bytes(), path.name)"
    ),
    "pandoc": "from benchmarks.b1_read_docx import _pandoc as f; f(path.read_bytes(), path.name)",
}


def _memory(name: str, path: str) -> float:
    plain = "from benchmarks.b1_read_docx import kreuzberg_reader as k; k()(path.read_bytes(), '')"
    structured = plain.replace("k()", "k(structure=True)")
    kreuzberg = structured if "structure" in name else plain
    return peak_memory(_STATEMENTS.get(name, kreuzberg), path)


def _peers() -> list[Peer]:
    return [
        Peer("minhbach", _ours(), 7),
        Peer("kreuzberg", kreuzberg_reader(), 7),
        Peer("kreuzberg, Markdown and structure", kreuzberg_reader(structure=True), 7),
        Peer("bare lxml, text only", _bare, 7),
        Peer("python-docx", _python_docx, 3),
        Peer("docx2python", _docx2python, 1),
        Peer("pandoc", _pandoc, 1),
    ]


def _ours() -> Read:
    from minhbach.readers import read  # noqa: PLC0415 - loaded where measured

    return read


def kreuzberg_reader(*, structure: bool = False) -> Read:
    """kreuzberg's bytes extraction, cache off; with ``structure`` it gives headings and tables."""
    from kreuzberg import ExtractionConfig, extract_bytes_sync  # noqa: PLC0415 - loaded where measured

    config = ExtractionConfig(use_cache=False)
    if structure:
        config = ExtractionConfig(
            use_cache=False, output_format="markdown", include_document_structure=True
        )
    return lambda data, _: extract_bytes_sync(data, _MIME, config=config)


def _bare(data: bytes, _: str) -> str:
    """The text elements of the document part and nothing else: as fast as lxml can be."""
    from lxml import etree  # noqa: PLC0415 - loaded where measured

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return "".join(element.text or "" for element in root.iter(f"{_WORD}t"))


def _python_docx(data: bytes, _: str) -> list[object]:
    """Every paragraph and cell with text, style and bold runs."""
    import docx  # noqa: PLC0415 - loaded where measured

    document = docx.Document(io.BytesIO(data))
    found: list[object] = [_paragraph(p) for p in document.paragraphs]
    for grid in document.tables:
        for row in grid.rows:
            for cell in row.cells:
                found.extend(_paragraph(p) for p in cell.paragraphs)
    return found


def _paragraph(paragraph: Any) -> tuple[object, ...]:
    style = paragraph.style
    runs = [(run.text, run.bold) for run in paragraph.runs]
    return style.name if style is not None else None, runs


def _docx2python(data: bytes, _: str) -> object:
    from docx2python import docx2python  # noqa: PLC0415 - loaded where measured

    with docx2python(io.BytesIO(data)) as document:
        return document.text


def _pandoc(data: bytes, _: str) -> object:
    import pypandoc  # type: ignore[import-untyped]  # noqa: PLC0415 - untyped; loaded where measured

    return pypandoc.convert_text(data, "markdown", format="docx")
