"""The drawings of a programme's page: bars as SVG, the table stands beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from minhbach_web import engine

if TYPE_CHECKING:
    from minhbach_web.activities.queries.programmes import ProgrammeProgress


def themes_drawn(progress: ProgrammeProgress) -> SafeString | None:
    """Units reached per theme; None where there is nothing to compare."""
    rows = [row for row in progress.themes if row.theme is not None]
    if not rows or not progress.expected:
        return None
    svg = engine.bar_chart(
        _("Units that held something about each theme"),
        _("Each bar is a theme, by its number in the plan; of %(n)s units that have a task.")
        % {"n": progress.expected},
        [
            (
                row.label,
                Decimal(row.units),
                f"{row.units}/{row.expected}",
                row.units >= row.expected,
            )
            for row in rows
        ],
        planned=Decimal(progress.expected),
    )
    return mark_safe(svg)  # noqa: S308 -- the engine escapes every word in it


def months_drawn(progress: ProgrammeProgress) -> SafeString | None:
    """Activities by month, the last twelve with something in them."""
    if not progress.months:
        return None
    svg = engine.bar_chart(
        _("Activities by month"),
        _("How many activities were logged for the programme in each month."),
        [(f"{month:%m}/{month:%Y}", Decimal(n), str(n), True) for month, n in progress.months],
    )
    return mark_safe(svg)  # noqa: S308 -- the engine escapes every word in it
