"""Giving tasks by the pages, and a programme as it stands: bars, table, Excel, sheets."""

from __future__ import annotations

import datetime
import io

import docx
import openpyxl
import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories import Tree, make_unit, make_user
from tests.web.activities.scene import Running, log
from tests.web.activities.test_giving import hand, having
from tests.web.activities.test_log import browser
from tests.web.reporting.scene import make_scene, number, send_form
from tests.web.visit import send, visit

from minhbach_web.activities.public import what_was_done
from minhbach_web.activities.queries.programmes import matrix, programme_progress
from minhbach_web.activities.queries.states import period_start
from minhbach_web.core import clock
from minhbach_web.programme.models import Assignment
from minhbach_web.reporting.models import Period
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 5, 20)


def test_a_task_is_given_by_the_page_after_a_look_at_who_gets_it(
    running: Running, tree: Tree
) -> None:
    task = running.task()
    client = browser(running.by)
    url = f"/nhiem-vu/{task.pk}/giao/"
    wanted = {"target": "units", "codes": "CB-A1\n\nDB-B", "part": "support", "due": ""}

    wrong = send(client, url, {**wanted, "codes": "KHONG-CO"}, status=422)
    assert "KHONG-CO" in wrong.text("//*[@class='error-summary']")
    for kind in ("type", "subtree", "units"):
        send(client, url, {"target": kind, "part": "lead"}, status=422)
    shown = send(client, url, wanted)
    assert "2 đơn vị nhận nhiệm vụ ngay bây giờ." in shown.text()
    assert not Assignment.objects.exists()
    done = send(client, url, {**wanted, "confirm": "1"})

    assert "Đã giao nhiệm vụ cho 2 đơn vị." in done.text()
    assert having(task) == {"CB-A1": "support", "DB-B": "support"}
    back = send(client, url, {**wanted, "change": "1"})
    assert back.all("//textarea[@name='codes']")[0].text.split() == ["CB-A1", "DB-B"]


def test_a_rule_is_given_and_ended_by_the_page(running: Running, tree: Tree) -> None:
    task = running.task()
    client = browser(running.by)
    wanted = {"target": "type", "unit_type": "đảng bộ cơ sở", "part": "lead", "confirm": "1"}

    page = send(client, f"/nhiem-vu/{task.pk}/giao/", wanted)
    assert "mọi đơn vị loại “đảng bộ cơ sở” thuộc" in page.text()
    url = visit(client, f"/nhiem-vu/{task.pk}/giao/").all("//a[contains(@href, 'quy-tac')]")
    end = str(url[0].get("href"))
    assert "2 đơn vị" in visit(client, end).text()
    send(client, end, {})

    assert having(task) == {}


def test_a_part_is_handed_down_and_taken_back_by_the_page(running: Running, tree: Tree) -> None:
    (row,) = running.give(running.task(due=TODAY), tree.own)
    head = browser(make_user("truong-a", "coordinator", unit=tree.own))
    url = f"/viec/{row.pk}/giao-xuong/"
    wanted = {"units": str(tree.child.pk), "text": "Phần việc", "part": "lead"}

    late = send(head, url, {**wanted, "due": "2024-06-01"}, status=422)
    assert "Chính đơn vị bạn có thời hạn" in late.text()
    page = send(head, url, {**wanted, "due": TODAY.isoformat()})
    assert "Đã giao xuống: 0/1 hoàn thành" in page.text()
    part = Assignment.objects.get(parent=row)
    below = browser(make_user("chi-bo", "reporter", unit=tree.child))
    card = visit(below, f"/viec/{part.pk}/")
    assert (card.text("//*[@class='panel panel--tint']")) == (
        f"Nhiệm vụ của cấp trên {row.title} {tree.own} giao. "
        "Thời hạn của cấp trên: thứ Hai 20/5/2024."
    )
    assert below.get(f"/viec/{row.pk}/").status_code == 404
    assert below.get(f"/nhiem-vu/{row.task_id}/").status_code == 404
    send(head, f"/viec/{part.pk}/thu-hoi/", {})

    assert not Assignment.objects.filter(parent=row).exists()


@pytest.fixture
def worked(running: Running, tree: Tree, reporter: User) -> Running:
    """Two themes, two tasks; ``own`` did one, its child logged for a part."""
    first = running.theme("=Kết quả năm 2023")
    running.theme("Nhiệm vụ năm 2024", "2.")
    one = running.task("Tổ chức hội nghị", due=clock.today() - datetime.timedelta(days=1))
    two = running.task("Biên soạn tài liệu", product="Tài liệu")
    own, _sibling = running.give(one, tree.own, tree.sibling)
    (other,) = running.give(two, tree.own)
    (part,) = hand(other, tree.child)
    log(tree.own, reporter, assignment=own, theme=first, completes=True, amounts={"hoi_nghi": 2})
    below = make_user("chi-bo", "reporter", unit=tree.child)
    log(tree.child, below, assignment=part, amounts={"tai_lieu": 30, "pano": 2})
    return running


def test_plan_against_actual_is_counted_from_the_log(worked: Running) -> None:
    found = programme_progress(worked.programme)

    themes = [(row.label, row.units, row.expected, row.activities) for row in found.themes]
    assert themes == [("1", 1, 2, 1), ("2", 0, 2, 0), ("–", 0, 2, 1)]
    assert [(row.done, row.given, row.states, row.activities) for row in found.tasks] == [
        (1, 2, (("overdue", 1), ("done", 1)), 1),
        (0, 1, (("not_started", 1),), 1),
    ]
    assert found.amounts == (("Số hội nghị, buổi", 2), ("Số tài liệu đã phát hành", 30))
    assert sum(n for _month, n in found.months) == found.activities == 2


def test_the_units_in_most_need_stand_first(worked: Running, tree: Tree) -> None:
    shown = matrix(worked.programme)

    assert [row.unit for row in shown.rows] == [tree.sibling, tree.own]
    assert [[c.progress.state if c else None for c in row.cells] for row in shown.rows] == [
        ["overdue", None],
        ["done", "not_started"],
    ]
    assert [row.unit for row in matrix(worked.programme, state="done").rows] == [tree.own]


def test_pages_of_the_programme_show_bars_and_states(worked: Running, tree: Tree) -> None:
    client = browser(worked.by)
    url = f"/tien-do/{worked.programme.pk}/"

    page = visit(client, url)
    assert page.texts("//figure//*[local-name()='title']") == [
        "Số đơn vị đã thực hiện từng nội dung",
        "Số hoạt động theo tháng",
    ]
    table = visit(client, f"{url}don-vi/?trang-thai=overdue")
    assert table.texts("//tbody//th") == [str(tree.sibling)]
    assert "Quá hạn" in table.text("//tbody//td")
    sheet = visit(client, f"{url}phieu/{tree.child.pk}/")
    assert sheet.texts("//tbody//th") == ["1. Phần việc"]
    row = Assignment.objects.get(unit=tree.own, task__text="Biên soạn tài liệu")
    assert (
        "Cộng cả cấp dưới: Số tài liệu đã phát hành: 30" in visit(client, f"/viec/{row.pk}/").text()
    )


def test_the_public_page_gets_counts_and_no_names(worked: Running, tree: Tree) -> None:
    done, themes = what_was_done(worked.programme.pk)

    assert [(line.text, line.value) for line in done.lines] == [
        ("Hoạt động", "2"),
        ("Số hội nghị, buổi", "2"),
        ("Số tài liệu đã phát hành", "30"),
    ]
    assert [line.value for line in themes.lines] == ["1/2", "0/2"]
    words = f"{done}{themes}"
    assert not [unit for unit in (tree.own, tree.child, tree.sibling) if str(unit) in words]


def test_totals_of_reports_stand_beside_what_was_logged(worked: Running, tree: Tree) -> None:
    scene = make_scene(tree.parent, tree.own, tree.sibling)
    Period.objects.update(plan=worked.programme.plan)
    obligation, by = scene.obligation(tree.own), make_user("viet", "reporter", unit=tree.own)
    sent = send_form(obligation, by, number("hoi_nghi", "1250"))
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)

    page = visit(browser(worked.by), f"/tien-do/{worked.programme.pk}/")

    (row,) = page.texts("//table[caption/a]//tbody/tr")
    assert row.endswith("1.250 buổi 1/2")
    assert page.all("//table/caption/a")[0].get("href") == f"/ky-bao-cao/{scene.period.pk}/"


def test_excel_never_holds_a_formula(worked: Running, tree: Tree, reporter: User) -> None:
    log(tree.own, reporter, what='=HYPERLINK("http://a")', place="+1")
    client = browser(worked.by)

    cells = []
    for url in (f"/tien-do/{worked.programme.pk}/tai-ve.xlsx", "/hoat-dong/tai-ve.xlsx"):
        answer = client.get(url)
        assert "attachment" in answer.headers["Content-Disposition"]
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        cells += [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert {'=HYPERLINK("http://a")', "+1", 2} <= {cell.value for cell in cells}


def test_the_sheet_of_a_unit_is_a_word_file(worked: Running, tree: Tree) -> None:
    url = f"/tien-do/{worked.programme.pk}/phieu/{tree.own.pk}/tai-ve.docx"

    paper = docx.Document(io.BytesIO(browser(worked.by).get(url).content))

    (table,) = paper.tables
    assert [cell.text for cell in table.rows[2].cells] == [
        "2",
        "Biên soạn tài liệu",
        "Chủ trì",
        "",
        "Tài liệu",
        str(tree.parent),
    ]


def test_the_table_costs_the_same_for_two_units_and_ten(
    worked: Running, tree: Tree, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(worked.by)
    for units in (2, 10):
        more = [make_unit(f"M{n}", f"Chi bộ {n}", tree.parent) for n in range(units - 2)]
        if more:
            worked.give(worked.task("Việc ba"), *more)
        for path in ("", "don-vi/"):
            with django_assert_max_num_queries(20):
                visit(client, f"/tien-do/{worked.programme.pk}/{path}")


@pytest.mark.parametrize(
    ("recurrence", "first"),
    [("month", (2024, 5, 1)), ("quarter", (2024, 4, 1)), ("half-year", (2024, 1, 1)), ("", None)],
)
def test_what_comes_again_is_done_for_its_own_period(
    recurrence: str, first: tuple[int, int, int] | None
) -> None:
    assert period_start(recurrence, TODAY) == (datetime.date(*first) if first else None)
