"""Sixty units, sixty Word reports by different hands: sent, consolidated, traced, restated."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from datetime import date
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import LONG_AGO, make_user

from minhbach.reports import read_manifest, verify
from minhbach_web.reporting.models import DraftEntry, Obligation, Period, ReportRevision
from minhbach_web.reporting.queries.effects import effect_of
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.periods import Opening, close_period, open_period
from minhbach_web.reporting.services.reports import compose_text
from minhbach_web.reporting.services.restatements import allow, ask
from minhbach_web.units import services as unit_services
from minhbach_web.units.models import OrganisationUnit, OrgEdge, User

pytestmark = pytest.mark.django_db
N = 60
SILENT = 3  # units that send nothing
FORM = """
code = "tuyen-truyen-thu"
name = "Kết quả thông tin, tuyên truyền"
period = "quarter"

[[element]]
code = "hoi_nghi"
name = "Số hội nghị, buổi quán triệt, tuyên truyền đã tổ chức"
unit = "buổi"

[[element]]
code = "luot_nguoi"
name = "Số lượt người tham dự hội nghị, buổi quán triệt, tuyên truyền"
unit = "lượt người"

[[element]]
code = "tin_bai"
name = "Số tin, bài đăng trên cổng/trang thông tin điện tử, bản tin nội bộ"
unit = "tin, bài"
"""
CODES = ("hoi_nghi", "luot_nguoi", "tin_bai")


@dataclass(frozen=True)
class Report:
    data: bytes
    truth: dict[str, int]


def dotted(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def make_report(unit: str, dice: random.Random) -> Report:
    """A report in one of five shapes: prose, list, table, both, or a split sentence."""
    meetings, articles = dice.randint(1, 40), dice.randint(2, 150)
    people = meetings * dice.randint(20, 90)
    truth = {"hoi_nghi": meetings, "luot_nguoi": people, "tin_bai": articles}
    paper = docx.Document()
    paper.add_paragraph(unit.upper())
    paper.add_paragraph("BÁO CÁO")
    paper.add_paragraph("Kết quả công tác thông tin, tuyên truyền quý I năm 2024")
    held = dice.choice(["Trong quý, đơn vị đã tổ chức", "Đơn vị tổ chức được", "Đã tổ chức"])
    shape = dice.randrange(5)
    if shape == 0:
        paper.add_paragraph(
            f"{held} {meetings:02d} hội nghị tuyên truyền với {dotted(people)} lượt người tham dự; "
            f"đăng {articles} tin, bài trên trang thông tin điện tử."
        )
    elif shape == 1:
        for line in (
            f"- Số hội nghị đã tổ chức: {meetings} buổi",
            f"- Số lượt người tham dự: {dotted(people)} lượt người",
            f"- Số tin, bài đăng trên cổng thông tin điện tử: {articles} tin, bài",
        ):
            paper.add_paragraph(line)
    elif shape in (2, 3):
        table = paper.add_table(rows=1, cols=3)
        rows = [
            ("Số hội nghị, buổi quán triệt, tuyên truyền đã tổ chức", "buổi", str(meetings)),
            ("Số lượt người tham dự hội nghị", "lượt người", dotted(people)),
            ("Số tin, bài đăng trên trang thông tin điện tử", "tin, bài", str(articles)),
        ]
        for cell, text in zip(table.rows[0].cells, ("Chỉ tiêu", "ĐVT", "Kết quả"), strict=True):
            cell.text = text
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        if shape == 3:
            paper.add_paragraph(f"{held} {meetings} hội nghị tuyên truyền.")
    else:
        paper.add_paragraph(f"{held} {meetings} buổi quán triệt, tuyên truyền.")
        paper.add_paragraph(f"Các buổi có {dotted(people)} lượt người tham dự.")
        paper.add_paragraph(f"Đã đăng {articles} tin, bài trên cổng thông tin điện tử.")
    paper.add_paragraph(f"Nhìn chung, {unit} thực hiện đúng kế hoạch.")
    out = io.BytesIO()
    paper.save(out)
    return Report(out.getvalue(), truth)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"reporting:{name}", args=args)


def send_word(client: Client, owed: Obligation, name: str, report: Report) -> bool:
    """Upload, look at each figure, send; whether every figure was found right at once."""
    file = SimpleUploadedFile(name, report.data)
    assert client.post(at("upload", owed.pk), {"file": file}).status_code == 302
    right = True
    for entry in DraftEntry.objects.filter(draft__obligation=owed).select_related("element"):
        code, truth = entry.element.code, report.truth[entry.element.code]
        data = {"code": code, f"{code}-seen": entry.version, "act": "right"}
        if entry.number != truth or entry.scale or entry.candidates:
            right = right and entry.number == truth
            data |= {"act": "set", f"{code}-number": str(truth)}
        assert client.post(at("confirm", owed.pk), data).status_code in (200, 302)
    return right and send_draft(client, owed)


def send_draft(client: Client, owed: Obligation) -> bool:
    owed = Obligation.objects.get(pk=owed.pk)
    data = {"token": str(owed.draft.token), "seen": owed.draft.version}
    return client.post(at("check", owed.pk), data)["Location"].endswith("/bien-nhan/")


def decide(client: Client, owed: Obligation, n: int, **extra: str) -> None:
    revision = owed.submission.revisions.get(n=n)
    data = {"sha256": revision.sha256, "act": "accept", **extra}
    assert client.post(at("decide", owed.pk, n), data).status_code == 302
    assert revision.decisions.get().kind == "accept"


def make_office() -> tuple[Period, User, User, list[OrganisationUnit]]:
    parent = OrganisationUnit.objects.create(code="KHOI", name="Đảng bộ Khối thử nghiệm")
    units = [
        OrganisationUnit.objects.create(code=f"CB-{n:02d}", name=f"Chi bộ Phòng thử nghiệm {n:02d}")
        for n in range(1, N + 1)
    ]
    OrgEdge.objects.bulk_create(
        OrgEdge(unit=unit, parent=parent, valid_from=LONG_AGO) for unit in units
    )
    unit_services.rebuild_ancestors(today=date(2024, 4, 1))
    clerk = make_user("tong-hop", "coordinator", unit=parent)
    writer = make_user("viet")
    for unit in units:
        unit_services.grant(user=writer, unit=unit, role="reporter", by=None, valid_from=LONG_AGO)
    opening = Opening(
        data_set=store_form(data=FORM.encode(), by=clerk),
        parent=parent,
        code="2024-Q1",
        due=date(2030, 3, 29),
        units=units,
    )
    return open_period(opening=opening, by=clerk), clerk, writer, units


def test_sixty_word_reports_become_one_that_is_traced_and_restated() -> None:
    period, clerk, writer, units = make_office()
    dice = random.Random(20240331)  # noqa: S311 -- the same reports each time
    client, desk = browser(writer), browser(clerk)
    owed = {o.unit_id: o for o in period.obligations.select_related("unit")}
    reports = {unit.pk: make_report(unit.name, dice) for unit in units[SILENT:]}
    found = 0
    for unit in units[SILENT:]:
        name = f"{unit.code}.docx"
        found += send_word(client, owed[unit.pk], name, reports[unit.pk])
        decide(desk, owed[unit.pk], 1)

    # Consolidated: every total is the sum of what the units wrote, the silent ones are named.
    first = fix(desk, period, 1)
    assert found >= 0.9 * len(reports)
    totals = {t.element: t for t in compose_text(first.input).report.totals}
    silent = tuple(unit.code for unit in units[:SILENT])
    assert {c: (totals[c].value, totals[c].n_reported, totals[c].missing) for c in CODES} == {
        c: (sum(r.truth[c] for r in reports.values()), N - SILENT, silent) for c in CODES
    }

    # Traced: the download alone, with the source files, proves each number.
    download = desk.get(at("fixed", period.pk, 1, "docx")).content
    files = {f"{unit.code}.docx": reports[unit.pk].data for unit in units[SILENT:]}
    assert verify(download, files) == ()
    assert len(read_manifest(download).sources) == N - SILENT
    spoilt = files | {"CB-09.docx": files["CB-10.docx"]}
    assert {d.code for d in verify(download, spoilt)} >= {"diff-source-changed"}

    # Restated after the close; the published report keeps its bytes.
    close_period(period=period, by=clerk)
    target = Obligation.objects.select_related("period__parent", "data_set", "unit").get(
        pk=owed[units[-1].pk].pk
    )
    allow(restatement=ask(obligation=target, reason="Đếm sót.", by=writer), by=clerk)
    better = make_report(units[-1].name, dice)
    send_word(client, target, f"{units[-1].code}-lan-2.docx", better)
    second_revision = target.submission.revisions.get(n=2)
    decide(desk, target, 2, effect=effect_of(second_revision, target).sha256)
    second = fix(desk, period, 2)
    again = {t.element: t.value for t in compose_text(second.input).report.totals}
    changed = {**reports, units[-1].pk: better}
    assert again == {c: sum(r.truth[c] for r in changed.values()) for c in CODES}
    compose_text.cache_clear()
    assert desk.get(at("fixed", period.pk, 1, "docx")).content == download
    page = desk.get(at("issue", period.pk, 1)).content.decode()
    assert "Số liệu trong báo cáo này đã được đính chính" in page


def fix(desk: Client, period: Period, n: int) -> ReportRevision:
    """The report fixed and published on its pages."""
    desk.post(at("fix", period.pk))
    report: ReportRevision = period.reports.get(n=n)
    desk.post(at("decide_issue", period.pk, n), {"act": "publish", "sha256": report.docx_sha256})
    assert [d.kind for d in report.decisions.all()] == ["publish"]
    return report
