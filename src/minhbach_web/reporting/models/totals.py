"""Totals kept by the accepting transaction, and the consolidated reports that were fixed."""

from __future__ import annotations

from django.db import models

from minhbach_web.reporting.models.forms import DataElement
from minhbach_web.reporting.models.periods import Period


class Total(models.Model):
    """The summary row of one element in one period; counts, and the sum in millionths.

    ``n_reported + unconfirmed + not_given + outside + missing = n_expected``, where ``outside``
    counts not applicable and not asked.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="totals")
    element = models.ForeignKey(DataElement, models.PROTECT, related_name="+")
    number = models.BigIntegerField(default=0)
    n_expected = models.PositiveIntegerField(default=0)
    n_reported = models.PositiveIntegerField(default=0)
    unconfirmed = models.PositiveIntegerField(default=0)
    not_given = models.PositiveIntegerField(default=0)
    outside = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    estimates = models.PositiveIntegerField(default=0)
    conflicts = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("element__position",)
        constraints = (models.UniqueConstraint(fields=("period", "element"), name="total_once"),)

    def __str__(self) -> str:
        return f"{self.period_id}/{self.element_id}"


class ReportRevision(models.Model):
    """A consolidated report as it was fixed: ``input`` rebuilds the same bytes at any time."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="reports")
    n = models.PositiveIntegerField()
    input = models.TextField()
    input_sha256 = models.CharField(max_length=64)
    docx_sha256 = models.CharField(max_length=64)
    pins = models.JSONField(default=list)
    manifest = models.JSONField(default=dict)
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("n",)
        constraints = (
            models.UniqueConstraint(fields=("period", "n"), name="report_revision_once"),
        )

    def __str__(self) -> str:
        return f"{self.period_id}/{self.n}"
