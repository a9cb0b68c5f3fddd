"""Drafts: the only mutable part of a report; gone once it is sent."""

from __future__ import annotations

import uuid

from django.db import models

from minhbach_web.reporting.models.entries import Entry
from minhbach_web.reporting.models.forms import DataElement, NarrativeSection
from minhbach_web.reporting.models.periods import Obligation


class Draft(models.Model):
    """One working copy per obligation. ``version`` grows with each change: a page that was made
    from an older one learns what changed. ``token`` makes sending idempotent."""

    obligation = models.OneToOneField(Obligation, models.CASCADE, related_name="draft")
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(default=uuid.uuid4, unique=True)
    base_revision = models.PositiveIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=8)
    source = models.ForeignKey("programme.SourceDocument", models.PROTECT, null=True, blank=True)
    extraction = models.JSONField(default=dict, blank=True)
    updated_by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.obligation_id}"


class DraftEntry(Entry):
    """The working value of one element. ``found_*`` in ``Draft.extraction`` stays as read.

    ``carried``: number of the revision that the answer was taken over from, the file being the
    same.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="entries")
    element = models.ForeignKey(DataElement, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    carried = models.PositiveIntegerField(null=True, blank=True)
    decided_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("element__position",)
        constraints = (
            models.UniqueConstraint(fields=("draft", "element"), name="draft_entry_once"),
        )

    def __str__(self) -> str:
        return f"{self.draft_id}/{self.element_id}"


class DraftNarrative(models.Model):
    """The working text of one narrative part; ``anchors``: where it stood in the source."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="narratives")
    section = models.ForeignKey(NarrativeSection, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    text = models.TextField(blank=True)
    anchors = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("section__position",)
        constraints = (
            models.UniqueConstraint(fields=("draft", "section"), name="draft_narrative_once"),
        )

    def __str__(self) -> str:
        return f"{self.draft_id}/{self.section_id}"
