"""Kits for speakers: a draft that people write, and versions that never change."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhbach_web.briefing.models.figures import FigureVersion


class KitKind(models.TextChoices):
    OUTLINE = "outline", _("Outline for speakers")
    DOSSIER = "dossier", _("Set of materials")


class KitLayout(models.TextChoices):
    PARTY = "party", _("Party paper")
    STATE = "state", _("State paper")


class Kit(models.Model):
    """What a speaker takes along: sections hold the draft, versions what was released."""

    owner = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=KitKind, default=KitKind.OUTLINE)
    layout = models.CharField(_("layout"), max_length=6, choices=KitLayout, default=KitLayout.STATE)
    title = models.CharField(_("title"), max_length=300)
    search_key = models.TextField(editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("kit")

    def __str__(self) -> str:
        return self.title


class KitSection(models.Model):
    """A part of the draft. ``pins``: code of each figure used → the version that the writer saw."""

    kit = models.ForeignKey(Kit, models.CASCADE, related_name="sections")
    order = models.PositiveIntegerField()
    heading = models.CharField(_("heading"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    theme = models.ForeignKey(
        "programme.Theme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    pins = models.JSONField(default=dict)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ("order", "pk")
        verbose_name = _("section of a kit")

    def __str__(self) -> str:
        return self.heading


class KitVersion(models.Model):
    """A released kit. ``content``: what was printed, as JSON; ``sha256``: of exactly that text.

    ``unsourced``: numbers without a source that the releaser let pass, ``override_reason`` why.
    """

    kit = models.ForeignKey(Kit, models.PROTECT, related_name="versions")
    n = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    docx_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    pptx_sha256 = models.CharField(max_length=64)
    unsourced = models.JSONField(default=list)
    override_reason = models.TextField(blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_at = models.DateTimeField()

    class Meta:
        ordering = ("n",)
        verbose_name = _("released kit")
        constraints = (
            models.UniqueConstraint(fields=("kit", "n"), name="kit_version_once"),
            models.CheckConstraint(
                condition=models.Q(unsourced=[]) | ~models.Q(override_reason=""),
                name="an_unsourced_number_has_its_override",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.n})"


class FigureUse(models.Model):
    """A version of a figure that stands in a released kit: ``section`` counts from 1."""

    kit_version = models.ForeignKey(KitVersion, models.PROTECT, related_name="uses")
    figure_version = models.ForeignKey(FigureVersion, models.PROTECT, related_name="uses")
    section = models.PositiveIntegerField()

    class Meta:
        ordering = ("section", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("kit_version", "figure_version", "section"), name="figure_use_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kit_version_id} uses {self.figure_version_id}"
