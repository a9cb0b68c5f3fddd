"""No table that leaves the site holds a formula, whatever a unit, a form or a file is called."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import LONG_AGO, Tree, make_user
from tests.web.access import ROLES
from tests.web.test_access import BACKEND, declared

from minhbach_web.core import clock
from minhbach_web.units import services
from minhbach_web.units.models import OrganisationUnit

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EVIL = '=HYPERLINK("http://xau.example","Xem")'
STARTS = ("=", "+", "-", "@", "\t", "\r")
# Every address that gives a table; test_addresses_of_tables_are_all_here finds new ones.
TABLES = (
    "activities:export",
    "activities:programme-export",
    "briefing:export",
    "core:audit_export",
    "programme:register-table",
    "reporting:download",
    "reporting:period_template",
    "reporting:review_workbook",
    "reporting:unit_template",
    "units:export",
)
# A form of its own, or nothing to take away in the scene of the access tests.
WITHOUT = {"reporting:download", "reporting:review_workbook"}
CHECKED_ELSEWHERE = {"briefing:template", "reporting:fixed", "reporting:api:values_csv"}


def cells(data: bytes, kind: str) -> Iterator[tuple[str, Any]]:
    """(what Excel would take it for, content) of every cell."""
    if "csv" in kind:
        text = data.decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text), delimiter=";" if ";" in text[:60] else ","):
            yield from (("csv", cell) for cell in row)
    elif "sheet" in kind:
        book = openpyxl.load_workbook(io.BytesIO(data))
        for sheet in book.worksheets:
            yield from ((cell.data_type, cell.value) for row in sheet.iter_rows() for cell in row)
    elif "zip" in kind:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.endswith(".csv"):
                    yield from cells(archive.read(name), "csv")


def dangerous(kind: str, content: Any) -> bool:
    if kind == "csv":
        number = content.removeprefix("-").replace(",", "").replace(".", "").isdigit()
        return content.startswith(STARTS) and not number and content != "-"
    return kind == "f" and not str(content).startswith("=SUM(")


def test_no_export_holds_a_formula(tree: Tree) -> None:
    keeper = make_user("@SUM-1+2", *ROLES, unit=tree.parent, full_name=EVIL)
    client = Client(raise_request_exception=False)
    client.force_login(keeper, backend=BACKEND)
    wrong, seen = [], {}
    for n, access in enumerate(a for a in declared() if a.view in TABLES and a.method == "get"):
        unit = tree.own
        if access.at:
            unit = OrganisationUnit.objects.create(
                code=f"+A{n}", name=f"{EVIL} {n}", type="@chi bộ"
            )
            unit.parent_edges.create(parent=tree.parent, valid_from=LONG_AGO)
            services.rebuild_ancestors(today=clock.today())
        kwargs = access.at(unit) if access.at else {}
        response = client.get(reverse(access.view, kwargs=kwargs) + access.query)
        data = b"".join(response) if response.streaming else response.content
        kind = response.headers["Content-Type"]
        found = list(cells(data, kind)) if response.status_code == 200 else []
        seen[access.view] = seen.get(access.view, 0) + len(found)
        wrong += [(access.view, cell) for cell in found if dangerous(*cell)]

    assert wrong == []
    assert {name for name in TABLES if not seen.get(name)} - WITHOUT == set()


def test_addresses_of_tables_are_all_here() -> None:
    """Whoever adds an address whose answer is a table names it above."""
    from django.urls import get_resolver  # noqa: PLC0415  # the site is set up
    from tests.web.test_access import names  # noqa: PLC0415  # collected there as tests

    looks = ("export", "workbook", "template", "csv", "xlsx", "register-table")
    found = {n for n in names(get_resolver()) if any(word in n for word in looks)}
    rights = {name for name in found if name.startswith("rights:")}  # zip of JSON and a document

    assert found - set(TABLES) - CHECKED_ELSEWHERE - rights == set()
    assert import_module("minhbach_web.reporting.api.exports").FORMULA[:4] == STARTS[:4]
