"""A running programme changed by a new document: what becomes of each thing, and old versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhbach_web.programme.models.plans import Plan, PlanItem
from minhbach_web.programme.models.programmes import Programme


class Fate(models.TextChoices):
    """What becomes of a thing of the running programme, or of one of the new document."""

    SAME = "same", _("The same, goes on")
    NEW = "new", _("Added")
    ENDS = "ends", _("Ends")
    STAYS = "stays", _("Stays as it is")


class Pairing(models.Model):
    """A thing of the new document beside one of the running programme, decided by a person.

    ``item`` alone: found only in the new document; ``old`` alone: only in the running programme.
    ``reason``/``likeness`` (of 100): why the two were proposed as one. ``fate``: empty until
    decided.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="pairings")
    item = models.OneToOneField(
        PlanItem, models.CASCADE, null=True, blank=True, related_name="pairing"
    )
    old = models.ForeignKey(PlanItem, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=20, blank=True)
    likeness = models.PositiveSmallIntegerField(default=0)
    fate = models.CharField(max_length=5, choices=Fate, blank=True)
    version = models.PositiveIntegerField(default=1)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "old"), name="one_pairing_per_old_item"),
            models.CheckConstraint(
                condition=Q(item__isnull=False) | Q(old__isnull=False),
                name="a_pairing_has_a_side",
            ),
            models.CheckConstraint(
                condition=Q(fate="") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_fate_has_its_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.old_id} → {self.item_id}: {self.fate or '?'}"


class ProgrammeVersion(models.Model):
    """A programme as it was until an amendment took its place: kept word for word, append-only."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    replaced_by = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("programme", "number"), name="one_row_per_version"),
        )
        verbose_name = _("version of a programme")

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.number}"
