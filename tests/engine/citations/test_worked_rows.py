"""Worked rows: what stands in a text, and the key of the document that it cites.

A row without a key is no citation. The date stands in a key only where the number has no year.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from minhbach.citations import find_in_text

_TABLE = (Path(__file__).parent / "worked_rows.csv").read_bytes().decode("utf-8")
_ROWS = list(csv.DictReader(io.StringIO(_TABLE, newline="")))


@pytest.mark.parametrize("row", _ROWS, ids=[f"{r['text'][:40]}#{r['item']}" for r in _ROWS])
def test_worked_row_has_its_key(row: dict[str, str]) -> None:
    found = find_in_text(row["text"])

    if not row["key"]:
        assert found == ()
        return
    citation = found[int(row["item"]) - 1]
    stated = citation.date.isoformat() if citation.date else ""
    assert (citation.key, stated) == (row["key"], row["date"])
    assert citation.kind.startswith(row["kind"])
