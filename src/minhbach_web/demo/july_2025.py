"""July 2025: the bloc of the demonstration ends, its units go to two new committees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from minhbach_web.demo.people import SINCE, People, account
from minhbach_web.reporting.services.periods import close_period
from minhbach_web.units import queries, services

if TYPE_CHECKING:
    from minhbach_web.reporting.models import Period

FOLDER = "thang-7-2025"
DAY = date(2025, 7, 1)
HEAD = services.Head(
    number="01-QĐ/TU",
    issued=date(2025, 6, 27),
    issuer="Tỉnh ủy Sơn Khê (giả định)",
    subject="kết thúc hoạt động Đảng bộ Khối; thành lập hai đảng bộ trực thuộc Tỉnh ủy",
    effective=DAY,
)
NEW = ("DU-CQD", "DU-UBND")


@dataclass(frozen=True)
class Reorganised:
    """What the decision did, to be told at the end."""

    number: str
    day: date
    ended: int
    established: int
    accounts: tuple[str, ...]


def reorganise(*, examples: Path, people: People, period: Period, today: date) -> Reorganised:
    """The period is closed, the unit above the bloc comes in, the decision is drafted, looked at
    and signed; each new committee gets a coordinator."""
    by = people.administrator
    close_period(period=period, by=people.coordinator)
    folder = examples / FOLDER
    table = services.import_units(data=(folder / "don-vi.csv").read_bytes(), by=by, today=SINCE)
    _refuse(table.problems)
    services.grant(
        user=by, unit=queries.root_unit(), role="administrator", by=None, valid_from=SINCE
    )
    row = services.draft(head=HEAD, by=by)
    problems: list[services.Problem] = []
    lines = services.lines_of((folder / "quyet-dinh.csv").read_bytes(), problems)
    _refuse(problems)
    services.set_lines(reorganisation=row, lines=lines, by=by)
    shown = services.preview(row)
    _refuse(shown.changes.problems)
    services.sign(reorganisation=row, seal=shown.seal, by=by, today=today)
    units = [queries.unit_by_code(code) for code in NEW]
    names = [account(f"dieu-phoi-{u.code.lower()}", "coordinator", u, by).username for u in units]
    return Reorganised(
        row.number,
        DAY,
        len(shown.changes.closed),
        len(shown.changes.established),
        tuple(names),
    )


def _refuse(problems: list[services.Problem]) -> None:
    if problems:
        raise ValueError("; ".join(problem.text for problem in problems))
