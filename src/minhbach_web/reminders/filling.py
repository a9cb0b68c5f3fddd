"""What this app puts into others when it is ready: matters, links, the words of its acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web.core import acts, reminding, slots, states
from minhbach_web.reminders.matters import reports, tasks
from minhbach_web.units.queries import units_of

if TYPE_CHECKING:
    from minhbach_web.units.models import User

EDITORS = ("coordinator", "administrator")


def register() -> None:
    """Called once when the apps are ready."""
    reminding.register("report", gettext_lazy("Report to send"), reports.reports)
    back = gettext_lazy("Report that came back")
    reminding.register("returned", back, reports.returned, reminding.ANSWER)
    together = gettext_lazy("Consolidated report to make")
    reminding.register("consolidated", together, reports.consolidated)
    reminding.register("task", gettext_lazy("Task to do"), tasks.tasks)
    reminding.register(
        "extension", gettext_lazy("Request for more time to answer"), tasks.extensions
    )
    reminding.register_group("ky", reports.of_period)
    reminding.register_calendar(reports.in_calendar)
    reminding.register_calendar(tasks.in_calendar)
    reminding.register_group("chuong-trinh", tasks.of_programme)
    states.LOOKS.setdefault("news", states.Look(gettext_lazy("New"), "dot", "blue"))
    slots.offer(slots.PERIOD, chase_period)
    slots.offer(slots.PROGRAMME, chase_programme)
    slots.offer(slots.UNIT, rules_of_unit)
    acts.name(
        {
            "reminders.remind": gettext_lazy("Reminders given"),
            "reminders.chase": gettext_lazy("Units asked for what they owe"),
            "reminders.set_rules": gettext_lazy("Rules of reminders kept"),
            "reminders.forget_rules": gettext_lazy("Rules of reminders taken away"),
            "reminders.set_choice": gettext_lazy("Own way of being reminded chosen"),
            "reminders.set_hours": gettext_lazy("Hours for messages set"),
            "reminders.renew_feed": gettext_lazy("Calendar address made"),
            "reminders.close_feed": gettext_lazy("Calendar address closed"),
        }
    )


def chase_period(user: User, pk: int) -> Iterator[slots.Act]:
    """On the page of a period: ask the units that have not sent."""
    yield slots.Act(_("Ask units for what is due"), reverse("reminders:chase", args=["ky", pk]))


def chase_programme(user: User, pk: int) -> Iterator[slots.Act]:
    """On the pages of a programme, for who coordinates it: ask the units that are not done."""
    if tasks.coordinates(user, pk):
        url = reverse("reminders:chase", args=["chuong-trinh", pk])
        yield slots.Act(_("Ask units for what is due"), url)


def rules_of_unit(user: User, pk: int) -> Iterator[slots.Act]:
    """On the page of a unit: when its people are reminded."""
    if units_of(user, *EDITORS).filter(pk=pk).exists():
        yield slots.Act(_("Rules of reminders"), reverse("reminders:rules", args=[pk]))
