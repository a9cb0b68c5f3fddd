"""“Việc của tôi”: what apps say there is to do, the most urgent first."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.factories import Tree
from tests.web.visit import visit

from minhbach_web.core import clock, slots

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 3, 14)


def item(title: str, state: str, days: int | None, **more: Any) -> slots.WorkItem:
    due = None if days is None else TODAY + datetime.timedelta(days=days)
    return slots.WorkItem(title, "Quý I năm 2024", due, state, "/don-vi/", "Nộp báo cáo", **more)


@pytest.fixture(autouse=True)
def _empty_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_sources", {slots.TODO: [], slots.WAITING: [], slots.DONE: []})
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def test_home_puts_returned_then_overdue_then_the_nearest(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("reporter", tree.own)
    slots.register(slots.TODO, lambda user: [item("A", slots.DUE, 5), item("B", slots.DUE, 3)])
    slots.register(
        slots.TODO,
        lambda user: [
            item("C", slots.OVERDUE, -2),
            item("D", slots.RETURNED, None, reason="Thiếu số hội nghị"),
        ],
    )

    page = visit(client, "/")

    rows = page.texts("//section[@aria-labelledby='can-lam']//li")
    assert [row.split()[0] for row in rows] == ["D", "C", "B", "A"]
    assert "Thiếu số hội nghị" in rows[0]
    assert "Quá hạn quá hạn 2 ngày" in rows[1]
    assert "còn 3 ngày, " in rows[2]


def test_home_without_work_says_what_will_appear(
    tree: Tree, signed_in: Callable[..., Client]
) -> None:
    page = visit(signed_in("reporter", tree.own), "/")

    assert page.text("//*[@class='empty-state__title']") == "Hiện không có việc cần làm"


def test_home_of_someone_without_a_role_says_who_gives_it(signed_in: Callable[..., Client]) -> None:
    page = visit(signed_in(), "/")

    assert page.text("//*[@class='empty-state']") == (
        "Tài khoản của bạn chưa có vai trò Quản trị giao vai trò trong từng đơn vị. "
        "Khi đó việc cần làm sẽ hiện ra ở đây."
    )


@pytest.mark.parametrize(
    ("role", "entries"),
    [
        ("administrator", {"Quản lý tài khoản", "Nhật ký thao tác", "Đơn vị"}),
        ("reporter", {"Đơn vị"}),
        ("auditor", {"Nhật ký thao tác", "Đơn vị"}),
    ],
)
def test_navigation_shows_what_the_role_can_use(
    role: str, entries: set[str], tree: Tree, signed_in: Callable[..., Client]
) -> None:
    page = visit(signed_in(role, tree.parent), "/")

    shown = set(page.texts("//nav[@id='menu']//li[not(@class)]//a"))
    assert shown & {"Quản lý tài khoản", "Nhật ký thao tác", "Đơn vị"} == entries
