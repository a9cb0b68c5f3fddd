"""The citation register: one row per cited document, over everything that was sent in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LegalStatus(models.TextChoices):
    """What a clerk knows of a cited document; nothing is guessed."""

    UNKNOWN = "unknown", _("not checked")
    IN_FORCE = "in-force", _("in force")
    REPLACED = "replaced", pgettext_lazy("a document", "replaced")
    EXPIRED = "expired", _("no longer in force")


class CitedDocument(models.Model):
    """A document that others cite. ``key`` is the engine's; a row split off by hand has one of
    its own. A row merged into another keeps its name, so that merging can be undone."""

    key = models.CharField(max_length=255, unique=True)
    base = models.CharField(max_length=255, db_index=True)
    kind = models.CharField(_("kind"), max_length=120)
    notation = models.CharField(_("number and symbol"), max_length=120, blank=True)
    title = models.TextField(_("title"), blank=True)
    search_key = models.TextField(editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=LegalStatus.choices, default=LegalStatus.UNKNOWN
    )
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    status_source = models.TextField(_("source of the status"), blank=True)
    status_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    status_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(
        "programme.SourceDocument", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("search_key", "pk")
        verbose_name = _("cited document")

    def __str__(self) -> str:
        name = self.notation or self.title
        if name.lower().startswith(self.kind.lower()):
            return name or self.kind  # "Nghị quyết Đại hội …" names its kind itself
        return f"{self.kind} {name}"


class CitedPlace(models.Model):
    """One citation in one document. ``entry`` is where it counts, ``found_as`` where the engine
    put it."""

    entry = models.ForeignKey(CitedDocument, models.PROTECT, related_name="places")
    found_as = models.ForeignKey(CitedDocument, models.PROTECT, related_name="+")
    source = models.ForeignKey(
        "programme.SourceDocument", models.CASCADE, related_name="cited_places"
    )
    order = models.PositiveIntegerField()
    anchor = models.CharField(max_length=40, blank=True)
    quote = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    title = models.TextField(blank=True)
    date = models.DateField(null=True, blank=True)
    issuer = models.TextField(blank=True)
    pinpoint = models.TextField(blank=True)
    is_follow_up = models.BooleanField(default=False)

    class Meta:
        ordering = ("source", "order")
        constraints = (
            models.UniqueConstraint(fields=("source", "order"), name="one_row_per_citation"),
        )

    def __str__(self) -> str:
        return self.quote


class Disagreement(models.Model):
    """A contradiction among the citations of one document, as the engine found it. ``places``:
    the quotes that stand against each other, with their anchors."""

    source = models.ForeignKey(
        "programme.SourceDocument", models.CASCADE, related_name="disagreements"
    )
    code = models.CharField(max_length=8)
    severity = models.CharField(max_length=8)
    needed = models.TextField(blank=True)
    actual = models.TextField(blank=True)
    places = models.JSONField()

    class Meta:
        ordering = ("source", "pk")

    def __str__(self) -> str:
        return f"{self.code} {self.actual}"
