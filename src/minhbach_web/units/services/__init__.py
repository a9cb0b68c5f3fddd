"""What can be done to units and people; each act leaves one audit entry."""

from minhbach_web.units.services.accounts import (
    create_account,
    create_user,
    new_password,
    reset_password,
    set_active,
)
from minhbach_web.units.services.imports import ImportResult, import_units
from minhbach_web.units.services.memberships import grant, revoke
from minhbach_web.units.services.tree import rebuild_ancestors

__all__ = [
    "ImportResult",
    "create_account",
    "create_user",
    "grant",
    "import_units",
    "new_password",
    "rebuild_ancestors",
    "reset_password",
    "revoke",
    "set_active",
]
