"""Who may reach the pages of accounts."""

from __future__ import annotations

from typing import Any

from tests.factories import make_user
from tests.web.access import BELOW, Access, only

from minhbach_web.units.models import OrganisationUnit


def somebody(at: OrganisationUnit) -> dict[str, Any]:
    return {"pk": make_user(f"vao-{at.code}", "reporter", unit=at).pk}


MANAGER = {"administrator": BELOW}

ACCESS: list[Access] = [
    Access("accounts:places", everyone=True),
    Access("accounts:invite", anywhere={"administrator"}),
    Access("accounts:invitations", anywhere={"administrator"}),
    Access("accounts:make_link", at=somebody, allowed=MANAGER, method="post"),
    Access("accounts:withdraw", at=somebody, allowed=only("administrator")),
    Access("accounts:end_all_of", at=somebody, allowed=MANAGER, method="post"),
    Access("accounts:remove_second_step", at=somebody, allowed=only("administrator")),
    Access("accounts:leave", at=somebody, allowed=only("administrator")),
]
