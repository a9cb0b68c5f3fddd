"""Requests and people as administrators and as the people themselves see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import Http404

from minhbach_web.rights.models import Consent, DataRequest
from minhbach_web.units.queries import holds_at_top, manageable_user

if TYPE_CHECKING:
    from minhbach_web.units.models import User

KEEPER = "administrator"


def keeps(user: User) -> bool:
    """Whether the person looks after the data of the whole site."""
    return holds_at_top(user, KEEPER)


def person_to_keep(user: User, pk: int) -> User:
    """Somebody whose data the person may look after; else Http404."""
    if not keeps(user):
        raise Http404
    return manageable_user(user, pk)


def requests() -> QuerySet[DataRequest]:
    """All requests: open ones first, the most urgent on top."""
    return DataRequest.objects.select_related("person", "taken_by", "answered_by")


def open_requests() -> QuerySet[DataRequest]:
    """Requests about which something is left to do."""
    return requests().filter(done_on=None, withdrawn_on=None).order_by("done_by", "pk")


def closed_requests() -> QuerySet[DataRequest]:
    """Requests that were done, refused or taken back."""
    return requests().exclude(done_on=None, withdrawn_on=None)


def request_to_keep(user: User, pk: int) -> DataRequest:
    """The request, for who looks after the site; else Http404."""
    row = requests().filter(pk=pk).first() if keeps(user) else None
    if row is None:
        raise Http404
    return row


def own_request(user: User, pk: int) -> DataRequest:
    """The person's own request; else Http404."""
    row = DataRequest.objects.filter(pk=pk, person=user).first()
    if row is None:
        raise Http404
    return row


def own_requests(user: User) -> QuerySet[DataRequest]:
    """What the person asked, the last first."""
    return DataRequest.objects.filter(person=user)


def last_words(user: User) -> dict[str, Consent]:
    """Purpose → what the person said last about it."""
    rows = Consent.objects.filter(Q(person=user)).order_by("pk")
    return {row.purpose: row for row in rows}
