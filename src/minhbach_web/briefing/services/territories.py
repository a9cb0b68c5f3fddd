"""Territories: the provinces before and after July 2025 from a table, others by hand."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.briefing.models import Territory
from minhbach_web.briefing.problems import AlreadyThere, CantRead
from minhbach_web.core.services import audit

if TYPE_CHECKING:
    from minhbach_web.units.models import User

TABLE = Path(__file__).parents[1] / "data/territories.toml"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@transaction.atomic
def lay_out_territories(*, by: User | None) -> int:
    """Add the country and its provinces, old and new, that are not there; gives how many."""
    table, known = _table(), set(Territory.objects.values_list("code", flat=True))
    day, basis = table["day"], table["basis"]
    made = 0
    if table["country"]["code"] not in known:
        Territory.objects.create(level="country", **table["country"])
        made += 1
    for row in table["province"]:
        made += _lay_out(row, row.get("day", day), row.get("basis", basis), known)
    if made:
        audit.record(actor=by, action="briefing.lay_out_territories", obj=f"territories:{made}")
    return made


def _lay_out(row: dict[str, Any], day: date, basis: str, known: set[str]) -> int:
    """The new province and the old ones that it was made of; an unchanged one is one row."""
    if not row.get("of"):
        if row["code"] in known:
            return 0
        Territory.objects.create(code=row["code"], name=row["name"], level="province")
        return 1
    made = 0
    if row["code"] not in known:
        Territory.objects.create(
            code=row["code"], name=row["name"], level="province", valid_from=day, basis=basis
        )
        made += 1
    heir = Territory.objects.get(code=row["code"])
    for code, name in row["of"].items():
        if code not in known:
            Territory.objects.create(
                code=code, name=name, level="province", valid_to=day, becomes=heir, basis=basis
            )
            made += 1
    return made


@transaction.atomic
def add_territory(
    *,
    code: str,
    name: str,
    level: str,
    by: User,
    valid_from: date | None = None,
    valid_to: date | None = None,
    becomes: Territory | None = None,
    basis: str = "",
) -> Territory:
    """A territory that the table lacks. Raises AlreadyThere, CantRead."""
    if Territory.objects.filter(code=code).exists():
        raise AlreadyThere(_("There is a territory with this code already."))
    if valid_from and valid_to and valid_from >= valid_to:
        raise CantRead(_("The territory ends before it begins. Check the two days."))
    row = Territory.objects.create(
        code=code,
        name=name,
        level=level,
        valid_from=valid_from,
        valid_to=valid_to,
        becomes=becomes,
        basis=basis,
    )
    audit.record(actor=by, action="briefing.add_territory", obj=f"territory:{row.pk}")
    return row
