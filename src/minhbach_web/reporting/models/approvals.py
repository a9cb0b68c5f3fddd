"""The way of a report: who checks and approves it in its unit, then level by level up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhbach_web.reporting.models.submissions import SubmissionRevision
from minhbach_web.reporting.models.totals import ReportRevision


class ApprovalSetting(models.Model):
    """How many steps a report takes inside ``unit`` before it leaves; units below follow it
    unless they have their own."""

    class Steps(models.IntegerChoices):
        NONE = 0, _("None: what the reporter sends leaves the unit at once")
        ONE = 1, _("One: the approver")
        TWO = 2, _("Two: the checker, then the approver")

    unit = models.OneToOneField(
        "units.OrganisationUnit", models.PROTECT, related_name="approval_setting"
    )
    steps = models.PositiveSmallIntegerField(choices=Steps, default=Steps.NONE)
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.steps}"


class ApprovalStep(models.Model):
    """Step ``n`` (from 1) of one revision's way, fixed when it was sent. A revision without rows
    has one step: the office that opened the period accepts."""

    class Kind(models.TextChoices):
        CHECK = "check", _("Check in the unit")
        APPROVE = "approve", _("Approval in the unit")
        AGREE = "agree", _("Agreement of the level above")
        ACCEPT = "accept", _("Acceptance by the office that asked")

    revision = models.ForeignKey(SubmissionRevision, models.PROTECT, related_name="steps")
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    unit = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("n",)
        constraints = (
            models.UniqueConstraint(fields=("revision", "n"), name="approval_step_once"),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}/{self.n} {self.kind}"


class ReportDecision(models.Model):
    """The head approves or returns a fixed report; it is published. ``sha256``: of its .docx."""

    class Kind(models.TextChoices):
        APPROVE = "approve", _("Approved")
        RETURN = "return", _("Returned")
        PUBLISH = "publish", _("Published")

    report = models.ForeignKey(ReportRevision, models.PROTECT, related_name="decisions")
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.TextField(blank=True)
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("report", "kind"), name="report_decision_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="return", reason=""), name="report_return_needs_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.report_id}"
