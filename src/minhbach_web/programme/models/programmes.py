"""The programme that runs: made in one act from a confirmed plan, each row with its sentence.

Progress has no column: it is derived from what units report.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhbach_web.programme.models.plans import Plan, PlanItem


class Programme(models.Model):
    """An adopted plan. An amendment changes ``plan`` and counts ``version`` up; rows stay.

    ``public_since``: anyone may read the public page since then; None, as it begins: nobody.
    """

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="programme")
    owner = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    name = models.TextField(_("name"))
    issuer = models.TextField(_("issuer"), blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    public_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-adopted_at", "-pk")
        verbose_name = _("programme")

    def __str__(self) -> str:
        return self.name


class Placed(models.Model):
    """A row made from an item: the text, its place in the document and who confirmed it.

    ``ended_at``/``ended_by``: an amendment no longer has it; what hangs on the row stays readable.
    """

    item = models.OneToOneField(PlanItem, models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    text = models.TextField()
    anchor = models.CharField(max_length=40)
    quote = models.TextField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text


class Theme(Placed):
    """What people are to be informed about."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="themes")
    number = models.CharField(max_length=60, blank=True)


class Message(Placed):
    """A message of a theme. Out of scope: it stays to be read and gets into nothing."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="messages")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="messages")
    in_scope = models.BooleanField(default=True)
    reason = models.CharField(max_length=60, blank=True)
    phrase = models.CharField(max_length=300, blank=True)


class Task(Placed):
    """Work for units. Out of scope: no assignment (a trigger sees to it), no indicator, no tool.

    ``added``: fields that the plan doesn't state and a person filled in, with who and when.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="tasks")
    section = models.CharField(max_length=60, blank=True)
    in_scope = models.BooleanField(default=True)
    reason = models.CharField(max_length=60, blank=True)
    phrase = models.CharField(max_length=300, blank=True)
    lead_text = models.TextField(blank=True)
    support_text = models.JSONField(default=list)
    deadline = models.TextField(blank=True)
    due = models.DateField(null=True, blank=True)
    recurrence = models.CharField(max_length=10, blank=True)
    product = models.TextField(blank=True)
    added = models.JSONField(default=dict)


class ReportingDuty(Placed):
    """A duty to report on the programme, in the plan's words; periods are opened in reporting."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="duties")
    sender = models.TextField(blank=True)
    receiver = models.TextField(blank=True)
    through = models.TextField(blank=True)
    recurrence = models.JSONField(default=list)
    deadline = models.TextField(blank=True)
    added = models.JSONField(default=dict)
