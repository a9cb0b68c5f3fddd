"""Accounts and roles in the administrator's hands."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories import Tree, make_user
from tests.web.visit import check_page, send, visit

from minhbach_web.core import clock
from minhbach_web.core.models import AuditEvent
from minhbach_web.units import queries, services
from minhbach_web.units.models import Membership

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))


def test_role_is_given_and_taken_back(tree: Tree, signed_in: Callable[..., Client]) -> None:
    user = make_user("lan", "speaker", unit=tree.own)
    client = signed_in("administrator", tree.own)

    given = send(client, f"/don-vi/{tree.child.pk}/vai-tro/", {"user": user.pk, "role": "reporter"})
    held = Membership.objects.get(user=user, role="reporter")
    asked = visit(client, f"/vai-tro/{held.pk}/thoi/")
    still = queries.can(user, "reporter", tree.child)
    send(client, f"/vai-tro/{held.pk}/thoi/", {})

    assert given.text("//*[@role='status']") == "Đã giao vai trò."
    assert asked.h1 == "Thôi giao vai trò này?"
    assert (still, queries.can(user, "reporter", tree.child)) == (True, False)
    assert Membership.objects.filter(pk=held.pk).exists()
    assert acts()[-2:] == ["units.grant", "units.revoke"]


def test_role_given_twice_is_one_role(tree: Tree) -> None:
    user = make_user("lan")

    first = services.grant(user=user, unit=tree.own, role="reporter", by=None)
    second = services.grant(user=user, unit=tree.own, role="reporter", by=None)

    assert first == second
    assert acts().count("units.grant") == 1


def test_role_has_its_days_and_none_in_a_closed_unit(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    user = make_user("lan", "speaker", unit=tree.own)
    client = signed_in("administrator", tree.own)
    url, today = f"/don-vi/{tree.child.pk}/vai-tro/", clock.today()
    data = {"user": user.pk, "role": "reporter", "valid_to": "1/7/2020"}

    wrong = send(client, url, data, status=422)
    send(client, url, data | {"valid_to": today.isoformat()})
    send(client, url, data | {"valid_to": today.isoformat()})
    held = Membership.objects.get(user=user, role="reporter")
    tree.child.closed = today
    with pytest.raises(ValidationError) as refused:
        services.grant(user=user, unit=tree.child, role="checker", by=None)

    assert wrong.texts("//*[@role='alert']//a") == ["Ngày cuối đứng trước ngày đầu."]
    assert (held.valid_from, held.valid_to) == (today, today + datetime.timedelta(days=1))
    assert refused.value.messages == [
        "Chi bộ Phòng Đèn Đường đã kết thúc: không giao được vai trò ở đó. "
        "Hãy chọn đơn vị đang hoạt động."
    ]


def test_empty_role_form_says_what_to_choose(tree: Tree, signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator", tree.own)

    visit(client, f"/don-vi/{tree.own.pk}/vai-tro/")
    page = send(client, f"/don-vi/{tree.own.pk}/vai-tro/", {}, status=422)

    assert page.texts("//*[@role='alert']//a") == [
        "Hãy chọn người được giao vai trò.",
        "Hãy chọn vai trò.",
    ]


def test_account_is_closed_and_opened_again(tree: Tree, signed_in: Callable[..., Client]) -> None:
    user = make_user("lan", "reporter", unit=tree.own)
    client = signed_in("administrator", tree.own)
    states = []
    for active in ("0", "1"):
        send(client, f"/nguoi-dung/{user.pk}/trang-thai/", {"active": active})
        user.refresh_from_db()
        states.append(user.is_active)

    assert states == [False, True]


def test_administrator_does_not_close_the_own_account(tree: Tree) -> None:
    user = make_user("quan-tri", "administrator", unit=tree.own)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = send(client, f"/nguoi-dung/{user.pk}/trang-thai/", {})

    user.refresh_from_db()
    assert user.is_active
    assert page.text("//*[@role='status']").startswith("Bạn không tự đóng tài khoản")


def test_person_with_a_role_elsewhere_is_not_looked_after(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    user = make_user("lan", "reporter", unit=tree.own)
    services.grant(user=user, unit=tree.sibling, role="reporter", by=None)
    client = signed_in("administrator", tree.own)

    response = client.post(f"/nguoi-dung/{user.pk}/mat-khau/")

    check_page(response, "mat-khau", status=404)


def test_accounts_are_found_without_marks(tree: Tree, signed_in: Callable[..., Client]) -> None:
    make_user("lan", "reporter", unit=tree.own, full_name="Đặng Ánh Lan")
    client = signed_in("administrator", tree.own)

    page = visit(client, "/nguoi-dung/?q=dang anh")

    assert page.texts("//tbody//th") == ["Đặng Ánh Lan"]


def test_page_of_an_account_names_its_roles(tree: Tree, signed_in: Callable[..., Client]) -> None:
    user = make_user("lan", "reporter", unit=tree.child, full_name="Đặng Ánh Lan")
    client = signed_in("administrator", tree.own)

    page = visit(client, f"/nguoi-dung/{user.pk}/")

    assert page.h1 == "Đặng Ánh Lan"
    assert page.texts("//main//ul/li") == ["Người báo cáo: Chi bộ Phòng Đèn Đường (từ 1/1/2020)"]


def test_first_password_is_readable_and_never_twice_the_same() -> None:
    made = {services.new_password() for _ in range(50)}

    assert len(made) == 50
    assert all(len(word) == 14 and not set(word) & set("0o1il") for word in made)
