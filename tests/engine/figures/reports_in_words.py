"""Reports written as Markdown that a clerk can read: title, paragraphs, tables, what they give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_TITLE, _GIVES, _EITHER, _MISSED = "Tiêu đề:", "=>", "hoặc", "=> chưa thấy:"


@dataclass
class Report:
    """``want``: element → "qualifier value"; ``either``: what a person may also take
    or leave; ``missed``: what is not found yet."""

    name: str
    title: str = ""
    blocks: list[str | list[list[str]]] = field(default_factory=list)
    want: dict[str, str] = field(default_factory=dict)
    either: dict[str, list[str]] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)


def reports_of(path: Path) -> Iterator[Report]:
    """The reports of a file, one for each heading of the second level."""
    for part in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, *lines = part.splitlines()
        report = Report(f"{path.stem}: {name}")
        for line in filter(None, map(str.strip, lines)):
            _read_line(report, line)
        yield report


def _read_line(report: Report, line: str) -> None:
    if line.startswith(_TITLE):
        report.title = line.removeprefix(_TITLE).strip()
    elif line.startswith(_MISSED):
        report.missed = line.removeprefix(_MISSED).split()
    elif line.startswith(_GIVES):
        _read_answers(report, line.removeprefix(_GIVES).strip())
    elif line.startswith("|"):
        row = [cell.strip() for cell in line[1:].removesuffix("|").split("|")]
        if report.blocks and isinstance(report.blocks[-1], list):
            report.blocks[-1].append(row)
        else:
            report.blocks.append([row])
    else:
        report.blocks.append(line)


def _read_answers(report: Report, text: str) -> None:
    for item in filter(str.strip, text.removeprefix(_EITHER).split(";")):
        code, value = item.split(None, 1)
        if text.startswith(_EITHER):
            report.either.setdefault(code, []).append(value.strip())
        else:
            report.want[code] = value.strip()
