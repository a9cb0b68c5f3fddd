"""What the audit log's objects of this app are called, and where they stand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhbach_web.briefing.queries.figures import figures_for
from minhbach_web.briefing.queries.kits import visible_kits
from minhbach_web.briefing.queries.talks import visible_talks
from minhbach_web.core import trail


def register() -> None:
    """Called once when the apps are ready."""
    trail.name("figure", _("Official figure"), figures_for, "briefing:figure")
    trail.name("figures", _("Table of figures"))
    trail.name("kit", _("Kit for speakers"), visible_kits, "briefing:kit")
    trail.name("kit-section", _("Section of a kit"))
    trail.name("kit-version", _("Version of a kit"))
    trail.name("talk", _("Talk"), visible_talks, "briefing:talk")
    trail.name("question", _("Question"))
    trail.name("territory", _("Territory"))
    trail.name("territories", _("Territories"))
