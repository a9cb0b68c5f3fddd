"""What this app puts into others when it is ready: how states look, what acts are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import acts, states
from minhbach_web.operations import tasks


def register() -> None:
    """Called once when the apps are ready."""
    tasks.register()
    states.LOOKS.setdefault("running", states.Look(_("Running"), "half", "blue"))
    states.LOOKS.setdefault("failed", states.Look(_("Failed"), "alert", "red"))
    states.LOOKS.setdefault("discarded", states.Look(_("Given up"), "minus", "muted"))
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
