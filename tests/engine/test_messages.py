"""Every code has a Vietnamese and an English sentence with the same parameters."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from minhbach.messages import catalogue, message

ENGINE = Path(__file__).resolve().parents[2] / "src" / "minhbach"
RAISES = {"MinhBachError", "UnreadableFile", "RefusedFile", "UsageError", "Note", "Gap"}


def _parameters(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_sentence_stands_in_both_languages(code: str) -> None:
    entry = catalogue()[code]

    assert set(entry) == {"vi", "en"}
    assert entry["vi"].strip()
    assert entry["en"].strip()
    assert _parameters(entry["vi"]) == _parameters(entry["en"])


def _codes_used() -> set[str]:
    """Codes given as a literal first argument where an error, a note or a gap is made."""
    used = set()
    for file in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            first = node.args[0]
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                continue
            if node.func.id in RAISES | {"message"}:
                used.add(first.value)
    return used


def test_every_code_in_the_engine_has_a_sentence() -> None:
    assert sorted(_codes_used() - set(catalogue())) == []


def test_missing_parameter_stays_a_visible_gap() -> None:
    assert "…" in message("file-empty", "vi")
