"""Totals as the small JSON that scripts and acceptance checks read (tong-hop.json)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from minhbach.model.report import Total


def tong_hop(totals: Iterable[Total]) -> dict[str, Any]:
    """``{"elements": {code: {value, n_reported, n_expected, missing, not_given, …}}}``.

    ``missing`` and ``not_given`` list unit codes; ``estimates``, ``unconfirmed`` and
    ``conflicts`` are counts; ``value`` is null where nothing adds up.

    >>> tong_hop([])
    {'elements': {}}
    """
    return {"elements": {total.element: _entry(total) for total in totals}}


def _entry(total: Total) -> dict[str, Any]:
    return {
        "value": _number(total.value),
        "n_reported": total.n_reported,
        "n_expected": total.n_expected,
        "missing": list(total.missing),
        "not_given": list(total.not_given),
        "estimates": total.estimates,
        "unconfirmed": total.unconfirmed,
        "conflicts": total.conflicts,
    }


def _number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole values as integers, so that 119 never reads 119.0."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
