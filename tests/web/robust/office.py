"""An office in a folder of its own, made and looked at by separate processes.

``python -m tests.web.robust.office make N`` prints what a browser needs; ``… check`` prints what
is stored. The test kills the server in between.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import django

N = 16


def make() -> dict[str, Any]:
    """N units with a report ready to be sent; sessions of the writer and the coordinator."""
    from django.core.management import call_command  # noqa: PLC0415
    from tests.factories import LONG_AGO, make_user  # noqa: PLC0415
    from tests.web.reporting.scene import FORM, number  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    from minhbach_web.reporting.services.answers import Answer, save_answers  # noqa: PLC0415
    from minhbach_web.reporting.services.drafts import start_form_draft  # noqa: PLC0415
    from minhbach_web.reporting.services.forms import store_form  # noqa: PLC0415
    from minhbach_web.reporting.services.periods import Opening, open_period  # noqa: PLC0415
    from minhbach_web.units import services  # noqa: PLC0415
    from minhbach_web.units.models import OrganisationUnit, OrgEdge  # noqa: PLC0415

    parent = OrganisationUnit.objects.create(code="K", name="Khối thử nghiệm")
    units = [
        OrganisationUnit.objects.create(code=f"U{n}", name=f"Đơn vị {n}", type="chi bộ")
        for n in range(N)
    ]
    for unit in units:
        OrgEdge.objects.create(unit=unit, parent=parent, valid_from=LONG_AGO)
    services.rebuild_ancestors(today=date(2026, 1, 1))
    clerk, writer = make_user("tong-hop", "coordinator", unit=parent), make_user("viet")
    for unit in units:
        services.grant(user=writer, unit=unit, role="reporter", by=None, valid_from=LONG_AGO)
    period = open_period(
        opening=Opening(
            data_set=store_form(data=FORM.encode(), by=clerk),
            parent=parent,
            code="2024-Q1",
            due=date(2030, 1, 1),
            units=units,
        ),
        by=clerk,
    )
    owed = []
    for obligation in period.obligations.all():
        draft = start_form_draft(obligation=obligation, by=writer)
        seen = draft.entries.get(element__code="hoi_nghi").version
        given = number("hoi_nghi", "2")
        answer = Answer(given.code, seen, given.state, number=given.number)
        assert save_answers(draft=draft, answers=[answer], by=writer) == []
        draft.refresh_from_db()
        owed.append({"pk": obligation.pk, "token": str(draft.token), "seen": draft.version})
    return {
        "period": period.pk,
        "owed": owed,
        "writer": _session(writer),
        "clerk": _session(clerk),
    }


def _session(user: Any) -> str:
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.utils.module_loading import import_string  # noqa: PLC0415

    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def sent() -> dict[str, Any]:
    """An office in which three reports were sent and a file is stored; nobody is killed here."""
    from minhbach_web.core.services import files  # noqa: PLC0415
    from minhbach_web.reporting.models import Draft  # noqa: PLC0415
    from minhbach_web.reporting.services.submissions import submit  # noqa: PLC0415

    made = make()
    for draft in Draft.objects.order_by("pk")[:3]:
        submit(
            obligation=draft.obligation, token=draft.token, seen=draft.version, by=draft.updated_by
        )
    files.store("một tệp đã nộp".encode())
    return {"period": made["period"]}


def check() -> dict[str, Any]:
    """What is stored, counted the slow way."""
    from minhbach_web.core.services.audit import verify_chain  # noqa: PLC0415
    from minhbach_web.reporting.models import (  # noqa: PLC0415
        Decision,
        Draft,
        Period,
        SubmissionRevision,
    )
    from minhbach_web.reporting.services.totals import rebuild_totals  # noqa: PLC0415

    period = Period.objects.get()
    total = period.totals.get(element__code="hoi_nghi")
    return {
        "chain": verify_chain().holds,
        "n": sorted(SubmissionRevision.objects.values_list("n", flat=True)),
        "decisions": Decision.objects.count(),
        "drafts": Draft.objects.count(),
        "reports": period.reports.count(),
        "pins": [len(report.pins) for report in period.reports.all()],
        "total": [total.number, total.n_reported, total.unconfirmed, total.missing],
        "wrong": rebuild_totals(period=period),
    }


def hashes() -> dict[str, Any]:
    """Obligation → sha256 of its revision: what the coordinator's pages show."""
    from minhbach_web.reporting.models import SubmissionRevision  # noqa: PLC0415

    rows = SubmissionRevision.objects.values_list("submission__obligation", "sha256")
    return {str(pk): sha256 for pk, sha256 in rows}


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"make": make, "sent": sent, "check": check, "hashes": hashes}[sys.argv[1]]()))
