"""Somebody leaves: what they hold goes to others or ends, and the account is closed at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from minhbach_web.core import leaving
from minhbach_web.core.services import audit
from minhbach_web.units import services as units

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@dataclass(frozen=True)
class Choice:
    """What becomes of one thing: it goes ``to`` somebody, or ends with None."""

    kind: str
    key: int
    title: str
    to: User | None


class Refused(Exception):
    """One of the things could not be handed over; nothing was changed."""

    def __init__(self, choice: Choice, reason: str) -> None:
        super().__init__(reason)
        self.choice, self.reason = choice, reason


@transaction.atomic
def hand_over(*, user: User, choices: list[Choice], close: bool, by: User) -> None:
    """Do all of it, or nothing. Raises Refused with the thing and the reason."""
    sources = {source.kind: source for source, _rows in leaving.all_of(user)}
    # Roles first: a task of a unit goes only to somebody who has a role there.
    for choice in sorted(choices, key=lambda one: one.kind != "role"):
        try:
            sources[choice.kind].give(choice.key, user, choice.to, by)
        except ValidationError as error:
            raise Refused(choice, " ".join(error.messages)) from error
    audit.record(actor=by, action="accounts.hand_over", obj=f"user:{user.pk}")
    if close:
        units.set_active(user=user, active=False, by=by)
