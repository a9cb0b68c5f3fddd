"""What this app stores about a person: reminders, messages, their choice, their calendar."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import holding, retention
from minhbach_web.reminders.models import Chase, Message, Notice

R = holding.Rows
MAIL = _(
    "Work of a public body laid down by law (Law 91/2025/QH15, article 19): messages go to the "
    "address of the person’s work and speak of tasks alone. They can be switched off."
)


def register() -> None:
    """Called once when the apps are ready."""
    holding.register(
        holding.Kept(
            code="reminders.notices",
            label=_("Reminders"),
            what=_("Reminders given, when, whether they were opened; e-mails sent."),
            basis=MAIL,
            fate=holding.DELETED,
            term="reminders.notices",
            rows=(
                R("reminders.Notice", "user", "title detail why due made_at read_at settled_at"),
                R("reminders.Message", "user", "day state sent_at"),
            ),
        ),
        holding.Kept(
            code="reminders.choice",
            label=_("The way of being reminded, and the calendar address"),
            what=_("By e-mail or not, in which language, from what hour; a digest of the address."),
            basis=holding.CHOICE,
            fate=holding.DELETED,
            rows=(
                R("reminders.Choice", "user", "email language not_before"),
                R("reminders.Feed", "user", "made_at"),
            ),
        ),
        holding.Kept(
            code="reminders.asked",
            label=_("What units were asked for, and rules set"),
            what=_("Words to units that owe something, and when."),
            basis=holding.DUTY,
            fate=holding.DETACHED,
            why=_("They go by themselves with the reminders; rules belong to the office."),
            term="reminders.notices",
            rows=(
                R("reminders.Chase", "by", "thing text at"),
                R("reminders.RuleSet", "by", "unit__name at"),
            ),
        ),
    )
    parts = [retention.of_rows(older) for older in (old_notices, old_messages, old_chases)]
    retention.register(
        retention.Term(
            "reminders.notices",
            _("Reminders, messages and what units were asked for"),
            _("the day of the reminder"),
            retention.GONE,
            due=lambda before: sum(due(before) for due, _clear in parts),
            clear=lambda before: sum(clear(before) for _due, clear in parts),
        )
    )


def old_notices(before: datetime.datetime) -> QuerySet[Notice]:
    """Reminders from before."""
    return Notice.objects.filter(made_at__lt=before)


def old_messages(before: datetime.datetime) -> QuerySet[Message]:
    """E-mails from before; of what they said nothing is kept beside the reminders."""
    return Message.objects.filter(day__lt=retention.start_of(before), notices=None)


def old_chases(before: datetime.datetime) -> QuerySet[Chase]:
    """What units were asked for before."""
    return Chase.objects.filter(at__lt=before)
