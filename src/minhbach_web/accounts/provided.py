"""Roles that come with a group of the office's own provider, and go with it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from minhbach_web.accounts.models import ProvidedRole
from minhbach_web.core import clock
from minhbach_web.units import queries
from minhbach_web.units import services as units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from minhbach_web.accounts.provider_settings import Given
    from minhbach_web.units.models import User

logger = logging.getLogger(__name__)


def given_to(groups: Collection[str], mapping: Iterable[Given]) -> dict[tuple[str, str], str]:
    """(code of a unit, role) → the group that gives it. An unknown group gives nothing."""
    found: dict[tuple[str, str], str] = {}
    for row in mapping:
        if row.group in groups:
            found.setdefault((row.unit, row.role), row.group)
    return found


@transaction.atomic
def follow(user: User, groups: Collection[str], mapping: Iterable[Given]) -> None:
    """The person holds exactly the provided roles of these groups; what somebody gave by hand
    stays as it is."""
    wanted = given_to(groups, mapping)
    held = _held(user)
    for what in held.keys() - wanted.keys():
        units.revoke(membership=held[what].membership, by=None)
        held[what].delete()
    by_hand = {(row.unit.code, row.role) for row in units.held_by(user)} - held.keys()
    for what in sorted(wanted.keys() - held.keys() - by_hand):
        _give(user, *what, wanted[what])


def _held(user: User) -> dict[tuple[str, str], ProvidedRole]:
    """The provided roles that still hold; one that somebody took back by hand is given anew."""
    rows = ProvidedRole.objects.filter(membership__user=user).select_related("membership__unit")
    found = {}
    for row in rows:
        end = row.membership.valid_to
        if end is None or end > clock.today():
            found[row.membership.unit.code, str(row.membership.role)] = row
        else:
            row.delete()
    return found


def _give(user: User, code: str, role: str, group: str) -> None:
    unit = queries.open_units().filter(code=code).first()
    if unit is None or role not in queries.ROLES:
        logger.error("the mapping of groups names no open unit %s or no role %s", code, role)
        return
    try:
        membership = units.grant(user=user, unit=unit, role=role, by=None)
    except ValidationError:  # closed in the meantime
        return
    ProvidedRole.objects.get_or_create(membership=membership, defaults={"group": group[:250]})
