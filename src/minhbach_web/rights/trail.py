"""What the audit log's objects of this app are called, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import trail
from minhbach_web.rights.models import DataRequest
from minhbach_web.rights.queries.people import keeps

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from minhbach_web.units.models import User


def register() -> None:
    """Called once when the apps are ready."""
    trail.name("data_request", _("Request about personal data"), kept_requests, "rights:request")
    trail.name("period_of_keeping", _("Period of keeping"))


def kept_requests(user: User) -> QuerySet[DataRequest]:
    """Requests, for who looks after the site's data."""
    return DataRequest.objects.all() if keeps(user) else DataRequest.objects.none()
