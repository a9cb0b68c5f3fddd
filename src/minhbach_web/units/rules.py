"""What the roles may do in this app: one permission per act, tested on a unit."""

import rules
from rules.predicates import Predicate

from minhbach_web.units import queries
from minhbach_web.units.models import OrganisationUnit, Role, User


def holds(*roles: str) -> Predicate:
    """A predicate: the person has one of ``roles`` over the unit (or anywhere, without one)."""

    def test(user: User, unit: OrganisationUnit | None) -> bool:
        if unit is None:
            return bool(queries.roles_of(user) & set(roles))
        return queries.units_of(user, *roles).filter(pk=unit.pk).exists()

    return Predicate(test, name="holds:" + "|".join(roles))


def holds_at_top(*roles: str) -> Predicate:
    """A predicate: the person has one of ``roles`` in the unit at the top of the tree."""

    def test(user: User, _unit: object) -> bool:
        return queries.holds_at_top(user, *roles)

    return Predicate(test, name="holds_at_top:" + "|".join(roles))


rules.add_perm("units.manage_people", holds(Role.ADMINISTRATOR))
rules.add_perm("units.see_people", holds(Role.ADMINISTRATOR, Role.COORDINATOR, Role.AUDITOR))
rules.add_perm("units.reorganise", holds_at_top(Role.ADMINISTRATOR))
rules.add_perm("units.sign_reorganisation", holds_at_top(Role.ADMINISTRATOR, Role.APPROVER))
rules.add_perm(
    "units.see_reorganisations",
    holds_at_top(Role.ADMINISTRATOR, Role.APPROVER, Role.COORDINATOR, Role.AUDITOR),
)
rules.add_perm("units.import", holds_at_top(Role.ADMINISTRATOR))
# The log is one chain over the whole site: only who looks after all of it reads it.
rules.add_perm("core.read_audit", holds_at_top(Role.ADMINISTRATOR, Role.AUDITOR))
