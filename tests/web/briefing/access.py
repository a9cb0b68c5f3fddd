"""Who may reach the pages of figures and kits."""

from __future__ import annotations

from typing import Any

from tests.factories import make_user
from tests.web.access import BELOW, PLACES, ROLES, SCOPE, Access
from tests.web.access_programme import coordinator, stored
from tests.web.briefing import scene

from minhbach_web.units.models import OrganisationUnit

EVERYWHERE = {role: frozenset(PLACES) for role in ROLES}
COORDINATOR = {"coordinator": BELOW}
# A released kit is for the unit, for who oversees it, and for all units below.
READERS = {role: SCOPE[role] | {"parent"} for role in ROLES}


def figure(unit: OrganisationUnit) -> dict[str, Any]:
    by = make_user(f"giu-{unit.code.lower()}", "coordinator", unit=unit)
    return {"pk": scene.figure(unit, by, concept=f"Chỉ tiêu của {unit.code}").pk}


def draft(unit: OrganisationUnit) -> dict[str, Any]:
    by = make_user(f"soan-{unit.code.lower()}", "coordinator", unit=unit)
    return {"pk": scene.kit(unit, by, "Một câu không có số.").pk}


def section(unit: OrganisationUnit) -> dict[str, Any]:
    by = make_user(f"soan-{unit.code.lower()}", "coordinator", unit=unit)
    made = scene.kit(unit, by, "Một câu không có số.")
    return {"pk": made.pk, "section_pk": made.sections.all()[0].pk}


def released(unit: OrganisationUnit) -> dict[str, Any]:
    by = make_user(f"soan-{unit.code.lower()}", "coordinator", unit=unit)
    made = scene.kit(unit, by, "Một câu không có số.")
    return {"pk": made.pk, "n": scene.released_row(made, by).n}


def released_kit(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": released(unit)["pk"]}


def released_file(unit: OrganisationUnit) -> dict[str, Any]:
    return {**released(unit), "kind": "docx"}


def document(unit: OrganisationUnit) -> dict[str, Any]:
    return {"pk": stored(unit, coordinator(unit)).pk}


ACCESS = [
    Access("briefing:figures", everyone=True),
    Access("briefing:figure", at=figure, allowed=EVERYWHERE),
    Access("briefing:new_figure", anywhere={"coordinator"}),
    Access("briefing:correct", at=figure, allowed=COORDINATOR),
    Access("briefing:export", at=lambda _unit: {"kind": "csv"}, allowed=EVERYWHERE),
    Access("briefing:import", anywhere={"coordinator"}),
    Access("briefing:import_confirmed", method="post"),
    Access(
        "briefing:template",
        at=lambda _unit: {"kind": "csv"},
        allowed={"coordinator": frozenset(PLACES)},
    ),
    Access("briefing:tables", at=document, allowed=COORDINATOR, past=True),
    Access("briefing:territories", everyone=True),
    Access("briefing:new_territory", anywhere={"coordinator"}),
    Access("briefing:lay_out_territories", anywhere={"coordinator"}, method="post"),
    Access("briefing:kits", everyone=True),
    Access("briefing:new_kit", anywhere={"coordinator"}),
    Access("briefing:kit", at=released_kit, allowed=READERS),
    Access("briefing:kit_settings", at=draft, allowed=COORDINATOR),
    Access("briefing:new_section", at=draft, allowed=COORDINATOR),
    Access("briefing:edit_section", at=section, allowed=COORDINATOR),
    Access(
        "briefing:section_act", at=section, allowed=COORDINATOR, method="post", data={"act": "up"}
    ),
    Access("briefing:drop_section", at=section, allowed=COORDINATOR),
    Access("briefing:release", at=draft, allowed=COORDINATOR),
    Access("briefing:kit_version", at=released, allowed=READERS),
    Access("briefing:kit_file", at=released_file, allowed=READERS),
]
