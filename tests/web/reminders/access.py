"""Who may reach the pages of reminders: lists are one's own; rules and asking have their roles."""

from __future__ import annotations

from typing import Any

from tests.web.access import Access, only
from tests.web.reporting.scene import make_scene

from minhbach_web.units.models import OrganisationUnit

EDITORS = only("coordinator", "administrator")


def unit(at: OrganisationUnit) -> dict[str, Any]:
    return {"pk": at.pk}


def period(at: OrganisationUnit) -> dict[str, Any]:
    return {"slug": "ky", "pk": make_scene(at, at).period.pk}


ACCESS = [
    Access("reminders:list", everyone=True),
    Access("reminders:choices", everyone=True),
    Access("reminders:feed_page", everyone=True),
    # The person under test stands below the top of the tree: see test_pages.py for one at the top.
    Access("reminders:hours"),
    Access("reminders:rules", at=unit, allowed=EDITORS),
    Access("reminders:chase", at=period, allowed=only("coordinator"), past=True),
]
