"""Who may reach which address: declared per app in ``access.py``, tested as a matrix.

    ACCESS = [
        Access("units:unit", at=lambda unit: {"pk": unit.pk}, allowed=OWN_AND_BELOW),
        Access("units:accounts", anywhere={"administrator"}),
    ]

The person under test holds one role in ``own``; the address names something of the unit at
``own``, ``child``, ``sibling``, ``parent``, ``closed`` or ``successor``. Allowed gives a page,
everything else 404. ``closed`` was below ``own`` until it was merged into ``child``: an entry with
``past`` is open there to whom it is open at ``child``, every other one to nobody. ``successor``
stands under ``sibling`` and took over another unit that was below ``own``: nothing of it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from minhbach_web.units.models import SUBTREE_ROLES, OrganisationUnit, Role

ROLES = tuple(Role.values)
PLACES = ("own", "child", "sibling", "parent")
CHANGED = ("closed", "successor")
BELOW = frozenset({"own", "child"})
OWN = frozenset({"own"})

# Every role sees its own unit; those that reach a subtree see what is below, too.
SCOPE: Mapping[str, frozenset[str]] = {
    role: BELOW if role in SUBTREE_ROLES else OWN for role in ROLES
}


def only(*roles: str) -> Mapping[str, frozenset[str]]:
    """These roles within their scope, no other role anywhere."""
    return {role: SCOPE[role] for role in roles}


@dataclass(frozen=True)
class Access:
    """``at`` gives the address's arguments for a unit; without it the address is about none.

    ``method`` "post" with ``data`` (or a function of the unit that gives it) for addresses that
    only take a form; then "allowed" is any answer but 404 and 405. ``past``: it is about what a
    closed unit left, read or finished by who succeeds it.
    """

    view: str
    at: Callable[[OrganisationUnit], dict[str, Any]] | None = None
    allowed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    anywhere: frozenset[str] | set[str] = frozenset()
    everyone: bool = False
    method: str = "get"
    data: Mapping[str, Any] | Callable[[OrganisationUnit], Mapping[str, Any]] = field(
        default_factory=dict
    )
    query: str = ""
    past: bool = False

    def expects(self, role: str, place: str) -> bool:
        """Whether ``role`` in ``own`` may reach this at ``place``."""
        if self.at is None:
            return self.everyone or role in self.anywhere
        allowed = self.allowed.get(role, frozenset())
        if allowed.issuperset(PLACES):  # of the whole site, not of a unit
            return True
        if place == "closed":
            return self.past and "child" in allowed
        return place in allowed


# A checked file belongs to the person who sent it, whatever their role: tests/web/checking.
DRAWER = {f"checking:{name}" for name in ("rule", "result", "summary", "download", "clear")}

# Addresses that anyone reaches, or anyone who is signed in; tested on their own.
PUBLIC = frozenset(
    {
        "core:health",
        "core:language",
        "core:gallery",
        "home",
        "units:me",
        "pages:public",
        "pages:public-programme",
    }
    | DRAWER
)

# A reminder belongs to the person who got it; a calendar address is secret: tests/web/reminders.
PUBLIC |= {"reminders:open", "reminders:read_all", "reminders:feed"}
# Who has a link or none at all; a session belongs to the person: tests/web/accounts.
COMING = ("start", "join", "join_passkey", "forgotten", "asked", "end_one", "end_others")
PUBLIC |= {f"accounts:{name}" for name in COMING}
# For machines: a watchdog, and whoever has the key to the figures: tests/web/operations.
PUBLIC |= {"operations:ready", "operations:metrics"}
# The audience of a talk and readers of answers are anyone: tests/web/briefing/test_questions.py.
AUDIENCE = ("audience", "ask", "vote", "outline", "answered", "feed")
PUBLIC |= {f"briefing:{name}" for name in AUDIENCE}
# A consent is the person's own, whoever they are: tests/web/rights/test_mine.py.
PUBLIC |= {"rights:consent"}
