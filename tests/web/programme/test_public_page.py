"""The public page: closed at first, opened by a person, the same for anyone, without names."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.programme.conftest import Office
from tests.web.programme.test_amend_service import (  # noqa: F401 -- fixtures
    _picked_apart,
    programme,
)
from tests.web.visit import send, visit

from minhbach_web.core import slots
from minhbach_web.core.models import AuditEvent
from minhbach_web.programme.models import Programme
from minhbach_web.programme.services.publicity import close_to_public, open_to_public

# Only what the page needs of the fixtures above.
pytestmark = pytest.mark.django_db


def test_page_is_closed_until_somebody_opens_it(
    programme: Programme,  # noqa: F811 -- a fixture
    office: Office,
) -> None:
    anyone, address = Client(), f"/cong-khai/{programme.pk}/"
    switch = f"/ke-hoach/{programme.plan_id}/cong-khai/"
    assert anyone.get(address).status_code == 404
    assert "Chưa có chương trình" in visit(anyone, "/cong-khai/").text()
    client = office.client()
    assert "Chưa công khai" in visit(client, switch).text()
    assert "Xem trước" in visit(client, f"{switch}xem-truoc/").text()

    send(client, switch, {"act": "open"})

    page = visit(anyone, address)
    assert page.h1 == "Kế hoạch Truyền thông về cải cách hành chính năm 2024"
    assert "Tỷ lệ hồ sơ giải quyết đúng hạn." in page.text()
    assert "5 nhiệm vụ" in page.text()
    send(client, switch, {"act": "close"})
    assert anyone.get(address).status_code == 404
    acts = AuditEvent.objects.filter(action__in=("programme.open", "programme.close"))
    assert list(acts.order_by("seq").values_list("action", flat=True)) == [
        "programme.open",
        "programme.close",
    ]


def test_page_is_the_same_for_everyone_and_kept_for_a_while(
    programme: Programme,  # noqa: F811 -- a fixture
    office: Office,
) -> None:
    open_to_public(programme=programme, by=office.coordinator)
    address = f"/cong-khai/{programme.pk}/"

    anyone = Client().get(address)
    signed_in = office.client().get(address)

    assert anyone.content == signed_in.content
    assert set(signed_in.headers["Cache-Control"].split(", ")) == {"max-age=300", "public"}
    assert not anyone.cookies
    again = Client().get(address, headers={"If-None-Match": anyone.headers["ETag"]})
    assert again.status_code == 304
    assert b"<script" not in anyone.content
    for name in ("Chị Điều Phối", "dieu-phoi", "Đảng bộ Cục Thuế"):
        assert name not in anyone.content.decode()


def test_page_in_english(
    programme: Programme,  # noqa: F811 -- a fixture
    office: Office,
) -> None:
    open_to_public(programme=programme, by=office.coordinator)

    page = visit(Client(), f"/cong-khai/{programme.pk}/?lang=en")

    assert "What people are informed about" in page.texts("//h2")


def test_apps_add_to_the_page(
    programme: Programme,  # noqa: F811 -- a fixture
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slots, "_public", [])
    line = slots.PublicLine("Tăng trưởng", "7,5 %", "Niên giám thống kê")
    slots.show_public(lambda _pk: [slots.PublicBlock("Số liệu chính thức", (line,))])
    slots.show_public(lambda _pk: [slots.PublicBlock("Câu hỏi", ())])
    open_to_public(programme=programme, by=office.coordinator)

    page = visit(Client(), f"/cong-khai/{programme.pk}/")

    assert "Số liệu chính thức" in page.texts("//h2")
    assert "Câu hỏi" not in page.texts("//h2")
    assert "Niên giám thống kê" in page.text()


def test_opening_twice_is_one_act(
    programme: Programme,  # noqa: F811 -- a fixture
    office: Office,
) -> None:
    first = open_to_public(programme=programme, by=office.coordinator)
    second = open_to_public(programme=programme, by=office.other)
    close_to_public(programme=programme, by=office.other)
    close_to_public(programme=programme, by=office.other)

    assert first.public_since == second.public_since
    assert AuditEvent.objects.filter(action__startswith="programme.").count() == 2
