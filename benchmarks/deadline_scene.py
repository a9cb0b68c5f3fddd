"""The office of B8: units whose drafts are answered and wait to be sent; what was stored after."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection

from benchmarks.generate.unit_reports import FORM
from minhbach_web.core import clock
from minhbach_web.core.services.audit import verify_chain
from minhbach_web.reporting.models import Draft, DraftEntry, Obligation, Period, SubmissionRevision
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.periods import Opening, open_period
from minhbach_web.reporting.services.totals import rebuild_totals
from minhbach_web.units import services
from minhbach_web.units.models import Membership, OrganisationUnit, OrgEdge, User

LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Intent:
    """A report that its unit's reporter means to send: the page and its hidden fields."""

    session: str
    path: str
    token: str
    seen: int


def make_office(count: int) -> list[Intent]:
    """One intent a unit, each of a person of its own."""
    call_command("migrate", verbosity=0, interactive=False)
    office = OrganisationUnit.objects.create(code="K", name="Khối")
    rows = [OrganisationUnit(code=f"U{n}", name=f"Đơn vị {n}") for n in range(1, count + 1)]
    for row in rows:
        row.fill_keys()
    units = OrganisationUnit.objects.bulk_create(rows, batch_size=1000)
    OrgEdge.objects.bulk_create(
        (OrgEdge(unit=unit, parent=office, valid_from=LONG_AGO) for unit in units), batch_size=1000
    )
    services.rebuild_ancestors(today=clock.today())
    user = User.objects.create(username="tong-hop")
    services.grant(user=user, unit=office, role="coordinator", by=None, valid_from=LONG_AGO)
    people = User.objects.bulk_create(
        (User(username=f"bao-cao-{n}") for n in range(1, count + 1)), batch_size=1000
    )
    Membership.objects.bulk_create(
        (
            Membership(user=person, unit=unit, role="reporter", valid_from=LONG_AGO)
            for person, unit in zip(people, units, strict=True)
        ),
        batch_size=1000,
    )
    opening = Opening(
        data_set=store_form(data=FORM.encode(), by=user),
        parent=office,
        code="2024-Q1",
        due=date(2099, 1, 5),
        units=units,
    )
    period = open_period(opening=opening, by=user)
    return _drafts(period, people)


def _drafts(period: Period, people: list[User]) -> list[Intent]:
    now, elements = clock.now(), list(period.data_set.elements.all())
    drafts = Draft.objects.bulk_create(
        (
            Draft(
                obligation=obligation,
                token=uuid.uuid4(),
                channel="form",
                updated_by=person,
                updated_at=now,
            )
            for obligation, person in zip(period.obligations.order_by("pk"), people, strict=True)
        ),
        batch_size=1000,
    )
    DraftEntry.objects.bulk_create(
        (
            DraftEntry(
                draft=draft,
                element=element,
                state="reported",
                number=at % 50 + 1,
                decided_by_id=draft.updated_by_id,
                decided_at=now,
            )
            for at, draft in enumerate(drafts)
            for element in elements
        ),
        batch_size=1000,
    )
    return [
        Intent(_session(person), f"/bao-cao/{d.obligation_id}/kiem-tra/", str(d.token), d.version)
        for d, person in zip(drafts, people, strict=True)
    ]


def _session(user: User) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def stored() -> dict[str, Any]:
    """What is there after the day, counted the slow way."""
    period = Period.objects.get()
    return {
        "obligations": Obligation.objects.count(),
        "revisions": SubmissionRevision.objects.filter(n=1).count(),
        "more": SubmissionRevision.objects.exclude(n=1).count(),
        "drafts": Draft.objects.count(),
        "chain": verify_chain().holds,
        "wrong totals": rebuild_totals(period=period),
    }


def engine() -> str:
    """The database's name and what its commits wait for."""
    if connection.vendor != "postgresql":
        return "SQLite (synchronous=FULL)"
    with connection.cursor() as cursor:
        cursor.execute("SHOW fsync")
        return f"PostgreSQL (fsync={cursor.fetchone()[0]})"
