"""A fixed report leaves in an edXML envelope, and one comes in as a unit's report."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import Tree, make_user
from tests.web.reporting.scene import Scene, make_scene, number, send_form
from tests.web.visit import check_page, send, visit

from minhbach_web import engine
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.reporting.services.reports import compose_text, file_of, fix_report
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
FIELDS = {
    "sender_id": "H99.02.02",
    "sender_name": "Đảng bộ thử nghiệm",
    "receiver_id": "H99.01",
    "receiver_name": "Khối thử nghiệm",
    "number": "12",
    "notation": "BC/ĐB",
    "date": "2024-03-29",
    "place": "Nơi nọ",
    "signer": "Người Ký Thử",
}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def upload(content: bytes, name: str = "a.edxml") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content)}


@pytest.fixture
def low(tree: Tree) -> Scene:
    """A lower office whose consolidated report is fixed."""
    low = make_scene(tree.own, tree.child)
    writer = make_user("viet", "reporter", unit=tree.child)
    sent = send_form(low.obligation(tree.child), writer, number("hoi_nghi", "7"))
    accept(revision=sent, seen=sent.sha256, by=low.coordinator)
    fix_report(period=low.period, by=low.coordinator)
    return low


def test_report_leaves_in_an_envelope_comes_in_above_and_is_answered(
    scene: Scene, low: Scene, tree: Tree
) -> None:
    desk, at = browser(low.coordinator), reverse("reporting:envelope", args=[low.period.pk, 1])
    fields = {**FIELDS, "more": "H99.05 Nơi khác", "answer_organ": "H99.01"}
    half = send(desk, at, fields, status=422)
    fields |= {"answer_code": "15-KH/KH", "answer_date": "2024-01-15"}
    file = desk.post(at, fields).content
    read = engine.read_edxml(file, "a.edxml")
    above = scene.obligation(tree.own)
    take = reverse("reporting:take_envelope", args=[above.pk])
    unit_writer = browser(make_user("tong-hop", "reporter", unit=tree.own))
    page = send(unit_writer, take, upload(file))
    twin = send(unit_writer, take, upload(file), status=422)
    say = reverse("reporting:say_envelope", args=[above.pk, above.envelopes.get().pk])
    unsaid = send(unit_writer, say, {"code": "02"})
    accepted = send(unit_writer, say, {"code": "03", "reason": ""})
    message = unit_writer.get(f"{say}2/").content
    told = send(desk, f"{at}trang-thai/", upload(message))
    again = send(desk, f"{at}trang-thai/", upload(message), status=422)

    report = low.period.reports.get()
    assert "Hãy ghi đủ mã định danh" in half.text("//*[@role='alert']")
    assert [part.name for part in read.attachments] == [
        "tong-hop-2024-Q1-1.docx",
        "tong-hop-2024-Q1-1.pdf",
    ]
    assert read.attachments[0].data == file_of(compose_text(report.input), "docx")
    assert [organ.id for organ in read.receivers] == ["H99.01", "H99.05"]
    assert page.h1 == "Xác nhận số liệu"
    assert "đã đến ngày" in twin.text("//*[@role='alert']")
    assert twin.texts("//input[@name='again']/@value | //label[@for='id_again']") == [
        "Vẫn đọc lại dù văn bản đã đến trước đây"
    ]
    assert "Hãy ghi lý do" in unsaid.text()
    assert accepted.texts("//main//ol[not(@class)]/li")[1].startswith("Đã tiếp nhận")
    assert [line.partition(",")[0] for line in told.texts("//main//section//li")] == [
        "Đã tiếp nhận"
    ]
    assert "không thể đứng sau" in again.text("//*[@role='alert']")


def test_document_is_taken_back_by_an_envelope(scene: Scene, low: Scene, tree: Tree) -> None:
    desk, at = browser(low.coordinator), reverse("reporting:envelope", args=[low.period.pk, 1])
    first = desk.post(at, FIELDS).content
    silent = send(desk, at, {**FIELDS, "business": "1"}, status=422)
    back = desk.post(at, {**FIELDS, "business": "1", "reason": "Gửi nhầm"}).content
    above = scene.obligation(tree.own)
    take = reverse("reporting:take_envelope", args=[above.pk])
    writer = browser(make_user("tong-hop", "reporter", unit=tree.own))
    nothing = send(writer, take, upload(back), status=422)
    send(writer, take, upload(first))
    asked = send(writer, take, upload(back))
    message = above.envelopes.get(business="0")
    send(writer, reverse("reporting:say_envelope", args=[above.pk, message.pk]), {"code": "15"})

    codes = message.states.values_list("code", "reason")
    ours = visit(desk, at)
    known = {f.get("name"): f.get("value") for f in ours.all("//main//form//input[@value]")}
    assert "Hãy ghi lý do" in silent.text("//*[@role='alert']")
    assert "chưa từng đến" in nothing.text("//*[@role='alert']")
    assert asked.texts("//main//form//button")[-2:] == [
        "Đồng ý cho lấy lại",
        "Từ chối cho lấy lại",
    ]
    assert list(codes) == [("01", ""), ("13", "Gửi nhầm"), ("15", "")]
    assert (known["receiver_id"], known["notation"]) == ("H99.01", "BC/ĐB")
    assert "Yêu cầu lấy lại" in ours.text("//main//section//li")


def test_one_number_is_not_given_to_two_reports(low: Scene) -> None:
    desk = browser(low.coordinator)
    desk.post(reverse("reporting:envelope", args=[low.period.pk, 1]), FIELDS)
    owed = low.obligation(low.period.obligations.get().unit)
    sent = send_form(owed, low.coordinator, number("hoi_nghi", "8"))
    accept(revision=sent, seen=sent.sha256, by=low.coordinator)
    fix_report(period=low.period, by=low.coordinator)
    second = reverse("reporting:envelope", args=[low.period.pk, 2])
    refused = send(desk, second, FIELDS, status=422)
    replacing = desk.post(second, {**FIELDS, "business": "3", "reason": "Cải chính"})

    assert "đã dùng cho gói của báo cáo tổng hợp khác" in refused.text("//*[@role='alert']")
    assert engine.read_edxml(replacing.content, "b").reason == "Cải chính"


def test_wrong_identifier_and_wrong_file_are_told(scene: Scene, tree: Tree, reporter: User) -> None:
    fix_report(period=scene.period, by=scene.coordinator)
    at = reverse("reporting:envelope", args=[scene.period.pk, 1])
    page = send(browser(scene.coordinator), at, {**FIELDS, "sender_id": "sai"}, status=422)
    take = reverse("reporting:take_envelope", args=[scene.obligation(tree.own).pk])
    answer = browser(reporter).post(take, {"file": SimpleUploadedFile("a.edxml", b"<a/>")})
    refused = check_page(answer, take, status=422)

    assert "H37.02.02" in page.text("//*[@role='alert']")
    assert "không phải gói edXML" in refused.text()
