"""The tree of units: who sees what of it, and how it is searched."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import LONG_AGO, Tree, make_unit, make_user
from tests.web.visit import visit

from minhbach_web.units import queries, services
from minhbach_web.units.models import OrgEdge, UnitAncestor, User

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 3, 14)


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("reporter", {"DB-A"}),
        ("checker", {"DB-A"}),
        ("speaker", {"DB-A"}),
        ("coordinator", {"DB-A", "CB-A1"}),
        ("approver", {"DB-A", "CB-A1"}),
        ("auditor", {"DB-A", "CB-A1"}),
        ("administrator", {"DB-A", "CB-A1"}),
        (None, set()),
    ],
)
def test_visible_units_are_those_of_the_role(
    role: str | None, codes: set[str], tree: Tree, person: Callable[..., User]
) -> None:
    user = person(role, tree.own if role else None)

    assert {unit.code for unit in queries.visible_units(user)} == codes


def test_visible_units_of_a_closed_account_are_none(tree: Tree) -> None:
    user = make_user("lan", "administrator", unit=tree.parent)
    services.set_active(user=user, active=False, by=user)

    assert list(queries.visible_units(user)) == []


def test_role_begins_and_ends_on_its_days(tree: Tree) -> None:
    user = make_user("lan")
    day = TODAY + datetime.timedelta(days=10)
    held = services.grant(user=user, unit=tree.own, role="reporter", by=None, valid_from=TODAY)
    services.revoke(membership=held, by=user, valid_to=day)
    days = [TODAY - datetime.timedelta(days=1), TODAY, day - datetime.timedelta(days=1), day]

    held_on = [queries.active_memberships(user, when).exists() for when in days]

    assert held_on == [False, True, True, False]


def test_can_knows_roles_permissions_and_nothing_else(tree: Tree) -> None:
    user = make_user("lan", "administrator", unit=tree.own)

    assert {
        name: queries.can(user, name, tree.child)
        for name in ("administrator", "reporter", "units.manage_people", "units.no_such_act")
    } == {
        "administrator": True,
        "reporter": False,
        "units.manage_people": True,
        "units.no_such_act": False,
    }
    with pytest.raises(Http404):
        queries.require(user, "units.manage_people", tree.sibling)


def test_tree_around_a_unit(tree: Tree) -> None:
    assert [unit.code for unit in queries.subtree(tree.own).order_by("pk")] == ["DB-A", "CB-A1"]
    assert [unit.code for unit in queries.ancestors(tree.child)] == ["KHOI", "DB-A"]
    assert [unit.code for unit in queries.children(tree.parent)] == ["DB-A", "DB-B"]
    assert queries.root_unit() == tree.parent


def test_ancestors_follow_the_edges_of_the_day(tree: Tree) -> None:
    edge = OrgEdge.objects.get(unit=tree.child)
    edge.valid_to = TODAY
    edge.save()
    OrgEdge.objects.create(unit=tree.child, parent=tree.sibling, valid_from=TODAY)
    above = []
    for day in (TODAY - datetime.timedelta(days=1), TODAY):
        services.rebuild_ancestors(today=day)
        above.append(UnitAncestor.objects.get(unit=tree.child, depth=1).ancestor.code)

    assert above == ["DB-A", "DB-B"]


def test_cycle_is_refused(tree: Tree) -> None:
    OrgEdge.objects.create(unit=tree.parent, parent=tree.child, valid_from=LONG_AGO)

    with pytest.raises(ValueError, match="cycle"):
        services.rebuild_ancestors(today=TODAY)


@pytest.mark.parametrize("text", ["gio mat", "GIÓ MÁT", "gio db", "so gio"])
def test_search_finds_without_marks_and_capitals(
    text: str, tree: Tree, signed_in: Callable[..., Client]
) -> None:
    page = visit(signed_in("coordinator", tree.parent), f"/don-vi/?q={text}")

    assert page.texts("//tbody//th") == ["Đảng bộ Sở Gió Mát"]


def test_search_stays_within_ones_units(tree: Tree, signed_in: Callable[..., Client]) -> None:
    page = visit(signed_in("coordinator", tree.own), "/don-vi/?q=gio mat")

    assert page.text("//*[@class='empty-state__title']") == "Không tìm thấy đơn vị nào"


def test_list_shows_levels_in_order(tree: Tree, signed_in: Callable[..., Client]) -> None:
    page = visit(signed_in("coordinator", tree.parent), "/don-vi/")

    cells = [" ".join(row.split()) for row in page.texts("//tbody/tr")]
    assert cells == [
        "Đảng bộ Khối thử nghiệm KHOI đảng bộ khối 1 3",
        "Đảng bộ Sở Ánh Sáng DB-A đảng bộ cơ sở 2 1",
        "Đảng bộ Sở Gió Mát DB-B đảng bộ cơ sở 2 0",
    ]


def test_list_asks_the_same_number_of_questions_for_any_number_of_units(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("coordinator", tree.parent)
    counts = []
    for n in (0, 20):
        for i in range(n):
            make_unit(f"X{i}", f"Chi bộ số {i}", tree.parent)
        with CaptureQueriesContext(connection) as asked:
            visit(client, "/don-vi/")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 10


def test_unit_page_shows_people_to_those_who_may_see_them(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    make_user("lan", "reporter", unit=tree.own, full_name="Người Báo Cáo")

    by_coordinator = visit(signed_in("coordinator", tree.own), f"/don-vi/{tree.own.pk}/")
    by_speaker = visit(signed_in("speaker", tree.own), f"/don-vi/{tree.own.pk}/")

    assert "Người Báo Cáo" in by_coordinator.text()
    assert "Người Báo Cáo" not in by_speaker.text()


def test_unit_page_links_only_what_one_may_see(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    page = visit(signed_in("reporter", tree.own), f"/don-vi/{tree.own.pk}/")

    assert page.texts("//nav[@class='breadcrumbs']//li") == ["Đơn vị", "Đảng bộ Khối thử nghiệm"]
    assert page.texts("//nav[@class='breadcrumbs']//a") == ["Đơn vị"]
    assert "Chi bộ Phòng Đèn Đường" not in page.text()
