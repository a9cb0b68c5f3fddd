"""A plan in Chromium, the whole way: sent, confirmed item by item, a gap filled, issued, given to a
subtree, handed down, logged, seen at the top, amended.

In the suite it is the example plan. Another one, of any kind that can be read:

    MINHBACH_FLOW_PLAN=../shared/corpus/txt/….txt pytest tests/flow/test_plan_flow.py -k wide
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from docx import Document as Word
from playwright.sync_api import Page, expect
from tests.factories import make_unit, make_user
from tests.flow import task_steps
from tests.flow.conftest import Opener, check_axe, check_width

from minhbach_web import engine
from minhbach_web.activities.models import Entry
from minhbach_web.programme.models import Assignment, PlanItem, Programme, Task
from minhbach_web.units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).parents[2] / "examples/ke-hoach-2024.txt"
PLAN = Path(os.environ.get("MINHBACH_FLOW_PLAN", EXAMPLE))
# On a phone: two published plans in test_amend_flow.
WAYS = [(1280, True), (360, False)]


@pytest.fixture
def people(transactional_db: None, tmp_path: Path, settings: LazySettings) -> list[User]:
    settings.FILES_ROOT = tmp_path / "files"
    bloc = make_unit("DUK", "Đảng bộ Khối thử nghiệm", short_name="Khối", type="đảng bộ khối")
    tax = make_unit("DU-CT", "Đảng bộ Cục Thuế", bloc, short_name="Cục Thuế", type="đảng bộ cơ sở")
    desk = make_unit("CB-KK", "Chi bộ Phòng Kê khai", tax, type="chi bộ")
    make_unit("CB-KT", "Chi bộ Phòng Kiểm tra", tax, type="chi bộ")
    make_unit("CB-TT", "Chi bộ Thanh tra", bloc, short_name="Thanh tra", type="chi bộ")
    return [
        make_user("dieu-phoi", "coordinator", unit=bloc),
        make_user("van-thu", "coordinator", "reporter", unit=tax),
        make_user("chi-bo", "reporter", unit=desk),
    ]


@pytest.mark.parametrize(("width", "scripts"), WAYS, ids=["wide", "no-scripts"])
def test_a_plan_becomes_tasks(
    width: int, scripts: bool, open_page: Opener, people: list[User]
) -> None:
    with open_page(width=width, user=people[0], scripts=scripts) as page:
        send_plan(page, scripts)
        filled = fill_a_gap(page)
        confirm_all(page, scripts)
        page.get_by_role("link", name="Ban hành nhiệm vụ").click()
        look(page, scripts)
        page.get_by_role("button", name="Ban hành nhiệm vụ").click()
        expect(page.get_by_text("Đã ban hành nhiệm vụ.").first).to_be_visible()
        look(page, scripts)

    programme = Programme.objects.get()
    tasks = list(programme.tasks.filter(in_scope=True))
    assert Assignment.objects.filter(unit__code="DU-CT", part="lead").count() == len(tasks) > 0
    assert not Assignment.objects.filter(task__in_scope=False).exists()
    assert [task.pk for task in tasks if task.added] == ([tasks[0].pk] if filled else [])
    with open_page(width=width, user=people[1], scripts=scripts) as page:
        page.goto("/nhiem-vu/")
        look(page, scripts)
        page.locator(".task-list__title").first.click()
        expect(page.locator("blockquote")).to_be_visible()
        look(page, scripts)
    if scripts:
        do_the_work(open_page, people, tasks)
        with open_page(user=people[0]) as page:
            task_steps.see_progress(page, programme)
            amend(page)
        assert programme.versions.count() == 1
        assert set(tasks) <= set(Task.objects.filter(ended_at=None))
        assert Entry.objects.filter(assignment__task__ended_at=None).count() == 2


def do_the_work(open_page: Opener, people: list[User], tasks: list[Task]) -> None:
    """One task goes down and its results come up."""
    with open_page(width=1280, user=people[0]) as page:
        task_steps.give_to_subtree(page, tasks[-1])
    assert Assignment.objects.filter(task=tasks[-1], unit__code__in=("CB-KK", "CB-KT")).count() == 2
    row = Assignment.objects.get(task=tasks[0], unit__code="DU-CT", part="lead")
    with open_page(width=360, user=people[1]) as page:
        task_steps.hand_down(page, row)
    part = Assignment.objects.get(parent=row)
    with open_page(width=360, user=people[2]) as page:
        task_steps.log_offline(page, part)
        task_steps.log_with_photo(page, part)
        task_steps.ask_for_time(page, part)
        task_steps.sign_out(page)
    assert sorted(Entry.objects.values_list("what", flat=True)) == ["Hội nghị quý I", "Phát tờ rơi"]
    with open_page(width=1280, user=people[1]) as page:
        task_steps.answer(page)
        page.goto(f"/viec/{row.pk}/")
        expect(page.get_by_text("Đã giao xuống: 1/1 hoàn thành")).to_be_visible()
        task_steps.look(page)


def fill_a_gap(page: Page) -> bool:
    """The first task's missing product is filled in by a person."""
    gaps = PlanItem.objects.filter(kind="gap", details__code="no-product").order_by("pk")
    gap = gaps.first()
    if gap is None:
        return False
    back = page.url
    page.goto(f"{back.partition('?')[0].partition('#')[0]}?muc={gap.pk}#muc")
    page.locator("#id_value").fill("Báo cáo kết quả")
    page.get_by_role("button", name="Bổ sung").click()
    expect(page.locator(".confirm__done")).to_contain_text("Đã bổ sung")
    page.goto(back)
    return True


def amend(page: Page) -> None:
    """The same plan with one more paragraph: what was asked goes on, nothing is lost."""
    document = engine.read(PLAN.read_bytes(), PLAN.name)
    file = Word()
    for paragraph in document.paragraphs(tables=False):
        file.add_paragraph(paragraph.text)
    data = BytesIO()
    file.save(data)
    page.goto("/van-ban/tai-len/")
    sent = {
        "name": "ban-moi.docx",
        "mimeType": "application/octet-stream",
        "buffer": data.getvalue(),
    }
    page.get_by_label("Văn bản", exact=True).set_input_files(sent)  # type: ignore[arg-type]  # a dict is one
    page.get_by_role("button", name="Gửi và đọc").click()
    page.get_by_role("button", name="Trích nhiệm vụ").click()
    page.get_by_role("link", name="Văn bản này sửa kế hoạch đang thực hiện").click()
    page.locator("input[name=mode][value=replace]").check()
    page.get_by_role("button", name="So sánh hai văn bản").click()
    look(page, scripts=True)
    page.get_by_role("button", name="mục không đổi").click()
    for name in ("Cùng một mục, tiếp tục", "Là mục mới"):
        buttons = page.get_by_role("button", name=name, exact=True)
        for left in range(buttons.count() - 1, -1, -1):
            buttons.first.click()
            expect(buttons).to_have_count(left)
    page.get_by_role("link", name="Sang xác nhận từng mục").click()
    confirm_all(page, scripts=True)
    page.get_by_role("link", name="Ban hành nhiệm vụ").click()
    page.get_by_role("button", name="Áp dụng bản mới").click()
    expect(page.locator("h1")).to_contain_text("Kế hoạch")
    look(page, scripts=True)


def send_plan(page: Page, scripts: bool) -> None:
    page.goto("/van-ban/tai-len/")
    look(page, scripts)
    page.get_by_label("Văn bản", exact=True).set_input_files(PLAN)
    page.get_by_role("button", name="Gửi và đọc").click()
    expect(page.locator("h1")).to_contain_text("Kế hoạch")
    look(page, scripts)
    page.get_by_role("button", name="Trích nhiệm vụ").click()
    expect(page.locator("h1")).to_have_text("Xác nhận kế hoạch")
    look(page, scripts)


def confirm_all(page: Page, scripts: bool) -> None:
    """One item after the other, as a person does; documents and gaps at once."""
    # Whose items come first is settled by the page: the card always holds the next one.
    for kind in ("citation", "gap"):
        button = page.locator(f"button[name=kind][value={kind}]")
        if button.count():
            button.click()
            expect(button).to_have_count(0)
    items = PlanItem.objects.filter(plan=PlanItem.objects.latest("pk").plan_id)
    waiting = items.filter(status="pending").exclude(kind="message")
    total = waiting.count()
    for done in range(1, total + 1):
        kinds = page.locator("#muc").inner_text()
        seen = items.exclude(kind="message").exclude(status="pending").count()
        offered = page.locator("input[name=lead]")
        if offered.count() and not page.locator("input[name=lead]:checked").count():
            choose_tax(page)
        elif scripts and not kinds.startswith("Nhiệm vụ"):
            page.locator("#muc").press("Enter")
        else:
            page.locator("[data-main]").click()
        expect(page.locator("#tien-do")).not_to_contain_text(f" {seen}/")
        if done in {1, 6, total}:
            look(page, scripts)
    expect(page.get_by_role("link", name="Ban hành nhiệm vụ")).to_be_visible()


def choose_tax(page: Page) -> None:
    page.get_by_role("link", name="Chọn đơn vị khác").click()
    page.locator("#ra-soat .units").first.get_by_label("Đảng bộ Cục Thuế").check()
    page.get_by_role("button", name="Lưu và xác nhận").click()
    expect(page.get_by_role("button", name="Lưu và xác nhận")).to_have_count(0)


def look(page: Page, scripts: bool) -> None:
    """The page as it stands: nothing sticks out; with scripts, axe finds nothing."""
    if scripts:
        check_axe(page)
        check_width(page)


def test_the_second_person_is_told(open_page: Opener, people: list[Any]) -> None:
    second = make_user("dieu-phoi-2", "coordinator", unit=people[0].memberships.get().unit)
    with open_page(user=people[0]) as first, open_page(user=second) as other:
        send_plan(first, scripts=False)
        other.goto(first.url)
        first.get_by_role("button", name="Xác nhận", exact=True).click()
        expect(first.locator("#tien-do")).to_contain_text("1/")
        other.get_by_role("button", name="Không đúng").click()
        expect(other.get_by_role("alert")).to_contain_text("Người khác đã quyết định trước")
        check_axe(other)

    item = PlanItem.objects.filter(kind="theme").first()
    assert item is not None
    assert (item.status, item.decided_by) == ("accepted", people[0])
