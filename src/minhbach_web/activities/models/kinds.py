"""What an office adds to the kinds of activities, or says otherwise than the data do."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OwnKind(models.Model):
    """A kind of activity, or something that is counted; ``code`` of the data: said otherwise.

    A count: ``unit_name`` and ``over_time``. A kind: the ``counts`` that it asks for, ``first``
    the one that is 1 as a rule, ``has_speaker``. ``offered``: it can be chosen for new entries;
    entries that have it keep it.
    """

    class Part(models.TextChoices):
        KIND = "kind", _("kind")
        COUNT = "count", _("count")

    class OverTime(models.TextChoices):
        SUM = "sum", _("added up")
        LAST = "last", _("the latest holds")

    part = models.CharField(max_length=5, choices=Part)
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    english = models.CharField(max_length=80, blank=True)
    unit_name = models.CharField(max_length=30, blank=True)
    unit_english = models.CharField(max_length=30, blank=True)
    over_time = models.CharField(max_length=4, choices=OverTime, default=OverTime.SUM)
    counts = models.JSONField(default=list)
    first = models.CharField(max_length=40, blank=True)
    has_speaker = models.BooleanField(default=False)
    offered = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("kind of activity")
        constraints = (
            models.UniqueConstraint(fields=("part", "code"), name="one_row_per_kind_or_count"),
        )

    def __str__(self) -> str:
        return self.name
