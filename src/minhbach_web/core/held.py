"""What the ground stores about a person: acts, and work in the background."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import holding, retention
from minhbach_web.core.jobs.models import Job

ENDED = (Job.State.DONE, Job.State.DISCARDED)


def register() -> None:
    """Called once when the apps are ready."""
    holding.register(
        holding.Kept(
            code="core.audit",
            label=_("Audit log"),
            what=_("Which act was done, on what, and when. No words that anybody wrote."),
            basis=holding.SECURITY,
            fate=holding.DETACHED,
            why=holding.PROOF,
            rows=(holding.Rows("core.AuditEvent", "actor", "at action object_type object_key"),),
        ),
        holding.Kept(
            code="core.audit_about",
            label=_("Audit log: acts about the account"),
            what=_("When the account was made, given a role, closed and the like."),
            basis=holding.SECURITY,
            fate=holding.DETACHED,
            why=holding.PROOF,
            rows=(
                holding.Rows(
                    "core.AuditEvent",
                    "object_key",
                    "at action",
                    value=lambda user: str(user.pk),
                    where={"object_type": "user"},
                ),
            ),
        ),
        holding.Kept(
            code="core.jobs",
            label=_("Work in the background"),
            what=_("Which long work was asked for, and when."),
            basis=holding.DUTY,
            fate=holding.DETACHED,
            why=_("It goes by itself after the period of such work."),
            term="core.jobs",
            rows=(holding.Rows("core.Job", "by", "kind state asked_at finished_at"),),
        ),
    )
    retention.register(
        retention.Term(
            "core.jobs",
            _("Work in the background"),
            _("the day it ended"),
            retention.GONE,
            *retention.of_rows(old_jobs),
        )
    )


def old_jobs(before: datetime.datetime) -> QuerySet[Job]:
    """Work that was done or given up; what failed waits for a person."""
    return Job.objects.filter(state__in=ENDED, finished_at__lt=before)
