"""Unit × period: has it come, when, how complete, how far approved. Separate facts, one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from minhbach_web.reporting import period_codes
from minhbach_web.reporting.models import Obligation, Period
from minhbach_web.reporting.queries.standing import ORDER, Standing, standings

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

PERIODS = 6
UNITS_A_PAGE = 100


@dataclass(frozen=True)
class Row:
    """One unit over the periods; a cell is None where the unit owed nothing."""

    unit: OrganisationUnit
    cells: tuple[Standing | None, ...]
    late: int
    missing: int
    labels: tuple[str, ...] = ()

    @property
    def labelled(self) -> list[tuple[str, Standing | None]]:
        """Each cell with its period in words: on a phone the heading row is gone."""
        return list(zip(self.labels, self.cells, strict=True))


@dataclass(frozen=True)
class Matrix:
    periods: tuple[tuple[Period, str], ...]
    rows: tuple[Row, ...]
    page: int
    pages: int


def matrix(period: Period, page: int = 1, *, late_only: bool = False) -> Matrix:
    """The units of ``period`` over it and the periods before it, those in need of attention
    first."""
    own = period_codes.parse(period.code)
    codes = []
    for _ in range(PERIODS):
        codes.append(str(own))
        own = own.previous()
    periods = {
        row.code: row
        for row in Period.objects.filter(
            data_set__code=period.data_set.code, parent=period.parent_id, code__in=codes
        )
    } | {period.code: period}
    shown = [periods[code] for code in reversed(codes) if code in periods]
    units = list(period.obligations.order_by("position").values_list("unit_id", flat=True))
    found = standings(
        Obligation.objects.filter(period__in=shown, unit__in=period.obligations.values("unit"))
    )
    cells = {(s.obligation.unit_id, s.obligation.period_id): s for s in found}
    rows = [_row(unit, shown, cells) for unit in units]
    rows.sort(key=lambda row: _need(row.cells[-1]))
    if late_only:
        rows = [row for row in rows if row.late or row.missing]
    pages = max(1, -(-len(rows) // UNITS_A_PAGE))
    page = min(max(1, page), pages)
    part = rows[(page - 1) * UNITS_A_PAGE : page * UNITS_A_PAGE]
    labels = tuple((p, period_codes.label(p.code)) for p in shown)
    return Matrix(labels, tuple(part), page, pages)


def _row(unit: int, periods: list[Period], cells: dict[tuple[int, int], Standing]) -> Row:
    line = tuple(cells.get((unit, period.pk)) for period in periods)
    known = [cell for cell in line if cell]
    return Row(
        unit=known[0].obligation.unit,
        cells=line,
        late=sum(1 for cell in known if cell.late),
        missing=sum(1 for cell in known if cell.state == "overdue"),
        labels=tuple(period_codes.label(period.code) for period in periods),
    )


def _need(cell: Standing | None) -> int:
    return ORDER.index(cell.state) if cell else len(ORDER)
