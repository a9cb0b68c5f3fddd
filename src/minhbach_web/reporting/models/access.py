"""How other programs come in: tokens of units, and what was asked with them once already."""

from __future__ import annotations

from django.db import models


class ApiToken(models.Model):
    """A program acts for ``unit`` as ``role``. Only the sha256 of the token is kept."""

    unit = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used = models.DateField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name


class IdempotencyKey(models.Model):
    """An answer kept, so that a repeated request gets it again and nothing happens twice."""

    user = models.ForeignKey("units.User", models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "key"), name="idempotency_key_once"),
        )

    def __str__(self) -> str:
        return self.key
