"""Figures that were revised after somebody used them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, QuerySet

from minhbach_web.briefing.models import FigureVersion

if TYPE_CHECKING:
    from minhbach_web.briefing.models import Figure


@dataclass(frozen=True, slots=True)
class Stale:
    """A figure that changed: what the kit says, what holds now, in which sections (from 1)."""

    figure: Figure
    old: FigureVersion
    new: FigureVersion
    sections: tuple[int, ...] = ()


def later() -> QuerySet[FigureVersion]:
    """Versions after an outer version, for ``Exists``."""
    return FigureVersion.objects.filter(figure=OuterRef("figure"), n__gt=OuterRef("n"))


def last_of(figures: Iterable[int]) -> dict[int, FigureVersion]:
    """Figure → its current version."""
    rows = FigureVersion.objects.filter(figure__in=list(figures)).order_by("n")
    return {row.figure_id: row for row in rows.select_related("figure__territory")}


def stale(used: Iterable[tuple[FigureVersion, int]]) -> list[Stale]:
    """Those of the versions used (each with its section) that are no longer current."""
    sections: dict[FigureVersion, list[int]] = {}
    for version, section in used:
        sections.setdefault(version, []).append(section)
    last = last_of({version.figure_id for version in sections})
    found = []
    for version, places in sections.items():
        new = last[version.figure_id]
        if new.n > version.n:
            version.figure = new.figure
            found.append(Stale(new.figure, version, new, tuple(sorted(set(places)))))
    return found
