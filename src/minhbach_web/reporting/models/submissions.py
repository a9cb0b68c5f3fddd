"""What was sent. Append-only: the database itself refuses UPDATE and DELETE on these tables."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhbach_web.reporting.models.entries import Entry
from minhbach_web.reporting.models.forms import DataElement, NarrativeSection
from minhbach_web.reporting.models.periods import Obligation


class Submission(models.Model):
    """The report of one obligation: the thread that its revisions hang on."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="submission")

    def __str__(self) -> str:
        return f"submission of {self.obligation_id}"


class SubmissionRevision(models.Model):
    """A whole set of answers. ``sha256`` is of ``canonical``; approvals name it.

    ``extraction``: what the reading of the file found, whatever the person made of it.
    """

    class Channel(models.TextChoices):
        FORM = "form", _("Web form")
        WORD = "word", _("Word report")
        EXCEL = "excel", _("Excel workbook")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="revisions")
    n = models.PositiveIntegerField()
    base_revision = models.PositiveIntegerField(null=True, blank=True)
    source = models.ForeignKey("programme.SourceDocument", models.PROTECT, null=True, blank=True)
    channel = models.CharField(max_length=8, choices=Channel)
    extraction = models.JSONField(default=dict)
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)
    reported_on = models.DateField()
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("n",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "n"), name="revision_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.n}"


class Value(Entry):
    """One element's answer in one revision."""

    revision = models.ForeignKey(SubmissionRevision, models.PROTECT, related_name="values")
    element = models.ForeignKey(DataElement, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("element__position",)
        constraints = (models.UniqueConstraint(fields=("revision", "element"), name="value_once"),)

    def __str__(self) -> str:
        return f"{self.revision_id}/{self.element_id}"


class NarrativeText(models.Model):
    """One narrative part in one revision."""

    revision = models.ForeignKey(SubmissionRevision, models.PROTECT, related_name="narratives")
    section = models.ForeignKey(NarrativeSection, models.PROTECT, related_name="+")
    text = models.TextField()
    anchors = models.JSONField(default=list)

    class Meta:
        ordering = ("section__position",)
        constraints = (
            models.UniqueConstraint(fields=("revision", "section"), name="narrative_once"),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}/{self.section_id}"


class Decision(models.Model):
    """One step decided, on the exact revision that ``sha256`` names; ``level`` is the step.

    CHECK, APPROVE and AGREE pass it on, ACCEPT is the last, RETURN sends it back from any step.
    """

    class Kind(models.TextChoices):
        CHECK = "check", _("Checked")
        APPROVE = "approve", _("Approved in the unit")
        AGREE = "agree", _("Agreed")
        ACCEPT = "accept", _("Accepted")
        RETURN = "return", _("Returned")

    revision = models.ForeignKey(SubmissionRevision, models.PROTECT, related_name="decisions")
    sha256 = models.CharField(max_length=64)
    level = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.TextField(blank=True)
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("revision", "level"), name="decision_once_a_level"),
            models.CheckConstraint(
                condition=~models.Q(kind="return", reason=""), name="return_needs_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.revision_id}"


class Remark(models.Model):
    """What a person noted on submissions (a joint event, say); it travels to the total."""

    submissions = models.ManyToManyField(Submission, related_name="remarks")
    elements = models.ManyToManyField(DataElement, related_name="+")
    text = models.TextField()
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:80]
