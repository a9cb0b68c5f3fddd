"""What a re-organisation of the units means for reports: said before it is signed, asked before it
is undone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils.translation import ngettext

from minhbach_web.core import slots
from minhbach_web.reporting.models import Decision, Obligation, Period, SubmissionRevision

CHUNK = 5000


def consequences(change: slots.TreeChange) -> Iterator[slots.Consequence]:
    """Reports still owed by units that close, and periods that these have opened."""
    yield from _periods(change)
    yield from _reports(change)


def _periods(change: slots.TreeChange) -> Iterator[slots.Consequence]:
    opened = [
        parent
        for part in _parts(change.closing)
        for parent in Period.objects.filter(parent__in=part, state=Period.State.OPEN).values_list(
            "parent", flat=True
        )
    ]
    lost = sum(1 for parent in opened if parent not in change.inherited)
    if lost:
        text = ngettext(
            "%(n)s open reporting period was opened by a unit that ends without one successor: "
            "nobody could decide on its reports. Close it first.",
            "%(n)s open reporting periods were opened by units that end without one successor: "
            "nobody could decide on their reports. Close them first.",
            lost,
        )
        yield slots.Consequence(text % {"n": lost}, warns=True)
    if kept := len(opened) - lost:
        text = ngettext(
            "%(n)s open reporting period goes on with the unit that takes over.",
            "%(n)s open reporting periods go on with the units that take over.",
            kept,
        )
        yield slots.Consequence(text % {"n": kept})


def _reports(change: slots.TreeChange) -> Iterator[slots.Consequence]:
    owed = [
        unit
        for part in _parts(change.closing)
        for unit in Obligation.objects.filter(unit__in=part, period__state=Period.State.OPEN)
        .exclude(submission__revisions__decisions__kind=Decision.Kind.ACCEPT)
        .values_list("unit", flat=True)
    ]
    kept = sum(1 for unit in owed if unit in change.inherited)
    if kept:
        text = ngettext(
            "%(n)s report still owed by a unit that ends is sent by its successor.",
            "%(n)s reports still owed by units that end are sent by their successors.",
            kept,
        )
        yield slots.Consequence(text % {"n": kept})
    if lost := len(owed) - kept:
        text = ngettext(
            "%(n)s report still owed by a unit that ends without one successor is left to the "
            "office that opened the period.",
            "%(n)s reports still owed by units that end without one successor are left to the "
            "offices that opened the periods.",
            lost,
        )
        yield slots.Consequence(text % {"n": lost}, warns=True)


def reports_since(units: frozenset[int], since: datetime.datetime) -> Iterator[str]:
    """Why the tree can't go back: reports of these units sent, or asked of them, since then."""
    sent = asked = 0
    for part in _parts(units):
        sent += SubmissionRevision.objects.filter(
            submission__obligation__unit__in=part, at__gte=since
        ).count()
        asked += (
            Period.objects.filter(opened_at__gte=since, obligations__unit__in=part)
            .distinct()
            .count()
        )
    if sent:
        text = ngettext(
            "%(n)s report was sent in the new tree.",
            "%(n)s reports were sent in the new tree.",
            sent,
        )
        yield text % {"n": sent}
    if asked:
        text = ngettext(
            "%(n)s reporting period was opened in the new tree.",
            "%(n)s reporting periods were opened in the new tree.",
            asked,
        )
        yield text % {"n": asked}


def _parts(units: frozenset[int]) -> Iterator[list[int]]:
    every = sorted(units)
    for at in range(0, len(every), CHUNK):
        yield every[at : at + CHUNK]
