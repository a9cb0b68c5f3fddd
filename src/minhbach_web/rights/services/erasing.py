"""Deleting the data of a person who left: what can go goes, what must stay loses the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.core import clock, holding
from minhbach_web.core.services import audit
from minhbach_web.rights.errors import NotPossible
from minhbach_web.rights.models import DataRequest, Outcome, Removal
from minhbach_web.rights.services.clearing import log

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@transaction.atomic
def erase_person(*, person: User, by: User) -> dict[str, int]:
    """Gives how many rows of each kind went or lost the name. Raises NotPossible while the person
    still holds something that somebody else must take over first."""
    if person.pk == by.pk:
        raise NotPossible(_("You cannot delete your own data. Ask another administrator."))
    if duties := holding.open_duties(person):
        raise NotPossible(*duties)
    gone = holding.forget(person)
    _end_requests(person, by)
    log(gone, Removal.Why.PERSON)
    audit.record(actor=by, action="rights.erase_person", obj=f"user:{person.pk}")
    return gone


def _end_requests(person: User, by: User) -> None:
    """Whatever the person still asked about their data has no object any more."""
    today = clock.today()
    still = DataRequest.objects.filter(person=person, done_on=None, withdrawn_on=None)
    still.filter(outcome="").update(outcome=Outcome.GRANTED, answered_on=today, answered_by=by)
    still.update(done_on=today)
