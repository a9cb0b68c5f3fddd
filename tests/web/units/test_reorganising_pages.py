"""Re-organising on the pages: drafted, looked at, signed, read afterwards, undone."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook
from tests.factories import Tree, make_unit, make_user
from tests.hostile import REFUSED
from tests.web.reporting.scene import make_scene, number, send_form
from tests.web.units.decisions import head
from tests.web.visit import Page, check_page, send, visit

from minhbach_web.core import clock
from minhbach_web.units import day, queries, services
from minhbach_web.units.changes import Line
from minhbach_web.units.models import OrganisationUnit, Reorganisation, User

pytestmark = pytest.mark.django_db
HEAD = {
    "number": "12-QĐ/TN",
    "issued": "2024-05-02",
    "issuer": "Đảng bộ Khối thử nghiệm",
    "subject": "sáp nhập hai đảng bộ",
    "effective": "2024-06-01",
    "carry_roles": "on",
}
MERGE = {"kind": "merge", "code": "Đảng bộ Sở Gió Mát", "target": "DB-A"}


@pytest.fixture
def admin(tree: Tree, signed_in: Callable[..., Client], settings: Any, tmp_path: Path) -> Client:
    settings.FILES_ROOT = tmp_path
    return signed_in("administrator", tree.parent)


def drafted(client: Client, *lines: dict[str, str], **head: Any) -> tuple[str, Page]:
    """A draft with lines; gives its address and the page with the last line."""
    page = send(client, "/don-vi/sap-xep/moi/", {**HEAD, **head})
    url = f"/don-vi/sap-xep/{Reorganisation.objects.latest('pk').pk}/"
    for line in lines:
        page = send(client, f"{url}dong/", line)
    return url, page


def signed(client: Client, url: str) -> Page:
    shown = visit(client, f"{url}truoc-sau/")
    (seal,) = shown.all("//input[@name='seal']/@value")
    return send(client, f"{url}ky/", {"seal": seal, "looked": "1"})


def test_decision_is_drafted_looked_at_signed_and_undone(tree: Tree, admin: Client) -> None:
    scene = make_scene(tree.parent, tree.sibling)
    make_user("cua-b", "reporter", unit=tree.sibling, full_name="Người Của B")
    word = SimpleUploadedFile("quyet-dinh.txt", "QUYẾT ĐỊNH\nVề việc sáp nhập".encode())

    url, draft = drafted(admin, MERGE, document=word)
    shown = visit(admin, f"{url}truoc-sau/")
    unticked = send(admin, f"{url}ky/", {"seal": "x"}, status=422)
    done = signed(admin, url)

    assert draft.texts("//tbody//tr") == [
        "Đảng bộ Sở Gió Mát DB-B Sáp nhập Đảng bộ Sở Ánh Sáng DB-A – Bỏ dòng DB-B"
    ]
    assert [" ".join(t.split()) for t in shown.texts("//dl/div/dd")] == ["0", "1", "0", "0"]
    assert "kết thúc; tiếp nối tại Đảng bộ Sở Ánh Sáng" in shown.text()
    assert "1 báo cáo chưa xong của đơn vị kết thúc sẽ do đơn vị tiếp nhận gửi." in shown.text()
    assert shown.texts("//table/tbody/tr") == [
        "Người Của B Người báo cáo Đảng bộ Sở Gió Mát giữ nguyên tại Đảng bộ Sở Ánh Sáng"
    ]
    assert "Hãy đánh dấu là đã xem trước và sau." in unticked.text()
    assert done.text("//*[@role='status']") == "Quyết định đã có hiệu lực: cây đơn vị đã thay đổi."
    assert b"".join(admin.get(f"{url}van-ban/")) == "QUYẾT ĐỊNH\nVề việc sáp nhập".encode()

    old = visit(admin, f"/don-vi/{tree.sibling.pk}/")
    assert "Đơn vị kết thúc ngày 1/6/2024." in old.text()
    assert old.texts("//main//a[contains(@class, 'button')]") == []
    heir = visit(admin, f"/don-vi/{tree.own.pk}/")
    assert "1/6/2024: tiếp nhận Đảng bộ Sở Gió Mát ( 12-QĐ/TN )" in heir.text()

    visit(admin, f"{url}hoan-tac/")
    back = send(admin, f"{url}hoan-tac/", {})
    assert back.text("//*[@role='status']") == "Cây đã trở lại như trước quyết định."
    assert {u.code for u in queries.subtree(tree.parent)} == {"KHOI", "DB-A", "CB-A1", "DB-B"}

    signed_again, _ = drafted(admin, MERGE)
    signed(admin, signed_again)
    send_form(scene.obligation(tree.sibling), scene.coordinator, number("hoi_nghi", "3"))
    refused = visit(admin, f"{signed_again}hoan-tac/")
    assert "Đã có 1 báo cáo gửi trong cây mới." in refused.text()
    assert "Đã có 1 báo cáo gửi trong cây mới." in send(admin, f"{signed_again}hoan-tac/", {}).text(
        "//*[contains(@class, 'notification')]"
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": ""}, "Nhập số, ký hiệu quyết định."),
        ({"issued": "31/2/2024"}, "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 1/7/2025."),
        ({"issued": "2999-01-01"}, "Nhập ngày từ năm 1945 trở đi."),
        ({"effective": "0001-01-01"}, "Nhập ngày từ năm 1945 trở đi."),
    ],
)
def test_wrong_head_is_sent_back(changes: dict[str, str], words: str, admin: Client) -> None:
    page = send(admin, "/don-vi/sap-xep/moi/", {**HEAD, **changes}, status=422)

    assert page.texts("//*[@role='alert']//a") == [words]


def test_secret_document_is_not_kept(admin: Client, tmp_path: Path) -> None:
    file = SimpleUploadedFile("qd.docx", REFUSED["dong-dau.docx"]())

    page = send(admin, "/don-vi/sap-xep/moi/", {**HEAD, "document": file}, status=422)

    assert len(page.texts("//*[@role='alert']//a")) == 1
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"code": ""}, "Nhập đơn vị."),
        ({"code": "Đảng bộ Sở"}, "Có nhiều đơn vị tên như vậy. Hãy nhập một trong các mã: "),
        ({"code": "không có"}, "Không có đơn vị đang hoạt động nào có mã hoặc tên này."),
        ({"target": ""}, "Nhập đơn vị tiếp nhận hoặc đơn vị cấp trên."),
        ({"kind": "rename", "target": ""}, "Nhập tên mới."),
        ({"kind": "establish", "code": "X" * 60, "name": "Mới"}, "Mã dài tối đa 40 ký tự."),
    ],
)
def test_wrong_line_is_sent_back_with_its_reason(
    line: dict[str, str], words: str, admin: Client
) -> None:
    url, _ = drafted(admin)

    page = send(admin, f"{url}dong/", {**MERGE, **line}, status=422)

    assert page.texts("//*[@role='alert']//a")[0].startswith(words)
    assert Reorganisation.objects.get().lines.count() == 0


def excel(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("dong.xlsx", out.getvalue())


def test_excel_table_gives_all_lines_or_says_what_is_wrong(tree: Tree, admin: Client) -> None:
    url, _ = drafted(admin)
    heads = ("Hình thức", "Mã đơn vị", "Đơn vị tiếp nhận", "Tên mới")
    wrong = excel(heads, ("Bãi bỏ", "DB-B", "DB-A", ""))
    right = excel(
        heads,
        ("Thành lập", "DB-C", "KHOI", "Đảng bộ Sở Nắng Ấm"),
        ("Sáp nhập", "DB-A; DB-B", "DB-C", ""),
    )

    refused = send(admin, f"{url}bang/", {"table": wrong}, status=422)
    taken = send(admin, f"{url}bang/", {"table": right})

    assert refused.texts("//*[@role='alert']//a") == [
        "Dòng 2: “Bãi bỏ” không phải là một hình thức sắp xếp."
    ]
    assert taken.text("//*[@role='status']") == "Đã nhận bảng: 3 dòng."
    signed(admin, url)
    assert [u.code for u in queries.ancestors(tree.child)] == ["KHOI", "DB-C"]


def test_draft_shows_what_is_wrong_and_cannot_be_signed(tree: Tree, admin: Client) -> None:
    url, _ = drafted(admin, {"kind": "dissolve", "code": "DB-A"})

    page = visit(admin, f"{url}truoc-sau/")

    assert page.texts("//*[@role='alert']//li") == [
        "DB-A kết thúc mà không có đúng một đơn vị tiếp nhận: hãy ghi rõ các đơn vị sau chuyển về"
        " đâu: CB-A1."
    ]
    assert page.all("//input[@name='seal']") == []


def test_tree_that_changed_meanwhile_is_shown_again(tree: Tree, admin: Client) -> None:
    url, _ = drafted(admin, MERGE)
    (seal,) = visit(admin, f"{url}truoc-sau/").all("//input[@name='seal']/@value")
    make_unit("CB-B9", "Chi bộ mới", tree.sibling)

    page = send(admin, f"{url}ky/", {"seal": seal, "looked": "1"}, status=409)

    assert page.texts("//*[@role='alert']")[0].startswith("Cây hoặc bản thảo đã thay đổi")
    assert "Chi bộ mới" in page.text()


def test_approver_at_the_top_signs_and_drafts_nothing(
    tree: Tree, admin: Client, signed_in: Callable[..., Client]
) -> None:
    url, _ = drafted(admin, MERGE)
    approver = signed_in("approver", tree.parent)

    refused = approver.post(f"{url}dong/", MERGE)
    listed = visit(approver, "/don-vi/sap-xep/")
    done = signed(approver, url)

    assert refused.status_code == 404
    assert listed.texts("//tbody//th") == ["12-QĐ/TN"]
    assert done.text("//*[@role='status']").startswith("Quyết định đã có hiệu lực")


def test_draft_is_corrected_and_set_aside(admin: Client) -> None:
    url, _ = drafted(admin, MERGE)

    send(admin, f"{url}dong/1/bo/", {})
    send(admin, f"{url}sua/", {**HEAD, "subject": "trích yếu khác"})
    row = Reorganisation.objects.get()
    assert (row.lines.count(), row.subject) == (0, "trích yếu khác")
    visit(admin, f"{url}bo/")
    send(admin, f"{url}bo/", {})

    assert visit(admin, "/don-vi/sap-xep/").texts("//tbody//th") == []
    check_page(admin.get(f"{url}sua/"), url, status=404)


def test_tree_of_another_day_has_the_units_and_names_of_that_day(tree: Tree, admin: Client) -> None:
    url, _ = drafted(
        admin,
        MERGE,
        {"kind": "rename", "code": "DB-A", "name": "Đảng bộ Sở Ánh Sáng và Gió"},
    )
    signed(admin, url)

    now = visit(admin, "/don-vi/cay/")
    before = visit(admin, "/don-vi/cay/?ngay=31/5/2024")
    slid = visit(admin, "/don-vi/cay/?muc=1")
    first = visit(admin, "/don-vi/cay/?muc=0")
    table = admin.get("/don-vi/bang/?ngay=2024-05-31").content.decode("utf-8-sig")

    assert now.texts("//tbody//th") == ["Đảng bộ Sở Ánh Sáng và Gió"]
    assert before.texts("//tbody//th") == [
        "Đảng bộ Sở Ánh Sáng",
        "Đảng bộ Sở Gió Mát Kết thúc ngày 1/6/2024",
    ]
    assert slid.texts("//tbody//th") == before.texts("//tbody//th")
    assert first.text("//*[@class='empty-state__title']") == "Ngày này chưa có đơn vị nào"
    assert "DB-B,Đảng bộ Sở Gió Mát,,đảng bộ cơ sở,KHOI" in table.splitlines()
    assert "DB-A,Đảng bộ Sở Ánh Sáng,,đảng bộ cơ sở,KHOI" in table.splitlines()


def test_tree_and_table_keep_to_what_one_may_read(
    tree: Tree, admin: Client, signed_in: Callable[..., Client]
) -> None:
    lost = make_unit("CB-A9", "Chi bộ Phòng Nến", tree.own)
    url, _ = drafted(admin, {"kind": "merge", "code": "CB-A9", "target": "DB-B"})
    signed(admin, url)
    client = signed_in("coordinator", tree.own)

    page = visit(client, f"/don-vi/cay/?ngay=2024-05-31&don-vi={tree.own.pk}")
    table = client.get("/don-vi/bang/?ngay=2024-05-31").content.decode("utf-8-sig")
    found = visit(client, "/don-vi/?q=nến")

    assert page.texts("//tbody//th") == ["Chi bộ Phòng Đèn Đường"]
    assert table.splitlines()[1:] == [
        "CB-A1,Chi bộ Phòng Đèn Đường,,chi bộ,DB-A",
        "DB-A,Đảng bộ Sở Ánh Sáng,,đảng bộ cơ sở,",
    ]
    assert found.text("//*[@class='empty-state__title']") == "Không tìm thấy đơn vị nào"
    for pk in (tree.sibling.pk, lost.pk):
        assert client.get(f"/don-vi/cay/?don-vi={pk}").status_code == 404


@pytest.mark.parametrize("query", ["ngay=x", "ngay=0001-01-01", "muc=x", "muc=99999", "don-vi=x"])
def test_odd_addresses_of_the_tree_are_answered(query: str, admin: Client) -> None:
    status = 404 if query.startswith("don-vi") else 200

    check_page(admin.get(f"/don-vi/cay/?{query}"), query, status=status)


def test_pages_of_the_tree_ask_the_same_number_of_questions_for_any_tree(
    tree: Tree, admin: Client
) -> None:
    url, _ = drafted(admin, MERGE)
    pages = ["/don-vi/", "/don-vi/cay/", f"/don-vi/{tree.parent.pk}/", f"{url}truoc-sau/"]
    counts = []
    for n in (0, 30):
        for i in range(n):
            make_unit(f"X{i}", f"Chi bộ số {i}", tree.own)
        asked = []
        for page in pages:
            with CaptureQueriesContext(connection) as questions:
                visit(admin, page)
            asked.append(len(questions))
        counts.append(asked)

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 30


def test_signed_decision_takes_effect_with_the_first_page_of_its_day(
    tree: Tree, settings: Any, monkeypatch: pytest.MonkeyPatch, person: Callable[..., User]
) -> None:
    settings.FOLLOW_THE_DAY = True
    by = person("administrator", tree.parent)
    tomorrow = clock.today() + datetime.timedelta(days=1)
    row = services.draft(head=head(tomorrow), by=by)
    services.add_line(reorganisation=row, line=Line(1, "merge", "DB-B", "DB-A"), by=by)
    seal = services.preview(row).seal
    services.sign(reorganisation=row, seal=seal, by=by, today=clock.today())
    client = Client()
    client.force_login(by, backend="allauth.account.auth_backends.AuthenticationBackend")

    before = visit(client, f"/don-vi/sap-xep/{row.pk}/")
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    monkeypatch.setattr(day, "_looked_on", None)
    after = visit(client, f"/don-vi/sap-xep/{row.pk}/")

    assert before.text("//strong[contains(@class, 'tag')]") == "Đã ký, chưa đến ngày hiệu lực"
    assert after.text("//strong[contains(@class, 'tag')]") == "Đang có hiệu lực"
    assert OrganisationUnit.objects.get(code="DB-B").closed == tomorrow
