"""What the ground stores about a person: acts, background work, sessions, failed sign-ins."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.core import holding, retention
from minhbach_web.core.jobs.models import Job

if TYPE_CHECKING:
    from typing import Any

ENDED = (Job.State.DONE, Job.State.DISCARDED)


def register() -> None:
    """Called once when the apps are ready."""
    holding.register(
        holding.Kept(
            code="core.audit",
            label=_("Audit log"),
            what=_("Which act you did, on what, and when. No words that anybody wrote."),
            basis=holding.SECURITY,
            fate=holding.DETACHED,
            why=holding.PROOF,
            rows=(holding.Rows("core.AuditEvent", "actor", "at action object_type object_key"),),
        ),
        holding.Kept(
            code="core.audit_about",
            label=_("Audit log: acts about your account"),
            what=_("When your account was made, given a role, closed and the like."),
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
            what=_("Which long work you asked for, and when."),
            basis=holding.DUTY,
            fate=holding.DETACHED,
            why=_("It goes by itself after the period of such work."),
            term="core.jobs",
            rows=(holding.Rows("core.Job", "by", "kind state asked_at finished_at"),),
        ),
        holding.Kept(
            code="core.sign_in_failures",
            label=_("Failed sign-ins"),
            what=_("That a wrong password was given for your user name, and when."),
            basis=holding.SECURITY,
            fate=holding.DELETED,
            term="core.sign_in_failures",
            rows=(
                holding.Rows("axes.AccessAttempt", "username", "attempt_time", value=_name),
                holding.Rows("axes.AccessFailureLog", "username", "attempt_time", value=_name),
                holding.Rows("axes.AccessLog", "username", "attempt_time", value=_name),
            ),
        ),
    )
    retention.register(
        _term("core.jobs", _("Work in the background"), _("the day it ended"), old_jobs),
        _term("core.sessions", _("Sessions of who signed in"), _("the hour it ends"), ended),
        retention.Term(
            "core.sign_in_failures",
            _("Failed sign-ins"),
            _("the last attempt"),
            retention.GONE,
            due=lambda before: sum(rows.count() for rows in _failures(before)),
            clear=lambda before: sum(rows.delete()[0] for rows in _failures(before)),
        ),
    )


def _name(user: Any) -> Any:
    return user.get_username()


def _term(code: str, label: Any, since: Any, older: retention.Older) -> retention.Term:
    due, clear = retention.of_rows(older)
    return retention.Term(code, label, since, retention.GONE, due, clear)


def old_jobs(before: datetime.datetime) -> QuerySet[Job]:
    """Work that was done or given up; what failed waits for a person."""
    return Job.objects.filter(state__in=ENDED, finished_at__lt=before)


def ended(before: datetime.datetime) -> QuerySet[Session]:
    """Sessions that are over."""
    return Session.objects.filter(expire_date__lt=before)


def _failures(before: datetime.datetime) -> list[QuerySet[Any]]:
    models = (AccessAttempt, AccessFailureLog)
    return [model.objects.filter(attempt_time__lt=before) for model in models]
