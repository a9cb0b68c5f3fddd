from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minhbach.cli import main

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples"
PLAN = EXAMPLES / "ke-hoach-2024.txt"
REPORTS = EXAMPLES / "quy-1-2024"
FORM = EXAMPLES / "forms" / "tuyen-truyen.toml"
UNITS = REPORTS / "don-vi.csv"

Json = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def json_of(capsys: pytest.CaptureFixture[str]) -> Json:
    """Runs a command with ``--json`` that must succeed; its rows."""

    def run(*words: object, code: int = 0) -> list[dict[str, Any]]:
        capsys.readouterr()
        assert main([*map(str, words), "--json"]) == code
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run
