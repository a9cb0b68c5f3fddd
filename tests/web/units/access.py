"""Who may reach the pages of units and people."""

from __future__ import annotations

from typing import Any

from tests.factories import LONG_AGO, make_user
from tests.web.access import BELOW, SCOPE, Access, only

from minhbach_web.units import services
from minhbach_web.units.models import OrganisationUnit


def unit(at: OrganisationUnit) -> dict[str, Any]:
    return {"pk": at.pk}


def somebody(at: OrganisationUnit) -> dict[str, Any]:
    return {"pk": make_user(f"ai-{at.code}", "reporter", unit=at).pk}


def membership(at: OrganisationUnit) -> dict[str, Any]:
    user = make_user(f"ai-{at.code}")
    held = services.grant(user=user, unit=at, role="reporter", by=None, valid_from=LONG_AGO)
    return {"pk": held.pk}


MANAGER = {"administrator": BELOW}

ACCESS = [
    Access("units:list", everyone=True),
    Access("units:unit", at=unit, allowed=SCOPE),
    # The person under test is no administrator of the whole tree: see test_import.py for one.
    Access("units:import"),
    Access("units:import_confirmed", method="post"),
    Access("units:give_role", at=unit, allowed=MANAGER),
    Access("units:take_role", at=membership, allowed=MANAGER),
    Access("units:accounts", anywhere={"administrator"}),
    Access("units:new_account", anywhere={"administrator"}),
    Access("units:account", at=somebody, allowed=only("administrator")),
    Access("units:reset_password", at=somebody, allowed=MANAGER, method="post"),
    Access("units:set_active", at=somebody, allowed=MANAGER, method="post"),
]
