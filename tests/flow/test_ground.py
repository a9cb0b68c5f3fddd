"""Chromium on the pages that every part of the site rests on."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories import PASSWORD, Tree, make_tree, make_user
from tests.flow.conftest import WIDTHS, Opener, check_axe, check_width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def tree(transactional_db: None) -> Tree:
    return make_tree()


@pytest.fixture
def administrator(tree: Tree) -> Any:
    return make_user("quantri", "administrator", unit=tree.parent, full_name="Quản Trị")


def look(page: Page, path: str) -> None:
    page.goto(path)
    check_axe(page)
    check_width(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/bo-phan/", "/bo-phan/?loi"])
def test_every_component_is_accessible(
    path: str, dark: bool, width: int, open_page: Opener, tree: Tree
) -> None:
    with open_page(width=width, dark=dark) as page:
        look(page, path)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_units_and_people_are_accessible(
    width: int, open_page: Opener, tree: Tree, administrator: Any
) -> None:
    with open_page(width=width, user=administrator) as page:
        for path in (
            "/",
            "/don-vi/",
            "/don-vi/?q=khong-co",
            f"/don-vi/{tree.own.pk}/",
            f"/don-vi/{tree.own.pk}/vai-tro/",
            "/don-vi/nhap/",
            "/nguoi-dung/",
            "/nguoi-dung/moi/",
            f"/nguoi-dung/{administrator.pk}/",
            "/nhat-ky/?kiem=1",
            "/tai-khoan/",
            "/tai-khoan/mat-khau/",
            "/tai-khoan/hai-lop/",
            "/khong-co-trang-nay/",
        ):
            look(page, path)


@pytest.mark.parametrize("width", WIDTHS)
def test_sign_in_works_without_scripts(
    width: int, open_page: Opener, tree: Tree, administrator: Any
) -> None:
    with open_page(width=width, scripts=False) as page:
        page.goto("/don-vi/")
        page.get_by_label("Tên đăng nhập").fill("quantri")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập", exact=True).click()

        assert page.locator("h1").inner_text() == "Đơn vị"


def test_sign_in_page_and_its_errors_are_accessible(
    open_page: Opener, tree: Tree, administrator: Any
) -> None:
    with open_page(width=360) as page:
        look(page, "/tai-khoan/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill("ai")
        page.get_by_label("Mật khẩu").fill("sai")
        page.get_by_role("button", name="Đăng nhập", exact=True).click()

        check_axe(page)
        assert page.title().startswith("Lỗi: ")
        assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")


def test_menu_opens_on_a_phone(open_page: Opener, tree: Tree, administrator: Any) -> None:
    with open_page(width=360, user=administrator) as page:
        page.goto("/")
        hidden = page.get_by_role("link", name="Đơn vị").is_visible()
        page.get_by_role("button", name="Danh mục").click()
        check_axe(page)
        page.get_by_role("link", name="Đơn vị").click()

        assert (hidden, page.locator("h1").inner_text()) == (False, "Đơn vị")


@pytest.mark.parametrize("width", WIDTHS)
def test_groups_of_the_menu_open_and_close(
    width: int, open_page: Opener, tree: Tree, administrator: Any
) -> None:
    with open_page(width=width, user=administrator) as page:
        page.goto("/")
        if width == WIDTHS[0]:
            page.get_by_role("button", name="Danh mục").click()
        group = page.locator("details.nav__group", has_text="Quản trị")
        group.locator("summary").click()
        check_axe(page)
        check_width(page)
        page.get_by_role("link", name="Nhật ký thao tác").focus()
        page.keyboard.press("Escape")
        closed = not group.evaluate("e => e.open")
        if width == WIDTHS[0]:
            page.get_by_role("button", name="Danh mục").click()
        group.locator("summary").click()
        page.get_by_role("link", name="Nhật ký thao tác").click()

        expect(group.locator("summary")).to_have_attribute("aria-current", "true")
        assert closed


@pytest.mark.parametrize("width", WIDTHS)
def test_keyboard_shows_where_it_is(width: int, open_page: Opener, tree: Tree) -> None:
    with open_page(width=width) as page:
        page.goto("/bo-phan/")
        seen = []
        for _ in range(40):
            page.keyboard.press("Tab")
            seen.append(
                page.evaluate(
                    "() => { const e = document.activeElement, s = getComputedStyle(e);"
                    "return [e.tagName, s.outlineStyle !== 'none' && s.outlineWidth !== '0px'] }"
                )
            )

    assert seen[0] == ["A", True]
    assert [entry for entry in seen if entry[0] != "BODY" and not entry[1]] == []


def test_small_targets_are_absent_on_a_phone(open_page: Opener, tree: Tree) -> None:
    with open_page(width=360) as page:
        page.goto("/bo-phan/")
        small = page.evaluate(
            "() => [...document.querySelectorAll('button, summary, select, "
            "input:not([type=hidden]):not([type=radio]):not([type=checkbox])')]"
            ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)"
            ".map(e => e.outerHTML.slice(0, 80))"
        )

    assert small == []


def test_printed_page_has_the_content_only(
    open_page: Opener, tree: Tree, administrator: Any
) -> None:
    with open_page(user=administrator) as page:
        page.goto("/don-vi/")
        page.emulate_media(media="print")
        shown = {
            name: page.locator(name).first.is_visible()
            for name in (".header", ".nav", ".footer", ".search", "h1", ".table")
        }

    assert shown == {
        ".header": False,
        ".nav": False,
        ".footer": False,
        ".search": False,
        "h1": True,
        ".table": True,
    }
