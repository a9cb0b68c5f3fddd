"""What a coordinator adds to a consolidated report; how it becomes a report to the level above."""

from __future__ import annotations

from django.db import models

from minhbach_web.reporting.models.submissions import NarrativeText
from minhbach_web.reporting.models.totals import ReportRevision


class ChosenText(models.Model):
    """What becomes of one unit's narrative part in the consolidated report: left out, or taken as
    ``text``. The unit's own words stay in its revision; a newer revision has its own choice."""

    narrative = models.OneToOneField(NarrativeText, models.PROTECT, related_name="chosen")
    taken = models.BooleanField(default=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"choice on {self.narrative_id}"


class UpwardReport(models.Model):
    """``token`` (of a draft, then of its revision) was filled from ``report``: the consolidated
    report of one level is the report of its office to the level above."""

    token = models.UUIDField(unique=True)
    report = models.ForeignKey(ReportRevision, models.PROTECT, related_name="upward")

    def __str__(self) -> str:
        return f"{self.token} from {self.report_id}"
