"""A period's totals by the groups that its units were placed in when it opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from minhbach_web.reporting.amounts import MAX_SCALE, format_amount
from minhbach_web.reporting.models import GroupTotal, Obligation, Period, Place

if TYPE_CHECKING:
    from minhbach_web.reporting.models import DataElement


@dataclass(frozen=True)
class Cell:
    """One total: ``text`` "" where nothing was accepted, or where the element does not add up."""

    name: str
    text: str
    n: int
    open: int


@dataclass
class GroupRow:
    """One group with its totals in the order of the elements, and who has sent nothing."""

    key: str
    name: str
    n: int = 0
    cells: list[Cell] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def totals_by_group(period: Period, axis: str, elements: Sequence[DataElement]) -> list[GroupRow]:
    """The groups of an axis ("tree", "type"), the largest first. Three questions."""
    rows: dict[str, dict[int, GroupTotal]] = defaultdict(dict)
    for total in GroupTotal.objects.filter(period=period, axis=axis).order_by():
        rows[total.key][total.element_id] = total
    names = _names(period) if axis == Place.Axis.TREE else {}
    missing = _missing(period, axis)
    found = [
        GroupRow(
            key=key,
            name=names.get(key, key),
            n=max(total.n_expected for total in totals.values()),
            cells=[_cell(element, totals.get(element.pk)) for element in elements],
            missing=missing.get(key, []),
        )
        for key, totals in rows.items()
    ]
    return sorted(found, key=lambda row: (-row.n, row.name))


def _cell(element: DataElement, total: GroupTotal | None) -> Cell:
    if total is None:
        return Cell(element.name, "", 0, 0)
    adds = element.over_units == "sum" and total.n_reported
    text = format_amount(Decimal(total.number).scaleb(-MAX_SCALE)) if adds else ""
    return Cell(element.name, text, total.n_reported, total.unconfirmed)


def _names(period: Period) -> dict[str, str]:
    """Code → name of the units above those that report."""
    above = "unit__ancestor_rows__ancestor__"
    return dict(
        period.obligations.order_by().values_list(f"{above}code", f"{above}name").distinct()
    )


def _missing(period: Period, axis: str) -> dict[str, list[str]]:
    """Group → units that have sent nothing, in the order of the period."""
    found: dict[str, list[str]] = defaultdict(list)
    open_ = Obligation.objects.filter(period=period, submission=None, places__axis=axis)
    for key, name in open_.order_by("position").values_list("places__key", "unit__name"):
        found[key].append(name)
    return found
