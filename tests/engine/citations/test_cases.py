"""Runs the literate cases: prose, a fragment, and what is found in it.

A case is a heading, prose, a block ``text`` and a block ``json`` with the expected citations in
reading order; only the fields that a case names are compared.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from minhbach.citations import find_in_text
from minhbach.model.citation import Citation

_FOLDER = Path(__file__).parents[1] / "cases" / "citations"
_CASE = re.compile(
    r"^## (?P<title>.+?)$(?P<prose>.*?)^```text\n(?P<text>.*?)^```$.*?^```json\n(?P<json>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def _cases() -> list[Any]:
    return [
        pytest.param(m["text"], json.loads(m["json"]), id=f"{path.stem}: {m['title']}")
        for path in sorted(_FOLDER.glob("*.md"))
        for m in _CASE.finditer(path.read_text(encoding="utf-8"))
    ]


def _field(citation: Citation, name: str) -> object:
    if name == "class":
        return citation.cls
    value = getattr(citation, name)
    return value.isoformat() if name == "date" and value else value


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_case_gives_what_it_says(text: str, expected: list[dict[str, Any]]) -> None:
    found = find_in_text(text)

    names = [list(row) for row in expected] + [["notation"]] * (len(found) - len(expected))
    got = [{n: _field(c, n) for n in row} for c, row in zip(found, names, strict=False)]
    assert got == expected


def test_every_file_of_cases_holds_cases() -> None:
    empty = [
        path.name
        for path in _FOLDER.glob("*.md")
        if len(_CASE.findall(path.read_text(encoding="utf-8")))
        != path.read_text(encoding="utf-8").count("\n## ")
    ]

    assert empty == []
