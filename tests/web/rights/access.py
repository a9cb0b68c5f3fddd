"""Who may reach the pages of data rights: one's own is for everyone, the rest for the top alone."""

from __future__ import annotations

from typing import Any

from tests.factories import make_user
from tests.web.access import Access

from minhbach_web.rights.services.asking import ask
from minhbach_web.units.models import OrganisationUnit

# Open only to administrators of the whole tree: see test_people.py and test_periods.py.
TOP_ONLY = ("kinds", "terms", "clear", "removals", "requests", "people")


def somebody(unit: OrganisationUnit) -> dict[str, Any]:
    """A person of the unit."""
    return {"pk": make_user(f"ai-do-{unit.pk}", "reporter", unit=unit).pk}


def something(unit: OrganisationUnit) -> dict[str, Any]:
    """What a person of the unit asked."""
    person = make_user(f"ai-do-{unit.pk}", "reporter", unit=unit)
    return {"pk": ask(person=person, kind="correct", about="name", by=person).pk}


ACCESS = [
    *(Access(f"rights:{name}") for name in TOP_ONLY),
    Access("rights:term", at=lambda unit: {"code": "briefing.questions"}),
    Access("rights:request", at=something),
    Access("rights:person", at=somebody),
    Access("rights:person_export", at=somebody, method="post"),
    Access("rights:take_request", at=somebody),
    Access("rights:correct", at=somebody),
    Access("rights:erase", at=somebody),
    Access("rights:take_back", at=something, method="post"),
    Access("rights:mine", everyone=True),
    Access("rights:export", everyone=True, method="post"),
    Access("rights:ask", everyone=True),
]
