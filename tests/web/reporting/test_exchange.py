"""A fixed report leaves in an edXML envelope, and one comes in as a unit's report."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import Tree, make_user
from tests.web.reporting.scene import Scene, make_scene, number, send_form
from tests.web.visit import check_page, send

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


def test_report_leaves_in_an_envelope_and_comes_in_above(scene: Scene, tree: Tree) -> None:
    low = make_scene(tree.own, tree.child)
    writer = make_user("viet", "reporter", unit=tree.child)
    sent = send_form(low.obligation(tree.child), writer, number("hoi_nghi", "7"))
    accept(revision=sent, seen=sent.sha256, by=low.coordinator)
    report = fix_report(period=low.period, by=low.coordinator)
    at = reverse("reporting:envelope", args=[low.period.pk, 1])
    file = browser(low.coordinator).post(at, FIELDS)
    parts = engine.edxml_attachments(file.content, "a.edxml")
    above = scene.obligation(tree.own)
    take = reverse("reporting:take_envelope", args=[above.pk])
    unit_writer = browser(make_user("tong-hop", "reporter", unit=tree.own))
    page = send(unit_writer, take, {"file": SimpleUploadedFile("a.edxml", file.content)})

    assert parts[0] == ("tong-hop-2024-Q1-1.docx", file_of(compose_text(report.input), "docx"))
    assert [name for name, _data in parts] == ["tong-hop-2024-Q1-1.docx", "tong-hop-2024-Q1-1.pdf"]
    assert page.h1 == "Xác nhận số liệu"


def test_wrong_identifier_and_wrong_file_are_told(scene: Scene, tree: Tree, reporter: User) -> None:
    fix_report(period=scene.period, by=scene.coordinator)
    at = reverse("reporting:envelope", args=[scene.period.pk, 1])
    page = send(browser(scene.coordinator), at, {**FIELDS, "sender_id": "sai"})
    take = reverse("reporting:take_envelope", args=[scene.obligation(tree.own).pk])
    answer = browser(reporter).post(take, {"file": SimpleUploadedFile("a.edxml", b"<a/>")})
    refused = check_page(answer, take, status=422)

    assert "H37.02.02" in page.text("//*[@role='alert']")
    assert "không phải gói edXML" in refused.text()
