"""Questions from an audience. Nothing here says who asked or voted, from where, or at what hour.

The key is drawn by lot, so that it tells no order; the day is the only time there is.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhbach_web.briefing.models.talks import Talk


def by_lot() -> int:
    """A key that tells neither when a row came nor what came before it."""
    return secrets.randbelow(2**53 - 1) + 1


class QuestionState(models.TextChoices):
    WAITING = "waiting", _("Not looked at")
    SHOWN = "shown", _("Shown")
    MERGED = "merged", _("Merged into another")
    ASIDE = "aside", _("Set aside")


class Disposition(models.TextChoices):
    """What becomes of a question (xử lý câu hỏi); a question never just vanishes."""

    OPEN = "open", _("To be answered")
    ANSWERED = "answered", _("Answered in writing")
    AT_TALK = "at_talk", _("Answered at the talk")
    PASSED_ON = "passed_on", _("Passed on to the competent office")
    NOT_OURS = "not_ours", _("Not about the subject")
    NO_QUESTION = "no_question", _("No question")


class Question(models.Model):
    """``text`` as it may be shown: what a moderator hid is not kept. ``votes``: a number."""

    id = models.BigIntegerField(primary_key=True, default=by_lot, editable=False)
    talk = models.ForeignKey(Talk, models.PROTECT, related_name="questions")
    text = models.TextField(_("question"))
    day = models.DateField(_("day"))
    state = models.CharField(max_length=8, choices=QuestionState, default=QuestionState.WAITING)
    votes = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    theme = models.ForeignKey(
        "programme.Theme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    disposition = models.CharField(max_length=12, choices=Disposition, default=Disposition.OPEN)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-votes", "pk")
        verbose_name = _("question")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into=None)),
                name="a_merged_question_has_its_other",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="aside", reason=""), name="question_aside_why"
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]


class Answer(models.Model):
    """The office's answer. ``content``: as published, with the source of every figure."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="answer")
    text = models.TextField(_("answer"))
    content = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("answer")

    def __str__(self) -> str:
        return self.text[:80]
