"""What the reminders do in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from minhbach_web.core import jobs
from minhbach_web.reminders.services.sending import remind

if TYPE_CHECKING:
    from collections.abc import Mapping

EVERY = 15  # minutes
COUNTS = {
    "notices": _("New reminders"),
    "messages": _("Messages sent"),
    "failed": _("Messages that could not be sent"),
}


@jobs.kind("reminders.remind", title=_("Remind who has something to do"), results=COUNTS)
def remind_all(progress: jobs.Progress, /, **_arguments: Any) -> Mapping[str, Any]:
    """Write down what is due, send what may be sent."""
    progress.say(gettext_noop("Looking for what is due"))
    ran = remind()
    return {"notices": ran.notices, "messages": ran.messages, "failed": ran.failed}


@jobs.kind("reminders.deliver", title=_("Send messages that wait"), results=COUNTS)
def deliver_waiting(progress: jobs.Progress, /, **_arguments: Any) -> Mapping[str, Any]:
    """Send the messages of a person who asked units for something."""
    from minhbach_web.core import clock  # noqa: PLC0415  # only here
    from minhbach_web.reminders.services.delivering import deliver  # noqa: PLC0415  # only here

    progress.say(gettext_noop("Sending messages"))
    sent, failed = deliver(clock.now())
    return {"messages": sent, "failed": failed}


def register() -> None:
    """Have reminders run again and again while a worker is there."""
    jobs.every(EVERY, "reminders.remind")
