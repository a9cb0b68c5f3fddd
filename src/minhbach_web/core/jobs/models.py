"""One row per piece of work, and one per worker: what is waiting, running, done or failed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """``key`` names the piece of work: there is one row for it, however often it is asked for.

    ``round`` counts how often it was queued: a worker that was thought dead and comes back holds
    an old number and can change nothing. ``lease_until``: from then on a running job counts as
    left behind by a killed worker. ``error`` is a message's code or the name of an exception's
    class with its place in the code: never its text, which may hold what people wrote.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        DISCARDED = "discarded", _("Discarded")

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    round = models.PositiveIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    step = models.CharField(max_length=200, blank=True, default="")
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict, blank=True)
    error = models.CharField(max_length=300, blank=True, default="")
    task = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("background work")
        indexes = (models.Index(fields=("state", "lease_until"), name="job_state_lease"),)

    def __str__(self) -> str:
        return self.key


class WorkerBeat(models.Model):
    """A worker says every few seconds that it is alive."""

    name = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("-seen_at",)
        verbose_name = _("worker")

    def __str__(self) -> str:
        return self.name
