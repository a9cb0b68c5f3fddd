"""Who and where: people, the dated tree of units, and who does what in which unit."""

from minhbach_web.units.models.history import Succession, UnitHeir, UnitName, UnitToday
from minhbach_web.units.models.membership import SUBTREE_ROLES, Membership, Role
from minhbach_web.units.models.reorganisation import Kind, Reorganisation, ReorganisationLine
from minhbach_web.units.models.tree import OrganisationUnit, OrgEdge, UnitAncestor
from minhbach_web.units.models.user import User

__all__ = [
    "SUBTREE_ROLES",
    "Kind",
    "Membership",
    "OrgEdge",
    "OrganisationUnit",
    "Reorganisation",
    "ReorganisationLine",
    "Role",
    "Succession",
    "UnitAncestor",
    "UnitHeir",
    "UnitName",
    "UnitToday",
    "User",
]
