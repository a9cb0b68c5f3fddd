"""An office's own kinds of activities: set on a page, offered in the log, kept by old entries."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories import Tree, make_user
from tests.web.activities.scene import make_running
from tests.web.visit import send, visit

from minhbach_web.activities import kinds
from minhbach_web.activities.models import Entry, OwnKind
from minhbach_web.core.models import AuditEvent

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)  # type: ignore[arg-type]  # a user
    return client


def test_a_kind_of_the_office_is_counted_like_the_others(tree: Tree) -> None:
    keeper = client_of(make_user("quan-tri", "administrator", unit=tree.parent))
    make_running(tree.own)
    writer = client_of(make_user("van-thu", "reporter", unit=tree.own))
    count = {"name": "Số bài dự thi", "unit_name": "bài", "code": "bai_thi", "over_time": "sum"}
    kind = {"name": "Hội  thi", "counts": ["bai_thi", "luot_nguoi"], "first": "", "offered": "on"}

    visit(keeper, "/hoat-dong/loai/")
    send(keeper, "/hoat-dong/loai/so-dem/them/", count)
    assert "Hội thi" in send(keeper, "/hoat-dong/loai/them/", kind).text()
    assert "Hội thi" in visit(writer, "/hoat-dong/ghi/").text()
    told = {"kind": "hoi-thi", "what": "Hội thi tìm hiểu", "day": "2024-03-05", "n-bai_thi": "30"}
    written = {"key": "6f2c1d6a-51a0-4d53-8f0e-3f5a5d9c1b01", "unit": str(tree.own.pk), **told}
    send(writer, "/hoat-dong/ghi/", written)
    entry = Entry.objects.get(kind="hoi-thi")
    assert {row.code: row.number for row in entry.amounts.all()} == {"bai_thi": 30}

    closed = {name: value for name, value in kind.items() if name != "offered"}
    send(keeper, "/hoat-dong/loai/hoi-thi/", closed)
    assert "Hội thi" not in [k.vi for k in kinds.offered()]
    assert kinds.kind_name("hoi-thi") == "Hội thi"
    assert "Hội thi" in visit(writer, f"/hoat-dong/{entry.activity_id}/").text()
    assert AuditEvent.objects.filter(action="activities.save_kind").count() == 3


def test_a_kind_of_the_data_can_be_called_otherwise(tree: Tree) -> None:
    keeper = client_of(make_user("quan-tri", "administrator", unit=tree.parent))
    page = visit(keeper, "/hoat-dong/loai/hoi-nghi/")
    assert page.all("//input[@name='name']/@value") == ["Hội nghị, buổi quán triệt"]

    changed = {"name": "Hội nghị", "counts": ["hoi_nghi"], "first": "hoi_nghi", "offered": "on"}
    send(keeper, "/hoat-dong/loai/hoi-nghi/", changed)

    assert kinds.kinds()["hoi-nghi"].vi == "Hội nghị"
    assert OwnKind.objects.get().code == "hoi-nghi"


@pytest.mark.parametrize(
    ("address", "given", "words"),
    [
        ("them/", {"name": "Nắm bắt dư luận trên mạng xã hội"}, "không lưu hoạt động này"),
        ("them/", {"name": "Buổi nói chuyện"}, "Đã có loại mang tên này"),
        ("them/", {"name": "Hội thi", "first": "tin_bai"}, "Hãy chọn một trong các số"),
        ("them/", {"name": ""}, "Hãy ghi tên gọi"),
        ("so-dem/them/", {"name": "Số lượt người dự", "unit_name": "lượt"}, "Số này đã có"),
        ("so-dem/them/", {"name": "Bài", "unit_name": "bài", "code": "tin_bai"}, "đã mang mã này"),
    ],
)
def test_what_cant_be_kept_is_told(
    tree: Tree, address: str, given: dict[str, str], words: str
) -> None:
    keeper = client_of(make_user("quan-tri", "administrator", unit=tree.parent))

    data = {"over_time": "sum", **given}
    page = send(keeper, f"/hoat-dong/loai/{address}", data, status=422)

    assert words in page.text()
    assert not OwnKind.objects.exists()


def test_kinds_are_set_at_the_top_only(tree: Tree) -> None:
    below = client_of(make_user("duoi", "administrator", "coordinator", unit=tree.own))

    pages = ("", "them/", "hoi-nghi/", "so-dem/them/")
    assert [below.get(f"/hoat-dong/loai/{page}").status_code for page in pages] == [404] * 4
    top = client_of(make_user("tren", "coordinator", unit=tree.parent))
    assert top.get("/hoat-dong/loai/khong-co/").status_code == 404
