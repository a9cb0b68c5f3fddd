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


def decision(at: OrganisationUnit) -> dict[str, Any]:
    """A draft; for what is in force see ``undo``: nobody but those at the top reaches either."""
    by = make_user(f"soan-{at.code}")
    head = services.Head("01-QĐ/TN", LONG_AGO, str(at), "sắp xếp thử nghiệm", LONG_AGO)
    return {"pk": services.draft(head=head, by=by).pk}


def line(at: OrganisationUnit) -> dict[str, Any]:
    return {**decision(at), "position": 1}


DECISION = ("decision", "correct_decision", "before_after", "drop", "document", "undo")
DECIDING = ("add_line", "take_table", "sign")
MANAGER = {"administrator": BELOW}

ACCESS = [
    Access("units:list", everyone=True),
    Access("units:unit", at=unit, allowed=SCOPE, past=True),
    Access("units:tree", everyone=True),
    Access("units:export", everyone=True),
    # The person under test is no administrator of the whole tree: see test_import.py and
    # test_reorganising_pages.py for one.
    *(Access(f"units:{name}", at=decision) for name in DECISION),
    *(Access(f"units:{name}", at=decision, method="post") for name in DECIDING),
    Access("units:remove_line", at=line, method="post"),
    Access("units:decisions"),
    Access("units:new_decision"),
    Access("units:import"),
    Access("units:import_confirmed", method="post"),
    Access("units:give_role", at=unit, allowed=MANAGER),
    Access("units:take_role", at=membership, allowed=MANAGER),
    Access("units:accounts", anywhere={"administrator"}),
    Access("units:account", at=somebody, allowed=only("administrator")),
    Access("units:reset_password", at=somebody, allowed=MANAGER, method="post"),
    Access("units:set_active", at=somebody, allowed=MANAGER, method="post"),
]
