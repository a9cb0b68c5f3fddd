"""The consolidated report over time and levels: comparison, chosen words, the way up, the look."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import Tree, make_user
from tests.web.reporting.scene import FORM, Scene, blank, make_scene, number, send_form
from tests.web.visit import send, visit

from minhbach_web import engine
from minhbach_web.reporting.models import (
    NarrativeText,
    Obligation,
    Period,
    ReportDecision,
    ReportRevision,
)
from minhbach_web.reporting.problems import CantPublish, TextChanged
from minhbach_web.reporting.queries.comparison import comparisons
from minhbach_web.reporting.queries.matrix import matrix
from minhbach_web.reporting.queries.report_input import report_input
from minhbach_web.reporting.services.answers import TextAnswer, save_texts
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.reporting.services.forms import store_form
from minhbach_web.reporting.services.narratives import choose_text
from minhbach_web.reporting.services.periods import Opening, open_period
from minhbach_web.reporting.services.publishing import decide_report
from minhbach_web.reporting.services.reports import compose, compose_text, file_of, fix_report
from minhbach_web.reporting.services.submissions import submit
from minhbach_web.reporting.services.upward import fill_from_report
from minhbach_web.units.models import OrganisationUnit, User

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def another(scene: Scene, code: str, due: date, *units: OrganisationUnit) -> Scene:
    """The same form, another period."""
    opening = Opening(
        data_set=scene.period.data_set, parent=scene.parent, code=code, due=due, units=units
    )
    return Scene(
        open_period(opening=opening, by=scene.coordinator), scene.coordinator, scene.parent
    )


def accepted(scene: Scene, unit: OrganisationUnit, by: User, value: str) -> None:
    sent = send_form(scene.obligation(unit), by, number("hoi_nghi", value), blank("luot_nguoi"))
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)


def published(period: Period, by: User) -> ReportRevision:
    report = fix_report(period=period, by=by)
    decide_report(report=report, kind=ReportDecision.Kind.PUBLISH, seen=report.docx_sha256, by=by)
    return report


def test_totals_stand_beside_those_of_other_periods(
    scene: Scene, tree: Tree, reporter: User
) -> None:
    second = another(scene, "2024-Q2", date(2024, 6, 28), tree.own, tree.sibling)
    accepted(scene, tree.own, reporter, "12")
    accepted(second, tree.own, reporter, "15")
    found = comparisons(second.period)
    text = compose(second.period).report.document
    words = " ".join(p.text for p in text.paragraphs())
    client = browser(scene.coordinator)
    page = client.get(reverse("reporting:number", args=[second.period.pk, "hoi_nghi:previous"]))

    assert found == (
        engine.Comparison("previous", "2024-Q1", {"hoi_nghi": engine.Compared(Decimal(12), 1, 2)}),
        engine.Comparison(
            "cumulative", "2024-Q2", {"hoi_nghi": engine.Compared(Decimal(27), 2, 4)}
        ),
    )
    assert "Kỳ trước (quý I năm 2024)" in words
    assert "+3" in words
    assert page["Location"] == reverse("reporting:number", args=[scene.period.pk, "hoi_nghi"])


def test_report_with_comparisons_is_verified_offline(
    scene: Scene, tree: Tree, reporter: User
) -> None:
    from minhbach.reports import verify  # noqa: PLC0415 -- as `minhbach trace --verify` does

    second = another(scene, "2024-Q2", date(2024, 6, 28), tree.own)
    accepted(scene, tree.own, reporter, "12")
    accepted(second, tree.own, reporter, "15")

    assert verify(file_of(compose(second.period), "docx"), {}) == ()


def test_year_so_far_is_not_given_when_a_period_is_missing(
    scene: Scene, tree: Tree, reporter: User
) -> None:
    third = another(scene, "2024-Q3", date(2024, 9, 27), tree.own)
    accepted(scene, tree.own, reporter, "12")
    accepted(third, tree.own, reporter, "1")

    assert comparisons(third.period) == ()


@pytest.fixture
def narrative(scene: Scene, obligation: Obligation, reporter: User) -> NarrativeText:
    draft = start_form_draft(obligation=obligation, by=reporter)
    save_texts(draft=draft, answers=[TextAnswer("danh_gia", 1, "Đạt yêu cầu.")], by=reporter)
    sent = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    return NarrativeText.objects.get(revision=sent)


def words_of(period: Period) -> str:
    return " ".join(p.text for p in compose(period).report.document.paragraphs())


def test_edited_words_are_marked_and_the_original_stays(
    scene: Scene, narrative: NarrativeText
) -> None:
    before = words_of(scene.period)
    client = browser(scene.coordinator)
    at = reverse("reporting:narratives", args=[scene.period.pk])
    key = f"p{narrative.pk}"
    edited = {"part": str(narrative.pk), f"{key}-taken": "on", f"{key}-text": "Tốt."}
    page = send(client, at, {**edited, f"{key}-seen": "0"})
    after = words_of(scene.period)
    with pytest.raises(TextChanged):
        choose_text(narrative=narrative, taken=False, text="", seen=0, by=scene.coordinator)
    choose_text(narrative=narrative, taken=False, text="", seen=1, by=scene.coordinator)

    assert "“Đạt yêu cầu.”" in before
    assert "(đã biên tập): Tốt." in after
    assert "Đạt yêu cầu." not in after
    assert "Đạt yêu cầu." in page.text()
    assert "Tốt." not in words_of(scene.period)
    narrative.refresh_from_db()
    assert narrative.text == "Đạt yêu cầu."


def test_report_goes_up_and_its_number_is_followed_down(tree: Tree) -> None:
    top = make_scene(tree.parent, tree.own, tree.sibling)
    low = make_scene(tree.own, tree.child)
    writer = make_user("viet-chi-bo", "reporter", unit=tree.child)
    by = make_user("tong-hop", "reporter", "coordinator", unit=tree.own)
    accepted(low, tree.child, writer, "7")
    report = fix_report(period=low.period, by=by)
    above = top.obligation(tree.own)
    with pytest.raises(CantPublish):
        fill_from_report(report=report, obligation=above, by=by)
    decide_report(report=report, kind=ReportDecision.Kind.PUBLISH, seen=report.docx_sha256, by=by)
    issue = visit(browser(by), reverse("reporting:issue", args=[low.period.pk, 1]))
    send(
        browser(by),
        reverse("reporting:send_up", args=[low.period.pk, 1]),
        {"report": str(above.pk)},
    )
    draft = above.draft
    sent = submit(obligation=above, token=draft.token, seen=draft.version, by=by)
    accept(revision=sent, seen=sent.sha256, by=top.coordinator)
    client = browser(top.coordinator)
    first = visit(client, reverse("reporting:consolidated", args=[top.period.pk]))
    second = visit(client, reverse("reporting:number", args=[top.period.pk, "hoi_nghi"]))
    link = reverse("reporting:number", args=[top.period.pk, "hoi_nghi"]) + "?don-vi=DB-A"
    third = visit(client, link)
    down = third.link("các đơn vị hợp thành")
    last = visit(client, down)

    assert tree.parent.name in issue.text()
    assert next((v.number, v.where, v.quote) for v in sent.values.all()) == (
        7,
        "report",
        "1/1 đơn vị có số liệu",
    )
    assert reverse("reporting:number", args=[top.period.pk, "hoi_nghi"]) in first.html
    assert tree.own.name in second.text()
    assert down == reverse("reporting:number", args=[low.period.pk, "hoi_nghi"]) + "?lan=1"
    assert tree.child.name in last.text()


def test_workbook_holds_totals_values_and_places(scene: Scene, tree: Tree, reporter: User) -> None:
    accepted(scene, tree.own, reporter, "12")
    client = browser(scene.coordinator)
    report = published(scene.period, scene.coordinator)
    at = reverse("reporting:fixed", args=[scene.period.pk, report.n, "xlsx"])
    data = client.get(at).content
    book = openpyxl.load_workbook(io.BytesIO(data))
    totals = [[cell.value for cell in row] for row in book["Tổng hợp"].iter_rows(min_row=2)]
    units = [[cell.value for cell in row] for row in book["Theo đơn vị"].iter_rows(min_row=2)]

    assert totals[0] == [
        1, "Số hội nghị", "buổi", 12, None, None, 1, 2, 0, 0, tree.sibling.name, "",
    ]  # fmt: skip
    assert units == [
        [1, "DB-A", tree.own.name, 12, "không nêu", "chưa xác nhận"],
        [2, "DB-B", tree.sibling.name, "chưa báo cáo", "chưa báo cáo", "chưa báo cáo"],
    ]
    assert client.get(at).content == data


def test_matrix_shows_the_late_first_and_leads_to_each_report(
    scene: Scene, tree: Tree, reporter: User
) -> None:
    second = another(scene, "2024-Q2", date(2024, 6, 28), tree.own, tree.sibling)
    accepted(second, tree.own, reporter, "15")
    found = matrix(second.period)
    client = browser(scene.coordinator)
    page = visit(client, reverse("reporting:matrix", args=[second.period.pk]))
    late = visit(client, reverse("reporting:matrix", args=[second.period.pk]) + "?cham=1")

    assert [(row.unit, [c and c.state for c in row.cells]) for row in found.rows] == [
        (tree.sibling, ["overdue", "overdue"]),
        (tree.own, ["overdue", "accepted"]),
    ]
    assert len(page.all("//tbody//td/a")) == 4
    assert "2/3" in page.text()
    assert len(late.all("//tbody/tr")) == 2


def test_trend_is_drawn_with_its_table(scene: Scene, tree: Tree, reporter: User) -> None:
    accepted(scene, tree.own, reporter, "12")
    client = browser(scene.coordinator)
    page = visit(client, reverse("reporting:trend", args=[scene.period.pk, "hoi_nghi"]))
    rate = visit(client, reverse("reporting:trend", args=[scene.period.pk, "ty_le"]))

    assert "<title>Số hội nghị</title>" in page.html
    assert page.texts("//tbody/tr") == ["Quý I năm 2024 12 1/2 0"]
    assert "không có tổng số để vẽ" in rate.text()


def test_fixed_report_does_not_move_with_later_periods(
    scene: Scene, tree: Tree, reporter: User
) -> None:
    second = another(scene, "2024-Q2", date(2024, 6, 28), tree.own)
    accepted(scene, tree.own, reporter, "12")
    accepted(second, tree.own, reporter, "15")
    report = fix_report(period=second.period, by=scene.coordinator)
    before = file_of(compose_text(report.input), "docx")
    accepted(scene, tree.sibling, make_user("b", "reporter", unit=tree.sibling), "5")
    compose_text.cache_clear()

    assert file_of(compose_text(report.input), "docx") == before
    assert report_input(second.period).comparisons[0].values["hoi_nghi"].value == 17


def test_running_total_that_is_not_the_sum_of_its_periods_is_a_finding(
    scene: Scene, tree: Tree, reporter: User
) -> None:
    second = another(scene, "2024-Q2", date(2024, 6, 28), tree.own)
    accepted(scene, tree.own, reporter, "12")
    owed = second.obligation(tree.own)
    draft = start_form_draft(obligation=owed, by=reporter)
    draft.extraction = {"values": {"hoi_nghi:cumulative": {"value": "30"}}}
    draft.save()
    accepted(second, tree.own, reporter, "15")
    client = browser(scene.coordinator)
    at = reverse("reporting:consolidated", args=[second.period.pk])
    with CaptureQueriesContext(connection) as asked:
        page = visit(client, at)

    assert (
        "Đảng bộ Sở Ánh Sáng, Số hội nghị: báo cáo nêu lũy kế 30 từ đầu năm, cộng các kỳ được 27."
        in page.text()
    )
    assert len(asked) <= 30


def test_totals_by_group_name_the_missing_beside_each(
    scene: Scene, tree: Tree, reporter: User
) -> None:
    OrganisationUnit.objects.filter(pk=tree.child.pk).update(type="chi bộ")
    opening = Opening(
        data_set=scene.period.data_set,
        parent=tree.parent,
        code="2024-Q2",
        due=date(2024, 6, 28),
        units=[OrganisationUnit.objects.get(pk=u.pk) for u in (tree.child, tree.sibling)],
    )
    period = open_period(opening=opening, by=scene.coordinator)
    make = make_user("bao-cao-c", "reporter", unit=tree.child)
    owed = Obligation.objects.get(period=period, unit=tree.child)
    revision = send_form(owed, make, number("hoi_nghi", "1250"), number("luot_nguoi", "3"))
    clerk, url = browser(scene.coordinator), reverse("reporting:by_group", args=[period.pk])
    waiting = visit(clerk, url)
    assert waiting.texts("//tbody/tr/td") == ["1", "– 0/1", "– 0/1"]
    accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    tree_page, type_page = visit(clerk, url), visit(clerk, f"{url}?theo=type")
    assert tree_page.texts("//tbody/tr/th") == [tree.own.name]
    assert tree_page.texts("//tbody/tr/td") == ["1", "1.250 1/1", "3 1/1"]
    assert type_page.texts("//tbody/tr/th") == [
        "chi bộ",
        "đảng bộ cơ sở 1 đơn vị chưa gửi gì : đảng bộ cơ sở Đảng bộ Sở Gió Mát",
    ]
    assert clerk.get(f"{url}?theo=khac").status_code == 200


def test_totals_by_theme_stand_as_the_form_does(scene: Scene, tree: Tree) -> None:
    themed = FORM.replace('unit = "buổi"', 'unit = "buổi"\ntheme = "Kinh tế"')
    themed = themed.replace('unit = "%"', 'unit = "%"\ntheme = "Học tập"')
    data_set = store_form(data=themed.encode(), by=scene.coordinator)
    opening = Opening(
        data_set=data_set,
        parent=tree.parent,
        code="2024-Q2",
        due=date(2024, 6, 28),
        units=[tree.child, tree.sibling],
    )
    period = open_period(opening=opening, by=scene.coordinator)
    make = make_user("bao-cao-c", "reporter", unit=tree.child)
    owed = Obligation.objects.get(period=period, unit=tree.child)
    revision = send_form(owed, make, number("hoi_nghi", "1250"), number("luot_nguoi", "3"))
    accept(revision=revision, seen=revision.sha256, by=scene.coordinator)
    clerk, url = browser(scene.coordinator), reverse("reporting:by_group", args=[period.pk])

    page, narrow = visit(clerk, f"{url}?theo=theme"), visit(clerk, f"{url}?theo=type&chu-de=0")
    entry = visit(browser(make), reverse("reporting:enter", args=[owed.pk]))
    spoken = clerk.get(f"/api/v1/periods/{period.pk}/totals").json()

    assert page.texts("//main//h2") == ["Kinh tế", "Học tập", "Chỉ tiêu khác"]
    assert page.texts("//tbody/tr") == [
        "Số hội nghị 1.250 : Số hội nghị buổi 1/2 0",
        "Tỷ lệ học tập không cộng % 0/2 0",
        "Số lượt người dự 3 : Số lượt người dự lượt người 1/2 0",
    ]
    assert page.texts("//details//p") == [tree.sibling.name]
    assert narrow.texts("//thead//th")[2:] == ["Số hội nghị buổi"]
    assert [t.partition(". ")[2] for t in entry.texts("//legend")] == [
        "Số hội nghị",
        "Tỷ lệ học tập",
        "Số lượt người dự",
    ]
    assert [total["theme"] for total in spoken] == ["Kinh tế", "", "Học tập"]
