"""What one asked element can be: shared by drafts (mutable) and values (append-only)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Zero, blank, not applicable and not asked are four things; unconfirmed is a fifth."""

    UNCONFIRMED = "unconfirmed", _("Not confirmed")
    REPORTED = "reported", _("Reported")
    ZERO = "zero", _("Zero: nothing was done")
    BLANK = "blank", _("Not in the report")
    NOT_APPLICABLE = "not_applicable", _("Does not apply to this unit")
    NOT_ASKED = "not_asked", _("Not asked")


class BlankKind(models.TextChoices):
    """Why a value is blank."""

    NONE = "", ""
    NOT_GIVEN = "not_given", _("The report does not give it")
    NOT_KNOWN = "not_known", _("Not counted this period")
    LATER = "later", _("Will be sent later")


class Qualifier(models.TextChoices):
    """Words that make a number an estimate; Vietnamese because the reports say them so."""

    NONE = "", ""
    MORE = "hơn", "hơn"
    OVER = "trên", "trên"
    NEARLY = "gần", "gần"
    ABOUT = "khoảng", "khoảng"


class Entry(models.Model):
    """A number kept as scaled integer (``number`` / 10**``scale``) with the place it came from."""

    state = models.CharField(max_length=16, choices=State, default=State.UNCONFIRMED)
    blank_kind = models.CharField(max_length=12, choices=BlankKind, blank=True)
    number = models.BigIntegerField(null=True, blank=True)
    scale = models.PositiveSmallIntegerField(default=0)
    qualifier = models.CharField(max_length=10, choices=Qualifier, blank=True)
    anchor = models.CharField(max_length=40, blank=True)
    quote = models.TextField(blank=True)
    where = models.CharField(max_length=10, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    candidates = models.JSONField(default=list, blank=True)
    # Why a number that a rule finds doubtful is right all the same.
    note = models.TextField(blank=True, default="")

    class Meta:
        abstract = True
