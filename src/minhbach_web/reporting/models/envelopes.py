"""edXML envelopes that left or came in, and what was said of each since. Rows never change."""

from __future__ import annotations

from django.db import models

from minhbach_web.reporting.models.periods import Obligation
from minhbach_web.reporting.models.totals import ReportRevision


class EdxmlMessage(models.Model):
    """One envelope: made from ``report``, or taken in for ``obligation``.

    ``code``: number with notation (12/BC-UBND); ``twin_key``: what the same document has in
    common with itself however often it arrives; ``organ_id``, ``organ_name``: whom it came from,
    or our own office where it left; ``own_id``, ``own_name``: who we are in it.
    """

    report = models.ForeignKey(
        ReportRevision, models.PROTECT, null=True, blank=True, related_name="envelopes"
    )
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, null=True, blank=True, related_name="envelopes"
    )
    document_id = models.CharField(max_length=200)
    twin_key = models.CharField(max_length=200, db_index=True)
    organ_id = models.CharField(max_length=35)
    organ_name = models.CharField(max_length=300)
    own_id = models.CharField(max_length=35)
    own_name = models.CharField(max_length=300)
    code = models.CharField(max_length=100)
    date = models.DateField()
    subject = models.TextField()
    business = models.CharField(max_length=1)
    reason = models.TextField(blank=True)
    receivers = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(report__isnull=True) ^ models.Q(obligation__isnull=True),
                name="envelope_out_or_in",
            ),
        )

    def __str__(self) -> str:
        return self.document_id


class EdxmlState(models.Model):
    """What ``organ_id`` said of the document; ``n`` counts what that office said of it."""

    message = models.ForeignKey(EdxmlMessage, models.PROTECT, related_name="states")
    organ_id = models.CharField(max_length=35)
    organ_name = models.CharField(max_length=300)
    n = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=2)
    reason = models.TextField(blank=True)
    said_at = models.DateTimeField()
    by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("message", "organ_id", "n"), name="edxml_state_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.message_id}: {self.code}"
