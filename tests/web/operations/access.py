"""Who may reach the pages of background work: below the top of the tree nobody."""

from __future__ import annotations

from typing import Any

from tests.web.access import Access

from minhbach_web.core import clock
from minhbach_web.core.jobs.models import Job
from minhbach_web.units.models import OrganisationUnit


def job(at: OrganisationUnit) -> dict[str, Any]:
    return {"pk": Job.objects.create(key=f"k:{at.code}", kind="x", asked_at=clock.now()).pk}


# For one at the top, and for who asked for the work: test_job_pages.py.
ACCESS = [
    Access("operations:jobs"),
    Access("operations:job", at=job),
    Access("operations:backups"),
    Access("operations:backup_act", method="post", data={"act": "verify"}),
    Access("operations:job_act", at=job, method="post"),
]
