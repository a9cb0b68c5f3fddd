"""A file is checked, shown, marked and forgotten."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import hostile
from tests.factories import Tree, make_user
from tests.web.checking.conftest import browser_of
from tests.web.visit import check_page, visit

from minhbach_web import engine
from minhbach_web.checking import drawer
from minhbach_web.checking.showing import marks_of, views_of
from minhbach_web.core import clock
from minhbach_web.core.models import AuditEvent
from minhbach_web.programme.models import SourceDocument
from minhbach_web.programme.services.documents import store_document

pytestmark = pytest.mark.django_db
TEXT = "Căn cứ Nghị quyết số 12-NQ/TW ngày 31/4/2024 của Bộ Chính trị."


def word(*paragraphs: str, table: str = "") -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "Dòng đầu"
        cell.add_paragraph(table)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def _every_rule_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are under test here, not which rules are stable."""
    from minhbach.checks import check  # noqa: PLC0415

    def run(document: engine.Document, **choices: object) -> engine.Checked:
        return check(document, select=["NT-01"], **choices)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "check", run)


def send(client: Client, data: bytes, name: str = "du-thao.docx", **more: object) -> str:
    """The address of the findings."""
    answer = client.post(
        "/soat/", {"file": SimpleUploadedFile(name, data), "profile": "auto", **more}
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return str(answer.headers["Location"])


def test_page_shows_the_findings_beside_the_text(clerk: Client) -> None:
    page = visit(clerk, send(clerk, word("Mở đầu.", TEXT, table=TEXT)))

    assert [text.partition(" ")[0] for text in page.texts("//h3")] == ["Lỗi"]
    assert len(page.all("//li[contains(@class,'finding__place')]")) == 2
    marks = page.all("//article//a[contains(@class,'mark--error')]")
    assert [mark.text for mark in marks] == ["31/4/2024", "31/4/2024"]
    targets = {str(e.get("id")) for e in page.all("//*[@id]")}
    inside = [str(a.get("href")) for a in page.all("//main//a[starts-with(@href,'#')]")]
    assert {href[1:] for href in inside} <= targets


def test_page_filters_by_severity_and_family(clerk: Client) -> None:
    url = send(clerk, word(TEXT))

    assert "31/4/2024" in visit(clerk, f"{url}?muc=error").text("//section[1]")
    assert "Hiện tất cả" in visit(clerk, f"{url}?muc=info").text()
    assert "Hiện tất cả" in visit(clerk, f"{url}?nhom=KH").text()


def test_marked_copy_is_the_same_file_with_a_comment(clerk: Client) -> None:
    data = word("Mở đầu.", TEXT)
    url = send(clerk, data)

    answer = clerk.get(f"{url}tai-ve/ghi-chu/")

    assert "du-thao-ghi-chu.docx" in answer.headers["Content-Disposition"]
    made, sent = (zipfile.ZipFile(io.BytesIO(d)) for d in (answer.content, data))
    comments = made.read("word/comments.xml").decode()
    assert comments.count("<w:comment ") == 1
    assert "NT-01" in comments
    assert made.read("word/styles.xml") == sent.read("word/styles.xml")


def test_json_is_the_shape_of_the_command(clerk: Client) -> None:
    rows = json.loads(clerk.get(f"{send(clerk, word(TEXT))}tai-ve/json/").content)

    assert list(rows) == [
        *("file", "profile", "rules_date", "findings"),
        *("rules_date_from", "suppressed"),
    ]
    assert [(f["code"], f["quote"]) for f in rows["findings"]] == [("NT-01", "31/4/2024")]


def test_sheet_for_print_lists_every_finding(clerk: Client) -> None:
    page = visit(clerk, f"{send(clerk, word(TEXT, TEXT))}in/")

    assert len(page.all("//li[contains(@class,'finding__place')]")) == 2


def test_what_the_office_leaves_out_is_counted_and_shown(clerk: Client) -> None:
    office = SimpleUploadedFile("co-quan.toml", b'ignore = ["NT-01"]')

    url = send(clerk, word(TEXT, TEXT), office=office)

    said = "2 phát hiện NT-01 được bỏ qua theo tệp cấu hình của cơ quan"
    assert said in visit(clerk, url).text()
    assert said in visit(clerk, f"{url}in/").text()
    rows = json.loads(clerk.get(f"{url}tai-ve/json/").content)
    assert rows["suppressed"] == [{"code": "NT-01", "count": 2, "by": "office"}]


@pytest.mark.parametrize(
    "office", [b"ignore = [", b'khac = "x"', b'ignore = ["XX-99"]', b"\xff\xfe"]
)
def test_a_wrong_profile_file_is_told_beside_it(clerk: Client, var: Path, office: bytes) -> None:
    sent = {"file": SimpleUploadedFile("a.docx", word(TEXT)), "profile": "auto"}

    answer = clerk.post("/soat/", sent | {"office": SimpleUploadedFile("x.toml", office)})

    page = check_page(answer, "/soat/", status=422)
    assert len(page.texts("//p[@id='id_office_error']|//*[@id='id_office_error']")) == 1
    assert not [path for path in var.rglob("*") if path.is_file()]


def test_the_document_above_is_read_and_a_bad_one_is_told_beside_it(clerk: Client) -> None:
    head = "KẾ HOẠCH\nTuyên truyền năm 2024\n\nI. MỤC ĐÍCH\nNâng cao nhận thức.\n\nII. NỘI DUNG\n"
    asked = "1. Tuyên truyền kết quả sắp xếp đơn vị hành chính cấp xã giai đoạn 2023 - 2025."
    other = "Tuyên truyền chuyển đổi số trong cơ quan nhà nước."
    upper = SimpleUploadedFile("tren.txt", f"{head}{asked}\n2. {other}".encode())

    page = visit(clerk, send(clerk, f"{head}1. {other}".encode(), "duoi.txt", upper=upper))
    sent = {"file": SimpleUploadedFile("a.txt", b"Ngay"), "profile": "auto"}
    refused = clerk.post("/soat/", sent | {"upper": SimpleUploadedFile("b.xyz", b"abc")})

    assert "sắp xếp đơn vị hành chính cấp xã" in page.text("//main//ol")
    wrong = check_page(refused, "/soat/", status=422)
    assert len(wrong.texts("//*[@id='id_upper_error']")) == 1


def test_clean_document_says_what_the_rules_do_not_say(clerk: Client) -> None:
    page = visit(clerk, send(clerk, "Ngày 30/4/2024.".encode(), "sach.txt"))

    assert "không nói nội dung đúng" in page.text()
    assert clerk.get(f"{send(clerk, b'Ngay', 'a.txt')}tai-ve/ghi-chu/").status_code == 404


def test_drawer_opens_for_its_own_person_only(clerk: Client, other: Client) -> None:
    url = send(clerk, word(TEXT))

    for ending in ("", "in/", "tai-ve/json/", "tai-ve/ghi-chu/"):
        assert clerk.get(url + ending).status_code == 200
        assert other.get(url + ending).status_code == 404
        assert Client().get(url + ending).status_code == 302
    assert other.post(f"{url}xoa/").status_code == 404
    assert clerk.get("/soat/..%2F..%2Fetc/").status_code == 404


def test_nothing_is_kept_of_a_checked_file(clerk: Client, var: Path) -> None:
    before = AuditEvent.objects.count()
    url = send(clerk, word(TEXT))
    assert len(list((var / "soat").iterdir())) == 1

    answer = clerk.post(f"{url}xoa/", follow=True)

    check_page(answer, url)
    assert not list((var / "soat").iterdir())
    assert clerk.get(url).status_code == 404
    assert (SourceDocument.objects.count(), AuditEvent.objects.count()) == (0, before)
    assert not [path for path in var.rglob("*") if path.is_file()]


def test_drawer_is_emptied_when_its_hour_is_over(
    clerk: Client, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = send(clerk, word(TEXT))
    (var / "soat/.half-written").mkdir()
    later = clock.now() + drawer.KEPT + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert clerk.get(url).status_code == 404
    send(clerk, word("Khác."))

    names = {path.name for path in (var / "soat").iterdir()}
    assert url.split("/")[2] not in names
    assert len(names - {".half-written"}) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rong.docx", hostile.empty()),
        ("chuong-trinh.docx", hostile.program()),
        ("bom.docx", hostile.zip_bomb()),
        ("khoa.docx", hostile.encrypted()),
        ("bang.xyz", b"abc"),
    ],
)
def test_refused_file_gets_one_sentence_and_leaves_nothing(
    clerk: Client, var: Path, name: str, data: bytes
) -> None:
    answer = clerk.post("/soat/", {"file": SimpleUploadedFile(name, data), "profile": "auto"})

    page = check_page(answer, "/soat/", status=422)
    assert len(page.texts("//p[contains(@class,'field__error')]")) == 1
    assert not [path for path in var.rglob("*") if path.is_file()]


def test_stored_document_is_checked_by_who_may_read_it(
    clerk: Client, other: Client, tree: Tree
) -> None:
    boss = make_user("dieu-phoi", "coordinator", unit=tree.sibling)
    source = store_document(data=word(TEXT), name="a.docx", by=boss)
    own = browser_of(boss)

    assert "Soát trước khi ký" in visit(own, f"/van-ban/{source.pk}/").text()
    answer = own.post(f"/soat/van-ban/{source.pk}/")

    assert "31/4/2024" in visit(own, answer.headers["Location"]).text()
    assert clerk.post(f"/soat/van-ban/{source.pk}/").status_code == 404


def test_rules_are_listed_and_explained(clerk: Client) -> None:
    page = visit(clerk, "/soat/quy-tac/")
    codes = set(engine.check_rules())

    assert set(page.texts("//th/a")) == codes
    looked_at = {code[:2] for code in codes}
    for code in sorted(codes):
        url = f"/soat/quy-tac/{code}/"
        if code[:2] in looked_at:  # one page of each family strictly, its sisters by their title
            looked_at.remove(code[:2])
            assert visit(clerk, url).h1.startswith(f"{code}: ")
        assert f"<h1>{code}: " in clerk.get(url).content.decode()
    visit(clerk, "/soat/quy-tac/KHONG-CO/", status=404)


def test_marks_lie_on_the_quoted_words() -> None:
    document = engine.read(word("Một.", TEXT, table=TEXT), "a.docx")
    checked = engine.check(document)
    views = views_of(checked, document, "vi")

    for mark in marks_of(views, document):
        held = document.at(mark.anchor)
        assert held is not None
        text = getattr(held, "text", "") or "\n".join(p.text for p in held.paragraphs)  # type: ignore[union-attr]
        assert text[mark.start : mark.end] == "31/4/2024"
