"""Talks: who speaks where and when, for whom, with which kit. The speaker is the only person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhbach_web.briefing.models.kits import KitVersion
from minhbach_web.core.search import search_key


class TalkState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class Talk(models.Model):
    """A talk (buổi nói chuyện). ``kit_version`` is pinned: what was said stays findable.

    ``sequence`` grows with each change (the last at ``changed_at``), so that calendars and people
    take the change over. ``code`` is in
    the address for the audience. ``attendance``: how many came, a count and nothing more.
    """

    owner = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=300)
    place = models.CharField(_("place"), max_length=300)
    place_key = models.CharField(max_length=600, editable=False)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    speaker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    speaker_name = models.CharField(_("speaker"), max_length=120, blank=True)
    kit_version = models.ForeignKey(
        KitVersion, models.PROTECT, null=True, blank=True, related_name="talks"
    )
    units = models.ManyToManyField("units.OrganisationUnit", related_name="+")
    themes = models.ManyToManyField("programme.Theme", related_name="+")
    state = models.CharField(max_length=10, choices=TalkState, default=TalkState.PLANNED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=16, unique=True)
    asking = models.BooleanField(_("questions are taken"), default=False)
    attendance = models.PositiveIntegerField(_("attendance"), null=True, blank=True)
    note = models.TextField(_("what took place"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-starts_at", "-pk")
        verbose_name = _("talk")
        indexes = (models.Index(fields=("starts_at",), name="talk_starts"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="talk_ends_later"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled", reason=""), name="talk_cancelled_why"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.place_key = search_key(self.place)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # what Django itself passes

    @property
    def who(self) -> str:
        """The speaker's name."""
        return self.speaker_name or (str(self.speaker) if self.speaker else "")
