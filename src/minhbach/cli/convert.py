"""``minhbach convert``: read any readable file, write it in another format."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from minhbach.cli.inputs import Row, document_of, exit_code, files_of, rows_of, told, write_file
from minhbach.errors import UsageError
from minhbach.model.citation import Citation
from minhbach.model.document import Document


def run(options: argparse.Namespace) -> int:
    """One file to a file, or several to a folder with ``--to``."""
    paths = files_of(options.files)
    output = Path(options.output)
    targets = _targets(paths, output, options.to)
    failed: set[str] = set()
    work = partial(_convert, targets)
    for row in rows_of(paths, work, jobs=options.jobs, lang=options.lang):
        if "error" in row:
            failed.add(row["error"]["code"])
            print(told(row, options.lang), file=sys.stderr)
        else:
            print(row["output"])
    return exit_code(failed)


def _targets(paths: list[Path], output: Path, to: str | None) -> dict[Path, Path]:
    if to is None:
        if len(paths) > 1 or output.is_dir():
            raise UsageError("convert-needs-to")
        _check_suffix(_suffix_of(output))
        return {paths[0]: output}
    suffix = "." + to.lstrip(".").lower()
    _check_suffix(suffix)
    targets = {path: output / (path.stem + suffix) for path in paths}
    if len(set(targets.values())) < len(paths):
        raise UsageError("convert-same-name", folder=output)
    return targets


def _suffix_of(path: Path) -> str:
    """``.akn.xml`` is one suffix."""
    return ".akn.xml" if path.name.lower().endswith(".akn.xml") else path.suffix.lower()


def _check_suffix(suffix: str) -> None:
    from minhbach.writers import SUFFIXES

    if suffix not in SUFFIXES:
        raise UsageError("unknown-output-type", suffix=suffix, known=" ".join(sorted(SUFFIXES)))


def _convert(targets: dict[Path, Path], path: Path) -> Row:
    from minhbach.writers import write

    target = targets[path]
    doc, suffix = document_of(path), _suffix_of(target)
    citations = _citations(doc) if suffix == ".akn.xml" else []
    write_file(target, write(doc, suffix, citations=citations))
    return {"output": str(target)}


def _citations(doc: Document) -> list[Citation]:
    from minhbach.citations import find_citations

    return list(find_citations(doc))
