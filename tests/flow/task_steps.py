"""What people do with a task: given to a subtree, handed down, logged, seen at the top."""

from __future__ import annotations

import datetime
import io

from PIL import Image
from playwright.sync_api import Page, expect
from tests.flow.conftest import check_axe, check_width

from minhbach_web.activities.models import Activity, Evidence
from minhbach_web.core import clock
from minhbach_web.programme.models import Assignment, Extension, Programme, Task

KEPT = "path => caches.match(path, {cacheName: 'nhat-ky'}).then((found) => Boolean(found))"
SOON = datetime.timedelta(days=20)


def look(page: Page) -> None:
    check_axe(page)
    check_width(page)


def give_to_subtree(page: Page, task: Task) -> None:
    page.goto(f"/nhiem-vu/{task.pk}/")
    look(page)
    page.get_by_role("link", name="Giao nhiệm vụ").click()
    look(page)
    page.get_by_role("button", name="Xem đơn vị nhận").click()
    expect(page.locator(".error-summary")).to_be_visible()
    look(page)
    page.get_by_label("Một đơn vị và mọi đơn vị trực thuộc, kể cả đơn vị lập sau này").check()
    page.get_by_label("Đơn vị đứng đầu").select_option(label="Đảng bộ Cục Thuế")
    page.get_by_role("button", name="Xem đơn vị nhận").click()
    expect(page.get_by_text("3 đơn vị nhận nhiệm vụ ngay bây giờ.")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Giao nhiệm vụ").click()
    expect(page.get_by_text("Đã giao nhiệm vụ cho 2 đơn vị.")).to_be_visible()
    look(page)


def hand_down(page: Page, row: Assignment) -> None:
    page.goto("/nhiem-vu/")
    look(page)
    page.goto(f"/viec/{row.pk}/")
    look(page)
    page.get_by_role("link", name="Giao xuống").click()
    look(page)
    page.get_by_label("Chi bộ Phòng Kê khai").check()
    page.get_by_label("Phần việc nào").fill("Phát tờ rơi tại khu phố")
    page.get_by_label("Thời hạn cho đơn vị nhận").fill(f"{clock.today() + SOON / 2}")
    page.get_by_role("button", name="Giao xuống").click()
    expect(page.get_by_text("Đã giao cho 1 đơn vị.")).to_be_visible()
    look(page)


def log_offline(page: Page, part: Assignment) -> None:
    """The connection is lost before sending; the entry waits on the phone and goes once. The page
    opens without a connection, until its user has signed out."""
    page.goto(f"/viec/{part.pk}/")
    expect(page.get_by_text("Đảng bộ Cục Thuế giao.")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Ghi hoạt động").click()
    look(page)
    page.get_by_label("Biên soạn, phát hành tài liệu").check()
    page.get_by_label("Việc đã làm").fill("Phát tờ rơi")
    page.get_by_label("Số tài liệu đã phát hành").fill("1.200")
    page.get_by_label("Việc này hoàn thành nhiệm vụ").check()
    page.wait_for_function(KEPT, arg="/hoat-dong/ghi/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Ghi vào nhật ký").click()
    expect(page.get_by_text("Chưa có mạng: đã giữ trong máy này")).to_be_visible()
    look(page)
    page.goto("/hoat-dong/ghi/?don-vi=1")
    expect(page.get_by_text("Chưa có mạng: đã giữ trong máy này")).to_be_visible()
    look(page)
    assert Activity.objects.count() == 0
    page.context.set_offline(False)
    expect(page.get_by_text("Việc chờ trong máy đã được ghi vào nhật ký.")).to_be_visible()
    expect(page.get_by_text("Chưa có mạng: đã giữ trong máy này")).to_be_hidden()
    assert Activity.objects.count() == 1


def sign_out(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/tai-khoan/dang-nhap/")
    page.wait_for_function("caches.has('nhat-ky').then((kept) => !kept)")


def log_with_photo(page: Page, part: Assignment) -> None:
    """What was begun is there after a reload; the photo is kept without its place."""
    page.goto(f"/hoat-dong/ghi/?nhiem-vu={part.pk}")
    page.get_by_label("Hội nghị, buổi quán triệt").check()
    page.get_by_label("Việc đã làm").fill("Hội nghị quý I")
    page.reload()
    expect(page.get_by_text("Phần đang nhập dở đã trở lại biểu mẫu.")).to_be_visible()
    expect(page.get_by_label("Việc đã làm")).to_have_value("Hội nghị quý I")
    page.get_by_label("Số lượt người dự").fill("45")
    photo = {"name": "hoi-truong.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place()}
    page.get_by_label("Ảnh hoặc văn bản").set_input_files(photo)  # type: ignore[arg-type]  # a dict is one
    page.get_by_role("button", name="Ghi vào nhật ký").click()
    expect(page.get_by_text("Đã ghi vào nhật ký.")).to_be_visible()
    look(page)
    assert Evidence.objects.get().name == "hoi-truong.jpg"
    page.goto("/hoat-dong/")
    look(page)


def photo_with_place() -> bytes:
    photo = Image.new("RGB", (80, 60), "navy")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (10.0, 46.0, 30.0)}
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=exif)
    return out.getvalue()


def ask_for_time(page: Page, part: Assignment) -> None:
    page.goto(f"/viec/{part.pk}/gia-han/")
    page.get_by_label("Đến ngày nào").fill(f"{clock.today() + SOON / 2 + datetime.timedelta(3)}")
    page.get_by_label("Lý do").fill("Chờ bản in")
    look(page)
    page.get_by_role("button", name="Gửi đề nghị").click()
    expect(page.get_by_text("Đã gửi đề nghị.")).to_be_visible()
    look(page)


def answer(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Trả lời").click()
    look(page)
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_text("Đã cho gia hạn")).to_be_visible()
    assert Extension.objects.get().decision.granted


def see_progress(page: Page, programme: Programme) -> None:
    for path in ("", "don-vi/", f"phieu/{Assignment.objects.all()[0].unit_id}/"):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"/tien-do/{programme.pk}/{path}")
            look(page)
