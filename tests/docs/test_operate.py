"""The examples for servers: what they start exists, what they set is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import check_operate


def test_examples_start_what_exists_and_set_what_is_read() -> None:
    assert check_operate.problems() == []


def test_wrong_example_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in check_operate.FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    unit = tmp_path / "minhbach-worker.service"
    unit.write_text(unit.read_text().replace("minhbach worker", "minhbach wroker"))
    settings = tmp_path / "minhbach.env"
    settings.write_text(settings.read_text().replace("MINHBACH_LOG=", "MINHBACH_LOGS="))
    monkeypatch.setattr(check_operate, "FOLDER", tmp_path)
    monkeypatch.setattr(check_operate, "ENVIRONMENT", settings)

    assert check_operate.problems() == [
        "MINHBACH_LOG is read, but not in minhbach.env",
        "MINHBACH_LOGS in minhbach.env is read by nothing",
        "minhbach-worker.service: “minhbach wroker” is no command",
    ]
