"""``python -m tools.accuracy [--documents] [WHAT …]``: precision and recall on labelled documents.

The labelled documents lie outside the repository: in ``../shared``, or where ``MINHBACH_SHARED``
points. Every scorer gives rows; this prints them in total and, with ``--documents``, one by one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tools.accuracy.rows import Row

SCORERS = ("structure", "generated", "joins", "legacy", "citations", "tasks", "figures")


def main(arguments: list[str]) -> int:
    shared = Path(os.environ.get("MINHBACH_SHARED", "../shared"))
    if not (shared / "gold").is_dir():
        print(f"ACCURACY NOT MEASURED: there is no folder {shared / 'gold'}.", file=sys.stderr)
        print("Put the labelled documents there or set MINHBACH_SHARED.", file=sys.stderr)
        return 2
    wanted = [a for a in arguments if not a.startswith("--")] or SCORERS
    for name in SCORERS:
        if name not in wanted:
            continue
        if find_spec(f"tools.accuracy.{name}") is None:
            print(f"{name}: no scorer yet")
            continue
        rows = import_module(f"tools.accuracy.{name}").score(shared)
        print_rows(rows, documents="--documents" in arguments)
    return 0


def print_rows(rows: Iterable[Row], *, documents: bool) -> None:
    """A table per measured thing: the total, and each document when asked."""
    rows = list(rows)
    print(f"{'what':<44} {'right':>6} {'found':>6} {'gold':>6} {'P':>7} {'R':>7} {'F1':>7}")
    for what in dict.fromkeys(row.what for row in rows):
        own = [row for row in rows if row.what == what]
        for group, part in _groups(what, own):
            print(_line(group, part))
        if documents:
            for row in own:
                print(_line(f"  {row.document}", row))
    print()


def _groups(what: str, rows: list[Row]) -> Iterable[tuple[str, Row]]:
    """The total, and the total of each folder when the documents come from several."""
    yield what, _sum(what, rows)
    folders = dict.fromkeys(row.document.split("/")[0] for row in rows if "/" in row.document)
    for folder in folders if len(folders) > 1 else ():
        part = [row for row in rows if row.document.startswith(f"{folder}/")]
        yield f"  {folder}/", _sum(what, part)


def _sum(what: str, rows: list[Row]) -> Row:
    return Row(
        what,
        "",
        sum(row.right for row in rows),
        sum(row.found for row in rows),
        sum(row.labelled for row in rows),
    )


def _line(name: str, row: Row) -> str:
    numbers = f"{row.right:>6} {row.found:>6} {row.labelled:>6}"
    return f"{name[:44]:<44} {numbers} {row.precision:>7.3f} {row.recall:>7.3f} {row.f1:>7.3f}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
