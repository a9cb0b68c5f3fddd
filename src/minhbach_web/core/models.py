"""The audit log: one entry per act of a service, each bound to the one before by its hash."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhbach_web.core.jobs.models import Job, WorkerBeat

__all__ = ["AuditEvent", "Job", "WorkerBeat"]


class AuditEvent(models.Model):
    """Append-only; ``core.services.audit`` writes and verifies it."""

    seq = models.BigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("person"),
    )
    action = models.CharField(_("act"), max_length=60)
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_key = models.CharField(_("object"), max_length=100)
    digests = models.JSONField(_("digests"), default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("seq",)
        verbose_name = _("audit entry")
        # What the page searches for; the newest are read first.
        indexes = (
            models.Index(fields=("action", "seq"), name="audit_by_act"),
            models.Index(fields=("actor", "seq"), name="audit_by_actor"),
            models.Index(fields=("object_type", "object_key", "seq"), name="audit_by_object"),
            models.Index(fields=("at",), name="audit_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.object_type}:{self.object_key}"
