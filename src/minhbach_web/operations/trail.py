"""What the audit log's objects of this app are called, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import trail
from minhbach_web.core.jobs.models import Job
from minhbach_web.operations.queries.background import keeps

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from minhbach_web.units.models import User


def register() -> None:
    """Called once when the apps are ready."""
    trail.name("job", _("Background work"), kept_jobs, "operations:job")
    trail.name("backup", _("Backup"))
    trail.name("restore_proof", _("Proof by restoring"))
    trail.name("integrity_check", _("Check of integrity"))


def kept_jobs(user: User) -> QuerySet[Job]:
    """Work in the background, for who looks after the site."""
    return Job.objects.all() if keeps(user) else Job.objects.none()
