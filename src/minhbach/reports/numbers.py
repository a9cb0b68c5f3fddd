"""Stable ids of printed numbers: "hoi_nghi", "ty_le:lowest", "hoi_nghi.DU-CT"."""

from __future__ import annotations

from decimal import Decimal

from minhbach.model.form import Element
from minhbach.reports.paper import Number
from minhbach.reports.wording import number_text


def element_id(element: str, kind: str = "") -> str:
    """The id of a total; ``kind`` "lowest" or "highest" for elements that do not add up."""
    return f"{element}:{kind}" if kind else element


def unit_id(element: str, unit: str) -> str:
    """The id of one unit's value."""
    return f"{element}.{unit}"


def element_number(element: Element, value: Decimal, kind: str = "") -> Number:
    """A total as it is printed, with its id."""
    return Number(number_text(value, element.scale), element_id(element.code, kind))


def unit_number(element: Element, unit: str, value: Decimal) -> Number:
    """A unit's value as it is printed, with its id."""
    return Number(number_text(value, element.scale), unit_id(element.code, unit))
