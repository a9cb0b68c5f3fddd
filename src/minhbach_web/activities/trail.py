"""What the audit log's objects of this app are called, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minhbach_web.activities.models import Activity
from minhbach_web.activities.queries.log import readable_entries
from minhbach_web.core import acts, trail

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from minhbach_web.units.models import User


def register() -> None:
    """Called once when the apps are ready."""
    acts.name({"activities.save_kind": _("Kind of activity set")})
    trail.name("activity", _("Activity"), readable, "activities:activity")


def readable(user: User) -> QuerySet[Activity]:
    """Activities of which the person reads entries."""
    return Activity.objects.filter(pk__in=readable_entries(user).order_by().values("activity"))
