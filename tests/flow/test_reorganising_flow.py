"""A re-organisation in Chromium: drafted, before and after looked at, signed off, undone."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Page, expect
from tests.factories import make_unit, make_user
from tests.flow.conftest import WIDTHS, Opener, check_axe, check_width

from minhbach_web.core import clock
from minhbach_web.units.models import OrganisationUnit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        check_width(page)
    check_axe(page)


def test_a_decision_is_looked_at_signed_and_undone(
    transactional_db: None, open_page: Opener
) -> None:
    bloc = make_unit("DUK", "Đảng bộ Khối thử nghiệm", type="đảng bộ khối")
    for code, name in (("DB-A", "Đảng bộ Sở Ánh Sáng"), ("DB-B", "Đảng bộ Sở Gió Mát")):
        make_unit(code, name, bloc, type="đảng bộ cơ sở")
    admin = make_user("quan-tri", "administrator", unit=bloc)
    today = clock.today()
    with open_page(user=admin) as page:
        page.goto("/don-vi/sap-xep/moi/")
        page.locator("[name=number]").fill("12-QĐ/TN")
        page.locator("[name=issued]").fill(f"{today - datetime.timedelta(20)}")
        page.locator("[name=issuer]").fill("Ban Thường vụ thử nghiệm")
        page.locator("[name=subject]").fill("sáp nhập hai đảng bộ")
        page.locator("[name=effective]").fill(f"{today - datetime.timedelta(2)}")
        look(page)
        page.locator("main form button[type=submit]").first.click()
        page.locator("[name=kind]").select_option("merge")
        page.locator("[name=code]").fill("DB-B")
        page.locator("[name=target]").fill("DB-A")
        page.get_by_role("button", name="Thêm dòng").click()
        look(page)
        page.get_by_role("link", name="Xem trước và sau").click()
        expect(page.get_by_text("tiếp nối tại Đảng bộ Sở Ánh Sáng").first).to_be_visible()
        look(page)
        page.locator("[name=looked]").check()
        page.locator("main form button[type=submit]").last.click()
        expect(page.get_by_text("Quyết định đã có hiệu lực")).to_be_visible()
        assert OrganisationUnit.objects.get(code="DB-B").closed == today - datetime.timedelta(2)
        page.get_by_role("link", name="Trước:").click()
        expect(page.locator("main")).to_contain_text("Đảng bộ Sở Gió Mát")
        look(page)
        page.go_back()
        page.get_by_role("link", name="Hoàn tác quyết định").click()
        look(page)
        page.get_by_role("button", name="Hoàn tác quyết định").click()
        expect(page.get_by_text("Cây đã trở lại như trước quyết định.")).to_be_visible()
    assert OrganisationUnit.objects.get(code="DB-B").closed is None
