"""Restatement (đính chính): a report changed after its period was closed, in the open."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minhbach_web.reporting.models.periods import Obligation
from minhbach_web.reporting.models.submissions import SubmissionRevision


class Restatement(models.Model):
    """Asked with a reason, allowed, made. From the moment it is allowed the revision accepted
    last counts until a newer one is accepted; ``effect`` is what that changed, old and new."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        OPEN = "open", _("Allowed: a new revision is awaited")
        REFUSED = "refused", _("Refused")
        DONE = "done", pgettext_lazy("restatement", "Made")

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="restatements")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    reason = models.TextField()
    asked_by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    old_revision = models.ForeignKey(
        SubmissionRevision, models.PROTECT, null=True, related_name="restated_by"
    )
    revision = models.ForeignKey(
        SubmissionRevision, models.PROTECT, null=True, related_name="restates"
    )
    done_at = models.DateTimeField(null=True)
    effect = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("obligation",),
                condition=models.Q(state__in=("asked", "open")),
                name="one_restatement_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"restatement of {self.obligation_id}"
