"""What the audit log's objects of this app are called, and where they stand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import trail
from minhbach_web.reporting.queries.access import visible_periods


def register() -> None:
    """Called once when the apps are ready."""
    trail.name("period", _("Reporting period"), visible_periods, "reporting:period")
    trail.name("report", _("Consolidated report"))
    trail.name("revision", _("Report that was sent"))
    trail.name("draft", _("Draft of a report"))
    trail.name("narrative", _("Narrative part"))
    trail.name("form_draft", _("Form in the making"))
    trail.name("data_set", _("Form"))
    trail.name("restatement", _("Restatement"))
    trail.name("remark", _("Remark"))
    trail.name("token", _("Token of a program"))
    trail.name("edxml", _("edXML message"))
    trail.name("day", _("Day"))
    trail.name("year", _("Year"))
