"""Two published plans in Chromium: read, confirmed, gaps filled, issued; one is then amended."""

from __future__ import annotations

import os
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from django.conf import LazySettings
from docx import Document as Word
from playwright.sync_api import Page, expect
from tests.factories import make_unit, make_user
from tests.flow.conftest import Opener, check_axe, check_width

from minhbach_web.programme.models import Assignment, PlanItem, Programme, Task
from minhbach_web.units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLANS = Path(__file__).parents[1] / "samples/plans"
# To look at the pages: FLOW_SHOTS names a folder.
SHOTS = os.environ.get("FLOW_SHOTS", "")
number = count(1)
UNITS = {
    "SNV": "Sở Nội vụ",
    "STC": "Sở Tài chính",
    "SNN": "Sở Nông nghiệp và Môi trường",
}


@pytest.fixture
def coordinator(transactional_db: None, tmp_path: Path, settings: LazySettings) -> User:
    settings.FILES_ROOT = tmp_path / "files"
    province = make_unit("UBND", "Ủy ban nhân dân tỉnh Thử Nghiệm", type="ủy ban nhân dân")
    for code, name in UNITS.items():
        make_unit(code, name, province, type="sở")
    make_unit("XA-1", "UBND xã Một", province, type="xã")
    return make_user("dieu-phoi", "coordinator", unit=province)


def word(text: str) -> bytes:
    """The text as a Word file, a paragraph a line."""
    document = Word()
    for line in text.splitlines():
        document.add_paragraph(line)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def sample(name: str) -> str:
    return (PLANS / name).read_text(encoding="utf-8")


def look(page: Page, name: str) -> None:
    """Nothing sticks out, axe finds nothing; a picture for who wants to look."""
    check_axe(page)
    check_width(page)
    if SHOTS:
        width = page.evaluate("innerWidth")
        page.screenshot(
            path=f"{SHOTS}/{next(number):02}-{name}-{width}.png", full_page=True, caret="initial"
        )


def send(page: Page, name: str, text: str) -> None:
    """Upload and pick the plan out."""
    page.goto("/van-ban/tai-len/")
    file = {
        "name": name,
        "mimeType": "application/octet-stream",
        "buffer": word(text),
    }
    page.get_by_label("Văn bản", exact=True).set_input_files(file)
    page.get_by_role("button", name="Gửi và đọc").click()
    page.get_by_role("button", name="Trích nhiệm vụ").click()
    expect(page.locator("h1")).to_have_text("Xác nhận kế hoạch")


def fill_a_gap(page: Page, plan: int, value: str) -> None:
    """One blank is filled in by a person, the others are knowingly left."""
    gap = PlanItem.objects.filter(plan=plan, kind="gap", details__code="no-product")[0]
    page.goto(f"/ke-hoach/{plan}/xac-nhan/?muc={gap.pk}#muc")
    page.locator("#id_value").fill(value)
    look(page, "khoang-trong")
    page.get_by_role("button", name="Bổ sung").click()
    expect(page.locator(".confirm__done")).to_contain_text("Đã bổ sung")
    leave_rest(page)


def leave_rest(page: Page) -> None:
    """The gaps that are left stay blank, the cited documents are right."""
    for kind in ("gap", "citation"):
        button = page.locator(f"button[name=kind][value={kind}]")
        if button.count():
            button.click()
            expect(button).to_have_count(0)


def confirm_rest(page: Page, plan: int) -> None:
    """Item by item: the proposed unit where one is sure, else the first that is offered."""
    waiting = PlanItem.objects.filter(plan=plan, status="pending").exclude(kind="message")
    left = waiting.count()
    page.goto(f"/ke-hoach/{plan}/xac-nhan/")
    while left:
        offered = page.locator("input[name=lead]")
        if offered.count() and not page.locator("input[name=lead]:checked").count():
            offered.first.check()
        page.locator("[data-main]").click()
        left -= 1
        words = f"còn {left} mục" if left else "Mọi mục đã được xem"
        expect(page.locator(".confirm__review")).to_contain_text(words)


def issue(page: Page, button: str) -> None:
    page.get_by_role("link", name="Ban hành nhiệm vụ").click()
    look(page, "kiem-tra")
    page.get_by_role("button", name=button).click()
    expect(page.locator("h1")).to_contain_text("Kế hoạch")


def test_a_running_plan_is_amended(open_page: Opener, coordinator: User) -> None:
    text = sample("quan-trac-2026.txt")
    with open_page(width=360, user=coordinator) as page:
        send(page, "quan-trac.docx", text)
        look(page, "xac-nhan")
        first = PlanItem.objects.values_list("plan", flat=True)[0]
        fill_a_gap(page, first, "Dự toán kinh phí")
        confirm_rest(page, first)
        issue(page, "Ban hành nhiệm vụ")
        before = set(Task.objects.values_list("pk", flat=True))
        given = set(Assignment.objects.values_list("pk", flat=True))

        send(page, "quan-trac-sua-doi.docx", amended(text))
        second = PlanItem.objects.latest("plan_id").plan_id
        page.get_by_role("link", name="Văn bản này sửa kế hoạch đang thực hiện").click()
        look(page, "sua-doi")
        page.get_by_role("button", name="So sánh hai văn bản").click()
        look(page, "so-sanh")
        page.get_by_role("button", name="mục không đổi").click()
        decide(page, "Cùng một mục, tiếp tục")
        decide(page, "Là mục mới")
        decide(page, "Kết thúc")
        look(page, "so-sanh-xong")
        page.get_by_role("link", name="Sang xác nhận từng mục").click()
        leave_rest(page)
        confirm_rest(page, second)
        issue(page, "Áp dụng bản mới")
        look(page, "ban-moi")
        page.get_by_role("link", name="1 (").click()
        expect(page.locator("main")).to_contain_text("Bản 1: không còn hiệu lực")
        look(page, "ban-cu")

    tasks = Task.objects.filter(ended_at=None)
    assert len(before - set(tasks.values_list("pk", flat=True))) == 1
    assert len(set(tasks.values_list("pk", flat=True)) - before) == 1
    assert given <= set(Assignment.everything.values_list("pk", flat=True))
    assert str(tasks.get(text__startswith="Tổ chức đánh giá").due) == "2026-11-30"
    assert tasks.get(text__startswith="Lập dự toán").product == "Dự toán kinh phí"


def amended(text: str) -> str:
    """Another number and day, an earlier deadline, one task gone, one new."""
    lines = text.replace("235/KH-UBND", "99/KH-UBND").replace("15/12/2026", "30/11/2026")
    kept = [line for line in lines.splitlines() if not line.startswith("- Tổ chức lựa chọn")]
    kept.insert(5, "Kế hoạch này thay thế Kế hoạch số 235/KH-UBND ngày 18/11/2025.")
    kept.insert(-1, "5. Sở Nội vụ: Kiểm tra việc công khai kết quả tại các xã, phường.")
    return "\n".join(kept)


def decide(page: Page, name: str) -> None:
    """Every open row with this button, one after the other."""
    buttons = page.get_by_role("button", name=name, exact=True)
    for left in range(buttons.count() - 1, -1, -1):
        buttons.first.click()
        expect(buttons).to_have_count(left)


def test_the_public_page_and_the_lower_plan(open_page: Opener, coordinator: User) -> None:
    with open_page(width=360, user=coordinator) as page:
        send(page, "viec-lam.docx", sample("viec-lam-2025.txt"))
        plan = PlanItem.objects.values_list("plan", flat=True)[0]
        items = PlanItem.objects.filter(plan=plan)
        fill_a_gap(page, plan, "Báo cáo")
        items.filter(status="pending").update(
            status="accepted", decided_by=coordinator, decided_at="2026-01-01T00:00Z"
        )
        page.goto(f"/ke-hoach/{plan}/kiem-tra/")
        page.get_by_role("button", name="Ban hành nhiệm vụ").click()
        page.get_by_role("link", name="Trang công khai").click()
        tasks = Programme.objects.get().tasks.filter(in_scope=True)
        assert [task.added["product"]["name"] for task in tasks if task.added] == [str(coordinator)]
        assert (tasks.count(), tasks.filter(due__isnull=False).exists()) == (8, False)
        look(page, "cong-khai-mo")
        page.get_by_role("button", name="Mở cho mọi người").click()
        page.get_by_role("link", name="Xem trang công khai").click()
        expect(page.locator("main")).to_contain_text("8 nhiệm vụ")
        look(page, "cong-khai")
        page.goto(f"/van-ban/{Programme.objects.get().plan.source_id}/du-thao/")
        page.get_by_role("button", name="Soạn dự thảo").click()
        look(page, "du-thao")
        with page.expect_download() as download:
            page.get_by_role("link", name="Tải tệp Word").click()
        lower = Path(download.value.path()).read_bytes()
        page.goto("/van-ban/tai-len/")
        page.get_by_label("Văn bản", exact=True).set_input_files(
            {"name": "du-thao.docx", "mimeType": "application/octet-stream", "buffer": lower}
        )
        page.get_by_role("button", name="Gửi và đọc").click()
        page.goto("/doi-chieu/")
        page.get_by_label("Kế hoạch cấp trên").select_option(index=2)
        page.get_by_label("Kế hoạch cấp dưới").select_option(index=1)
        page.get_by_role("button", name="Đối chiếu").click()
        expect(page.locator("main")).to_contain_text("Có (8)")
        look(page, "doi-chieu")
