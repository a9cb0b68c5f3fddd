"""What figures and kits put on pages of other apps: a kit to renew, figures in a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from minhbach_web.briefing.queries import keeps_figures
from minhbach_web.briefing.queries.kits import stale_kits
from minhbach_web.core import slots

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def kits_to_renew(user: User) -> Iterator[slots.WorkItem]:
    """Released kits of which a figure was revised, for those who write them."""
    for kit in stale_kits(user)[:20]:
        yield slots.WorkItem(
            title=kit.title,
            programme=kit.owner.name,
            due=None,
            state="corrected",
            url=reverse("briefing:kit", args=[kit.pk]),
            action_label=_("See the new number"),
            reason=_("A figure of the released kit was revised."),
        )


def table_figures(user: User, pk: int) -> Iterator[slots.Act]:
    """Figures from the tables of a document, for those who keep figures."""
    if keeps_figures(user):
        url = reverse("briefing:tables", args=[pk])
        yield slots.Act(_("Take figures from its tables"), url)


slots.register(slots.TODO, kits_to_renew)
slots.offer(slots.DOCUMENT, table_figures)
