"""``minhbach trace``: from a number in a consolidated report back to its sentences."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from minhbach.cli.inputs import bytes_of
from minhbach.cli.shapes import number as json_number
from minhbach.errors import UsageError
from minhbach.messages import message
from minhbach.model.report import Manifest, TracedNumber, TracedValue


def run(options: argparse.Namespace) -> int:
    """Print the trace of one number or of all; with ``--verify`` compare with the source files."""
    from minhbach.reports import trace

    path = Path(options.report)
    data = bytes_of(path)
    if options.verify:
        return _verify(data, path, options)
    manifest = trace(data, options.number, file=path.name)
    if options.json:
        print(json.dumps({"file": str(path), **_shape(manifest)}, ensure_ascii=False))
        return 0
    for number in manifest.numbers:
        if options.number or number.rule != "value":
            _print_number(number, options.lang)
    return 0


def _verify(data: bytes, path: Path, options: argparse.Namespace) -> int:
    from minhbach.reports import read_manifest, verify

    folder = Path(options.verify)
    if not folder.is_dir():
        raise UsageError("folder-not-found", folder=folder)
    manifest = read_manifest(data, path.name)
    # Names come from inside a file that anyone may have made: they may not leave the folder.
    names = [source.file for source in manifest.sources if Path(source.file).name == source.file]
    files = {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}
    differences = verify(data, files, file=path.name)
    if options.json:
        rows = [
            {
                "code": each.code,
                "number": each.number,
                "source": each.file,
                "message": each.text(options.lang),
            }
            for each in differences
        ]
        print(json.dumps({"file": str(path), "differences": rows}, ensure_ascii=False))
    else:
        for each in differences:
            print(each.text(options.lang), file=sys.stderr)
        code = "trace-differs" if differences else "trace-agrees"
        counts = {"numbers": len(manifest.numbers), "files": len(names), "count": len(differences)}
        print(message(code, options.lang, **counts))
    return 1 if differences else 0


def _shape(manifest: Manifest) -> dict[str, Any]:
    return {
        "form": manifest.form,
        "period": manifest.period,
        "parent": manifest.parent,
        "numbers": [
            {
                "id": number.id,
                "element": number.element,
                "text": number.text,
                "value": json_number(number.value),
                "rule": number.rule,
                "n_reported": number.n_reported,
                "n_expected": number.n_expected,
                "missing": list(number.missing),
                "parts": [_part(part) for part in number.parts],
            }
            for number in manifest.numbers
        ],
        "sources": [{"file": s.file, "sha256": s.sha256} for s in manifest.sources],
    }


def _part(part: TracedValue) -> dict[str, Any]:
    return {
        "unit": part.unit,
        "state": part.state,
        "value": json_number(part.value),
        "qualifier": part.qualifier,
        "revision": part.revision,
        "file": part.file,
        "sha256": part.sha256,
        "anchor": part.anchor,
        "quote": part.quote,
        "where": part.where,
    }


def _print_number(number: TracedNumber, lang: str) -> None:
    missing = ", ".join(number.missing) or "–"
    print(
        message(
            "trace-number",
            lang,
            id=number.id,
            text=number.text,
            reported=number.n_reported,
            expected=number.n_expected,
            missing=missing,
        )
    )
    for part in number.parts:
        if part.value is None:
            print(f"  {part.unit}: {message('state-' + part.state, lang)}")
            continue
        qualifier = f"{part.qualifier} " if part.qualifier else ""
        state = "" if part.state == "confirmed" else f" ({message('state-' + part.state, lang)})"
        place = f" [{part.file} {part.anchor}]" if part.anchor else f" [{part.file or '–'}]"
        quote = f" “{part.quote}”" if part.quote else ""
        print(f"  {part.unit}: {qualifier}{part.value}{state}{quote}{place}")
