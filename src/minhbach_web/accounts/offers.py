"""What an administrator can do on the page of an account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhbach_web.accounts import queries
from minhbach_web.accounts.second_step import has_second_step
from minhbach_web.accounts.services import links
from minhbach_web.core.slots import Act
from minhbach_web.units import queries as units


def acts(by: Any, pk: int) -> Iterator[Act]:
    """Links first, then signing out, then leaving."""
    user = units.manageable_user(by, pk)
    if user.is_active:
        joined = links.has_joined(user)
        words = _("Make a link for a new password") if joined else _("Make an invitation link")
        yield Act(words, reverse("accounts:make_link", args=[pk]), posts=True)
    if queries.open_link(user):
        yield Act(_("Withdraw the link"), reverse("accounts:withdraw", args=[pk]))
    if user != by and queries.count_places(user):
        yield Act(_("Sign out everywhere"), reverse("accounts:end_all_of", args=[pk]), posts=True)
    if has_second_step(user):
        yield Act(_("Remove the second step"), reverse("accounts:remove_second_step", args=[pk]))
    if user != by:
        yield Act(_("Hand over and leave"), reverse("accounts:leave", args=[pk]))
