"""Files that were read. The bytes and the reading lie in the content-addressed store."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceDocument(models.Model):
    """A file as it came in: the same bytes are one document, whoever sent them."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("file name"), max_length=255)
    format = models.CharField(_("format"), max_length=8)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    kind = models.CharField(max_length=60, blank=True)
    kind_name = models.CharField(_("kind"), max_length=120, blank=True)
    number = models.CharField(_("number and symbol"), max_length=120, blank=True)
    issued_on = models.DateField(_("date of the document"), null=True, blank=True)
    issuer = models.TextField(_("issuer"), blank=True)
    subject = models.TextField(_("subject"), blank=True)
    search_key = models.TextField(editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    uploaded_at = models.DateTimeField(_("sent at"))

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        verbose_name = _("document")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What a person calls it: kind and subject, else the file's name."""
        return " ".join(part for part in (self.kind_name, self.subject) if part) or self.name


class Holding(models.Model):
    """A unit holds a document: its people see it. One document may be held by many units."""

    document = models.ForeignKey(SourceDocument, models.CASCADE, related_name="holdings")
    unit = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "unit"), name="one_holding_per_unit"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.document_id}"
