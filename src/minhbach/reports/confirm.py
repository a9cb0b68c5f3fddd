"""What a person decided about the figures found in one report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from minhbach.errors import UsageError
from minhbach.model.figures import Figures, FoundFigure
from minhbach.model.report import ReportedValue


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One decision on one element of one report.

    ``right``: the found value stands; ``corrected``: the person gives ``value``; ``absent``: the
    report gives none; ``open``: nobody decided, or the person and the machine differ.
    """

    decision: Literal["right", "corrected", "absent", "open"]
    value: Decimal | None = None
    qualifier: str | None = None
    note: str | None = None


Confirmations = Mapping[str, Confirmation]  # element code → decision


def reported_values(
    figures: Figures, elements: tuple[str, ...], confirmations: Confirmations | None = None
) -> dict[str, ReportedValue]:
    """The values of one report, each in its state; without confirmations nothing is confirmed."""
    decisions = confirmations or {}
    return {
        code: _value(figures, code, decisions.get(code, Confirmation("open"))) for code in elements
    }


def _value(figures: Figures, code: str, decision: Confirmation) -> ReportedValue:
    found = figures.values.get(code)
    candidates = tuple(
        c for conflict in figures.conflicts if conflict.element == code for c in conflict.candidates
    )
    if decision.decision == "absent":
        return ReportedValue("not_given")
    if decision.decision == "right" and found is not None:
        qualifier = decision.qualifier if decision.qualifier is not None else found.qualifier
        return ReportedValue("confirmed", found.value, qualifier, found, candidates)
    if decision.decision == "corrected" and decision.value is not None:
        place = _place_of(decision.value, found, candidates)
        return ReportedValue("confirmed", decision.value, decision.qualifier, place, candidates)
    if found is None:
        return ReportedValue("unconfirmed", candidates=candidates)
    return ReportedValue("unconfirmed", found.value, found.qualifier, found, candidates)


def _place_of(
    value: Decimal, found: FoundFigure | None, candidates: tuple[FoundFigure, ...]
) -> FoundFigure | None:
    """The place in the report that gives exactly this value; a corrected value may have none."""
    for place in (found, *candidates):
        if place is not None and place.value == value:
            return place
    return None


def confirm_by_labels(figures: Figures, data: bytes) -> dict[str, Confirmation]:
    """Decisions from a label file (JSON: ``{"values": {code: {"value": …} | null}}``).

    The labels stand for what a person confirmed on the same report. A found value counts where it
    equals the label; where the person has a value that was missed or read otherwise, the element
    stays open; where the label is null the person says that the report gives none.
    """
    try:
        labels = json.loads(data.decode("utf-8"), parse_float=Decimal)["values"]
        return {code: _by_label(figures.values.get(code), label) for code, label in labels.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError("labels-wrong", file=figures.file) from None


def _by_label(found: FoundFigure | None, label: Mapping[str, Any] | None) -> Confirmation:
    if label is None:
        return Confirmation("absent")
    value = Decimal(label["value"])
    if found is None or found.value != value:
        return Confirmation("open", value, label.get("qualifier"))
    return Confirmation("corrected", value, label.get("qualifier"))
