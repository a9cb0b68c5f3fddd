"""Who is reminded when: rules of offices and programmes, hours, and each person's own choice."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    DOER = "doer", _("Who has to do it")
    ABOVE = "above", _("The unit above (escalation)")


class RuleSet(models.Model):
    """The rules of an office, or of one programme of it. Without one, those of the office above
    hold, and at the top the usual ones. ``on`` false: nobody is reminded."""

    unit = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit",), condition=Q(programme=None), name="one_rule_set_an_office"
            ),
            models.UniqueConstraint(
                fields=("programme",),
                condition=~Q(programme=None),
                name="one_rule_set_a_programme",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.programme_id or ''}"


class Rule(models.Model):
    """``days`` working days after the due day (before it when negative), ``matter`` is shown to
    ``audience``."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="rules")
    matter = models.CharField(max_length=20)
    days = models.SmallIntegerField()
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.DOER)

    class Meta:
        ordering = ("matter", "days", "audience")
        constraints = (
            models.UniqueConstraint(
                fields=("rule_set", "matter", "days", "audience"), name="each_rule_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.matter}{self.days:+d}{self.audience}"


class SendingHours(models.Model):
    """One row: between which hours of a working day messages go out, in Vietnam's time."""

    opens = models.TimeField(default=datetime.time(7, 30))
    closes = models.TimeField(default=datetime.time(17, 30))
    last_run = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sending hours")

    def __str__(self) -> str:
        return f"{self.opens}-{self.closes}"


class Choice(models.Model):
    """How a person wants to be reminded. Without a row: by e-mail, in Vietnamese."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    email = models.BooleanField(default=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="vi")
    not_before = models.TimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("choice about reminders")

    def __str__(self) -> str:
        return str(self.user_id)
