"""Saying yes to a purpose, and taking it back: as easy as giving it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from minhbach_web.core import clock
from minhbach_web.core.consents import Purpose
from minhbach_web.core.services import audit
from minhbach_web.rights.models import Consent

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@transaction.atomic
def set_consent(*, purpose: Purpose, given: bool, by: User) -> None:
    """Keep what the person said, with the version of the words and the time."""
    if (by.pk in who_agreed(purpose, (by.pk,))) == given:
        return
    Consent.objects.create(
        person=by, purpose=purpose.code, version=purpose.version, given=given, at=clock.now()
    )
    action = "rights.consent" if given else "rights.withdraw_consent"
    audit.record(actor=by, action=action, obj=f"user:{by.pk}")


def who_agreed(purpose: Purpose, people: Collection[int]) -> frozenset[int]:
    """Which of these accounts said yes to the present words and did not take it back."""
    last = (
        Consent.objects.filter(purpose=purpose.code, person__in=people, person__is_active=True)
        .order_by()
        .values("person")
        .annotate(last=Max("pk"))
    )
    yes = Consent.objects.filter(pk__in=last.values("last"), given=True, version=purpose.version)
    return frozenset(yes.values_list("person", flat=True))
