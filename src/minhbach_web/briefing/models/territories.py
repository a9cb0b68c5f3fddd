"""Territories over time: a province before and after July 2025 are two rows of one name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhbach_web.core.search import search_key, sort_key


class Level(models.TextChoices):
    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    PROVINCE = "province", _("Province or city")
    DISTRICT = "district", _("District (until July 2025)")
    COMMUNE = "commune", _("Commune or ward")
    OTHER = "other", _("Other area")


class Territory(models.Model):
    """An area with its days: from ``valid_from`` until the day before ``valid_to``.

    ``becomes``: the territory that took its place. ``basis``: the act that says so.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    becomes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="made_of"
    )
    basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    name_key = models.CharField(max_length=220, editable=False, db_index=True)
    sort_key = models.CharField(max_length=440, editable=False, db_index=True)

    class Meta:
        ordering = ("sort_key", "valid_from", "pk")
        verbose_name = _("territory")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to")),
                name="territory_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = search_key(self.name)
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)
