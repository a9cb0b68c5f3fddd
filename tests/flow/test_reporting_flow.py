"""A period in Chromium: opened, reported in Word, returned, sent again, consolidated, traced."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from tests.factories import make_unit, make_user
from tests.flow.conftest import Opener, check_axe, check_width

from minhbach.reports import trace
from minhbach_web.core import clock
from minhbach_web.reporting.models import Obligation, SubmissionRevision
from minhbach_web.units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REPORT = Path(__file__).parents[2] / "examples/quy-1-2024/bao-cao-dang-bo-benh-vien-da-khoa.docx"
WAYS = [(1280, True), (360, True), (360, False)]
FORM = """
code = "ket-qua"
name = "Kết quả tuyên truyền"
period = "quarter"

[[element]]
code = "hoi_nghi"
name = "Số hội nghị, buổi quán triệt, tuyên truyền đã tổ chức"
unit = "buổi"

[[element]]
code = "luot_nguoi"
name = "Số lượt người tham dự hội nghị, buổi quán triệt, tuyên truyền"
unit = "lượt người"

[[element]]
code = "ty_le_hoc_tap"
name = "Tỷ lệ đảng viên tham gia học tập, quán triệt"
unit = "%"
over_units = "none"
over_time = "none"

[[section]]
code = "danh_gia"
name = "Đánh giá chung, khó khăn, nguyên nhân"
"""
REASON = "Lời văn ghi 1.842 lượt người, bảng ghi 1.824. Hãy xác nhận lại."


@pytest.fixture
def people(
    transactional_db: None, tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> tuple[User, User]:
    """A coordinator of a small bloc, and the reporter of its hospital, in March 2024."""
    settings.FILES_ROOT = tmp_path / "files"
    monkeypatch.setattr(clock, "today", lambda: date(2024, 3, 25))
    bloc = make_unit("DUK", "Đảng bộ Khối thử nghiệm", short_name="Khối", type="đảng bộ khối")
    name = "Đảng bộ Bệnh viện Đa khoa tỉnh"
    hospital = make_unit("DU-BV", name, bloc, short_name="Bệnh viện", type="đảng bộ cơ sở")
    make_unit("CB-TT", "Chi bộ Thanh tra", bloc, short_name="Thanh tra", type="chi bộ")
    return (
        make_user("dieu-phoi", "coordinator", unit=bloc),
        make_user("van-thu", "reporter", unit=hospital),
    )


@pytest.mark.parametrize(("width", "scripts"), WAYS, ids=["wide", "phone", "no-scripts"])
def test_a_period_becomes_a_report_that_can_be_followed(
    width: int, scripts: bool, open_page: Opener, people: tuple[User, User]
) -> None:
    coordinator, reporter = people
    with (
        open_page(width=width, user=coordinator, scripts=scripts) as office,
        open_page(width=width, user=reporter, scripts=scripts) as unit,
    ):
        open_the_period(office, scripts)
        send_the_word_report(unit, width, scripts)
        return_it(office, scripts)
        send_again(unit, scripts)
        accept_it(office, scripts)
        follow_a_number(office, scripts)
        take_the_files(office)

    assert [r.n for r in SubmissionRevision.objects.order_by("n")] == [1, 2]


def look(page: Page, scripts: bool, title: str | None = None) -> None:
    """The page as it stands: nothing sticks out; with scripts, axe finds nothing."""
    if title:
        expect(page.locator("h1")).to_have_text(title)
    if scripts:
        check_axe(page)
        check_width(page)


def open_the_period(page: Page, scripts: bool) -> None:
    page.goto("/ky-bao-cao/")
    look(page, scripts, "Kỳ báo cáo")
    page.get_by_role("link", name="Mở kỳ báo cáo").click()
    page.get_by_role("link", name="Lập hoặc sửa biểu").click()
    look(page, scripts, "Biểu báo cáo")
    page.get_by_role("link", name="Nạp tệp biểu").click()
    look(page, scripts, "Thêm biểu báo cáo")
    file = {"name": "bieu.toml", "mimeType": "application/toml", "buffer": FORM.encode()}
    page.get_by_label("Tệp biểu (.toml)").set_input_files(file)  # type: ignore[arg-type]  # a dict
    page.get_by_role("button", name="Thêm", exact=True).click()
    look(page, scripts, "Kết quả tuyên truyền")
    page.get_by_role("link", name="Mở kỳ báo cáo").click()
    look(page, scripts, "Mở kỳ báo cáo: chọn biểu")
    page.get_by_role("link", name="Kết quả tuyên truyền").click()
    look(page, scripts, "Mở kỳ báo cáo: Kết quả tuyên truyền")
    page.get_by_label("Kỳ báo cáo", exact=True).select_option("2024-Q1")
    page.get_by_label("Hạn nộp").fill("2024-03-29")
    page.get_by_role("button", name="Xem trước danh sách phải báo cáo").click()
    look(page, scripts, "Kiểm tra trước khi mở kỳ")
    page.get_by_role("button", name="Mở kỳ báo cáo").click()
    look(page, scripts, "Kết quả tuyên truyền, quý I năm 2024")
    expect(page.get_by_text("0/2 đơn vị đã gửi báo cáo")).to_be_visible()


def send_the_word_report(page: Page, width: int, scripts: bool) -> None:
    page.goto("/")
    look(page, scripts)
    page.get_by_role("link", name="Kết quả tuyên truyền").first.click()
    look(page, scripts, "Kết quả tuyên truyền, quý I năm 2024")
    page.get_by_role("link", name="Tải tệp Word").click()
    look(page, scripts, "Tải tệp Word")
    page.get_by_label("Tệp Word của báo cáo").set_input_files(REPORT)
    page.get_by_role("button", name="Đọc số liệu").click()
    look(page, scripts, "Xác nhận số liệu")
    if width < 640:
        confirm_one_by_one(page, scripts)
    else:
        confirm_in_the_list(page, scripts)
    look(page, scripts, "Phần lời")
    page.get_by_role("button", name="Lưu và kiểm tra lại").click()
    look(page, scripts, "Kiểm tra lại trước khi gửi")
    send(page, scripts)


def send(page: Page, scripts: bool) -> None:
    page.get_by_role("button", name="Gửi báo cáo").click()
    look(page, scripts, "Đã gửi báo cáo")
    assert SubmissionRevision.objects.latest("n").sha256[:8].upper() in page.content()


def confirm_in_the_list(page: Page, scripts: bool) -> None:
    """All figures on one page, each with its own answer."""
    first = page.locator("#so-hoi_nghi")
    expect(first.locator("mark")).to_have_text("27")
    first.get_by_role("button", name="Đúng").click()
    expect(page.get_by_text("Đã xác nhận 1/3 chỉ tiêu")).to_be_visible()
    both = page.locator("#so-luot_nguoi")
    both.get_by_role("button", name="Đúng").click()  # which of the two?
    expect(page.get_by_role("alert")).to_contain_text("Hãy chọn chỗ đúng")
    look(page, scripts)
    page.locator("#so-luot_nguoi .candidate").filter(has_text="1.824").get_by_role("radio").check()
    page.locator("#so-luot_nguoi").get_by_role("button", name="Đúng").click()
    expect(page.get_by_text("Đã xác nhận 2/3 chỉ tiêu")).to_be_visible()
    page.locator("#so-ty_le_hoc_tap").get_by_role("button", name="Đúng").click()
    expect(page.get_by_text("Đã xác nhận 3/3 chỉ tiêu")).to_be_visible()
    look(page, scripts)
    page.get_by_role("link", name="Tiếp tục đến phần lời").click()


def confirm_one_by_one(page: Page, scripts: bool) -> None:
    """On a telephone: one figure, its sentence, the next."""
    page.get_by_role("link", name=re.compile("^Xem và xác nhận ?: Số hội nghị")).click()
    look(page, scripts)
    expect(page.locator("mark")).to_have_text("27")
    page.get_by_role("button", name="Đúng").click()
    expect(page.locator("h1")).to_contain_text("Số lượt người")
    look(page, scripts)
    page.locator(".candidate").filter(has_text="1.824").get_by_role("radio").check()
    page.get_by_role("button", name="Đúng").click()
    expect(page.locator("h1")).to_contain_text("Tỷ lệ")
    page.get_by_role("button", name="Đúng").click()


def open_the_revision(page: Page, scripts: bool) -> None:
    page.goto("/")
    look(page, scripts)
    page.get_by_role("link", name="1 báo cáo").first.click()
    look(page, scripts)
    page.get_by_role("row").get_by_role("link", name="Bệnh viện").click()
    expect(page.locator("h1")).to_contain_text("Bệnh viện")
    look(page, scripts)


def return_it(page: Page, scripts: bool) -> None:
    open_the_revision(page, scripts)
    page.get_by_text("Trả lại đơn vị").click()
    page.get_by_label("Cần sửa gì").fill(REASON)
    look(page, scripts)
    page.get_by_role("button", name="Trả lại", exact=True).click()
    expect(page.get_by_text("Đã trả lại.").first).to_be_visible()
    look(page, scripts)


def send_again(page: Page, scripts: bool) -> None:
    page.goto("/")
    expect(page.get_by_text(REASON)).to_be_visible()
    look(page, scripts)
    page.get_by_role("link", name="Kết quả tuyên truyền").first.click()
    expect(page.get_by_text(REASON).first).to_be_visible()
    look(page, scripts)
    page.get_by_role("link", name="Nhập biểu mẫu").click()
    look(page, scripts)
    page.get_by_label("Số (lượt người)").fill("1.842")
    page.get_by_role("button", name="Lưu và kiểm tra lại").click()
    expect(page.get_by_text("Thay đổi so với lần gửi 1")).to_be_visible()
    expect(page.locator("del")).to_have_text("1.824")
    expect(page.locator("ins")).to_have_text("1.842")
    look(page, scripts)
    send(page, scripts)


def accept_it(page: Page, scripts: bool) -> None:
    open_the_revision(page, scripts)
    page.get_by_role("button", name="Tiếp nhận").click()
    expect(page.get_by_text("Đã tiếp nhận.").first).to_be_visible()
    look(page, scripts)


def follow_a_number(page: Page, scripts: bool) -> None:
    """Total → unit → revision → the sentence in the document."""
    page.get_by_role("link", name="Báo cáo tổng hợp").click()
    look(page, scripts, "Báo cáo tổng hợp, quý I năm 2024")
    missing = page.locator(".panel").filter(has_text="Chưa có trong số tổng hợp")
    expect(missing).to_contain_text("Chi bộ Thanh tra")
    page.locator("a.paper__number").filter(has_text=re.compile("^27$")).first.click()
    expect(page.locator("h1")).to_contain_text("Số hội nghị")
    look(page, scripts)
    page.get_by_role("row").get_by_role("link", name="Bệnh viện").click()
    expect(page.locator("#nguon mark")).to_have_text("27")
    look(page, scripts)
    page.get_by_role("link", name="Xem lần gửi 2").click()
    expect(page.locator("#so-hoi_nghi mark")).to_have_text("27")
    look(page, scripts)
    page.locator("#so-hoi_nghi").get_by_role("link", name="Xem trong văn bản").click()
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"[id='{anchor}']")).to_contain_text("27")
    look(page, scripts)


def take_the_files(page: Page) -> None:
    """Word, PDF and the totals; the Word file tells its sources by itself."""
    period = Obligation.objects.first()
    assert period is not None
    page.goto(f"/tong-hop/{period.period_id}/")
    word, pdf = downloaded(page, "Tải Word"), downloaded(page, "Tải PDF")
    totals = json.loads(downloaded(page, "Số tổng hợp (JSON)"))["elements"]
    assert {code: (e["value"], e["missing"]) for code, e in totals.items()} == {
        "hoi_nghi": (27, ["CB-TT"]),
        "luot_nguoi": (1842, ["CB-TT"]),
        "ty_le_hoc_tap": (None, ["CB-TT"]),
    }
    assert word.startswith(b"PK\x03\x04")
    assert pdf.startswith(b"%PDF-")
    number = next(n for n in trace(word, "hoi_nghi").numbers if n.element == "hoi_nghi")
    assert [(p.unit, p.value, p.file) for p in number.parts] == [
        ("DU-BV", Decimal(27), REPORT.name)
    ]


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return waiting.value.path().read_bytes()
