"""Whole folders: processes, the bar, files that can't be read, an interrupt."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from minhbach.cli import inputs, main
from minhbach.readers import read

_TEXT = (
    "UBND XÃ NAM SUỐI\nSố: {n}/KH-UBND\n\nKẾ HOẠCH\nTuyên truyền\n\nI. MỤC ĐÍCH\n\n1. Yêu cầu cao."
)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "nhan"
    (inside / "xa").mkdir(parents=True)
    for n in range(6):
        (inside / "xa" / f"{n}.txt").write_text(_TEXT.format(n=n), encoding="utf-8")
    (inside / "hong.docx").write_bytes(b"not a package")
    (inside / "README.md").write_text("# Ghi chú", encoding="utf-8")
    return inside


@pytest.mark.parametrize("command", ["show", "outline"])
def test_processes_give_the_rows_of_one_process(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = []
    for jobs in ("1", "2"):
        words = [command, str(folder), "--jobs", jobs, *(["--json"] if command != "show" else [])]
        assert main(words) == 2
        rows.append([json.loads(line) for line in capsys.readouterr().out.splitlines()])
    assert rows[0] == rows[1]
    names = [Path(row["file"]).name for row in rows[0]]
    assert names == ["hong.docx", *(f"{n}.txt" for n in range(6))]
    assert [row["error"]["code"] for row in rows[0] if "error" in row] == ["file-not-docx"]


def test_convert_writes_what_it_can_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ra"
    assert main(["convert", str(folder), "-o", str(out), "--to", "md", "--jobs", "2"]) == 2
    assert sorted(file.name for file in out.iterdir()) == [f"{n}.md" for n in range(6)]
    assert "hong.docx" in capsys.readouterr().err


def test_an_error_inside_one_file_does_not_end_the_run(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> object:
        if path.name == "3.txt":
            raise LookupError
        return read(path.read_bytes(), path.name)

    monkeypatch.setattr("minhbach.cli.inspect.document_of", broken)
    assert main(["outline", str(folder / "xa"), "--json"]) == 3
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    failed = [row["error"]["code"] for row in rows if "error" in row]
    assert (len(rows), failed) == (6, ["internal-error"])


@pytest.mark.parametrize(
    ("terminal", "words", "drawn"),
    [
        (True, [], True),
        (True, ["--json"], False),  # standard output is no terminal here
        (False, [], False),
    ],
)
def test_a_bar_shows_on_a_terminal_only(
    terminal: bool, words: list[str], drawn: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = _Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    main(["outline", str(folder / "xa"), *words])
    assert ("6/6" in stream.getvalue()) is drawn
    assert stream.getvalue().endswith("\r\033[K") is drawn


def _listen() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_an_interrupt_ends_without_a_traceback(tmp_path: Path) -> None:
    many = tmp_path / "nhieu"
    many.mkdir()
    for n in range(400):
        (many / f"{n}.txt").write_text(_TEXT.format(n=n) * 40, encoding="utf-8")
    run = subprocess.Popen(
        [sys.executable, "-m", "minhbach.cli", "outline", str(many), "--json", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # Under nohup or in the background of a script the signal would be ignored from birth.
        preexec_fn=_listen,  # noqa: PLW1509  # this process runs no threads here
    )
    assert run.stdout is not None
    run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)  # what a terminal does on Ctrl-C
    started = time.monotonic()
    _, errors = run.communicate(timeout=30)
    assert (run.returncode, errors) == (130, b"")
    assert time.monotonic() - started < 20


def test_markdown_is_read_when_it_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("# I. MỤC ĐÍCH\n\nMột câu.\n\n## 1. Yêu cầu\n\n- Một;", encoding="utf-8")
    assert inputs.files_of([str(file)]) == [file]
    sections = read(file.read_bytes(), file.name).sections
    (first,) = sections
    assert (first.heading, [child.heading for child in first.children]) == ("MỤC ĐÍCH", ["Yêu cầu"])
