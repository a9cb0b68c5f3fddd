"""How long things are kept here, and what went: kind, number, day; never what it was."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Period(models.Model):
    """The days that an administrator set for a kind of data or of request ("request.delete")."""

    code = models.CharField(max_length=60, unique=True)
    days = models.PositiveIntegerField(_("days"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("code",)
        verbose_name = _("period of keeping")

    def __str__(self) -> str:
        return f"{self.code}: {self.days}"


class Removal(models.Model):
    """So many rows of a kind went on a day. Append-only, without content."""

    class Why(models.TextChoices):
        PERIOD = "period", _("the period was over")
        PERSON = "person", _("a person’s data were deleted")

    kind = models.CharField(max_length=60)
    rows = models.PositiveIntegerField(_("rows"))
    day = models.DateField(_("day"))
    why = models.CharField(max_length=8, choices=Why)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("removal")

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.rows}"
