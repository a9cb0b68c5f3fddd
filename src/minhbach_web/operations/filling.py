"""What this app puts into others when it is ready: how states look, what acts are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import acts, proving, slots, states
from minhbach_web.operations.queries import background, backups

if TYPE_CHECKING:
    from minhbach_web.units.models import User
from minhbach_web.operations import held, tasks, trail


def register() -> None:
    """Called once when the apps are ready."""
    tasks.register()
    held.register()
    trail.register()
    proving.remember(backups.last_run)
    states.LOOKS.setdefault("running", states.Look(_("Running"), "half", "blue"))
    states.LOOKS.setdefault("failed", states.Look(_("Failed"), "alert", "red"))
    states.LOOKS.setdefault("discarded", states.Look(_("Given up"), "minus", "muted"))
    slots.register(slots.TODO, troubles)
    acts.name(
        {
            "core.retry_job": _("Background work tried again"),
            "core.discard_job": _("Background work given up"),
            "operations.backup": _("Backup made"),
            "operations.prove": _("Backup proved by restoring it"),
            "operations.prove_failed": _("Backup could not be proved"),
            "operations.verify": _("Integrity checked: nothing was changed"),
            "operations.verify_failed": _("Integrity checked: something was changed"),
        }
    )


def troubles(user: User) -> Iterator[slots.WorkItem]:
    """For who looks after the whole site: work that failed, and work that nobody does."""
    failed, late = background.failed(), background.standing_still()
    if not (failed or late) or not background.keeps(user):
        return
    url = reverse("operations:jobs")
    if failed:
        words = ngettext(
            "%(n)s piece of background work failed",
            "%(n)s pieces of background work failed",
            failed,
        )
        yield slots.WorkItem(
            title=words % {"n": failed},
            programme="",
            due=None,
            state="failed",
            url=f"{url}?trang-thai=failed",
            action_label=gettext("Look at it"),
        )
    if late:
        yield slots.WorkItem(
            title=gettext("Background work stands still: no worker is running"),
            programme="",
            due=None,
            state="failed",
            url=url,
            action_label=gettext("Look at it"),
        )
