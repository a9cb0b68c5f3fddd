"""The log. Everything is append-only: a correction is a further entry of the same activity.

No field for persons beyond the speaker and who wrote the entry, none for what anybody thinks.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Activity(models.Model):
    """Something that one unit did. ``key``: made by the page; the same page sent twice is one."""

    key = models.UUIDField(unique=True)
    unit = models.ForeignKey("units.OrganisationUnit", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("activity")

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.key}"


class Entry(models.Model):
    """What the log says of an activity: the entry with the highest ``n`` holds.

    ``kind`` and the codes of the amounts are data (``data/kinds.toml``). ``assignment``: the task
    it was done for. ``talk``: the key of a talk, whose app names it. ``completes``: with it the
    task was done. ``withdrawn``: it counts nowhere; ``reason`` says why it was changed.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="entries")
    n = models.PositiveSmallIntegerField()
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=40)
    what = models.CharField(_("what"), max_length=300)
    place = models.CharField(_("where"), max_length=200, blank=True)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    assignment = models.ForeignKey(
        "programme.Assignment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    theme = models.ForeignKey(
        "programme.Theme", models.PROTECT, null=True, blank=True, related_name="+"
    )
    talk = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)
    completes = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("activity", "n")
        indexes = (models.Index(fields=("day",), name="entries_by_day"),)
        constraints = (
            models.UniqueConstraint(fields=("activity", "n"), name="one_entry_per_number"),
            models.CheckConstraint(
                condition=Q(n=1, withdrawn=False) | Q(n__gt=1) & ~Q(reason=""),
                name="a_change_of_the_log_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.what


class Amount(models.Model):
    """How much of something: the code is one of the counts in ``data/kinds.toml``."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="amounts")
    code = models.CharField(max_length=80)
    number = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("entry", "code"), name="one_amount_per_code"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.number}"


class Evidence(models.Model):
    """A file kept with an entry, under its sha256. Photos were cleaned of what they hide."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    media = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("entry", "sha256"), name="one_file_per_entry"),
        )

    def __str__(self) -> str:
        return self.name
