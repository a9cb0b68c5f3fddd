"""What the audit log's objects of this app are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import trail


def register() -> None:
    """Called once when the apps are ready."""
    trail.name("chase", _("Asking for what is due"))
    trail.name("ruleset", _("Rules of reminders"))
    trail.name("hours", _("Hours for messages"))
