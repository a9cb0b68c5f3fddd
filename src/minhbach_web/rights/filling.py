"""What this app puts into others when it is ready: matters to remind of, rows of the home page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import acts, clock, consents, reminding, retention, slots
from minhbach_web.rights import held, tasks, trail
from minhbach_web.rights.models import DataRequest
from minhbach_web.rights.queries.people import KEEPER, keeps, open_requests, own_requests
from minhbach_web.rights.services.clearing import days_set
from minhbach_web.rights.services.consenting import who_agreed
from minhbach_web.units.queries import root_unit

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def register() -> None:
    """Called once when the apps are ready."""
    tasks.register()
    held.register()
    trail.register()
    retention.tell_days(days_set)
    consents.tell(who_agreed)
    reminding.register("data_request", _("Request about personal data"), matters)
    slots.register(slots.TODO, requests_to_answer)
    slots.register(slots.WAITING, requests_asked)
    acts.name(
        {
            "rights.ask": _("Request about own data"),
            "rights.take_up": _("Request about data taken up"),
            "rights.refuse": _("Request about data refused"),
            "rights.put_off": _("Request about data put off"),
            "rights.finish": _("Request about data done"),
            "rights.take_back": _("Request about data taken back"),
            "rights.export": _("Data of a person taken away"),
            "rights.erase_person": _("Data of a person deleted"),
            "rights.clear": _("Data kept long enough removed"),
            "rights.set_period": _("Period of keeping set"),
            "rights.consent": _("Consent given"),
            "rights.withdraw_consent": _("Consent taken back"),
        }
    )


def due(row: DataRequest) -> datetime.date:
    """The next day that counts: of the answer, then of the deed."""
    return row.done_by if row.outcome else row.answer_by


def title(row: DataRequest) -> str:
    """What the request is, without whom it is from."""
    what = gettext("Do what was asked: %(kind)s") if row.outcome else gettext("Answer: %(kind)s")
    return what % {"kind": row.get_kind_display()}


def matters(first: datetime.date, last: datetime.date) -> Iterator[reminding.Matter]:
    """Open requests, for the administrators of the whole site."""
    rows = [row for row in open_requests() if first <= due(row) <= last]
    if not rows:
        return
    root = root_unit()
    for row in rows:
        yield reminding.Matter(
            kind="data_request",
            key=f"data_request:{row.pk}:{'do' if row.outcome else 'answer'}",
            unit=root.pk,
            unit_name=root.name,
            due=due(row),
            title=title(row),
            url=reverse("rights:request", args=[row.pk]),
            giver=root.pk,
            roles=(KEEPER,),
        )


def requests_to_answer(user: User) -> Iterator[slots.WorkItem]:
    """For who looks after the site's data: what people asked about theirs."""
    rows = list(open_requests()[:20])
    if not rows or not keeps(user):
        return
    for row in rows:
        late = due(row) < clock.today()
        yield slots.WorkItem(
            title=title(row),
            programme=gettext("Data rights"),
            due=due(row),
            state=slots.OVERDUE if late else slots.DUE,
            url=reverse("rights:request", args=[row.pk]),
            action_label=gettext("Look at it"),
        )


def requests_asked(user: User) -> Iterator[slots.WorkItem]:
    """What the person asked and still waits for."""
    for row in own_requests(user).filter(done_on=None, withdrawn_on=None)[:5]:
        yield slots.WorkItem(
            title=row.get_kind_display(),
            programme=gettext("Data rights"),
            due=due(row),
            state="waiting",
            url=reverse("rights:mine"),
            action_label=gettext("Look at it"),
        )
