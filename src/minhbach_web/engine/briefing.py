"""Kits, charts and tables for briefing. See the package for what the door is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from minhbach.charts.series import Point
from minhbach.model.document import Document
from minhbach.model.kit import KitText

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from minhbach.figures.unsourced import Claim


CellValue = str | int | Decimal | date | None
Sheet = tuple[str, Sequence[tuple[str, float]], Iterable[Sequence[CellValue]]]


def compose_kit(kit: KitText) -> Document:
    """The kit as a Document: what was written, each figure's source below its section."""
    from minhbach.reports.kit import compose_kit as composed  # noqa: PLC0415  # loaded when used

    return composed(kit)


def find_claims(text: str) -> tuple[Claim, ...]:
    """The numbers of a text that a reader would ask a source for."""
    from minhbach.figures.unsourced import find_claims as found  # noqa: PLC0415  # when used

    return found(text)


def series_chart(title: str, description: str, points: Iterable[Point]) -> str:
    """A series over time as SVG, with its breaks."""
    from minhbach.charts import series_chart as drawn  # noqa: PLC0415  # loaded when used

    return drawn(title, description, tuple(points)).svg


def figures_workbook(
    heads: Sequence[str],
    must: Sequence[str],
    lists: Mapping[str, Sequence[str]],
    places: Sequence[tuple[str, str, date | None, date | None]],
) -> bytes:
    """An empty table of official figures as a workbook."""
    from minhbach.writers.xlsx_figures import figures_workbook as made  # noqa: PLC0415  # heavy

    return made(heads, must, lists, places)


def table_workbook(title: str, sheets: Iterable[Sheet]) -> bytes:
    """Tables as an Excel workbook; text is never a formula, the same tables give the same bytes."""
    from minhbach.writers.xlsx_sheets import Book  # noqa: PLC0415  # heavy

    book = Book(title)
    for name, columns, rows in sheets:
        sheet = book.sheet(name, [head for head, _w in columns], [width for _h, width in columns])
        for at, row in enumerate(rows, 1):
            book.row(sheet, at, row)
    return book.bytes()
