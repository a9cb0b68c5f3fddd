"""What can be done to units and people; each act leaves one audit entry."""

from minhbach_web.units.changes import Problem
from minhbach_web.units.services.accounts import (
    choose_password,
    create_user,
    new_password,
    reset_password,
    set_active,
)
from minhbach_web.units.services.decision_table import lines_of
from minhbach_web.units.services.imports import ImportResult, import_units
from minhbach_web.units.services.memberships import first_day, grant, held_by, revoke
from minhbach_web.units.services.reorganising import (
    CannotChange,
    Head,
    Preview,
    Stale,
    add_line,
    apply_due,
    correct,
    draft,
    drop,
    preview,
    remove_line,
    set_lines,
    sign,
)
from minhbach_web.units.services.tree import rebuild_ancestors
from minhbach_web.units.services.undoing import undo, why_not_undo

__all__ = [
    "CannotChange",
    "Head",
    "ImportResult",
    "Preview",
    "Problem",
    "Stale",
    "add_line",
    "apply_due",
    "choose_password",
    "correct",
    "create_user",
    "draft",
    "drop",
    "first_day",
    "grant",
    "held_by",
    "import_units",
    "lines_of",
    "new_password",
    "preview",
    "rebuild_ancestors",
    "remove_line",
    "reset_password",
    "revoke",
    "set_active",
    "set_lines",
    "sign",
    "undo",
    "why_not_undo",
]
