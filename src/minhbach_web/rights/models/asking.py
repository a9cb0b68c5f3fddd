"""What people asked about their own data, and what they said yes to. No free words anywhere."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL


class RequestKind(models.TextChoices):
    CORRECT = "correct", _("Correct data that are wrong")
    DELETE = "delete", _("Delete data")
    RESTRICT = "restrict", _("Restrict what is done with data")
    OBJECT = "object", _("Object to what is done with data")


class About(models.TextChoices):
    NAME = "name", _("The name")
    EMAIL = "email", _("The e-mail address")
    ROLES = "roles", _("Roles in units")
    TALKS = "talks", _("Talks and the speaker’s name")
    RECORDS = "records", _("What was sent, decided or entered")
    ALL = "all", _("Everything")


class Outcome(models.TextChoices):
    GRANTED = "granted", _("Taken up")
    REFUSED = "refused", _("Refused, with a reason")


class RefusalReason(models.TextChoices):
    RECORDS = "records", _("It is part of the office’s records, which archive law has us keep.")
    DUTY = "duty", _("It is needed for a duty that you have now; it goes when you hand it over.")
    NOT_HELD = "not_held", _("Nothing of the kind is stored here.")
    CORRECT = "correct", _("What is stored is right.")
    NOT_YOURS = "not_yours", _("It is not about you, or it was not shown who asks.")
    LAW = "law", _("A law has it used this way (Law 91/2025/QH15, article 19).")


class DataRequest(models.Model):
    """``answer_by`` and ``done_by``: the days that the law gives, fixed when it was asked.

    ``taken_by``: who wrote it down for a person who can't sign in (any more).
    """

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    kind = models.CharField(_("what is asked"), max_length=10, choices=RequestKind)
    about = models.CharField(_("data"), max_length=10, choices=About, default=About.ALL)
    taken_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField(_("asked on"))
    answer_by = models.DateField(_("answer by"))
    done_by = models.DateField(_("done by"))
    put_off_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default="")
    reason = models.CharField(
        _("reason"), max_length=10, choices=RefusalReason, blank=True, default=""
    )
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("request about own data")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "kind", "about"),
                condition=Q(done_on=None, withdrawn_on=None),
                name="one_open_data_request",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused", reason=""), name="a_refusal_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id} {self.asked_on}"

    @property
    def is_open(self) -> bool:
        """Whether something is left to do about it."""
        return self.done_on is None and self.withdrawn_on is None


class Consent(models.Model):
    """A person said yes to a purpose, or took it back: the last row counts. Append-only: proof.

    ``version``: of the words that the person saw.
    """

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    given = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("consent")
        indexes = (models.Index(fields=("purpose", "person"), name="consents_by_purpose"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose} {self.given}"
