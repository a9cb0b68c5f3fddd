"""Official figures: what is measured, where, when; and every version of the number."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from minhbach_web.briefing.models.territories import Territory
from minhbach_web.core.search import search_key, sort_key


class Status(models.TextChoices):
    """How final the publisher calls the number."""

    ESTIMATE = "estimate", pgettext_lazy("a figure", "estimate")
    PROVISIONAL = "provisional", pgettext_lazy("a figure", "provisional")
    FINAL = "final", pgettext_lazy("a figure", "final")
    REVISED = "revised", pgettext_lazy("a figure", "revised")
    CORRECTED = "corrected", pgettext_lazy("a figure", "corrected")


class Qualifier(models.TextChoices):
    """The word before the number in the source, kept with it."""

    NONE = "", pgettext_lazy("before a number", "exactly")
    MORE = "hơn", pgettext_lazy("before a number", "more than")
    ABOVE = "trên", pgettext_lazy("before a number", "above")
    ALMOST = "gần", pgettext_lazy("before a number", "almost")
    ABOUT = "khoảng", pgettext_lazy("before a number", "about")


class Figure(models.Model):
    """What a number is about; the number itself stands in its versions.

    ``starts``/``ends``: the days of the period, half open. ``keeper``: the unit whose
    coordinators add versions. ``invented``: made up for a demonstration, marked everywhere.
    """

    code = models.CharField(_("code"), max_length=60, unique=True)
    concept = models.CharField(_("what is measured"), max_length=300)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="figures")
    period = models.CharField(_("period"), max_length=10)
    starts = models.DateField()
    ends = models.DateField()
    measure = models.CharField(_("unit of measure"), max_length=60)
    keeper = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    invented = models.BooleanField(default=False)
    concept_key = models.CharField(max_length=320, editable=False, db_index=True)
    measure_key = models.CharField(max_length=80, editable=False)
    search_key = models.TextField(editable=False)
    sort_key = models.CharField(max_length=660, editable=False, db_index=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("sort_key", "territory", "starts", "pk")
        verbose_name = _("figure")
        constraints = (
            models.UniqueConstraint(
                fields=("concept_key", "territory", "period", "measure_key"),
                name="one_figure_for_a_thing_place_and_time",
            ),
            models.CheckConstraint(
                condition=Q(starts__lt=F("ends")), name="figure_period_has_days"
            ),
        )

    def __str__(self) -> str:
        return f"{self.concept}, {self.territory}, {self.period}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """What searching, sorting and telling figures apart go by; kept with the row."""
        self.concept_key = search_key(self.concept)
        # "%" has no letter: the sign itself tells it from other measures.
        self.measure_key = search_key(self.measure) or self.measure
        words = f"{self.code} {self.concept} {self.territory.name} {self.period} {self.measure}"
        self.search_key = f" {search_key(words)}"
        self.sort_key = sort_key(self.concept)


class FigureVersion(models.Model):
    """The number as one source gave it on one day. Append-only: the current one is the last.

    ``number`` and ``scale``: 505 and 2 are 5,05; the decimals stay as the source wrote them.
    """

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="versions")
    n = models.PositiveIntegerField()
    number = models.BigIntegerField()
    scale = models.PositiveSmallIntegerField(default=0)
    qualifier = models.CharField(max_length=10, choices=Qualifier, blank=True, default="")
    status = models.CharField(_("status"), max_length=12, choices=Status)
    source = models.CharField(_("source"), max_length=500)
    source_document = models.ForeignKey(
        "programme.SourceDocument", models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_anchor = models.CharField(max_length=40, blank=True)
    source_quote = models.TextField(blank=True)
    address = models.CharField(_("address of the source"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    retrieved_on = models.DateField(_("retrieved on"))
    next_update = models.DateField(_("next update"), null=True, blank=True)
    reason = models.TextField(_("reason for the new version"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("n",)
        verbose_name = _("version of a figure")
        constraints = (
            models.UniqueConstraint(fields=("figure", "n"), name="figure_version_once"),
            models.CheckConstraint(
                condition=Q(n=1) | ~Q(reason=""), name="a_new_version_has_its_reason"
            ),
            models.CheckConstraint(condition=Q(scale__lte=6), name="figure_scale_is_small"),
        )

    def __str__(self) -> str:
        return f"{self.figure_id}/{self.n}"

    @property
    def value(self) -> Decimal:
        """The exact number."""
        return Decimal(self.number).scaleb(-self.scale)
