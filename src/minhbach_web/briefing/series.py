"""A figure's series over time: its points, where they may not be compared, and the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.briefing.amounts import format_amount
from minhbach_web.briefing.periods import axis_words, period_said

if TYPE_CHECKING:
    from minhbach_web.briefing.models import Figure, FigureVersion

FIRM = ("final", "revised", "corrected")


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """``broken``: why this point and the one before may not be compared, "" where they may."""

    figure: Figure
    version: FigureVersion
    broken: str = ""

    @property
    def text(self) -> str:
        return format_amount(self.version.value)

    @property
    def period(self) -> str:
        return period_said(self.figure.period)


def points_of(rows: list[tuple[Figure, FigureVersion]]) -> list[SeriesPoint]:
    """The series in order of time, its breaks flagged.

    A break: the territory is another one (a province made of three others), or it changed within
    the period.
    """
    points: list[SeriesPoint] = []
    for figure, version in rows:
        before = points[-1].figure if points else None
        points.append(SeriesPoint(figure, version, _broken(before, figure)))
    return points


def _broken(before: Figure | None, figure: Figure) -> str:
    if before is None or before.territory_id == figure.territory_id:
        return ""
    day = figure.territory.valid_from or before.territory.valid_to
    if day is None:
        return _("another territory")
    return _("territory changed %(day)s") % {"day": f"{day:%d/%m/%Y}"}


def chart_of(points: list[SeriesPoint], figure: Figure) -> SafeString:
    """The drawing; everything in it is escaped by the engine."""
    title = f"{figure.concept}, {figure.territory.name} ({figure.measure})"
    said = "; ".join(f"{point.period}: {point.text}" for point in points)
    drawn = engine.series_chart(
        title,
        said,
        [
            engine.Point(
                axis_words(point.figure.period),
                point.version.value,
                point.text,
                point.version.status in FIRM,
                point.broken,
            )
            for point in points
        ],
    )
    return mark_safe(drawn)  # noqa: S308 -- the engine escapes every text in it
