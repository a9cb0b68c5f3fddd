"""The two offices of B11, and the addresses of everything in them."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse

from minhbach_web.programme.services import plans
from minhbach_web.programme.services.adoption import to_decide
from minhbach_web.programme.services.documents import store_document
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.periods import Opening, open_period
from minhbach_web.units import queries, services
from minhbach_web.units.changes import Line
from minhbach_web.units.queries import children, subtree
from minhbach_web.units.services import tables

START = datetime.date(2024, 1, 1)
ROOT = Path(__file__).parents[1]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Not pages about units: files to download, what leaves the site, what asks for a password again.
ASIDE = ("api", "static", "account_", "mfa_", "openapi", "metrics", "usersessions")


@dataclass(frozen=True)
class Page:
    """An address to open; ``large``: it is about the whole office, not about one unit of it."""

    name: str
    url: str
    large: bool = False


def open_page(users: tuple[Any, ...], page: Page) -> bool:
    """Once to warm up and once counted, as the first of ``users`` who gets a page; a line."""
    for user in users:
        client = Client(raise_request_exception=False)
        client.force_login(user, backend=BACKEND)
        if _status(client, page.url) != HTTPStatus.OK:
            continue
        clock, processor = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as asked:
            _status(client, page.url)
        spent, worked = time.perf_counter() - clock, time.process_time() - processor
        name = f"{page.name} (whole office)" if page.large else page.name
        print(f"page\t{name}\t{len(asked)}\t{spent:.3f}\t{worked:.3f}", flush=True)
        return True
    return False


def _status(client: Client, url: str) -> int:
    response = client.get(url)
    if response.streaming:
        list(response)  # a download holds its file open until it was read
    return response.status_code


def open_all(user: Any, keys: dict[str, dict[str, Any]]) -> None:
    """Every page that the matrix of rights declares, and those about the whole office."""
    opened: set[str] = set()
    for page in large_pages(keys):
        if open_page((user,), page):
            opened.add(page.name)
    unit = queries.unit_by_code("M1")
    for access in _declared():
        if access.method != "get" or any(part in access.view for part in ASIDE):
            continue
        if access.at is None and access.view in opened:
            continue
        with transaction.atomic():
            if _open_declared(access, user, unit):
                opened.add(access.view)
            transaction.set_rollback(True)
    for name in sorted({a.view for a in _declared() if a.method == "get"} - opened):
        print(f"closed\t{name}", flush=True)


def _open_declared(access: Any, user: Any, unit: Any) -> bool:
    try:
        kwargs = access.at(unit) if access.at else {}
        url = reverse(access.view, kwargs=kwargs) + access.query
    except Exception as error:
        print(f"trouble\t{access.view}\t{type(error).__name__}: {error}"[:200], flush=True)
        return False
    own = services.create_user(username="cua-don-vi", password="x" * 20, full_name="Y", by=None)
    for role in queries.ROLES:
        services.grant(user=own, unit=unit, role=role, by=None, valid_from=START)
    return open_page((user, own), Page(access.view, url))


def _declared() -> list[Any]:
    from tests.web.test_access import declared  # noqa: PLC0415 - it reads the settings

    return list({(a.view, a.query): a for a in declared()}.values())


def large_pages(keys: dict[str, dict[str, Any]]) -> list[Page]:
    """The addresses that can be reached with what the whole office has."""
    found: dict[str, Page] = {}
    for name in _names(get_resolver()):
        if any(part in name for part in ASIDE):
            continue
        app = name.partition(":")[0]
        for kwargs in ({}, *(keys[k] for k in keys if k.partition("/")[0] == app)):
            try:
                url = reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue
            found.setdefault(url, Page(name, url, large=bool(kwargs)))
    return list(found.values())


def _names(resolver: Any, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _names(entry, inner)
        elif entry.name:
            yield f"{prefix}{entry.name}"


def office(units: int) -> tuple[Any, dict[str, dict[str, Any]]]:
    """The person who looks, and the keys that addresses need, by app."""

    tables.MAX_BYTES = 2**30
    middle = max(2, units // 100)
    rows = ["code,name,type,parent_code", "G,Gốc,gốc,"]
    rows += [f"M{n},Đảng bộ số {n},đảng bộ,G" for n in range(middle)]
    rows += [f"L{n},Chi bộ số {n},chi bộ,M{n % middle}" for n in range(units - middle - 1)]
    services.import_units(data="\n".join(rows).encode(), by=None, today=START)
    root = queries.root_unit()
    user = services.create_user(username="nguoi-xem", password="x" * 20, full_name="X", by=None)
    for role in queries.ROLES:
        services.grant(user=user, unit=root, role=role, by=None, valid_from=START)
    head = services.Head("01-QĐ", START, "Gốc", "sắp xếp", datetime.date(2025, 7, 1))
    for lines in ([Line(1, "merge", "L1", "L0")], [Line(1, "merge", "L3", "L2")]):
        row = services.draft(head=head, by=user)
        services.set_lines(reorganisation=row, lines=lines, by=user)
        if lines[0].code == "L1":
            seal = services.preview(row).seal
            services.sign(reorganisation=row, seal=seal, by=user, today=datetime.date(2025, 8, 1))
    keys: dict[str, dict[str, Any]] = {
        "units": {"pk": root.pk},
        "units/leaf": {"pk": queries.unit_by_code("L0").pk},
        "units/draft": {"pk": row.pk},
    }
    keys |= _reporting(user, root)
    return user, keys | _programme(user, root)


def _reporting(user: Any, root: Any) -> dict[str, dict[str, Any]]:

    form = store_form(data=(ROOT / "examples/forms/tuyen-truyen.toml").read_bytes(), by=user)
    asked = list(subtree(root).exclude(pk=root.pk).order_by("pk"))
    opening = Opening(
        data_set=form, parent=root, code="2024-Q1", due=datetime.date(2024, 3, 29), units=asked
    )
    period = open_period(opening=opening, by=user)
    first = period.obligations.order_by("pk")[0]
    return {
        "reporting": {"pk": period.pk},
        "reporting/report": {"pk": first.pk},
        "reporting/unit": {"pk": root.pk},
        "reporting/open": {"form": form.pk, "unit": root.pk},
        "reporting/trend": {"pk": period.pk, "code": form.elements.all()[0].code},
    }


def _programme(user: Any, root: Any) -> dict[str, dict[str, Any]]:

    name = "ke-hoach-2024.txt"
    data = (ROOT / "examples" / name).read_bytes()
    source = store_document(data=data, name=name, by=user, unit=root)
    plan = plans.propose_plan(source=source, owner_unit=root, by=user)
    lead = tuple(children(root).values_list("pk", flat=True)[:50])
    for item in to_decide(plan):
        item.refresh_from_db()
        seen = item.kind == "gap" or not item.in_scope
        changes = plans.Changes(lead=lead) if item.kind == "task" and not seen else None
        plans.decide_item(
            item=item,
            version=item.version,
            decision="seen" if seen else "accept",
            by=user,
            changes=changes,
        )
    programme = plans.adopt_plan(plan=plan, by=user)
    task = programme.tasks.filter(in_scope=True)[0]
    return {
        "programme": {"pk": plan.pk},
        "programme/task": {"pk": task.pk},
        "programme/document": {"pk": source.pk},
        "activities": {"pk": programme.pk},
    }
