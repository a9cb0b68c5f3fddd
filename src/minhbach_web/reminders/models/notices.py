"""What was said to whom: one notice per person, thing, rule and due day; one message a day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL


class Message(models.Model):
    """An e-mail to one person: the digest of a day, or one chase. It is claimed before it is
    sent; ``token`` tells the messages of one day apart ("" for the digest)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        OFF = "off", _("Nothing left to say")

    user = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    day = models.DateField()
    token = models.CharField(max_length=40, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("user", "day", "token"), name="one_message_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.day} {self.token}"


class Chase(models.Model):
    """A person asked units for something: the words, once for all who got them."""

    token = models.UUIDField(unique=True)
    thing = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.thing


class Notice(models.Model):
    """``matter`` names the thing ("obligation:12"), ``rule`` why now ("doer:report:-3").

    ``settled_at``: since then there is nothing left to do about it. ``unit``: on whose account.
    """

    user = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    matter = models.CharField(max_length=60)
    rule = models.CharField(max_length=60)
    due = models.DateField()
    unit = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    title = models.TextField()
    detail = models.TextField(blank=True, default="")
    why = models.TextField()
    url = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    message = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="notices"
    )

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("reminder")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "matter", "rule", "due"), name="each_reminder_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("user",),
                condition=Q(read_at=None, settled_at=None),
                name="unread_reminders",
            ),
            models.Index(fields=("matter",), name="reminders_of_a_matter"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.matter} {self.rule}"
