"""Coming in, in Chromium: an invitation taken with a passkey, an app with codes, a hand-over."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect
from tests.factories import PASSWORD, make_tree, make_user
from tests.flow.conftest import Opener, check_axe, check_width

from minhbach_web.units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOUCH = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def look(page: Page) -> None:
    check_axe(page)
    check_width(page)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def heading(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def code_of(secret: str, step: int = 0) -> str:
    """What an app shows; the step after for a second code in the same half minute."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def sign_out(page: Page) -> None:
    page.goto("/tai-khoan/dang-xuat/")
    page.locator("main button").click()
    heading(page, "Đăng nhập")


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    press(page, "Đăng nhập")


def test_people_come_in_by_link_passkey_and_code_and_hand_over(open_page: Opener) -> None:
    tree = make_tree()
    keeper = make_user("quan-tri", "administrator", unit=tree.parent)
    make_user("nam", "reporter", unit=tree.own)

    with open_page(width=1280, user=keeper) as page:
        page.goto("/nguoi-dung/")
        page.get_by_role("link", name="Mời người dùng").click()
        page.get_by_label("Họ và tên").fill("Trần Thị Lan")
        page.get_by_label("Tên đăng nhập").fill("lan")
        page.locator("select[name=unit]").select_option(str(tree.own.pk))
        page.get_by_label("Người báo cáo").check()
        look(page)
        press(page, "Tạo lời mời")
        heading(page, "Đã tạo đường dẫn")
        look(page)
        link = page.locator("code").inner_text()
        page.goto("/nguoi-dung/loi-moi/")
        expect(page.locator("tbody tr")).to_have_count(1)
        look(page)

    with open_page(width=360) as page:
        keys = page.context.new_cdp_session(page)
        keys.send("WebAuthn.enable")
        keys.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCH})
        page.goto(link)
        heading(page, "Xin chào Trần Thị Lan")
        look(page)
        page.get_by_role("link", name="Tạo khóa đăng nhập thay cho mật khẩu").click()
        look(page)
        press(page, "Tạo khóa và đăng nhập")
        heading(page, "Việc của tôi")
        sign_out(page)
        look(page)
        press(page, "Đăng nhập bằng khóa đăng nhập")
        heading(page, "Việc của tôi")
        page.goto("/tai-khoan/noi-dang-nhap/")
        expect(page.locator("tbody tr")).to_have_count(1)
        look(page)
        sign_out(page)

        sign_in(page, "nam")
        page.goto("/tai-khoan/hai-lop/")
        look(page)
        page.get_by_role("link", name="Lập ứng dụng tạo mã").click()
        heading(page, "Xác nhận đúng là bạn")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        press(page, "Tiếp tục")
        heading(page, "Lập ứng dụng tạo mã")
        look(page)
        secret = page.locator("code.secret").inner_text()
        page.get_by_label("Sáu chữ số").fill(code_of(secret))
        press(page, "Bật")
        heading(page, "Mã dự phòng")
        look(page)
        page.goto("/tai-khoan/hai-lop/webauthn/add/")
        page.get_by_label("Tên khóa").fill("Điện thoại")
        look(page)
        with page.expect_navigation():
            press(page, "Thêm khóa")
        page.goto("/tai-khoan/hai-lop/webauthn/")
        expect(page.locator("tbody th")).to_have_text(["Điện thoại"])
        look(page)
        sign_out(page)
        sign_in(page, "nam")
        heading(page, "Bước xác thực thứ hai")
        look(page)
        page.get_by_label("Mã", exact=True).fill(code_of(secret, step=1))
        press(page, "Đăng nhập")
        heading(page, "Việc của tôi")
        sign_out(page)
        sign_in(page, "nam")
        press(page, "Dùng khóa đăng nhập")
        heading(page, "Việc của tôi")

        with open_page(width=1280, user=keeper) as office:
            nam = User.objects.get(username="nam")
            office.goto(f"/nguoi-dung/{nam.pk}/")
            look(office)
            office.get_by_role("link", name="Bàn giao và thôi việc").click()
            look(office)
            office.get_by_label(re.compile("Người báo cáo")).select_option(
                label="Trần Thị Lan (lan)"
            )
            press(office, "Bàn giao")
            expect(office.get_by_text("Đã bàn giao.")).to_be_visible()

        page.goto("/don-vi/")
        heading(page, "Đăng nhập")
