"""Test data: an invented tree of units and people in it. Nothing here stands for anyone."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from minhbach_web.core import clock
from minhbach_web.units import services
from minhbach_web.units.changes import Line
from minhbach_web.units.models import OrganisationUnit, OrgEdge, User

LONG_AGO = datetime.date(2020, 1, 1)
PASSWORD = "mot cau du dai de nho"


def make_unit(
    code: str, name: str, parent: OrganisationUnit | None = None, **fields: Any
) -> OrganisationUnit:
    """A unit under ``parent`` since long ago; the ancestors are stored."""
    unit = OrganisationUnit.objects.create(code=code, name=name, **fields)
    if parent:
        OrgEdge.objects.create(unit=unit, parent=parent, valid_from=LONG_AGO)
    services.rebuild_ancestors(today=datetime.date.today())  # noqa: DTZ011 -- any day will do
    return unit


def make_user(
    username: str, *roles: str, unit: OrganisationUnit | None = None, full_name: str = ""
) -> User:
    """A person with ``roles`` in ``unit`` since long ago."""
    user = services.create_user(
        username=username, password=PASSWORD, full_name=full_name or f"Người {username}", by=None
    )
    for role in roles:
        assert unit is not None, "a role is held in a unit"
        services.grant(user=user, unit=unit, role=role, by=None, valid_from=LONG_AGO)
    return user


@dataclass(frozen=True)
class Tree:
    """Four units: ``own`` is where the person under test stands.

    parent ─┬─ own ── child
            └─ sibling
    """

    parent: OrganisationUnit
    own: OrganisationUnit
    child: OrganisationUnit
    sibling: OrganisationUnit

    def at(self, place: str) -> OrganisationUnit:
        """The unit at "own", "child", "sibling" or "parent"."""
        unit: OrganisationUnit = getattr(self, place)
        return unit


def make_tree() -> Tree:
    """The tree of every access test."""
    parent = make_unit("KHOI", "Đảng bộ Khối thử nghiệm", type="đảng bộ khối")
    own = make_unit("DB-A", "Đảng bộ Sở Ánh Sáng", parent, type="đảng bộ cơ sở")
    child = make_unit("CB-A1", "Chi bộ Phòng Đèn Đường", own, type="chi bộ")
    sibling = make_unit("DB-B", "Đảng bộ Sở Gió Mát", parent, type="đảng bộ cơ sở")
    return Tree(parent=parent, own=own, child=child, sibling=sibling)


def merge(units: dict[OrganisationUnit, OrganisationUnit], *, top: OrganisationUnit) -> None:
    """Each unit is merged into another one, by a decision that is in force since today."""
    by = make_user("sap-xep", "administrator", unit=top)
    today = clock.today()
    head = services.Head("01-QĐ/TN", today, str(top), "sắp xếp thử nghiệm", today)
    row = services.draft(head=head, by=by)
    lines = [Line(n, "merge", a.code, b.code) for n, (a, b) in enumerate(units.items(), 1)]
    services.set_lines(reorganisation=row, lines=lines, by=by)
    seal = services.preview(row).seal
    services.sign(reorganisation=row, seal=seal, by=by, today=today)
