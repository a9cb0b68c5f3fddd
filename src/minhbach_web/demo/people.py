"""Units from the example's list, and invented accounts: nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from minhbach_web.units import queries, services

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

PASSWORD = "thu-nghiem-son-khe-2024"  # noqa: S105  # printed on purpose: a demonstration
SINCE = date(2024, 1, 1)
ROLE_NAMES = {
    "coordinator": "Người điều phối",
    "administrator": "Người quản trị",
    "reporter": "Người báo cáo",
}


@dataclass(frozen=True)
class People:
    """The accounts of the demonstration, and the units by code in the order of the list."""

    parent: OrganisationUnit
    units: dict[str, OrganisationUnit]
    administrator: User
    coordinator: User
    reporters: dict[str, User]


def make_people(*, table: bytes, codes: list[str], parent_code: str) -> People:
    """The units of ``table``; an administrator, a coordinator, a reporter for each unit."""
    result = services.import_units(data=table, by=None, today=SINCE)
    if result.problems:
        raise ValueError("; ".join(problem.text for problem in result.problems))
    parent = queries.unit_by_code(parent_code)
    administrator = account("quan-tri", "administrator", parent, None)
    coordinator = account("dieu-phoi", "coordinator", parent, administrator)
    units = {code: queries.unit_by_code(code) for code in codes}
    reporters = {
        code: account(code.lower(), "reporter", unit, administrator) for code, unit in units.items()
    }
    return People(parent, units, administrator, coordinator, reporters)


def account(username: str, role: str, unit: OrganisationUnit, by: User | None) -> User:
    """An invented account with one role."""
    name = f"{ROLE_NAMES[role]} ({unit.short_name or unit.name})"
    user = services.create_user(username=username, password=PASSWORD, full_name=name, by=by)
    services.grant(user=user, unit=unit, role=role, by=by, valid_from=SINCE)
    return user
