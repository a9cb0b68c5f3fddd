"""What the audit log's objects of this app are called, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import trail
from minhbach_web.units.models import Reorganisation
from minhbach_web.units.queries import holds_at_top, manageable_users, visible_units

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from minhbach_web.units.models import User


def register() -> None:
    """Called once when the apps are ready."""
    trail.name("user", _("Account"), manageable_users, "units:account")
    trail.name("unit", _("Unit"), visible_units, "units:unit")
    trail.name("units", _("Table of units"))
    trail.name("membership", _("Role"))
    trail.name("reorganisation", _("Re-organisation"), decisions, "units:decision")


def decisions(user: User) -> QuerySet[Reorganisation]:
    """Decisions on the tree, for who looks after the whole of it."""
    top = holds_at_top(user, "administrator", "approver", "coordinator", "auditor")
    return Reorganisation.objects.all() if top else Reorganisation.objects.none()
