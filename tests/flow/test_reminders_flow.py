"""Reminders in Chromium: a unit is asked, its reporter sees why, puts the dates into a calendar."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from tests.factories import make_tree, make_user
from tests.flow.conftest import Opener, check_axe, check_width
from tests.web.reporting.scene import make_scene

from minhbach_web.core import clock
from minhbach_web.core.jobs.models import Job
from minhbach_web.core.jobs.queue import enqueue_once

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page: Page) -> None:
    check_axe(page)
    check_width(page)


def test_unit_is_asked_and_its_reporter_finds_it_on_a_phone(
    open_page: Opener, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_ADDRESS = "https://minhbach.example"
    now = datetime(2024, 4, 2, 8, 0, tzinfo=clock.VIETNAM)
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", lambda: date(2024, 4, 2))
    tree = make_tree()
    scene = make_scene(tree.parent, tree.own, tree.sibling)
    reporter = make_user("bao-cao", "reporter", unit=tree.own)
    keeper = make_user("quan-tri", "administrator", unit=tree.parent)
    for user in (reporter, scene.coordinator):
        user.email = f"{user.username}@example.test"
        user.save()

    with open_page(width=1280, user=scene.coordinator) as page:
        page.goto(f"/ky-bao-cao/{scene.period.pk}/")
        page.get_by_role("link", name="Đôn đốc đơn vị").click()
        look(page)
        page.get_by_label("Lời đôn đốc").fill("Đề nghị gửi trong hôm nay.")
        page.get_by_role("button", name="Xem trước thư sẽ gửi").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Xem trước thư đôn đốc")
        look(page)
        page.get_by_role("button", name="Quay lại để sửa").click()
        expect(page.get_by_label("Lời đôn đốc")).to_have_value("Đề nghị gửi trong hôm nay.")
        page.get_by_role("button", name="Xem trước thư sẽ gửi").click()
        page.get_by_role("button", name="Gửi ngay").click()
        expect(page.get_by_text("Đã nhắc 1 người.")).to_be_visible()
        page.goto(f"/nhac-viec/quy-tac/{tree.parent.pk}/")
        page.get_by_label("Số ngày làm việc").fill("10")
        page.get_by_role("button", name="Thêm quy tắc").click()
        expect(page.locator("td", has_text="trước hạn 10 ngày làm việc").first).to_be_visible()
        look(page)

    with open_page(width=360, user=reporter) as page:
        page.goto("/")
        page.get_by_role("link", name="1 lời nhắc chưa đọc").click()
        page.get_by_text("Vì sao tôi được nhắc?").click()
        expect(page.get_by_text("Vì Người dieu-phoi-khoi đôn đốc")).to_be_visible()
        look(page)
        page.get_by_role("link", name="Cách bạn được nhắc").click()
        look(page)
        page.goto("/lich-cua-toi/")
        page.get_by_role("button", name="Tạo địa chỉ lịch của tôi").click()
        address = page.locator("code").inner_text()
        look(page)
        feed = page.request.get(address.removeprefix("https://minhbach.example"))
        assert (feed.status, feed.text().count("BEGIN:VEVENT")) == (200, 1)
        page.goto("/nhac-viec/")
        page.get_by_role("link", name="Kết quả thử nghiệm").click()
        expect(page).to_have_url(re.compile(r"/bao-cao/\d+/$"))

    job = enqueue_once("reminders.remind", key="one")
    with open_page(width=360, user=keeper) as page:
        page.goto("/viec-nen/")
        look(page)
        page.goto(f"/viec-nen/{job.pk}/")
        look(page)
        page.get_by_role("button", name="Làm ngay tại đây").click()
        expect(page.get_by_text("Hoàn thành", exact=True)).to_be_visible()
        look(page)
    assert Job.objects.get(pk=job.pk).state == "done"
