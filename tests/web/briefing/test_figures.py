"""The register: every version stays, identity is one, times of territories are minded."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import Tree, make_user
from tests.hostile import HOSTILE
from tests.web.briefing import scene
from tests.web.briefing.conftest import Desk
from tests.web.visit import Page, send, visit

from minhbach_web import engine
from minhbach_web.briefing import queries
from minhbach_web.briefing.amounts import parse_amount, scaled, typed
from minhbach_web.briefing.models import Figure, FigureVersion, Territory
from minhbach_web.briefing.periods import parse_period, period_said
from minhbach_web.briefing.problems import AlreadyThere, CantRead, Changed, NothingNew
from minhbach_web.briefing.series import points_of
from minhbach_web.briefing.services.demonstration import load_demonstration
from minhbach_web.briefing.services.exports import as_csv, as_json, as_package
from minhbach_web.briefing.services.figures import add_version
from minhbach_web.briefing.services.imports import Result, import_figures
from minhbach_web.briefing.services.territories import lay_out_territories
from minhbach_web.core.models import AuditEvent

pytestmark = pytest.mark.django_db
HEAD = "Chỉ tiêu;Địa bàn;Kỳ;Đơn vị tính;Giá trị;Trạng thái;Nguồn;Ngày công bố;Lý do thay đổi\n"


def take(desk: Desk, table: str | bytes, name: str = "a.csv", *, dry_run: bool = False) -> Result:
    data = table if isinstance(table, bytes) else (HEAD + table).encode()
    return import_figures(
        data=data,
        name=name,
        keeper=desk.unit,
        by=desk.by,
        keepable={desk.unit.pk},
        dry_run=dry_run,
    )


def told(result: Result) -> dict[str, str]:
    return {wrong.place: wrong.text for wrong in result.wrong}


@pytest.mark.parametrize(
    ("text", "value"),
    {
        "5,05": "5.05",
        "5,10": "5.10",
        "1.250": "1250",
        "10.221,8": "10221.8",
        "-1,2": "-1.2",
        "95.5": "95.5",
        "12 000": "12000",
        "94,2 %": "94.2",
    }.items(),
)
def test_amount_is_read_exactly(text: str, value: str) -> None:
    assert str(parse_amount(text)) == value


@pytest.mark.parametrize("text", ["1,250", "abc", "", "1.2.3", "5,05,1", "9" * 16, "1e5", "=1+1"])
def test_doubtful_amount_is_no_number(text: str) -> None:
    with pytest.raises(CantRead):
        parse_amount(text)


@pytest.mark.parametrize(
    ("text", "code"),
    {
        "2023": "2023",
        "năm 2023": "2023",
        "Quý IV/2023": "2023-Q4",
        "2024-q1": "2024-Q1",
        "tháng 4/2024": "2024-M04",
        "4/2024": "2024-M04",
        "6 tháng đầu năm 2024": "2024-H1",
        "9 tháng đầu năm 2024": "2024-09T",
        "9 tháng/2024": "2024-09T",
        "12 tháng năm 2024": "2024",
        "2024-11T": "2024-11T",
        "Đến ngày 31/12/2023": "2023-12-31",
        "2023-12-31": "2023-12-31",
        "31/2/2023": "",
        "1 tháng đầu năm 2024": "",
        "13/2024": "",
        "quý 5/2024": "",
        "q1": "",
    }.items(),
)
def test_period_is_read_as_people_write_it(text: str, code: str) -> None:
    if code:
        span = parse_period(text)
        assert str(span) == code
        assert parse_period(span.label()) == span
        assert period_said(code) == span.label()
    else:
        with pytest.raises(CantRead):
            parse_period(text)


def test_new_number_stands_beside_the_old_one_with_its_reason(desk: Desk) -> None:
    figure = scene.figure(desk.unit, desk.by, value="5.10")

    with pytest.raises(NothingNew):
        add_version(figure=figure, number=scene.number("5.10"), reason="Không.", by=desk.by)
    with pytest.raises(CantRead):
        add_version(figure=figure, number=scene.number("5.2"), reason=" ", by=desk.by)
    add_version(figure=figure, number=scene.number("5.05"), reason="Rà soát.", by=desk.by, seen=1)
    with pytest.raises(Changed):
        add_version(figure=figure, number=scene.number("6"), reason="Muộn.", by=desk.by, seen=1)

    versions = list(figure.versions.values_list("n", "number", "scale", "reason"))
    assert versions == [(1, 510, 2, ""), (2, 505, 2, "Rà soát.")]
    assert queries.current_version(figure).value == Decimal("5.05")


def test_figure_about_the_same_is_not_made_twice(desk: Desk) -> None:
    scene.figure(desk.unit, desk.by, concept="Số hộ nghèo hoà nhập", measure="hộ")

    with pytest.raises(AlreadyThere, match="SHNHN-VN-2023"):
        scene.figure(desk.unit, desk.by, concept="số hộ nghèo  hòa nhập", measure="Hộ")
    scene.figure(desk.unit, desk.by, concept="Số hộ nghèo hòa nhập", measure="%")

    assert sorted(Figure.objects.values_list("code", flat=True)) == [
        "SHNHN-VN-2023",
        "SHNHN-VN-2023-2",
    ]


def test_search_ignores_marks_and_where_they_stand(desk: Desk) -> None:
    figure = scene.figure(desk.unit, desk.by, concept="Tỷ lệ hòa giải thành", measure="%")
    scene.figure(desk.unit, desk.by)

    found = [
        list(queries.search_figures(queries.figures(), text))
        for text in ("hoà giải", "HOA GIAI 2023", "ty le thành", "giải pháp", "oa")
    ]

    assert found == [[figure], [figure], [figure], [], []]


def test_provinces_of_both_times_are_laid_out_and_break_their_series(desk: Desk) -> None:
    assert lay_out_territories(by=desk.by) == 1 + 34 + 53
    assert lay_out_territories(by=desk.by) == 0
    rows = "GRDP;Lâm Đồng;2024;%;7,1;sơ bộ;Nguồn A;;\nGRDP;lam dong;2026;%;8;ước tính;Nguồn A;;\n"

    result = take(desk, rows)

    points = points_of(queries.series_of(Figure.objects.all()[0]))
    assert told(result) == {}
    assert [p.figure.territory.code for p in points] == ["LAM-DONG-CU", "LAM-DONG"]
    assert [bool(p.broken) for p in points] == [False, True]
    assert Territory.objects.get(code="BINH-THUAN-CU").becomes == points[1].figure.territory


def test_figure_of_a_territory_that_was_not_there_is_refused(desk: Desk) -> None:
    lay_out_territories(by=desk.by)
    old, new = (Territory.objects.get(code=code) for code in ("LAM-DONG-CU", "LAM-DONG"))

    with pytest.raises(CantRead, match="Tỉnh Lâm Đồng"):
        scene.figure(desk.unit, desk.by, territory=old, period="2026")
    with pytest.raises(CantRead):
        scene.figure(desk.unit, desk.by, territory=new, period="2024")
    wrong = told(take(desk, "A;Lâm Đồng;2025;%;1;sơ bộ;N;;\nA;Bình Thuận;2027;%;1;sơ bộ;N;;\n"))

    assert list(wrong) == ["B2", "B3"]
    assert "LAM-DONG, LAM-DONG-CU" in wrong["B2"] or "LAM-DONG-CU, LAM-DONG" in wrong["B2"]


def test_table_names_each_wrong_cell_and_writes_nothing(desk: Desk) -> None:
    scene.country()
    rows = (
        "GDP;Cả nước;2023;%;1,250;sơ bộ;Nguồn A;29/12/2023;\n"
        "GDP;Sao Hỏa;2024;%;5;sơ bộ;Nguồn A;29-12-2023;\n"
        "GDP;VN;lâu rồi;%;=2+3;gần đúng;;ngày kia;\n"
        "CPI;VN;2023;%;3,25;chính thức;Nguồn A;;\n"
        "CPI;cả nước;2023;%;3,30;chính thức;Nguồn A;;\n"
        f"{'D' * 301};VN;2023;%;1;sơ bộ;N;;\n"
    )

    result = take(desk, rows)

    assert list(told(result)) == ["E2", "B3", "G4", "C4", "E4", "F4", "H4", "6", "A7"]
    assert (Figure.objects.count(), result.written) == (0, False)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"", "dưới dòng tiêu đề"),
        ("Chỉ tiêu;Giá trị\na;1\n".encode(), "Thiếu các cột"),
        ((HEAD.strip() + ";Kỳ\na;b\n").encode(), "hai cột cùng tên"),
    ],
)
def test_table_without_its_columns_is_told_as_a_whole(desk: Desk, table: bytes, words: str) -> None:
    assert words in " ".join(told(take(desk, table)).values())


def test_changed_number_needs_a_reason_and_the_keeper(desk: Desk, tree: Tree) -> None:
    scene.figure(desk.unit, desk.by, code="GDP-2023")
    other = make_user("khac", "coordinator", unit=tree.sibling)
    row = f"Tốc độ tăng GDP;VN;2023;%;5,1;chính thức;{scene.SOURCE};29/12/2023;"

    without = take(desk, row)
    foreign = import_figures(
        data=(HEAD + row + "Rà soát").encode(),
        name="a.csv",
        keeper=tree.sibling,
        by=other,
        keepable={tree.sibling.pk},
    )
    good = take(desk, row + "Rà soát")
    again = take(desk, row + "Rà soát")

    assert "5,05%" in told(without)["2"]
    assert str(desk.unit) in told(foreign)["2"]
    assert [(o.old, o.value) for o in good.versions] == [("5,05%", "5,1%")]
    assert (len(again.same), again.versions) == (1, [])
    assert FigureVersion.objects.count() == 2


def test_workbook_is_taken_and_a_formula_in_it_is_not(desk: Desk) -> None:
    scene.country()
    names = HEAD.strip().split(";")
    book = openpyxl.Workbook()
    book.active.append(names)
    book.active.append(["GDP", "VN", 2023, "%", 5.05, "Sơ bộ", "N", date(2023, 12, 29), None])
    book.active.append(["CPI", "VN", 2023, "%", "=B1", "Sơ bộ", "N", None, None])
    out = io.BytesIO()
    book.save(out)

    result = take(desk, out.getvalue(), "a.xlsx")

    assert list(told(result)) == ["E3"]
    (outcome,) = result.new
    assert (outcome.value, outcome.line.number.published_on) == ("5,05%", date(2023, 12, 29))


def test_export_can_be_taken_back_and_starts_no_formula(desk: Desk) -> None:
    scene.figure(desk.unit, desk.by, concept="=HYPERLINK(1)", measure="@tỷ", value="-1.250")
    scene.figure(desk.unit, desk.by, source="+84, thông cáo", status="estimate")
    rows = queries.with_current(queries.figures())

    lines = as_csv(rows).decode("utf-8-sig").splitlines()
    again = take(desk, "\n".join(lines).encode(), dry_run=True)
    starts = {cell[0] for line in csv.reader(lines, delimiter=";") for cell in line if cell}

    assert starts & set("=+@") == set()
    assert "-1,2500" in lines[1]
    assert (told(again), [outcome.kind for outcome in again.outcomes]) == ({}, ["same", "same"])


def test_package_and_json_tell_source_licence_and_exact_numbers(desk: Desk) -> None:
    scene.figure(desk.unit, desk.by, value="5.10", licence="Được sử dụng lại, ghi nguồn")
    rows = queries.with_current(queries.figures())

    (told_json,) = json.loads(as_json(rows))["figures"]
    package = as_package(rows, "Số liệu", date(2024, 1, 5))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        described = json.loads(archive.read("datapackage.json"))
        (row,) = csv.DictReader(io.StringIO(archive.read("so-lieu.csv").decode()))

    assert (told_json["value"], told_json["source"]) == ("5.10", scene.SOURCE)
    assert (row["value"], row["published"]) == ("5.10", "2023-12-29")
    assert [one["title"] for one in described["licenses"]] == ["Được sử dụng lại, ghi nguồn"]
    assert described["sources"] == [{"title": scene.SOURCE}]
    fields = [field["name"] for field in described["resources"][0]["schema"]["fields"]]
    assert fields == list(row)
    assert as_package(rows, "Số liệu", date(2024, 1, 5)) == package


def test_invented_set_is_marked_on_every_page(desk: Desk) -> None:
    n = load_demonstration(keeper=desk.unit, by=desk.by)
    assert load_demonstration(keeper=desk.unit, by=desk.by) == 0

    page = visit(desk.client, reverse("briefing:figures"))

    marks = page.texts("//tbody//strong[contains(@class,'tag')]")
    assert marks.count("Số liệu minh họa") == n == Figure.objects.filter(invented=True).count()
    one = visit(desk.client, reverse("briefing:figure", args=[Figure.objects.all()[0].pk]))
    assert "Số liệu minh họa" in one.text()


def number_fields(**more: str) -> dict[str, str]:
    facts = {
        "value": "5,05",
        "qualifier": "",
        "status": "final",
        "source": scene.SOURCE,
        "published_on": "2023-12-29",
        "retrieved_on": "2024-01-02",
    }
    return {**facts, **more}


def test_figure_is_added_and_corrected_on_its_pages(desk: Desk) -> None:
    thing = {
        "concept": "Tốc độ tăng GDP",
        "territory": str(scene.country().pk),
        "period": "năm 2023",
        "measure": "%",
        "code": "gdp-2023",
        "keeper": str(desk.unit.pk),
    }
    url = reverse("briefing:new_figure")

    wrong = {"period": "x", "value": "1,250", "address": "ftp://a", "code": "a b"}
    bad = send(
        desk.client,
        url,
        number_fields(**{**thing, **wrong}),
        status=422,
    )
    page = send(desk.client, url, number_fields(**thing))
    figure = Figure.objects.get(code="GDP-2023")
    twice = send(desk.client, url, number_fields(**thing), status=422)
    correct = reverse("briefing:correct", args=[figure.pk])
    said = number_fields(value="5,10", status="revised", reason="Rà soát.", seen="1")
    new = send(desk.client, correct, said)
    late = send(
        desk.client, correct, number_fields(value="6", reason="Muộn.", seen="1"), status=409
    )

    assert len(bad.all("//*[@class='field__error']")) == 4
    assert "5,05%" in page.text()
    assert "GDP-2023" in twice.text("//*[@data-error-summary]")
    assert new.texts("//ol//s") == ["5,05%"]
    assert "Rà soát." in new.text()
    assert "Người khác vừa sửa" in late.text()


def test_table_is_shown_first_and_written_when_confirmed(desk: Desk) -> None:
    scene.country()
    url = reverse("briefing:import")

    def sent(table: str, status: int = 200) -> Page:
        file = SimpleUploadedFile("so-lieu.csv", (HEAD + table).encode())
        return send(desk.client, url, {"table": file, "keeper": str(desk.unit.pk)}, status=status)

    wrong = sent("GDP;VN;2023;%;năm;sơ bộ;Nguồn A;;\n", 422)
    right = sent("GDP;VN;2023;%;5,05;sơ bộ;Nguồn A;29/12/2023;\n")
    none_yet = Figure.objects.count()
    (seal,) = right.all("//input[@name='seal']/@value")
    done = send(desk.client, reverse("briefing:import_confirmed"), {"seal": seal})
    again = sent("GDP;VN;2023;%;5,05;sơ bộ;Nguồn A;29/12/2023;\n")

    assert "Ô E2" in wrong.text("//*[@data-error-summary]")
    assert (none_yet, Figure.objects.count()) == (0, 1)
    assert "5,05%" in done.text()
    assert again.all("//input[@name='seal']") == []
    forged = desk.client.post(reverse("briefing:import_confirmed"), {"seal": seal + "x"})
    assert forged.status_code == 404


def test_templates_hold_the_columns_that_the_import_takes(desk: Desk) -> None:
    for kind in ("csv", "xlsx"):
        data = desk.client.get(reverse("briefing:template", args=[kind])).content
        head = [cell.text for cell in engine.table_rows(data, f"a.{kind}")[0]]
        assert set(HEAD.strip().split(";")) <= set(head)


def test_list_needs_the_same_queries_for_one_and_for_many(desk: Desk) -> None:
    counts = []
    for year in (2020, 2021, 2022):
        scene.figure(desk.unit, desk.by, period=str(year))
        with CaptureQueriesContext(connection) as asked:
            visit(desk.client, reverse("briefing:figures"))
        counts.append(len(asked))

    assert counts[0] == counts[2] <= 30


def test_scaled_keeps_the_decimals_that_were_written() -> None:
    assert [scaled(Decimal(text)) for text in ("5.10", "100", "-0.5")] == [
        (510, 2),
        (100, 0),
        (-5, 1),
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_number_that_is_shown_to_be_typed_again_is_never_doubted(digits: int, scale: int) -> None:
    value = Decimal(digits).scaleb(-scale)

    assert parse_amount(typed(value)) == value


def test_long_table_needs_few_questions(desk: Desk) -> None:
    scene.country()
    rows = "".join(f"Chỉ tiêu {n};VN;2023;%;{n};sơ bộ;Nguồn A;;\n" for n in range(60))

    take(desk, rows)
    with CaptureQueriesContext(connection) as asked:
        again = take(desk, rows, dry_run=True)

    assert (len(again.same), len(asked) <= 6) == (60, True)
    entries = AuditEvent.objects.filter(action__startswith="briefing.")
    assert list(entries.values_list("action", flat=True)) == ["briefing.import_figures"]


def test_code_that_is_made_leaves_those_that_are_asked_for(desk: Desk) -> None:
    scene.country()
    head = HEAD.replace("Lý do thay đổi", "Mã")
    rows = "Chỉ số A;VN;2023;%;1;sơ bộ;N;;\nChỉ số B;VN;2023;%;1;sơ bộ;N;;CSA-VN-2023\n"

    result = take(desk, (head + rows).encode())

    assert told(result) == {}
    assert sorted(Figure.objects.values_list("code", "concept")) == [
        ("CSA-VN-2023", "Chỉ số B"),
        ("CSA-VN-2023-2", "Chỉ số A"),
    ]


def test_file_that_is_no_table_is_refused_in_one_sentence(desk: Desk, tmp_path: Path) -> None:
    url, sentences = reverse("briefing:import"), {}
    for name in ("no.docx", "tuyet-doi.docx", "bang-tinh.docx", "cut.docx", "long.html"):
        file = SimpleUploadedFile(name, HOSTILE[name]())
        page = send(desk.client, url, {"table": file, "keeper": str(desk.unit.pk)}, status=422)
        sentences[name] = page.texts("//*[@class='field__error']/p | //*[@data-error-summary]//li")

    assert [name for name, told in sentences.items() if not told] == []
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    assert Figure.objects.count() == 0
