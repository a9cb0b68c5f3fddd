"""Reports by Excel: a unit's own, and those of units without accounts."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories import Tree
from tests.web.reporting.scene import FORM, Scene, number, send_form
from tests.web.reporting.test_pages import at, browser, hidden
from tests.web.reporting.test_regime import RULES, of, opened
from tests.web.visit import send, visit

from minhbach.reports import verify
from minhbach_web.core.models import AuditEvent
from minhbach_web.programme.models import SourceDocument
from minhbach_web.reporting.models import Draft, Obligation, SubmissionRevision
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.units.models import User


@pytest.fixture
def writer(reporter: User) -> Client:
    return browser(reporter)


def filled(data: bytes, cells: dict[str, object]) -> SimpleUploadedFile:
    book = load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        sheet, _mark, cell = place.rpartition("!")
        book[sheet or "Số liệu"][cell].value = value
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("bieu.xlsx", out.getvalue())


def test_unit_downloads_fills_in_and_sends(writer: Client, obligation: Obligation) -> None:
    visit(writer, at("excel", obligation.pk))
    template = writer.get(at("unit_template", obligation.pk))
    file = filled(
        template.content, {"H2": 12, "H3": "1.250", "I3": "gần", "Phần lời!E2": "Đạt yêu cầu."}
    )
    check = send(writer, at("excel", obligation.pk), {"file": file, "seen": ""})
    assert check.h1 == "Kiểm tra lại trước khi gửi"
    draft = Draft.objects.get()
    entries = draft.entries.values_list("element__code", "state", "number", "qualifier", "anchor")
    assert list(entries) == [
        ("hoi_nghi", "reported", 12, "", "Số liệu!H2"),
        ("luot_nguoi", "reported", 1250, "gần", "Số liệu!H3"),
        ("ty_le", "unconfirmed", None, "", ""),
    ]
    send(writer, at("check", obligation.pk), hidden(check))
    revision = SubmissionRevision.objects.get()
    assert (revision.channel, revision.narratives.get().text) == ("excel", "Đạt yêu cầu.")
    event = AuditEvent.objects.filter(action="reporting.start_draft").get()
    assert set(event.digests) == {"workbook"}


def test_wrong_cells_are_listed_and_nothing_is_taken(
    writer: Client, obligation: Obligation
) -> None:
    template = writer.get(at("unit_template", obligation.pk)).content
    file = filled(template, {"H2": "mười", "H3": 7, "H4": -1})
    page = send(writer, at("excel", obligation.pk), {"file": file, "seen": ""}, status=422)
    assert page.texts("//main//section//li") == [
        "Số liệu!H2: “mười” không phải là số. Hãy viết ví dụ 1824, 1.824 hoặc 97,5.",
        "Số liệu!H4: “-1” là số âm. Hãy ghi số từ 0 trở lên.",
    ]
    assert not Draft.objects.exists()


def test_workbook_over_a_colleagues_draft_loses_nothing(
    writer: Client, obligation: Obligation, colleague: User
) -> None:
    template = writer.get(at("unit_template", obligation.pk)).content
    start_form_draft(obligation=obligation, by=colleague)
    file = filled(template, {"H2": 1})
    page = send(writer, at("excel", obligation.pk), {"file": file, "seen": ""}, status=422)
    assert "Người khác đã sửa báo cáo" in page.text("//*[@role='alert']")
    assert Draft.objects.get().updated_by == colleague


def test_office_sends_for_units_without_accounts(scene: Scene, tree: Tree) -> None:
    clerk = browser(scene.coordinator)
    page = visit(clerk, at("period_excel", scene.period.pk))
    assert len(page.all("//main//ul[@class='task-list']/li")) == 2
    template = clerk.get(at("period_template", scene.period.pk)).content
    data = {"file": filled(template, {"H2": 12, "H5": 5})}
    done = send(clerk, at("period_excel", scene.period.pk), data)
    assert "Đã gửi 2 báo cáo." in done.text()
    sent = SubmissionRevision.objects.order_by("submission__obligation__position")
    numbers = [r.values.get(element__code="hoi_nghi").number for r in sent]
    assert (numbers, {r.by for r in sent}) == ([12, 5], {scene.coordinator})
    again = {"file": filled(template, {"H2": 12, "H5": 5})}
    send(clerk, at("period_excel", scene.period.pk), again, status=422)
    assert sent.count() == 2


def test_one_report_that_breaks_a_rule_stops_all(scene: Scene, tree: Tree) -> None:
    period = opened(scene, tree, FORM + RULES, "2024-Q2", scene.period.due.replace(month=6))
    clerk = browser(scene.coordinator)
    template = clerk.get(at("period_template", period.pk)).content
    data = {"file": filled(template, {"H2": 1, "H3": 9, "H6": 3})}
    page = send(clerk, at("period_excel", period.pk), data, status=422)
    assert page.texts("//main//section//li") == [
        "Đảng bộ Sở Gió Mát: Chưa có số của “Số hội nghị”. "
        "Hãy ghi số; nếu không phát sinh thì ghi 0."
    ]
    assert not SubmissionRevision.objects.exists()
    assert not Draft.objects.exists()


def test_units_that_report_themselves_are_not_offered(
    scene: Scene, tree: Tree, reporter: User
) -> None:
    clerk = browser(scene.coordinator)
    page = visit(clerk, at("period_excel", scene.period.pk))
    assert page.texts("//main//ul[@class='task-list']/li/div[1]") == ["Đảng bộ Sở Gió Mát"]
    other = f"{at('period_template', scene.period.pk)}?don-vi={tree.own.pk}"
    assert clerk.get(other).status_code == 404


def test_template_shows_the_period_before(
    scene: Scene, tree: Tree, obligation: Obligation, reporter: User
) -> None:
    send_form(obligation, reporter, number("hoi_nghi", "12"))
    period = opened(scene, tree, FORM, "2024-Q2", scene.period.due.replace(month=6))
    template = browser(reporter).get(at("unit_template", of(period, tree.own).pk)).content
    book = load_workbook(io.BytesIO(template))
    assert [cell.value for cell in book["Số liệu"]["G"]] == ["Kỳ trước", "12", None, None]


def test_office_reports_in_the_place_of_a_unit_without_accounts(
    scene: Scene, tree: Tree, reporter: User
) -> None:
    clerk = browser(scene.coordinator)
    theirs, own = scene.obligation(tree.sibling), scene.obligation(tree.own)
    page = visit(clerk, at("report", theirs.pk))
    assert page.link("Tải tệp Word") == at("upload", theirs.pk)
    visit(clerk, at("enter", theirs.pk))
    assert Draft.objects.get().obligation == theirs
    assert clerk.get(at("enter", own.pk)).status_code == 404
    assert not visit(clerk, at("report", own.pk)).all(f"//a[@href='{at('upload', own.pk)}']")


def test_numbers_from_a_workbook_are_followed_to_their_cells(scene: Scene, tree: Tree) -> None:
    clerk = browser(scene.coordinator)
    template = clerk.get(at("period_template", scene.period.pk)).content
    sheet = filled(template, {"H2": 12, "H3": "1.250", "I3": "gần", "H4": "97,5", "H5": 5})
    data = sheet.read()
    sheet.seek(0)
    send(clerk, at("period_excel", scene.period.pk), {"file": sheet})
    for revision in SubmissionRevision.objects.all():
        accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    report = clerk.get(at("download", scene.period.pk, "docx")).getvalue()
    assert verify(report, {"bieu.xlsx": data}) == ()
    changed = filled(template, {"H2": 13, "H3": "1.250", "I3": "gần", "H4": "97,5", "H5": 5}).read()
    found = {d.code for d in verify(report, {"bieu.xlsx": changed})}
    assert found == {"diff-source-changed", "diff-quote-absent"}
    source = SourceDocument.objects.get()
    assert (source.format, source.holdings.count()) == ("xlsx", 2)
    page = visit(clerk, reverse("programme:document", args=[source.pk]))
    assert "1.250" in page.text("//main//table")
