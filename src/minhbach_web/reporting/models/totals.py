"""Totals kept by the accepting transaction, and the consolidated reports that were fixed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhbach_web.reporting.models.forms import DataElement
from minhbach_web.reporting.models.periods import Obligation, Period


class Counts(models.Model):
    """Counts, and the sum in millionths.

    ``n_reported + unconfirmed + not_given + outside + missing = n_expected``, where ``outside``
    counts not applicable and not asked.
    """

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
        abstract = True


class Total(Counts):
    """The summary row of one element in one period."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="totals")
    element = models.ForeignKey(DataElement, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("element__position",)
        constraints = (models.UniqueConstraint(fields=("period", "element"), name="total_once"),)

    def __str__(self) -> str:
        return f"{self.period_id}/{self.element_id}"


class Place(models.Model):
    """A group that an obligation counts in: a unit above it, or its unit's type.

    Fixed when the period opens, so that a later change of the tree moves no past number;
    ``regroup`` makes the places of a period anew.
    """

    class Axis(models.TextChoices):
        TREE = "tree", _("By unit above")
        TYPE = "type", _("By type of unit")

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="places")
    axis = models.CharField(max_length=4, choices=Axis)
    key = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("obligation", "axis", "key"), name="place_once"),
        )

    def __str__(self) -> str:
        return f"{self.obligation_id} in {self.key}"


class GroupTotal(Counts):
    """The summary row of one element in one group of units of a period."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="group_totals")
    element = models.ForeignKey(DataElement, models.PROTECT, related_name="+")
    axis = models.CharField(max_length=4, choices=Place.Axis)
    key = models.CharField(max_length=80)

    class Meta:
        ordering = ("axis", "key", "element__position")
        constraints = (
            models.UniqueConstraint(
                fields=("period", "axis", "key", "element"), name="group_total_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id}/{self.key}/{self.element_id}"


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
