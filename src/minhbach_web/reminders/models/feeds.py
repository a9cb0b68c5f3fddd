"""Calendar feeds: the digest of a person's secret address, and how often an entry changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Feed(models.Model):
    """Only the sha256 of the address's secret is kept; a new one makes the old one worthless."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user_id)


class FeedEvent(models.Model):
    """A thing in calendars: ``sequence`` grows whenever its day, place or state changes."""

    matter = models.CharField(max_length=60, unique=True)
    digest = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.matter
