"""The wrong cells of a filled Excel form as lines that a person can work through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minhbach.errors import UsageError

EACH_UP_TO = 100  # wrong cells that are named one by one
RANGES = 12  # places named of one mistake that stands in many cells


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A cell and what is wrong in it: ``code`` of the message, ``value`` as it stands there."""

    sheet: str
    column: int
    row: int
    code: str
    value: str

    @property
    def letter(self) -> str:
        return chr(65 + self.column)

    @property
    def reason(self) -> str:
        return UsageError(self.code, value=self.value).text()

    def line(self) -> str:
        return f"{self.sheet}!{self.letter}{self.row}: {self.reason}"


def lines_of(wrong: Sequence[WrongCell]) -> list[str]:
    """One line a cell; where there are very many, one a kind of mistake, in the order in which
    they first stand, with the rows where it stands and one example.

    >>> many = [WrongCell("Số liệu", 7, row, "template-negative", "-1") for row in range(2, 200)]
    >>> lines_of(many)[0].partition(":")[0]
    'Số liệu, H2–H199'
    """
    if len(wrong) <= EACH_UP_TO:
        return [cell.line() for cell in wrong]
    kinds: dict[tuple[str, int, str], list[WrongCell]] = {}
    for cell in wrong:
        kinds.setdefault((cell.sheet, cell.column, cell.code), []).append(cell)
    return [_kind(cells) for cells in kinds.values()]


def _kind(cells: list[WrongCell]) -> str:
    first = cells[0]
    if len(cells) == 1:
        return first.line()
    ranges = list(_ranges(first.letter, [cell.row for cell in cells]))
    more = ", …" if len(ranges) > RANGES else ""
    return UsageError(
        "template-many",
        sheet=first.sheet,
        ranges=", ".join(ranges[:RANGES]) + more,
        count=f"{len(cells):,}".replace(",", "."),
        place=f"{first.letter}{first.row}",
        reason=first.reason,
    ).text()


def _ranges(letter: str, rows: list[int]) -> Iterator[str]:
    """H2–H9, H12: rows that follow each other as one."""
    start = last = rows[0]
    for row in [*rows[1:], 0]:
        if row == last + 1:
            last = row
            continue
        yield f"{letter}{start}" if start == last else f"{letter}{start}–{letter}{last}"
        start = last = row
