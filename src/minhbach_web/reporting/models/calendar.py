"""The calendar of days off and of weekend days worked in exchange: kept by hand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayOff(models.Model):
    """A day that differs from the usual week: nobody works, or everybody does."""

    class Kind(models.TextChoices):
        OFF = "off", _("Day off")
        WORKED = "worked", _("Weekend day that is worked")

    day = models.DateField(unique=True)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.OFF)
    name = models.CharField(max_length=160)
    by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
