"""Who may reach the pages of the activity log."""

from __future__ import annotations

import uuid
from typing import Any

from tests.factories import make_user
from tests.web.access import SCOPE, Access, only
from tests.web.activities.scene import log, make_running

from minhbach_web.activities.models import Activity, Evidence
from minhbach_web.activities.services.evidence import Kept
from minhbach_web.activities.services.logging import Done, log_activity
from minhbach_web.core import clock
from minhbach_web.units.models import OrganisationUnit
from minhbach_web.units.queries import root_unit

WRITERS = only("coordinator", "reporter", "speaker")


def made(unit: OrganisationUnit) -> Activity:
    return log(unit, make_user(f"viet-{unit.code.lower()}", "reporter", unit=unit))


def activity(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": made(unit).pk}


def file(unit: OrganisationUnit) -> dict[str, Any]:
    by = make_user(f"viet-{unit.code.lower()}", "reporter", unit=unit)
    done = Done(day=clock.today(), kind="khac", what="Việc")
    kept = [Kept("a.txt", "text/plain", unit.code.encode())]
    row = log_activity(key=uuid.uuid4(), unit=unit, done=done, by=by, evidence=kept)
    return {"pk": row.pk, "file": Evidence.objects.get(entry__activity=row).pk}


def programme(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": make_running(unit).programme.pk}


def sheet(unit: OrganisationUnit) -> dict[str, Any]:
    """What the top's programme gave to the unit."""
    running = make_running(root_unit())
    running.give(running.task(), unit)
    return {"pk": running.programme.pk, "unit": unit.pk}


# One view takes both the page and its form, after the same check: the form is tried.
ACCESS = [
    Access("activities:programme", at=programme, allowed=SCOPE),
    Access("activities:matrix", at=programme, allowed=SCOPE),
    Access("activities:programme-export", at=programme, allowed=SCOPE),
    Access("activities:sheet", at=sheet, allowed=SCOPE),
    Access("activities:sheet-docx", at=sheet, allowed=SCOPE),
    Access("activities:list", everyone=True),
    Access("activities:export", everyone=True),
    Access("activities:log", everyone=True),
    Access("activities:worker", everyone=True),
    Access("activities:activity", at=activity, allowed=SCOPE, past=True),
    Access("activities:correct", at=activity, allowed=WRITERS, method="post"),
    Access("activities:withdraw", at=activity, allowed=WRITERS, method="post"),
    # For who keeps them at the top, below it for nobody: test_kinds.py.
    Access("activities:kinds"),
    Access("activities:kind", at=lambda _unit: {"code": "hoi-nghi"}),
    Access("activities:new-kind"),
    Access("activities:new-count"),
    Access("activities:evidence", at=file, allowed=SCOPE, past=True),
]
