"""What the reporting app puts on the home page: reports to send, reports to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minhbach_web.core import slots, states
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.models import Obligation, Period, Restatement
from minhbach_web.reporting.queries.access import DECIDERS, own_obligations
from minhbach_web.reporting.queries.approvals import waiting_for
from minhbach_web.reporting.queries.standing import Standing, standings
from minhbach_web.reporting.queries.states import with_state
from minhbach_web.reporting.queries.tree_changes import consequences, reports_since
from minhbach_web.reporting.reported import reported_on
from minhbach_web.units.queries import units_of

if TYPE_CHECKING:
    from minhbach_web.units.models import User

RECENT = 10
SETTERS = ("coordinator", "administrator")
TO_DO = {
    "returned": slots.RETURNED,
    "overdue": slots.OVERDUE,
    "not_sent": slots.DUE,
    "draft": "draft",
}


def register() -> None:
    """Called once when the apps are ready."""
    states.LOOKS.setdefault("checking", states.Look(gettext_lazy("Being approved"), "half", "blue"))
    slots.register(slots.TODO, reports_to_send)
    slots.register(slots.TODO, reports_to_look_at)
    slots.register(slots.TODO, reports_to_approve)
    slots.register(slots.TODO, restatements_to_answer)
    slots.register(slots.WAITING, reports_sent)
    slots.register(slots.DONE, reports_accepted)
    slots.offer(slots.UNIT, settings_of_unit)
    slots.foresee(consequences)
    slots.tell_use(reports_since)
    slots.tell_reported(reported_on)


def settings_of_unit(user: User, pk: int) -> Iterator[slots.Act]:
    """How a unit's reports are approved, and the programs that act for it."""
    held = {role for role in SETTERS if units_of(user, role).filter(pk=pk).exists()}
    if held:
        url = reverse("reporting:steps", args=[pk])
        yield slots.Act(_("Approval steps of its reports"), url)
    if "administrator" in held:
        yield slots.Act(_("Programs that act for it"), reverse("reporting:tokens", args=[pk]))


def reports_to_send(user: User) -> Iterator[slots.WorkItem]:
    """The person's own reports that are due, late or came back."""
    takes = Q(period__state=Period.State.OPEN) | Q(restatements__state=Restatement.State.OPEN)
    open_now = own_obligations(user).filter(takes).distinct()
    for row in standings(open_now.order_by("period__due", "pk")):
        if row.state in TO_DO:
            yield _item(row, TO_DO[row.state], _act(row))


def _act(row: Standing) -> str:
    if row.state == "returned":
        return _("See why it was returned")
    return _("Go on with the report") if row.has_draft else _("Send report")


def reports_to_look_at(user: User) -> Iterator[slots.WorkItem]:
    """One row per period that the person coordinates and where reports wait."""
    periods = Period.objects.filter(parent__in=units_of(user, *DECIDERS)).select_related("data_set")
    sent = Obligation.objects.filter(period__in=periods).exclude(submission=None).order_by()
    counted = with_state(sent).filter(state="submitted").values_list("period")
    waiting = dict(counted.annotate(n=Count("pk")))
    for period in periods:
        if n := waiting.get(period.pk):
            yield slots.WorkItem(
                title=ngettext("%(n)s report to look at", "%(n)s reports to look at", n) % {"n": n},
                programme=_title(period),
                due=None,
                state="submitted",
                url=f"{reverse('reporting:period', kwargs={'pk': period.pk})}?trang-thai=submitted",
                action_label=_("Look at it"),
            )


def reports_to_approve(user: User) -> Iterator[slots.WorkItem]:
    """Reports that wait at a step inside the person's unit, or at a level between."""
    for obligation, step in waiting_for(user):
        yield slots.WorkItem(
            title=f"{_title(obligation.period)} – {obligation.unit.short_name or obligation.unit}",
            programme=step.words,
            due=obligation.period.due,
            state="submitted",
            url=reverse("reporting:report", kwargs={"pk": obligation.pk}),
            action_label=_("Look at it"),
        )


def restatements_to_answer(user: User) -> Iterator[slots.WorkItem]:
    """Requests to change a report of a closed period."""
    asked = Restatement.objects.filter(
        state=Restatement.State.ASKED, obligation__period__parent__in=units_of(user, *DECIDERS)
    ).select_related("obligation__period__data_set", "obligation__unit")
    for row in asked:
        yield slots.WorkItem(
            title=f"{_title(row.obligation.period)} – {row.obligation.unit}",
            programme=_("Asks to restate its report"),
            due=None,
            state="waiting",
            url=reverse("reporting:restatements", kwargs={"pk": row.obligation.period_id}),
            action_label=_("Look at it"),
            reason=row.reason,
        )


def reports_sent(user: User) -> Iterator[slots.WorkItem]:
    """The person's reports that wait for the other side."""
    for row in standings(own_obligations(user).order_by("-period__due", "pk")):
        if row.state in ("submitted", "checking"):
            yield _item(row, "submitted", _("See the report"))


def reports_accepted(user: User) -> Iterator[slots.WorkItem]:
    """The person's reports that were accepted last."""
    recent = own_obligations(user).order_by("-period__due", "pk")[:RECENT]
    for row in standings(recent):
        if row.state == "accepted":
            yield _item(row, "accepted", _("See the report"))


def _item(row: Standing, state: str, label: str) -> slots.WorkItem:
    obligation = row.obligation
    return slots.WorkItem(
        title=f"{_title(obligation.period)} – {obligation.unit.short_name or obligation.unit.name}",
        programme="",
        due=obligation.period.due if row.state != "accepted" else None,
        state=state,
        url=reverse("reporting:report", kwargs={"pk": obligation.pk}),
        action_label=label,
        reason=row.reason,
    )


def _title(period: Period) -> str:
    return f"{period.data_set.name}, {period_codes.label(period.code)}"
