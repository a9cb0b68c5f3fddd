"""The country of B10: taken in, re-organised, undone; every step timed."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Count, Sum

from benchmarks.generate import country
from minhbach_web.core import slots
from minhbach_web.units import queries, services
from minhbach_web.units.models import (
    Membership,
    OrganisationUnit,
    OrgEdge,
    Succession,
    UnitAncestor,
    User,
)
from minhbach_web.units.services import imports, tables

DAY = datetime.date(2025, 7, 1)
START = datetime.date(2024, 1, 1)
TODAY = datetime.date(2025, 7, 2)


def measure(below: int, line: float) -> tuple[str, list[tuple[str, ...]], int, int]:

    rows: list[tuple[str, ...]] = []

    def timed(what: str, act: Callable[[], Any], line: str = "") -> Any:
        clock, processor = time.perf_counter(), time.process_time()
        result = act()
        spent = (time.perf_counter() - clock, time.process_time() - processor)
        rows.append((what, f"{spent[0]:.1f} s", f"{spent[1]:.1f} s", line))
        print(rows[-1], flush=True)
        return result

    data = "\n".join(country.before(below)).encode()
    timed("table of units taken", lambda: _take(data))
    admin = _people()
    lines = [*country.decision(), *country.cells_of_divided(below)]
    head = services.Head("01/NQ-GĐ", DAY, "Cơ quan giả định", "sắp xếp đơn vị", DAY)
    row = services.draft(head=head, by=admin)
    problems: list[Any] = []
    table_lines = services.lines_of("\n".join(lines).encode(), problems)
    timed(
        "lines of the decision taken",
        lambda: services.set_lines(reorganisation=row, lines=table_lines, by=admin),
    )
    shown = timed("before and after worked out", lambda: services.preview(row))
    assert (problems, shown.changes.problems) == ([], [])
    before = _state()
    _broken(row, shown.seal, admin)
    assert _state() == before
    signed = {"reorganisation": row, "seal": shown.seal, "by": admin, "today": TODAY}
    timed("signed: the tree changed", lambda: services.sign(**signed), f"{line:.0f} s")
    tree = timed("the whole tree of a past day read", lambda: queries.tree_on(START))
    assert len(tree.parent_of) == OrganisationUnit.objects.exclude(opened=DAY).count()
    now = queries.tree_on(TODAY)
    assert len(now.roots) == 1
    assert all(now.chain(unit)[-1] in now.roots for unit in now.parent_of if now.parent_of[unit])
    timed("undone", lambda: services.undo(reorganisation=row, by=admin, today=TODAY))
    assert _state()[:2] == before[:2]
    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    return name, rows, len(tree.parent_of), len(table_lines)


def _take(data: bytes) -> None:

    tables.MAX_BYTES = 2**30  # the country in one file
    result = imports.import_units(data=data, by=None, today=START)
    assert result.problems == [], result.problems[:3]


def _people() -> Any:
    """An administrator at the top, a reporter in each commune."""

    admin = services.create_user(username="quan-tri", password="x" * 20, full_name="Q", by=None)
    services.grant(
        user=admin, unit=queries.root_unit(), role="administrator", by=None, valid_from=START
    )
    communes = list(OrganisationUnit.objects.filter(type="xã").order_by("pk"))
    people = User.objects.bulk_create(
        (User(username=f"v{u.pk}", full_name=f"Người {u.code}") for u in communes), batch_size=500
    )
    Membership.objects.bulk_create(
        (
            Membership(user=who, unit=unit, role="reporter", valid_from=START)
            for who, unit in zip(people, communes, strict=True)
        ),
        batch_size=500,
    )
    return admin


def _state() -> tuple[int, ...]:
    """Enough of what a decision writes to see that none of it is left."""

    open_edges = OrgEdge.objects.filter(valid_to=None)
    sums = open_edges.aggregate(n=Count("pk"), s=Sum("parent"))
    return (
        sums["n"],
        sums["s"],
        Succession.objects.count(),
        OrganisationUnit.objects.exclude(closed=None).count(),
        Membership.objects.filter(valid_to=None).count(),
        UnitAncestor.objects.count(),
    )


def _broken(row: Any, seal: str, admin: Any) -> None:
    """The power goes after everything was written and before it was sealed."""

    def fail() -> None:
        raise OSError("the power went")

    slots.follow_tree(fail)
    try:
        services.sign(reorganisation=row, seal=seal, by=admin, today=TODAY)
    except OSError:
        pass
    else:
        raise SystemExit("the signature should have been broken off")
    finally:
        slots._followers.remove(fail)
