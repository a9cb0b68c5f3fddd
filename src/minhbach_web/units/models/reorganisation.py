"""A re-organisation (sắp xếp tổ chức): one decision, its document, its lines."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a line of a decision does with a unit."""

    ESTABLISH = "establish", pgettext_lazy("with units", "Establish")
    MERGE = "merge", pgettext_lazy("with units", "Merge")
    SPLIT = "split", pgettext_lazy("with units", "Split")
    TRANSFER = "transfer", pgettext_lazy("with units", "Move")
    RENAME = "rename", pgettext_lazy("with units", "Rename")
    DISSOLVE = "dissolve", pgettext_lazy("with units", "Dissolve")


class Reorganisation(models.Model):
    """Drafted, looked at before and after, signed off, in force from ``effective`` on; undoable
    until somebody works in the new tree. ``made`` names the rows to take back then."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Signed off, not yet in force")
        IN_FORCE = "in_force", _("In force")
        UNDONE = "undone", _("Undone")
        DROPPED = "dropped", _("Set aside")

    number = models.CharField(_("number"), max_length=80)
    issued = models.DateField(_("date of the decision"))
    issuer = models.CharField(_("issued by"), max_length=250)
    subject = models.CharField(_("about"), max_length=500)
    effective = models.DateField(_("in force from"))
    document_name = models.CharField(max_length=255, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    carry_roles = models.BooleanField(_("roles go on in the successor"), default=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made = models.JSONField(default=dict, blank=True)
    trouble = models.CharField(max_length=500, blank=True)

    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("re-organisation")
        ordering = ("-effective", "-pk")

    def __str__(self) -> str:
        return f"{self.number} ({self.effective})"


class ReorganisationLine(models.Model):
    """One line of a decision, in codes: see ``units.changes`` for what each kind needs."""

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("what happens"), max_length=10, choices=Kind)
    code = models.CharField(_("unit"), max_length=40)
    target = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=250, blank=True)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    type = models.CharField(_("type"), max_length=80, blank=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.target}".strip()
