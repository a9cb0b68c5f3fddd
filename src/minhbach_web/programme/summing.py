"""What adopting a plan will do, counted before it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from minhbach_web.programme.models import ItemKind, ItemStatus
from minhbach_web.programme.review import ItemView, Review

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit


@dataclass(slots=True)
class UnitShare:
    """The tasks that one unit gets."""

    unit: OrganisationUnit
    lead: int = 0
    support: int = 0


@dataclass(slots=True)
class Summary:
    """Counts for the page before "issue the tasks"."""

    tasks: list[ItemView] = field(default_factory=list)
    without_unit: list[ItemView] = field(default_factory=list)
    set_aside: list[ItemView] = field(default_factory=list)
    out_of_scope: list[ItemView] = field(default_factory=list)
    rejected: list[ItemView] = field(default_factory=list)
    blanks: list[ItemView] = field(default_factory=list)
    themes: int = 0
    duties: list[ItemView] = field(default_factory=list)
    shares: list[UnitShare] = field(default_factory=list)


def summary_of(review: Review) -> Summary:
    """Who gets what, and what stays blank."""
    summary = Summary()
    shares: dict[int, UnitShare] = {}
    for view in review.items:
        _count(summary, view)
        if view.item.kind == ItemKind.TASK and view.is_kept:
            for unit in view.leads:
                shares.setdefault(unit.pk, UnitShare(unit)).lead += 1
            for unit in view.supports:
                shares.setdefault(unit.pk, UnitShare(unit)).support += 1
    summary.shares = sorted(shares.values(), key=lambda share: share.unit.sort_key)
    return summary


def _count(summary: Summary, view: ItemView) -> None:
    kind, status = view.item.kind, view.item.status
    if status == ItemStatus.REJECTED:
        summary.rejected.append(view)
    elif kind == ItemKind.TASK and not view.item.in_scope:
        summary.out_of_scope.append(view)
    elif status == ItemStatus.SET_ASIDE:
        summary.set_aside.append(view)
    elif kind == ItemKind.TASK and view.is_kept:
        (summary.tasks if view.leads or view.supports else summary.without_unit).append(view)
    elif kind == ItemKind.GAP and status == ItemStatus.ACCEPTED:
        summary.blanks.append(view)
    elif kind == ItemKind.THEME and view.is_kept:
        summary.themes += 1
    elif kind == ItemKind.DUTY and view.is_kept:
        summary.duties.append(view)
