"""Requests of people about their own data: asked, answered, put off, done, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.rights import clock as days
from minhbach_web.rights.errors import NotPossible
from minhbach_web.rights.models import DataRequest, Outcome, RefusalReason

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@transaction.atomic
def ask(*, person: User, kind: str, about: str, by: User) -> DataRequest:
    """Write a request down; the clock runs from today. The same one twice is one.

    ``by`` is the person, or an administrator who writes it down for them.
    """
    today = clock.today()
    still = {"done_on": None, "withdrawn_on": None}
    row, new = DataRequest.objects.get_or_create(
        person=person,
        kind=kind,
        about=about,
        **still,
        defaults={
            "taken_by": None if by.pk == person.pk else by,
            "asked_on": today,
            "answer_by": days.answer_by(today),
            "done_by": days.done_by(today, kind),
        },
    )
    if new:
        _note(row, by, "rights.ask")
    return row


@transaction.atomic
def answer(*, request: DataRequest, outcome: str, reason: str, by: User) -> DataRequest:
    """Tell the person what becomes of it. A refusal names its reason and ends the request."""
    row = _held(request)
    if row.outcome:
        raise NotPossible(_("The request was answered already."))
    if outcome == Outcome.REFUSED and reason not in RefusalReason.values:
        raise NotPossible(_("Choose why the request is refused."))
    row.outcome = outcome
    row.reason = reason if outcome == Outcome.REFUSED else ""
    row.answered_on, row.answered_by = clock.today(), by
    row.done_on = row.answered_on if outcome == Outcome.REFUSED else None
    row.save()
    _note(row, by, "rights.refuse" if outcome == Outcome.REFUSED else "rights.take_up")
    return row


@transaction.atomic
def put_off(*, request: DataRequest, by: User) -> DataRequest:
    """Once, by as many days as the decree allows."""
    row = _held(request)
    if row.put_off_on is not None:
        raise NotPossible(_("The request was put off once already; the law allows no second time."))
    row.put_off_on, row.done_by = clock.today(), days.put_off(row.done_by)
    row.save()
    _note(row, by, "rights.put_off")
    return row


@transaction.atomic
def finish(*, request: DataRequest, by: User) -> DataRequest:
    """What was asked is done."""
    row = _held(request)
    if row.outcome != Outcome.GRANTED:
        raise NotPossible(_("Answer the request first."))
    row.done_on = clock.today()
    row.save()
    _note(row, by, "rights.finish")
    return row


@transaction.atomic
def take_back(*, request: DataRequest, by: User) -> DataRequest:
    """The person no longer asks for it."""
    row = _held(request)
    row.withdrawn_on = clock.today()
    row.save()
    _note(row, by, "rights.take_back")
    return row


def _held(request: DataRequest) -> DataRequest:
    row = DataRequest.objects.select_for_update().get(pk=request.pk)
    if not row.is_open:
        raise NotPossible(_("The request is closed."))
    return row


def _note(row: DataRequest, by: User, action: str) -> None:
    audit.record(actor=by, action=action, obj=f"data_request:{row.pk}")
