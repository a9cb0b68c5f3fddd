"""The pages on which a running plan is changed, each through ``visit``."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.web.programme.amended_plans import ADDING, PLAN, REPLACING
from tests.web.programme.conftest import Office
from tests.web.programme.test_amend_service import (  # noqa: F401 -- fixtures
    _picked_apart,
    decide_rest,
    programme,
    propose,
)
from tests.web.visit import Page, send, visit

from minhbach_web.programme.models import Pairing, Plan, Programme
from minhbach_web.programme.services import plans as services

Running = Programme


@pytest.fixture
def client(office: Office) -> Client:
    return office.client()


def press(client: Client, plan: Plan, pairing: Pairing, **data: object) -> Page:
    address = f"/ke-hoach/{plan.pk}/so-sanh/{pairing.pk}/"
    return send(client, address, {"version": pairing.version, **data})


def test_a_plan_is_replaced_from_the_pages(
    programme: Running,  # noqa: F811 -- a fixture
    office: Office,
    client: Client,
) -> None:
    old_plan = programme.plan_id
    plan = propose(REPLACING, office)
    assert "đang thực hiện" in visit(client, f"/ke-hoach/{plan.pk}/xac-nhan/").text()
    start = visit(client, f"/ke-hoach/{plan.pk}/sua-doi/")
    assert "thay thế Kế hoạch số 15/KH-UBND" in start.text()
    assert start.all("//input[@value='replace'][@checked]")

    diff = send(
        client, f"/ke-hoach/{plan.pk}/sua-doi/", {"programme": programme.pk, "mode": "replace"}
    )
    assert diff.texts("//h2") == [
        "Thay đổi (1)",
        "Mới (1)",
        "Không có trong văn bản mới (1)",
        "Không đổi (5)",
    ]
    assert diff.texts("//del") == ["15/3/2024.", "trước ngày 15/3/2024"]
    assert diff.texts("//ins")[:2] == ["30/6/2024.", "trước ngày 30/6/2024"]
    send(client, f"/ke-hoach/{plan.pk}/so-sanh/khong-doi/", {})
    for fate, pairing in zip(("same", "new", "ends"), open_ones(plan), strict=True):
        diff = press(client, plan, pairing, fate=fate)
    assert "Đã quyết định 8/8" in diff.text()
    decide_rest(plan, office)
    check = visit(client, f"/ke-hoach/{plan.pk}/kiem-tra/")
    assert "Điều gì thay đổi" in check.text()
    page = send(client, f"/ke-hoach/{plan.pk}/ban-hanh/", {})

    assert "Bản 2" in page.text()
    version = visit(client, f"/ke-hoach/{old_plan}/")
    assert "Bản 1: không còn hiệu lực" in version.text()
    assert "Bố trí kinh phí" in version.text()
    looked_back = visit(client, f"/ke-hoach/{plan.pk}/so-sanh/")
    assert not looked_back.all("//form[@class='diff__acts']")


def open_ones(plan: Plan) -> list[Pairing]:
    """Those that wait: the changed one, the new one, the ended one."""
    rows = Pairing.objects.filter(plan=plan, fate="").exclude(reason="same-text")
    return sorted(rows, key=lambda p: (p.item_id is None, p.old_id is None))


def test_a_new_task_goes_on_from_a_chosen_one(
    programme: Running,  # noqa: F811 -- a fixture
    office: Office,
    client: Client,
) -> None:
    plan = propose(REPLACING, office)
    services.amend_programme(plan=plan, programme=programme, mode="replace", by=office.coordinator)
    _changed, added, ended = open_ones(plan)

    page = press(client, plan, added, fate="same", old=ended.old_id)

    assert "do người dùng ghép" in page.text()
    assert Pairing.objects.get(pk=added.pk).old_id == ended.old_id


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (lambda p: {"version": p.version, "fate": "ends"}, 404),
        (lambda p: {"version": p.version, "fate": "same"}, 422),
        (lambda p: {"version": p.version, "fate": "same", "old": 10**6}, 404),
        (lambda p: {"version": p.version, "fate": "dropped"}, 404),
        (lambda p: {"fate": "new"}, 404),
        (lambda p: {"version": p.version + 3, "fate": "new"}, 409),
    ],
)
def test_a_decision_that_does_not_fit_changes_nothing(
    programme: Running,  # noqa: F811 -- a fixture
    office: Office,
    client: Client,
    data: Callable[[Pairing], dict[str, object]],
    status: int,
) -> None:
    plan = propose(REPLACING, office)
    services.amend_programme(plan=plan, programme=programme, mode="replace", by=office.coordinator)
    added = open_ones(plan)[1]

    response = client.post(f"/ke-hoach/{plan.pk}/so-sanh/{added.pk}/", data(added))

    assert response.status_code == status
    assert Pairing.objects.get(pk=added.pk).fate == ""


def test_start_asks_for_what_is_missing(
    programme: Running,  # noqa: F811 -- a fixture
    office: Office,
    client: Client,
) -> None:
    plan = propose(ADDING, office)

    page = send(client, f"/ke-hoach/{plan.pk}/sua-doi/", {"programme": programme.pk}, status=422)

    assert page.texts("//ul[@class='error-summary__list']/li") == [
        "Hãy chọn văn bản làm gì với kế hoạch."
    ]


def test_stop_amending_lets_the_plan_stand_for_itself(
    programme: Running,  # noqa: F811 -- a fixture
    office: Office,
    client: Client,
) -> None:
    plan = propose(ADDING, office)
    services.amend_programme(
        plan=plan, programme=programme, mode="supplement", by=office.coordinator
    )

    page = send(client, f"/ke-hoach/{plan.pk}/sua-doi/thoi/", {})

    assert page.h1 == "Xác nhận kế hoạch"
    assert not Pairing.objects.exists()


def test_differences_ask_the_database_as_often_for_one_as_for_many(
    programme: Running,  # noqa: F811 -- a fixture
    office: Office,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = propose(PLAN.replace("15/KH-UBND", "16/KH-UBND"), office)
    services.amend_programme(plan=plan, programme=programme, mode="replace", by=office.coordinator)

    with django_assert_max_num_queries(16):
        client.get(f"/ke-hoach/{plan.pk}/so-sanh/")
