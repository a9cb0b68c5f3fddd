"""Word reports of units without accounts: the workbook goes out, decisions come back."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.factories import Tree
from tests.web.reporting.scene import Scene, upload
from tests.web.reporting.test_pages import at, browser
from tests.web.visit import send, visit

from minhbach_web.reporting.models import Draft


def decided(data: bytes, cells: dict[str, object]) -> SimpleUploadedFile:
    book = load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        book["Rà soát"][place].value = value
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("ra-soat.xlsx", out.getvalue())


@pytest.mark.usefixtures("found")
def test_workbook_goes_out_and_its_decisions_come_back(scene: Scene, tree: Tree) -> None:
    clerk, url = browser(scene.coordinator), at("review", scene.period.pk)
    empty = visit(clerk, url)
    assert empty.link("Tải lên báo cáo Word của Đảng bộ Sở Gió Mát")
    assert clerk.get(at("review_workbook", scene.period.pk)).status_code == 404
    upload(scene.obligation(tree.own), scene.coordinator)
    data = clerk.get(at("review_workbook", scene.period.pk)).getvalue()

    wrong = {"file": decided(data, {"L2": "chắc thế", "M3": 7})}
    page = send(clerk, url, wrong, status=422)
    places = [text.split(":")[0] for text in page.texts("//main//section//li")]
    assert places == ["Rà soát!L2", "Rà soát!M3"]
    assert not Draft.objects.get().entries.exclude(state="unconfirmed").exists()

    right = {"L2": "đúng", "L3": "sửa", "M3": 1250, "N3": "gần", "L4": "không có trong báo cáo"}
    page = send(clerk, url, {"file": decided(data, {**right, "O4": "Sẽ hỏi lại."})})
    assert "Đã nhận 3 quyết định." in page.text()
    assert page.all(f"//a[@href='{at('check', scene.obligation(tree.own).pk)}']")
    entries = Draft.objects.get().entries
    kept = entries.values_list("state", "number", "qualifier", "blank_kind", "note", "decided_by")
    by = scene.coordinator.pk
    assert list(kept) == [
        ("reported", 12, "", "", "", by),
        ("reported", 1250, "gần", "", "", by),
        ("blank", None, "", "not_given", "Sẽ hỏi lại.", by),
    ]
    assert entries.get(element__code="luot_nguoi").quote  # the place that says so

    upload_again = {"file": decided(data, {"L2": "không có trong báo cáo"})}
    Draft.objects.all().delete()
    page = send(clerk, url, upload_again, status=422)
    assert "không còn trong bản nháp" in page.text("//main//section//li")
