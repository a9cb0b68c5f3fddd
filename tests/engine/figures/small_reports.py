"""Documents for tests, built from a title and a list of paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from minhbach.figures import load_form
from minhbach.model.document import Block, Cell, Document, Header, Paragraph, Table
from minhbach.model.form import Form

HERE = Path(__file__).parent
TITLE = "kết quả công tác tuyên truyền quý I năm 2024"
# "Quý I/2024 [1x2]": a cell over one row and two columns
_SPAN = re.compile(r"(.*) \[(\d)x(\d)\]", re.DOTALL)


def usual_form() -> Form:
    """The form of the example: examples/forms/tuyen-truyen.toml."""
    root = HERE.parents[2]
    return load_form((root / "examples/forms/tuyen-truyen.toml").read_bytes())


def report(
    blocks: Sequence[str | list[list[str]]],
    title: str = TITLE,
    issuer: str | None = "CHI BỘ PHÒNG THỬ",
    day: date | None = date(2024, 3, 25),
) -> Document:
    """A Document as a reader gives it; strings are paragraphs, lists of rows are tables."""
    made: list[Block] = []
    tables = 0
    for block in blocks:
        if isinstance(block, str):
            made.append(Paragraph(f"p{len(made) - tables + 1}", block))
        else:
            tables += 1
            made.append(_table(f"t{tables}", block))
    header = Header(kind="bao-cao", issuer=issuer, subject=title, date=day)
    return Document("bao-cao.docx", "docx", header=header, blocks=tuple(made))


def _table(anchor: str, rows: list[list[str]]) -> Table:
    cells = []
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            if text == "<":
                continue
            place = f"{anchor}!{chr(64 + column)}{row}"
            span = _SPAN.fullmatch(text)
            content = (Paragraph(place, span[1] if span else text),)
            size = (int(span[2]), int(span[3])) if span else (1, 1)
            cells.append(Cell(place, row, column, *size, content))
    return Table(anchor, len(rows), max(map(len, rows)), tuple(cells))
