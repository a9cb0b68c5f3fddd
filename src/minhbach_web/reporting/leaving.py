"""Open drafts of reports that a person worked at last, for the day when they leave."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web.core import leaving
from minhbach_web.reporting.models import Draft


def register() -> None:
    """Called once when the apps are ready."""
    leaving.register(leaving.Source("draft", gettext_lazy("Draft reports"), drafts_of, give))


def drafts_of(user: Any) -> list[leaving.Holding]:
    """A draft is its unit's: whoever reports for the unit goes on with it."""
    rows = Draft.objects.filter(updated_by=user).select_related(
        "obligation__period", "obligation__unit"
    )
    return [
        leaving.Holding(
            row.pk,
            str(row.obligation.period),
            _("Stays with %(unit)s; its reporters go on with it.")
            % {"unit": row.obligation.unit.name},
            reverse("reporting:report", args=[row.obligation_id]),
            fixed=True,
        )
        for row in rows.order_by("pk")
    ]


def give(key: int, user: Any, to: Any, by: Any) -> None:
    """Nothing to do: see ``drafts_of``."""
