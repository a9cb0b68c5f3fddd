"""The office of the register: thousands of documents that cite a few thousand others."""

from __future__ import annotations

import time
from datetime import date, timedelta
from importlib import import_module
from random import Random
from statistics import median

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minhbach_web.core import clock
from minhbach_web.core.search import search_key
from minhbach_web.programme.models import (
    CitedDocument,
    CitedPlace,
    Disagreement,
    Holding,
    SourceDocument,
)
from minhbach_web.units import services
from minhbach_web.units.models import OrganisationUnit, OrgEdge, User

LONG_AGO = date(2020, 1, 1)
_UNITS, _CITES, _SHARE = 60, 8, 0.8  # entries for each document
_KINDS = (
    ("Nghị định", "{n}/{y}/NĐ-CP"),
    ("Thông tư", "{n}/{y}/TT-BTC"),
    ("Quyết định", "{n}/QĐ-TTg"),
    ("Kế hoạch", "{n}/KH-UBND"),
    ("Kết luận", "{n}-KL/TW"),
    ("Công văn", "{n}/UBND-VX"),
)
_ABOUT = (
    "công tác văn thư", "chuyển đổi số", "phòng cháy, chữa cháy", "khám chữa bệnh ban đầu",
    "an toàn giao thông", "cấp nước sạch nông thôn", "thư viện cơ sở", "thu gom rác thải",
    "phòng chống thiên tai", "đào tạo nghề", "quản lý đê điều", "phát triển trồng rừng",
)  # fmt: skip


def make_register(count: int) -> str:
    """``count`` documents of sixty units; the session of who coordinates them."""
    call_command("migrate", verbosity=0, interactive=False)
    office = OrganisationUnit.objects.create(code="K", name="Khối")
    rows = [OrganisationUnit(code=f"U{n}", name=f"Đơn vị {n}") for n in range(_UNITS)]
    for row in rows:
        row.fill_keys()
    units = OrganisationUnit.objects.bulk_create(rows)
    OrgEdge.objects.bulk_create(
        OrgEdge(unit=unit, parent=office, valid_from=LONG_AGO) for unit in units
    )
    services.rebuild_ancestors(today=clock.today())
    user = User.objects.create(username="tong-hop")
    services.grant(user=user, unit=office, role="coordinator", by=None, valid_from=LONG_AGO)
    _fill(count, user, units, Random(7))
    return _session(user)


def _fill(count: int, user: User, units: list[OrganisationUnit], chance: Random) -> None:
    now = clock.now()
    sources = SourceDocument.objects.bulk_create(
        (
            SourceDocument(
                sha256=f"{n:064x}",
                name=f"{n}.docx",
                format="docx",
                size=1,
                search_key=f"ke hoach {n}",
                uploaded_by=user,
                uploaded_at=now,
            )
            for n in range(count)
        ),
        batch_size=1000,
    )
    Holding.objects.bulk_create(
        (
            Holding(document=source, unit=chance.choice(units), by=user, at=now)
            for source in sources
        ),
        batch_size=1000,
    )
    entries = CitedDocument.objects.bulk_create(
        (_entry(n, chance) for n in range(1, int(count * _SHARE))), batch_size=1000
    )
    CitedPlace.objects.bulk_create(
        (
            _place(source, order, entries[int(len(entries) * chance.random() ** 3)], chance)
            for source in sources
            for order in range(_CITES)
        ),
        batch_size=1000,
    )
    Disagreement.objects.bulk_create(
        (
            Disagreement(
                source=source,
                code="CT-01",
                severity=chance.choice(("error", "warning", "info")),
                needed="2024",
                actual="2023",
                places=[["Nghị định số 30/2024/NĐ-CP ngày 05/3/2023", "p3"]],
            )
            for source in chance.sample(sources, count // 8)
        ),
        batch_size=1000,
    )


def _entry(n: int, chance: Random) -> CitedDocument:
    kind, shape = chance.choice(_KINDS)
    notation = shape.format(n=n, y=chance.randint(2016, 2026))
    title = f"{kind} về {chance.choice(_ABOUT)} và {chance.choice(_ABOUT)}"
    return CitedDocument(
        key=f"{notation}#{n}",
        base=notation,
        kind=kind,
        notation=notation,
        title=title,
        search_key=f" {search_key(f'{kind} {notation} {title}')}",
        status="replaced" if n % 9 == 0 else "unknown",
    )


def _place(source: SourceDocument, order: int, entry: CitedDocument, chance: Random) -> CitedPlace:
    day = date(2016, 1, 1) + timedelta(days=len(entry.notation) * 97 + chance.choice((0, 0, 0, 9)))
    return CitedPlace(
        entry=entry,
        found_as=entry,
        source=source,
        order=order,
        anchor=f"p{order + 3}",
        quote=f"{entry.kind} số {entry.notation}",
        before="Thực hiện các nhiệm vụ theo ",
        after=" về việc ban hành kế hoạch,",
        date=day if chance.random() < 0.8 else None,
        issuer="Chính phủ" if order % 2 else "",
        is_follow_up=order == _CITES - 1,
    )


def _session(user: User) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def cost(session: str, path: str) -> tuple[int, float]:
    """How many queries a page asks, and the processor seconds that it takes the server."""
    client = Client()
    client.cookies["sessionid"] = session
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, headers={"host": "127.0.0.1"})
    count = len(captured)  # before the next request forgets them
    assert answer.status_code == 200, path
    taken = []
    for _ in range(5):
        start = time.process_time()
        client.get(path, headers={"host": "127.0.0.1"})
        taken.append(time.process_time() - start)
    return count, median(taken)


def told() -> str:
    """What is loaded."""
    return (
        f"{connection.vendor}: {SourceDocument.objects.count():,} documents with "
        f"{CitedPlace.objects.count():,} citations of {CitedDocument.objects.count():,} others."
    )
