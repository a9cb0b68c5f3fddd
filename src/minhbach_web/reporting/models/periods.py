"""Periods (kỳ báo cáo) and obligations (ai phải báo cáo)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhbach_web.reporting.models.forms import DataSet


class Period(models.Model):
    """A period of a form, opened by ``parent`` for the units under it.

    ``start`` is included, ``end`` is not; they follow the cut-off rule (``first_day``,
    ``months_back``) that the form had. Three dates: ``due``; ``late_until``, the last day on which
    a first report is taken, marked late; ``lock_at``, from which corrections are not taken either.
    ``asked_due`` is the day that was asked for when ``due`` had to move off a day off, for the
    reason in ``due_moved``. ``upper_due`` and ``upper_lock_at`` bind the opening unit itself: when
    it has to have consolidated, and from when it decides no more. The last fields shape the paper.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="periods")
    parent = models.ForeignKey(
        "units.OrganisationUnit", models.PROTECT, related_name="opened_periods"
    )
    plan = models.ForeignKey("programme.Plan", models.PROTECT, null=True, blank=True)
    code = models.CharField(max_length=12)
    start = models.DateField()
    end = models.DateField()
    first_day = models.PositiveSmallIntegerField(default=1)
    months_back = models.PositiveSmallIntegerField(default=0)
    due = models.DateField()
    asked_due = models.DateField(null=True, blank=True)
    due_moved = models.CharField(max_length=300, blank=True, default="")
    late_until = models.DateField(null=True, blank=True)
    lock_at = models.DateTimeField(null=True, blank=True)
    upper_due = models.DateField(null=True, blank=True)
    upper_lock_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    layout = models.CharField(max_length=8, default="party")
    issuer = models.CharField(max_length=300, blank=True)
    parent_issuer = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)
    authority = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120, blank=True)
    recipients = models.TextField(blank=True)

    class Meta:
        ordering = ("-start", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("data_set", "parent", "code"), name="period_once_a_parent"
            ),
        )

    def __str__(self) -> str:
        return self.code


class Reopening(models.Model):
    """A closed period was opened again: why, by whom, when. Append-only."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="reopenings")
    reason = models.TextField()
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="reopening_needs_reason"),
        )

    def __str__(self) -> str:
        return f"{self.period_id}: {self.reason[:60]}"


class StandingObligations(models.Manager["Obligation"]):
    """Only what is still owed: a replaced obligation is in no list, count or total."""

    def get_queryset(self) -> models.QuerySet[Obligation]:
        return super().get_queryset().filter(replaced_by=None)


class Obligation(models.Model):
    """One unit has to report one period of one form. A row, so that no rate passes 1.

    ``not_asked``: codes of elements that are not counted in units of this type. ``replaced_by``:
    the longer period whose report stands for this one; ``every`` shows those too.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="obligations")
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="obligations")
    position = models.PositiveIntegerField(default=0)
    not_asked = models.JSONField(default=list, blank=True)
    replaced_by = models.ForeignKey(
        Period, models.PROTECT, null=True, blank=True, related_name="replaced"
    )

    objects = StandingObligations()
    every: models.Manager[Obligation] = models.Manager()  # after the default one

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("unit", "data_set", "period"), name="obligation_once"),
        )

    def __str__(self) -> str:
        return f"{self.period_id}/{self.unit_id}"
