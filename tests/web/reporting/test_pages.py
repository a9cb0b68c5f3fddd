"""The pages as people use them, without scripts: each goes through ``visit``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import Tree
from tests.web.reporting.scene import REPORT, Scene, blank, number, send_form, upload
from tests.web.visit import Page, send, visit

from minhbach_web.programme.models import SourceDocument
from minhbach_web.reporting.models import Decision, Draft, Obligation, Period, SubmissionRevision
from minhbach_web.reporting.services.answers import save_answers
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.reporting.services.remarks import add_remark
from minhbach_web.units.models import User


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def writer(reporter: User) -> Client:
    return browser(reporter)


@pytest.fixture
def clerk(scene: Scene) -> Client:
    return browser(scene.coordinator)


def at(name: str, *args: Any) -> str:
    return reverse(f"reporting:{name}", args=args)


def file(text: str = REPORT, name: str = "bao-cao.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def hidden(page: Page) -> dict[str, str]:
    """The hidden fields of the page's last form, as a browser would send them."""
    form = page.all("//main//form[@method='post']")[-1]
    fields = form.xpath(".//input[@type='hidden']")
    named = {f.get("name"): f.get("value") or "" for f in fields}
    return {name: value for name, value in named.items() if name != "csrfmiddlewaretoken"}


# Opening


def test_period_is_opened_after_a_preview(clerk: Client, scene: Scene, tree: Tree) -> None:
    page = visit(clerk, at("choose_form"))
    form = visit(clerk, page.link("Kết quả thử nghiệm"))
    url = form.response.request["PATH_INFO"]
    data = {
        "code": "2026-Q3",
        "due": "2026-09-25",
        "units": [str(tree.own.pk), str(tree.sibling.pk)],
        "layout": "party",
        "issuer": "Đảng bộ Khối thử nghiệm",
    }
    preview = send(clerk, url, {**data, "preview": "1"})
    assert Period.objects.count() == 1
    assert preview.texts("//main//ol/li") == ["Đảng bộ Sở Ánh Sáng", "Đảng bộ Sở Gió Mát"]
    opened = send(clerk, url, {**data, "open": "1"})
    assert opened.h1 == "Kết quả thử nghiệm, quý III năm 2026"
    period = Period.objects.get(code="2026-Q3")
    assert [o.unit for o in period.obligations.all()] == [tree.own, tree.sibling]


def test_opening_twice_says_so(clerk: Client, scene: Scene, tree: Tree) -> None:
    url = at("open", scene.period.data_set_id, tree.parent.pk)
    data = {
        "code": "2026-Q3",
        "due": "2026-09-25",
        "units": [str(tree.own.pk)],
        "layout": "party",
        "issuer": "Đảng bộ Khối",
        "open": "1",
    }
    send(clerk, url, data)
    page = send(clerk, url, data, status=422)
    assert "Kỳ này của biểu này đã được mở" in page.text("//*[@role='alert']")
    assert Period.objects.count() == 2


def test_form_that_is_no_form_is_refused_in_words(clerk: Client) -> None:
    page = send(clerk, at("add_form"), {"file": file("không phải toml [", "bieu.toml")}, status=422)
    assert page.all("//*[@role='alert']")


# Reporting by Word


@pytest.mark.usefixtures("found")
def test_word_report_is_uploaded_confirmed_and_sent(writer: Client, obligation: Obligation) -> None:
    start = visit(writer, at("report", obligation.pk))
    assert start.h1 == "Kết quả thử nghiệm, quý I năm 2024"
    upload_page = visit(writer, start.link("Tải tệp Word"))
    page = send(writer, at("upload", obligation.pk), {"file": file(), **hidden(upload_page)})
    assert page.h1 == "Xác nhận số liệu"
    assert [str(m.text) for m in page.all("//mark")] == ["12", "1.205", "1.250"]
    url = at("confirm", obligation.pk)
    send(writer, url, {"code": "hoi_nghi", "hoi_nghi-seen": "1", "act": "right"})
    send(writer, url, {"code": "luot_nguoi", "luot_nguoi-seen": "1", "act": "right",
                       "candidate": "1"})  # fmt: skip
    page = send(writer, url, {"code": "ty_le", "ty_le-seen": "1", "act": "none"})
    assert "Đã xác nhận 3/3 chỉ tiêu" in page.text()
    texts = visit(writer, at("texts", obligation.pk))
    check = send(writer, at("texts", obligation.pk), {**hidden(texts), "text-danh_gia": "Đạt."})
    assert check.h1 == "Kiểm tra lại trước khi gửi"
    receipt = send(writer, at("check", obligation.pk), hidden(check))
    assert receipt.h1 == "Đã gửi báo cáo"
    revision = SubmissionRevision.objects.get()
    assert revision.sha256[:8].upper() in receipt.text("//*[@class='digest']")
    values = revision.values.values_list("element__code", "state", "number", "qualifier")
    assert list(values) == [
        ("hoi_nghi", "reported", 12, ""),
        ("luot_nguoi", "reported", 1250, "gần"),
        ("ty_le", "blank", None, ""),
    ]
    assert revision.narratives.get().text == "Đạt."


@pytest.mark.usefixtures("found")
def test_one_figure_at_a_time_leads_to_the_next(
    writer: Client, obligation: Obligation, reporter: User
) -> None:
    upload(obligation, reporter)
    first = at("confirm_one", obligation.pk, "hoi_nghi")
    page = visit(writer, first)
    assert page.text("//*[@class='quote']") == "Trong quý đã tổ chức 12 hội nghị;"
    data = {"code": "hoi_nghi", "hoi_nghi-seen": "1", "act": "right"}
    page = send(writer, first, data)
    assert page.h1 == "Số lượt người dự"
    page = send(
        writer,
        at("confirm_one", obligation.pk, "luot_nguoi"),
        {"luot_nguoi-seen": "1", "act": "right"},
    )
    assert "Hãy chọn chỗ đúng" in page.text("//*[@role='alert']")


@pytest.mark.usefixtures("found")
def test_correction_that_is_no_number_is_shown_again(
    writer: Client, obligation: Obligation, reporter: User
) -> None:
    upload(obligation, reporter)
    data = {"code": "hoi_nghi", "hoi_nghi-seen": "1", "hoi_nghi-number": "mười hai", "act": "set"}
    page = send(writer, at("confirm", obligation.pk), data)
    assert "“mười hai” không phải là số" in page.text("//*[@role='alert']")
    assert page.all("//input[@id='id_hoi_nghi-number']")[0].get("value") == "mười hai"


@pytest.mark.usefixtures("found")
def test_second_person_sees_what_the_first_did(
    writer: Client, obligation: Obligation, reporter: User, colleague: User
) -> None:
    upload(obligation, reporter)
    save_answers(draft=Draft.objects.get(), answers=[number("hoi_nghi", "12")], by=reporter)
    data = {"code": "hoi_nghi", "hoi_nghi-seen": "1", "hoi_nghi-number": "13", "act": "set"}
    page = send(browser(colleague), at("confirm", obligation.pk), data)
    assert page.text("//*[@role='alert']") == (
        "Người báo cáo A đã trả lời chỉ tiêu này trong lúc bạn đang xem. "
        "Trả lời của họ được giữ: 12. Trả lời của bạn chưa được lưu: 13. "
        "Nếu bạn đúng, hãy nhập lại."
    )
    assert Draft.objects.get().entries.get(element__code="hoi_nghi").number == 12


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "rong.docx"), (b"MZ\x90\x00\x03", "bao-cao.docx")]
)
def test_file_that_cannot_be_read_is_refused_and_not_kept(
    writer: Client, obligation: Obligation, data: bytes, name: str
) -> None:
    page = send(
        writer,
        at("upload", obligation.pk),
        {"file": SimpleUploadedFile(name, data), "seen": ""},
        status=422,
    )
    assert page.all("//*[@role='alert']")
    assert (SourceDocument.objects.count(), Draft.objects.count()) == (0, 0)


@pytest.mark.usefixtures("found")
def test_upload_over_a_colleagues_new_draft_loses_nothing(
    writer: Client, obligation: Obligation, colleague: User
) -> None:
    visit(writer, at("upload", obligation.pk))
    start_form_draft(obligation=obligation, by=colleague)
    page = send(writer, at("upload", obligation.pk), {"file": file(), "seen": ""})
    assert "tệp của bạn chưa được nhận" in page.text()
    assert Draft.objects.get().updated_by == colleague


# Reporting by form


def form_data(page: Page, **typed: str) -> dict[str, str]:
    data = hidden(page)
    return {**data, **typed}


def test_form_is_filled_in_checked_and_sent(writer: Client, obligation: Obligation) -> None:
    page = visit(writer, at("enter", obligation.pk))
    data = {
        **hidden(page),
        "hoi_nghi-number": "0",
        "luot_nguoi-number": "1.250",
        "luot_nguoi-qualifier": "hơn",
        "ty_le-kind": "not_applicable",
        "text-danh_gia": "Đạt yêu cầu.",
    }
    check = send(writer, at("enter", obligation.pk), data)
    assert check.h1 == "Kiểm tra lại trước khi gửi"
    send(writer, at("check", obligation.pk), hidden(check))
    values = SubmissionRevision.objects.get().values.values_list("state", "number", "qualifier")
    assert list(values) == [
        ("zero", 0, ""),
        ("reported", 1250, "hơn"),
        ("not_applicable", None, ""),
    ]


def test_wrong_field_keeps_what_was_typed_and_saves_the_rest(
    writer: Client, obligation: Obligation
) -> None:
    page = visit(writer, at("enter", obligation.pk))
    data = {**hidden(page), "hoi_nghi-number": "12", "luot_nguoi-number": "1,250"}
    again = send(writer, at("enter", obligation.pk), data, status=422)
    assert "hai cách" in again.text("//*[@role='alert']")
    assert again.all("//input[@id='id_luot_nguoi-number']")[0].get("value") == "1,250"
    assert Draft.objects.get().entries.get(element__code="hoi_nghi").number == 12
    right = {**hidden(again), "hoi_nghi-number": "12", "luot_nguoi-number": "1.250"}
    assert send(writer, at("enter", obligation.pk), right).h1 == "Kiểm tra lại trước khi gửi"


def test_number_and_reason_together_are_not_guessed(writer: Client, obligation: Obligation) -> None:
    page = visit(writer, at("enter", obligation.pk))
    data = {**hidden(page), "hoi_nghi-number": "12", "hoi_nghi-kind": "later"}
    again = send(writer, at("enter", obligation.pk), data, status=422)
    assert "không chọn cả hai" in again.text("//*[@role='alert']")


def test_colleagues_answer_in_the_form_is_not_overwritten(
    writer: Client, obligation: Obligation, colleague: User
) -> None:
    page = visit(writer, at("enter", obligation.pk))
    save_answers(draft=Draft.objects.get(), answers=[number("hoi_nghi", "5")], by=colleague)
    data = {**hidden(page), "hoi_nghi-number": "7", "luot_nguoi-number": "70"}
    again = send(writer, at("enter", obligation.pk), data, status=409)
    assert "Trả lời của họ được giữ: 5. Trả lời của bạn chưa được lưu: 7." in again.text()
    assert list(Draft.objects.get().entries.values_list("number", flat=True)) == [5, 70, None]


def test_double_click_on_send_gives_the_same_receipt(
    writer: Client, obligation: Obligation, reporter: User
) -> None:
    draft = start_form_draft(obligation=obligation, by=reporter)
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    check = visit(writer, at("check", obligation.pk))
    receipts = [send(writer, at("check", obligation.pk), hidden(check)).text() for _ in range(2)]
    assert receipts[0] == receipts[1]
    assert SubmissionRevision.objects.count() == 1


def test_draft_changed_before_sending_is_shown_again(
    writer: Client, obligation: Obligation, reporter: User, colleague: User
) -> None:
    draft = start_form_draft(obligation=obligation, by=reporter)
    save_answers(draft=draft, answers=[number("hoi_nghi", "12")], by=reporter)
    check = visit(writer, at("check", obligation.pk))
    save_answers(draft=draft, answers=[number("luot_nguoi", "70")], by=colleague)
    page = send(writer, at("check", obligation.pk), hidden(check))
    assert "Người khác đã sửa báo cáo sau khi bạn mở trang" in page.text()
    assert not SubmissionRevision.objects.exists()
    assert send(writer, at("check", obligation.pk), hidden(page)).h1 == "Đã gửi báo cáo"


def test_check_says_what_changes_against_the_last_revision(
    writer: Client, obligation: Obligation, reporter: User
) -> None:
    send_form(obligation, reporter, number("hoi_nghi", "12"), blank("ty_le"))
    draft = start_form_draft(obligation=obligation, by=reporter)
    save_answers(draft=draft, answers=[number("hoi_nghi", "13")], by=reporter)
    page = visit(writer, at("check", obligation.pk))
    changes = page.texts("//section[contains(@class, 'panel')]//div")
    assert changes == ["Số hội nghị 12 → 13"]


def test_draft_is_thrown_away_after_a_question(
    writer: Client, obligation: Obligation, reporter: User
) -> None:
    start_form_draft(obligation=obligation, by=reporter)
    visit(writer, at("discard", obligation.pk))
    assert Draft.objects.exists()
    send(writer, at("discard", obligation.pk), {})
    assert not Draft.objects.exists()


# Deciding


def test_coordinator_accepts_what_the_page_showed(
    clerk: Client, scene: Scene, obligation: Obligation, reporter: User
) -> None:
    send_form(obligation, reporter, number("hoi_nghi", "12"))
    page = visit(clerk, at("revision", obligation.pk, 1))
    data = {**hidden(page), "act": "accept"}
    after = send(clerk, at("decide", obligation.pk, 1), data)
    assert "Đã tiếp nhận. Số liệu đã vào số tổng hợp." in after.text()
    assert Decision.objects.get().kind == "accept"


def test_return_without_a_reason_asks_for_one(
    clerk: Client, obligation: Obligation, reporter: User
) -> None:
    revision = send_form(obligation, reporter, number("hoi_nghi", "12"))
    data = {"sha256": revision.sha256, "act": "return", "reason": " "}
    page = send(clerk, at("decide", obligation.pk, 1), data)
    assert "Hãy nêu lý do trả lại" in page.text("//*[@role='alert']")
    assert not Decision.objects.exists()


def test_returned_report_shows_its_reason_to_the_unit(
    clerk: Client, writer: Client, obligation: Obligation, reporter: User
) -> None:
    revision = send_form(obligation, reporter, number("hoi_nghi", "12"))
    data = {"sha256": revision.sha256, "act": "return", "reason": "Thiếu số lượt người dự"}
    send(clerk, at("decide", obligation.pk, 1), data)
    assert "Thiếu số lượt người dự" in visit(writer, at("report", obligation.pk)).text()
    assert "Thiếu số lượt người dự" in visit(writer, reverse("home")).text()


def test_revision_sent_while_the_coordinator_accepts_the_old_one(
    clerk: Client, obligation: Obligation, reporter: User
) -> None:
    send_form(obligation, reporter, number("hoi_nghi", "12"))
    old = visit(clerk, at("revision", obligation.pk, 1))
    send_form(obligation, reporter, number("hoi_nghi", "13"))
    page = send(clerk, at("decide", obligation.pk, 1), {**hidden(old), "act": "accept"})
    assert "Đơn vị đã gửi lần 2 trong lúc bạn đang xem." in page.text()
    assert page.response.request["PATH_INFO"] == at("revision", obligation.pk, 2)
    assert not Decision.objects.exists()
    data = {**hidden(page), "act": "accept"}
    send(clerk, at("decide", obligation.pk, 2), data)
    assert Decision.objects.get().revision.n == 2


def test_own_coordinator_does_not_decide_for_the_one_who_asked(
    scene: Scene, obligation: Obligation, reporter: User, tree: Tree, person: Any
) -> None:
    revision = send_form(obligation, reporter, number("hoi_nghi", "12"))
    client = browser(person("coordinator", tree.own))
    data = {"sha256": revision.sha256, "act": "accept"}
    assert client.post(at("decide", obligation.pk, 1), data).status_code == 404
    assert not Decision.objects.exists()


def test_period_page_groups_by_what_needs_attention(
    clerk: Client, scene: Scene, obligation: Obligation, reporter: User
) -> None:
    send_form(obligation, reporter, number("hoi_nghi", "12"), on=date(2024, 4, 2))
    page = visit(clerk, at("period", scene.period.pk))
    assert [h.split(" (")[0] for h in page.texts("//h2")][:2] == ["Chờ duyệt", "Quá hạn"]
    assert page.texts("//tbody//tr")[0].startswith("Đảng bộ Sở Ánh Sáng Chờ duyệt Nộp muộn")
    filtered = visit(clerk, at("period", scene.period.pk) + "?trang-thai=overdue")
    assert [t.split()[3] for t in filtered.texts("//tbody//tr")] == ["Gió"]


# Consolidating


def test_number_leads_to_units_and_to_the_sentence(
    clerk: Client, scene: Scene, obligation: Obligation, reporter: User, found: None
) -> None:
    upload(obligation, reporter)
    revision = send_form(
        obligation, reporter, number("hoi_nghi", "12"), number("luot_nguoi", "1250", "gần")
    )
    accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    add_remark(
        submissions=[revision.submission],
        elements=list(scene.period.data_set.elements.filter(code="hoi_nghi")),
        text="Một hội nghị tổ chức chung.",
        by=scene.coordinator,
    )
    page = visit(clerk, at("consolidated", scene.period.pk))
    assert "1/2 đơn vị đã gửi" in page.text()
    total = visit(clerk, at("number", scene.period.pk, "hoi_nghi"))
    assert total.text("//*[@class='sum']") == "12 buổi"
    assert "Một hội nghị tổ chức chung." in total.text()
    assert "Đảng bộ Sở Gió Mát" in total.text()
    unit = visit(clerk, at("number", scene.period.pk, "hoi_nghi") + "?don-vi=DB-A")
    assert unit.text("//mark") == "12"
    assert visit(clerk, at("number", scene.period.pk, "khong_co"), status=404).h1


def test_report_is_fixed_once_and_rebuilt_with_the_same_bytes(
    clerk: Client, scene: Scene, obligation: Obligation, reporter: User
) -> None:
    revision = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    for _click in range(2):
        send(clerk, at("fix", scene.period.pk), {})
    assert scene.period.reports.count() == 1
    url = at("fixed", scene.period.pk, 1, "docx")
    before = clerk.get(url).content
    second = send_form(obligation, reporter, number("hoi_nghi", "13"))
    accept(revision=second, seen=second.sha256, by=scene.coordinator)
    assert clerk.get(url).content == before
    page = visit(clerk, at("consolidated", scene.period.pk))
    assert "Số liệu đã thay đổi sau lần chốt gần nhất." in page.text()
    send(clerk, at("fix", scene.period.pk), {"seen": "0"})  # the first press, once more
    assert scene.period.reports.count() == 1
    send(clerk, at("fix", scene.period.pk), {"seen": page.all("//*[@name='seen']")[0].get("value")})
    assert [report.n for report in scene.period.reports.order_by("n")] == [1, 2]


@pytest.mark.parametrize(
    ("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("json", b"{")]
)
def test_downloads_are_files_of_their_kind(
    clerk: Client, scene: Scene, kind: str, start: bytes
) -> None:
    response = clerk.get(at("download", scene.period.pk, kind))
    assert response.content.startswith(start)
    assert f'.{kind}"' in response.headers["Content-Disposition"]


def test_remark_is_recorded_on_the_chosen_reports(
    clerk: Client, scene: Scene, obligation: Obligation, reporter: User
) -> None:
    revision = send_form(obligation, reporter, number("hoi_nghi", "12"))
    element = scene.period.data_set.elements.get(code="hoi_nghi")
    data = {
        "units": [str(revision.submission_id)],
        "elements": [str(element.pk)],
        "text": "Hội nghị chung.",
    }
    page = send(clerk, at("remark", scene.period.pk), data)
    assert "Hội nghị chung." in page.text()


def test_remark_stands_by_the_total_and_by_its_own_units_only(
    clerk: Client, scene: Scene, tree: Tree, obligation: Obligation, reporter: User
) -> None:
    marked = send_form(obligation, reporter, number("hoi_nghi", "12"))
    other = scene.obligation(tree.sibling)
    plain = send_form(other, scene.coordinator, number("hoi_nghi", "3"))
    for revision in (marked, plain):
        accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    add_remark(
        submissions=[marked.submission],
        elements=[scene.period.data_set.elements.get(code="hoi_nghi")],
        text="Hội nghị chung.",
        by=scene.coordinator,
    )

    shown = {
        key: "Hội nghị chung." in visit(clerk, at("number", scene.period.pk, key)).text()
        for key in ("hoi_nghi", f"hoi_nghi.{obligation.unit.code}", f"hoi_nghi.{other.unit.code}")
    }

    assert list(shown.values()) == [True, True, False]


# Numbers of queries


@pytest.mark.parametrize("name", ["period", "consolidated"])
def test_list_pages_ask_the_same_number_of_queries(scene: Scene, tree: Tree, name: str) -> None:
    client = browser(scene.coordinator)
    counts = []
    for unit in (tree.own, tree.sibling):
        send_form(scene.obligation(unit), scene.coordinator, number("hoi_nghi", "12"))
        with CaptureQueriesContext(connection) as asked:
            client.get(at(name, scene.period.pk))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 30
