"""Who may open and close the public page (the page itself is for anyone: test_public_page)."""

from __future__ import annotations

from typing import Any

from tests.web.access import Access
from tests.web.access_programme import COORDINATOR, adopted

from minhbach_web.units.models import OrganisationUnit


def running(unit: OrganisationUnit) -> dict[str, Any]:
    return {"plan_pk": adopted(unit)[0].plan_id}


ACCESS = [
    Access("pages:publicity", at=running, allowed=COORDINATOR),
    Access("pages:public-preview", at=running, allowed=COORDINATOR),
]
