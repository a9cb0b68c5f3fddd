"""Whatever is re-organised: a period's sums by today's tree are the sums as reported."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import make_user
from tests.web.reporting.scene import Scene, blank, make_scene, number, send_form
from tests.web.units.decisions import JULY, decide, head, random_lines

from minhbach_web.reporting.models import Period
from minhbach_web.reporting.queries.shares import SHARE_FIELDS, shares_of
from minhbach_web.reporting.queries.today import NAMES, totals_as_of_today
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.units import queries, services
from minhbach_web.units.changes import Line
from minhbach_web.units.models import OrganisationUnit, User

pytestmark = pytest.mark.django_db
TABLE = """code,name,type,parent_code
TU,Tỉnh ủy thử nghiệm,,
K,Đảng bộ Khối,,TU
A,Đảng bộ Sở A,,K
B,Đảng bộ Sở B,,K
C,Đảng bộ Sở C,,K
A1,Chi bộ A1,,A
"""


@pytest.fixture
def office() -> tuple[Scene, User]:
    """Four units report to the bloc: accepted, waiting, blank, nothing."""
    start = datetime.date(2023, 1, 1)
    services.import_units(data=TABLE.encode(), by=None, today=start)
    admin = make_user("quan-tri", "administrator", unit=queries.unit_by_code("TU"))
    units = {code: queries.unit_by_code(code) for code in ("A", "B", "C", "A1")}
    scene = make_scene(queries.unit_by_code("K"), *units.values())
    for code, amount in (("A", "10"), ("B", "7,5"), ("A1", "4")):
        owed = scene.obligation(units[code])
        answer = number("hoi_nghi", amount.replace(",", "."), "khoảng" if code == "A1" else "")
        sent = send_form(owed, admin, answer, blank("luot_nguoi"))
        if code != "B":
            accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    return scene, admin


Cells = dict[int, dict[int, dict[str, int]]]


def naive(period: Period, top: OrganisationUnit) -> Cells:
    """One report after the other: group → element → counts."""
    cells: Cells = {}
    below = set(queries.children(top).values_list("pk", flat=True))
    for owed in period.obligations.select_related("data_set", "unit"):
        place = queries.as_of_today(owed.unit, period.start).place
        unit = OrganisationUnit.objects.get(pk=place)
        chain = [place, *queries.ancestors(unit).values_list("pk", flat=True)]
        key = next((pk for pk in chain if pk in below), top.pk if place == top.pk else 0)
        for element, share in shares_of(owed).items():
            cell = cells.setdefault(key, {}).setdefault(element, dict.fromkeys(NAMES, 0))
            cell["n_expected"] += 1
            for name in SHARE_FIELDS:
                cell[name] += getattr(share, name)
    return cells


def shown(period: Period, top: OrganisationUnit) -> Cells:
    return {group.key: group.cells for group in totals_as_of_today(period, top)}


def summed(cells: Cells) -> dict[int, dict[str, int]]:
    sums: dict[int, dict[str, int]] = {}
    for group in cells.values():
        for element, counts in group.items():
            row = sums.setdefault(element, dict.fromkeys(NAMES, 0))
            for name in NAMES:
                row[name] += counts[name]
    return sums


def as_reported(period: Period) -> dict[int, dict[str, int]]:
    return {row.element_id: {n: getattr(row, n) for n in NAMES} for row in period.totals.all()}


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_both_views_have_the_same_sums_whatever_is_decided(
    seed: int, office: tuple[Scene, User]
) -> None:
    scene, admin = office
    with transaction.atomic():
        day = JULY
        for n in range(4):
            codes = sorted(queries.open_units().values_list("code", flat=True))
            row = services.draft(head=head(day), by=admin)
            fresh = f"N{OrganisationUnit.objects.count()}.{n}."
            lines = random_lines(seed + n, codes, fresh)
            services.set_lines(reorganisation=row, lines=lines, by=admin)
            looked = services.preview(row)
            if looked.changes.problems:
                continue
            services.sign(reorganisation=row, seal=looked.seal, by=admin, today=day)
            for top in (queries.root_unit(), queries.children(queries.root_unit()).first()):
                if top is not None:
                    assert shown(scene.period, top) == naive(scene.period, top)
                    assert summed(shown(scene.period, top)) == as_reported(scene.period)
            day += datetime.timedelta(days=30)
        transaction.set_rollback(True)


def test_bloc_that_was_spread_has_its_figures_where_its_units_are(
    office: tuple[Scene, User],
) -> None:
    scene, admin = office
    decide(
        admin,
        Line(1, "establish", "CQ", "TU", "Đảng bộ các cơ quan Đảng"),
        Line(2, "establish", "UB", "TU", "Đảng bộ Ủy ban"),
        Line(3, "split", "K", "CQ"),
        Line(4, "split", "K", "UB"),
        Line(5, "transfer", "A", "CQ"),
        Line(6, "transfer", "B", "UB"),
        Line(7, "split", "C", "A"),
        Line(8, "split", "C", "B"),
    )
    element = scene.period.data_set.elements.get(code="hoi_nghi").pk

    with CaptureQueriesContext(connection) as asked:
        groups = totals_as_of_today(scene.period, queries.root_unit())

    assert {
        (g.code, g.own): (g.n, g.divided, g.cells[element]["number"] / 10**6) for g in groups
    } == {("CQ", False): (2, 0, 14.0), ("UB", False): (1, 0, 0.0), ("TU", True): (1, 1, 0.0)}
    assert len(asked) <= 20


def test_fixture_has_every_kind_of_answer(office: tuple[Scene, Any]) -> None:
    scene, _ = office
    element = scene.period.data_set.elements.get(code="hoi_nghi")
    row = as_reported(scene.period)[element.pk]

    assert (row["number"], row["n_reported"], row["unconfirmed"], row["missing"]) == (
        14_000_000,
        2,
        1,
        1,
    )
