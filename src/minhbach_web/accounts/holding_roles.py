"""Roles, for the day when somebody leaves."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import leaving
from minhbach_web.units import services


def register() -> None:
    """Called once when the apps are ready."""
    leaving.register(leaving.Source("role", _("Roles"), roles_of, give))


def roles_of(user: Any) -> list[leaving.Holding]:
    """The roles of today and of later."""
    return [
        leaving.Holding(
            row.pk,
            str(row.get_role_display()),
            row.unit.name,
            reverse("units:unit", args=[row.unit_id]),
        )
        for row in services.held_by(user)
    ]


def give(key: int, user: Any, to: Any, by: Any) -> None:
    """``to`` gets the role with the same end, from today or its first day; then it ends here."""
    membership = next(row for row in services.held_by(user) if row.pk == key)
    if to is not None:
        services.grant(
            user=to,
            unit=membership.unit,
            role=membership.role,
            by=by,
            valid_from=services.first_day(membership),
            valid_to=membership.valid_to,
        )
    services.revoke(membership=membership, by=by)
