"""What an office sets up: pressed twice, or by two people, it is there once."""

from __future__ import annotations

import datetime

import pytest
from tests.factories import Tree, make_user
from tests.web.concurrency.together import kinds, pausing, together
from tests.web.reporting.scene import DUE, FORM, Scene
from tests.web.reporting.test_pages import browser

from minhbach_web.reporting.models import DataSet, Period, Total
from minhbach_web.reporting.services import forms
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.periods import Opening, open_period
from minhbach_web.units.models import Membership, OrganisationUnit, OrgEdge, User
from minhbach_web.units.services import grant, import_units

TODAY = datetime.date(2024, 3, 14)
TABLE = """code,name,short_name,type,parent_code
KHOI,Đảng bộ Khối thử nghiệm,,đảng bộ khối,
M1,Chi bộ Một,,chi bộ,KHOI
M2,Chi bộ Hai,,chi bộ,M1
"""


def test_period_opened_twice_at_once_is_one(scene: Scene, tree: Tree) -> None:
    opening = Opening(
        data_set=scene.period.data_set,
        parent=tree.parent,
        code="2024-Q2",
        due=DUE.replace(month=6),
        units=(tree.own, tree.sibling),
    )

    results = together(*[lambda: open_period(opening=opening, by=scene.coordinator)] * 2)

    assert kinds(results) == ["CantOpen", "Period"]
    period = Period.objects.get(code="2024-Q2")
    assert (period.obligations.count(), Total.objects.filter(period=period).count()) == (2, 3)


def test_form_kept_twice_at_once_is_one(monkeypatch: pytest.MonkeyPatch, scene: Scene) -> None:
    def keep(text: str) -> DataSet:
        return store_form(data=text.encode(), by=scene.coordinator)

    new = FORM.replace("Kết quả thử nghiệm", "Kết quả khác")
    with pausing(monkeypatch, forms, "_store_parts") as meeting:
        first, same, other = together(
            lambda: keep(new),
            meeting.after(lambda: keep(new)),
            meeting.after(lambda: keep(new + "\n# một bản nữa\n")),
        )

    assert (first.pk, first.version, other.version) == (same.pk, 2, 3)


def test_table_taken_over_twice_at_once_is_one_tree(tree: Tree) -> None:
    results = together(*[lambda: import_units(data=TABLE.encode(), by=None, today=TODAY)] * 2)

    assert sorted(len(result.created) for result in results) == [0, 2]
    assert OrganisationUnit.objects.filter(code__in=("M1", "M2")).count() == 2
    assert OrgEdge.objects.filter(unit__code__in=("M1", "M2")).count() == 2


def test_role_given_twice_at_once_is_one(tree: Tree) -> None:
    user = make_user("ai-do")

    made = together(*[lambda: grant(user=user, unit=tree.own, role="reporter", by=None)] * 2)

    assert [m.pk for m in made] == [Membership.objects.get(user=user).pk] * 2


def test_account_made_twice_at_once_is_one_and_the_second_is_told(tree: Tree) -> None:
    administrator = make_user("quan-tri", "administrator", unit=tree.parent)
    clients = [browser(administrator), browser(administrator)]
    form = {
        "full_name": "Người Mới",
        "username": "nguoi-moi",
        "unit": tree.own.pk,
        "role": "reporter",
    }

    responses = together(*(lambda c=c: c.post("/nguoi-dung/moi/", form) for c in clients))

    assert sorted(r.status_code for r in responses) == [200, 422]
    assert User.objects.filter(username="nguoi-moi").count() == 1
