"""Signing in: what is offered, what is not, and what happens after too many attempts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.factories import PASSWORD, Tree, make_user
from tests.web.visit import check_page, send, visit

from minhbach_web.core.models import AuditEvent
from minhbach_web.units import services
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/dang-nhap/"


def test_login_leads_to_the_page_that_was_asked_for(tree: Tree) -> None:
    make_user("lan", "reporter", unit=tree.own)
    client = Client()

    page = send(client, LOGIN + "?next=/don-vi/", {"login": "lan", "password": PASSWORD})

    assert page.h1 == "Đơn vị"


def test_login_never_leads_to_another_host(tree: Tree) -> None:
    make_user("lan", "reporter", unit=tree.own)
    data = {"login": "lan", "password": PASSWORD, "next": "https://example.org/"}

    response = Client().post(LOGIN, data)

    assert (response.status_code, response.headers["Location"]) == (302, "/")


@pytest.mark.parametrize("username", ["lan", "khong-co"])
def test_wrong_login_says_the_same_whether_the_name_exists(username: str) -> None:
    make_user("lan")
    client = Client()

    page = send(client, LOGIN, {"login": username, "password": "sai mat khau"})

    assert page.text("//title").startswith("Lỗi: Đăng nhập")
    assert page.text("//*[@role='alert']") == (
        "Có lỗi cần sửa Tên đăng nhập hoặc mật khẩu chưa đúng. "
        "Hãy kiểm tra bộ gõ và phím Caps Lock rồi nhập lại."
    )


def test_login_pauses_after_five_failed_attempts() -> None:
    make_user("lan")
    client = Client()
    statuses = [
        client.post(LOGIN, {"login": "lan", "password": "sai"}).status_code for _ in range(5)
    ]

    response = client.post(LOGIN, {"login": "lan", "password": PASSWORD})

    assert statuses == [200, 200, 200, 200, 429]
    assert check_page(response, LOGIN, status=429).h1 == "Đăng nhập sai quá nhiều lần"


def test_nobody_can_sign_up(client: Client) -> None:
    data = {"username": "moi", "password1": PASSWORD, "password2": PASSWORD}

    page = send(client, "/tai-khoan/dang-ky/", data)

    assert page.h1 == "Ở đây không có mục tự đăng ký"
    assert User.objects.count() == 0


def test_closed_account_cannot_sign_in(tree: Tree) -> None:
    user = make_user("lan", "reporter", unit=tree.own)
    services.set_active(user=user, active=False, by=user)
    client = Client()

    client.post(LOGIN, {"login": "lan", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_given_password_is_changed_before_anything_else(tree: Tree) -> None:
    user = make_user("lan", "reporter", unit=tree.own)
    services.reset_password(user=user, password="tam thoi 123", by=user)
    client = Client()

    first = send(client, LOGIN, {"login": "lan", "password": "tam thoi 123"})
    detour = client.get("/don-vi/")
    data = {"oldpassword": "tam thoi 123", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/tai-khoan/mat-khau/", data)

    assert first.h1 == "Đổi mật khẩu"
    assert detour.headers["Location"] == "/tai-khoan/mat-khau/"
    assert visit(client, "/don-vi/").h1 == "Đơn vị"
    assert AuditEvent.objects.last().action == "units.change_password"  # type: ignore[union-attr] # there is one


def test_second_step_pages_are_whole(signed_in: Callable[..., Client]) -> None:
    page = visit(signed_in(), "/tai-khoan/hai-lop/")

    assert page.h1 == "Bước xác thực thứ hai và khóa đăng nhập"


@pytest.mark.parametrize("path", ["/tai-khoan/", "/tai-khoan/mat-khau/", "/tai-khoan/dang-xuat/"])
def test_pages_of_ones_own_account_are_whole(path: str, signed_in: Callable[..., Client]) -> None:
    visit(signed_in(), path)
