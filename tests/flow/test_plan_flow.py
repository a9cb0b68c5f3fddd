"""The example plan in Chromium: sent, confirmed item by item, issued, read by a unit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from tests.factories import make_unit, make_user
from tests.flow.conftest import Opener, check_axe, check_width

from minhbach_web.programme.models import Assignment, PlanItem, Programme
from minhbach_web.units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN = Path(__file__).parents[2] / "examples/ke-hoach-2024.txt"
# On a phone: two published plans in test_amend_flow.
WAYS = [(1280, True), (360, False)]


@pytest.fixture
def people(transactional_db: None, tmp_path: Path, settings: LazySettings) -> list[User]:
    settings.FILES_ROOT = tmp_path / "files"
    bloc = make_unit("DUK", "Đảng bộ Khối thử nghiệm", short_name="Khối", type="đảng bộ khối")
    tax = make_unit("DU-CT", "Đảng bộ Cục Thuế", bloc, short_name="Cục Thuế", type="đảng bộ cơ sở")
    make_unit("CB-TT", "Chi bộ Thanh tra", bloc, short_name="Thanh tra", type="chi bộ")
    return [
        make_user("dieu-phoi", "coordinator", unit=bloc),
        make_user("van-thu", "reporter", unit=tax),
    ]


@pytest.mark.parametrize(("width", "scripts"), WAYS, ids=["wide", "no-scripts"])
def test_a_plan_becomes_tasks(
    width: int, scripts: bool, open_page: Opener, people: list[User]
) -> None:
    with open_page(width=width, user=people[0], scripts=scripts) as page:
        send_plan(page, scripts)
        confirm_all(page, scripts)
        page.get_by_role("link", name="Ban hành nhiệm vụ").click()
        look(page, scripts)
        page.get_by_role("button", name="Ban hành nhiệm vụ").click()
        expect(page.get_by_text("Đã ban hành nhiệm vụ.").first).to_be_visible()
        look(page, scripts)

    assert Programme.objects.count() == 1
    assert Assignment.objects.filter(unit__code="DU-CT").count() == 5
    assert not Assignment.objects.filter(task__in_scope=False).exists()
    with open_page(width=width, user=people[1], scripts=scripts) as page:
        page.goto("/nhiem-vu/")
        look(page, scripts)
        page.locator(".task-list__title").first.click()
        expect(page.locator("blockquote")).to_be_visible()
        look(page, scripts)


def send_plan(page: Page, scripts: bool) -> None:
    page.goto("/van-ban/tai-len/")
    look(page, scripts)
    page.get_by_label("Văn bản", exact=True).set_input_files(PLAN)
    page.get_by_role("button", name="Gửi và đọc").click()
    expect(page.locator("h1")).to_contain_text("Kế hoạch tuyên truyền")
    look(page, scripts)
    page.get_by_role("button", name="Trích nhiệm vụ").click()
    expect(page.locator("h1")).to_have_text("Xác nhận kế hoạch")
    look(page, scripts)


def confirm_all(page: Page, scripts: bool) -> None:
    """One item after the other, as a person does; documents and gaps at once."""
    # Whose items come first is settled by the page: the card always holds the next one.
    for kind in ("citation", "gap"):
        page.locator(f"button[name=kind][value={kind}]").click()
        expect(page.locator(f"button[name=kind][value={kind}]")).to_have_count(0)
    waiting = PlanItem.objects.filter(status="pending").exclude(kind="message")
    total = waiting.count()
    for done in range(1, total + 1):
        kinds = page.locator("#muc").inner_text()
        offered = page.locator("input[name=lead]")
        if offered.count():
            choose_tax(page)
        elif scripts and not kinds.startswith("Nhiệm vụ"):
            page.locator("#muc").press("Enter")
        else:
            page.locator("[data-main]").click()
        expect(page.locator("#tien-do")).not_to_contain_text(f" {count_before(done)}/")
        if done in {1, 6, total}:
            look(page, scripts)
    expect(page.get_by_role("link", name="Ban hành nhiệm vụ")).to_be_visible()


def count_before(done: int) -> int:
    """How many were confirmed before this one."""
    bulk = PlanItem.objects.filter(kind__in=("citation", "gap")).exclude(status="pending").count()
    return bulk + done - 1


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
