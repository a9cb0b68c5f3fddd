"""The consolidated report: facts and quotes, blanks where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from minhbach.errors import UsageError
from minhbach.figures.form_toml import form_toml
from minhbach.figures.forms import load_form
from minhbach.model.document import Document, Signatory, Table
from minhbach.model.figures import Narrative
from minhbach.model.form import Element, Form, FormSection
from minhbach.model.report import Compared, Comparison, Remark, ReportedValue, Unit
from minhbach.reports import compose_report


def lines(doc: Document) -> list[str]:
    return [p.text for p in doc.paragraphs(tables=False)]


def rows(table: Table) -> list[list[str]]:
    return [
        [cell.text for cell in table.cells if cell.row == row] for row in range(1, table.rows + 1)
    ]


def sides(doc: Document, role: str) -> list[str]:
    """The cells of the header or signature block."""
    table = next(b for b in doc.blocks if isinstance(b, Table) and b.role == role)
    return [cell.text for cell in table.cells]


JOINT = Remark(
    ("hoi_nghi", "luot_nguoi"), ("DU-A", "CB-B"), "Hai đơn vị tổ chức chung một hội nghị"
)


def test_compose_writes_the_report_of_a_party_office(make: SimpleNamespace) -> None:
    report = compose_report(make.sample(remarks=(JOINT,)))

    assert lines(report.document) == [
        "BÁO CÁO",
        "kết quả thông tin, tuyên truyền quý I năm 2024",
        "-----",
        "Ban Tuyên giáo Đảng ủy Khối tổng hợp, báo cáo kết quả thông tin, tuyên truyền "
        "quý I năm 2024 như sau:",
        "I. TÌNH HÌNH BÁO CÁO",
        "Đã có 2/3 đơn vị thuộc Đảng bộ Khối các cơ quan tỉnh Sơn Khê gửi báo cáo quý I năm 2024. "
        "Hạn gửi báo cáo: ngày 29/3/2024.",
        "Chưa gửi báo cáo (01 đơn vị): Chi bộ Thanh tra tỉnh.",
        "Gửi báo cáo sau hạn (01 đơn vị): Chi bộ Ban Dân tộc tỉnh (ngày 15/4/2024). "
        "Số liệu của các báo cáo này vẫn được tổng hợp.",
        "Số liệu đã được người có trách nhiệm xác nhận: 5. Không có số liệu chờ xác nhận.",
        "II. KẾT QUẢ",
        "1. Số liệu tổng hợp",
        "Tổng số chỉ gồm số liệu đã được xác nhận. Cột “Đơn vị có số liệu”: số đơn vị có số liệu "
        "trong tổng số trên số đơn vị phải báo cáo.",
        "2. Số liệu không khớp trong báo cáo của đơn vị",
        "- Đảng bộ Cục Thuế tỉnh, chỉ tiêu “Số lượt người tham dự hội nghị”, tệp "
        "bao-cao-du-a.txt: “1.824” (bảng 1, ô B3); “1.842 lượt người” (đoạn 6); "
        "số được xác nhận: 1.824.",
        "3. Ghi nhận kèm theo số liệu",
        "(1) Hai đơn vị tổ chức chung một hội nghị. Chỉ tiêu: Số hội nghị đã tổ chức; Số lượt "
        "người tham dự hội nghị. Đơn vị: Đảng bộ Cục Thuế tỉnh; Chi bộ Ban Dân tộc tỉnh. "
        "Tổng số không thay đổi do ghi nhận này.",
        "III. NỘI DUNG BÁO CÁO CỦA CÁC ĐƠN VỊ (trích nguyên văn)",
        "- Đảng bộ Cục Thuế tỉnh: “Đề nghị cấp thêm tài liệu.”",
        "Báo cáo không có phần này: Ban Dân tộc.",
        "Trên đây là Báo cáo kết quả thông tin, tuyên truyền quý I năm 2024 của Ban Tuyên giáo "
        "Đảng ủy Khối (kèm theo Phụ lục 1: số liệu theo đơn vị; Phụ lục 2: nguồn số liệu).",
        "Phụ lục 1",
        "SỐ LIỆU THEO ĐƠN VỊ",
        "(Kèm theo Báo cáo số       -BC/…, ngày      tháng      năm 2024 của Ban Tuyên giáo "
        "Đảng ủy Khối)",
        "Ký hiệu: –: có báo cáo nhưng không nêu số liệu; không báo cáo: chưa nhận được báo cáo "
        "của đơn vị; *: báo cáo của đơn vị nêu nhiều số khác nhau; trên, hơn, gần, khoảng: số ước "
        "như đơn vị báo cáo.",
        "Phụ lục 2",
        "NGUỒN SỐ LIỆU",
        "(Kèm theo Báo cáo số       -BC/…, ngày      tháng      năm 2024 của Ban Tuyên giáo "
        "Đảng ủy Khối)",
        "Mỗi con số trong báo cáo này tra được đến tệp nguồn và câu hoặc ô chứa số đó; thông tin "
        "tra cứu nằm trong tệp .docx của báo cáo.",
    ]


def test_compose_names_the_missing_units_beside_each_total(make: SimpleNamespace) -> None:
    totals, values, sources = compose_report(make.sample(remarks=(JOINT,))).document.tables()

    missing, remark = "Chưa báo cáo: Thanh tra tỉnh.", "Xem ghi nhận (1) tại mục II.3."
    assert rows(totals)[1:] == [
        ["1", "Số hội nghị đã tổ chức", "buổi", "1.203", "2/3", f"{missing}\n{remark}"],
        [
            "2",
            "Số lượt người tham dự hội nghị",
            "lượt người",
            "1.894",
            "2/3",
            f"{missing}\nTrong đó 01 đơn vị báo số ước: Ban Dân tộc (gần).\nSố liệu không khớp "
            f"trong báo cáo của Cục Thuế; xem mục II.2.\n{remark}",
        ],
        [
            "3",
            "Tỷ lệ đảng viên học tập",
            "%",
            "97,5",
            "1/3",
            f"Không cộng; nêu mức thấp nhất và cao nhất.\n{missing}\n"
            "Không nêu số liệu: Ban Dân tộc.",
        ],
    ]
    assert rows(values)[1:] == [
        ["1", "Cục Thuế", "1.200", "1.824*", "97,5"],
        ["2", "Ban Dân tộc", "3", "gần 70", "–"],
        ["3", "Thanh tra tỉnh", "không báo cáo"],
        ["Tổng số", "1.203", "1.894", "97,5"],
    ]
    assert rows(sources)[1:] == [
        ["1", "Đảng bộ Cục Thuế tỉnh", "bao-cao-du-a.txt", "25/3/2024", "000000000000"],
        ["2", "Chi bộ Ban Dân tộc tỉnh", "bao-cao-cb-b.txt", "15/4/2024", "000000000000"],
    ]


def test_compose_confirms_nothing_by_itself(make: SimpleNamespace) -> None:
    found = make.found("5", "05 hội nghị")
    values = {"hoi_nghi": ReportedValue("unconfirmed", Decimal(5), None, found)}
    report = compose_report(make.sample(reports=(make.report(make.a, values),)))

    totals, matrix, _ = report.document.tables()

    assert [row[3] for row in rows(totals)[1:]] == ["chưa xác nhận"] * 3
    assert rows(matrix)[1] == ["1", "Cục Thuế", "[5]", "[…]", "[…]"]
    assert report.gaps[:2] == (
        "Chưa có báo cáo của 2 đơn vị: Chi bộ Ban Dân tộc tỉnh; Chi bộ Thanh tra tỉnh.",
        "Chưa có số liệu nào được xác nhận.",
    )
    assert any("do máy đọc từ báo cáo của các đơn vị (1 số)" in t for t in lines(report.document))


def test_compose_keeps_the_kinds_of_nothing_apart(make: SimpleNamespace) -> None:
    states = {
        "hoi_nghi": ReportedValue("confirmed", Decimal(0)),
        "luot_nguoi": ReportedValue("not_applicable"),
        "ty_le": ReportedValue("not_asked"),
    }
    report = compose_report(make.sample(reports=(make.report(make.a, states),)))

    _, matrix, _ = report.document.tables()

    assert rows(matrix)[1] == ["1", "Cục Thuế", "0", "x", "/"]


def test_compose_leaves_blanks_for_the_clerk(make: SimpleNamespace) -> None:
    document = compose_report(make.sample()).document

    assert sides(document, "header") == [
        "BAN TUYÊN GIÁO ĐẢNG ỦY KHỐI\n*",
        "ĐẢNG CỘNG SẢN VIỆT NAM\n",
        "Số       -BC/…",
        "…, ngày      tháng      năm 2024",
    ]
    assert sides(document, "signature") == [
        "Nơi nhận:\n- …",
        "…………………………\n\n…………………………",
    ]
    assert document.signatory is None


def test_compose_follows_the_state_layout(make: SimpleNamespace) -> None:
    data = make.sample(
        layout="state",
        issuer="Sở Y tế",
        parent_issuer="Ủy ban nhân dân tỉnh",
        number="05/BC-SYT",
        date=date(2024, 1, 5),
        place="Sơn Khê",
        basis=("Kế hoạch số 12/KH-UBND ngày 05/01/2024;",),
        recipients=("UBND tỉnh;", "- Lưu: VT."),
        authority="KT. Giám đốc",
        title="Phó Giám đốc",
        signer="Nguyễn Văn Mẫu",
    )

    document = compose_report(data).document

    assert sides(document, "header") == [
        "ỦY BAN NHÂN DÂN TỈNH\nSỞ Y TẾ\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
        "Số: 05/BC-SYT",
        "Sơn Khê, ngày 05 tháng 01 năm 2024",
    ]
    text = lines(document)
    assert text[1] == "Kết quả thông tin, tuyên truyền quý I năm 2024"
    assert text[3].startswith("Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024, Sở Y tế tổng hợp")
    assert "Phụ lục II" in text
    assert any(line.endswith("nguồn số liệu)./.") for line in text)
    assert sides(document, "signature") == [
        "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.",
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nNguyễn Văn Mẫu",
    ]
    assert document.signatory == Signatory("KT. Giám đốc", "Phó Giám đốc", "Nguyễn Văn Mẫu")


@pytest.mark.parametrize(("day", "mark"), [(date(2026, 5, 26), ","), (date(2026, 5, 27), ";")])
def test_compose_parts_party_recipients_by_the_rules_of_the_day(
    make: SimpleNamespace, day: date, mark: str
) -> None:
    data = make.sample(layout_date=day, recipients=("Ban A", "Lưu Văn phòng"))

    document = compose_report(data).document

    assert sides(document, "signature")[0] == f"Nơi nhận:\n- Ban A{mark}\n- Lưu Văn phòng."


def test_compose_refers_to_long_lists_by_number(make: SimpleNamespace) -> None:
    units = tuple(Unit(f"U{n}", f"Đơn vị số {n}", f"ĐV{n}") for n in range(1, 13))

    totals, _, _ = compose_report(make.sample(units=units, reports=())).document.tables()

    assert rows(totals)[1][5] == (
        "Chưa báo cáo: 12 đơn vị (TT 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 tại Phụ lục 1)."
    )
    assert rows(totals)[1][3] == "không có số liệu"


def test_compose_splits_a_wide_form_into_several_tables(make: SimpleNamespace) -> None:
    elements = tuple(Element(f"e{n}", f"Chỉ tiêu {n}", "buổi") for n in range(15))
    form = Form("rong", "Biểu rộng", "quarter", elements)

    tables = list(compose_report(make.sample(form=form)).document.tables())

    assert [table.columns for table in tables] == [6, 14, 5, 5]


def test_compose_quotes_several_paragraphs_apart(make: SimpleNamespace) -> None:
    told = Narrative("kien_nghi", ("1. Một.", "-----", "- Hai."), ("p1", "p2", "p3"))
    sections = (FormSection("kien_nghi", "Kiến nghị"), FormSection("khac", "Khác"))
    data = make.sample(
        form=replace(make.form, sections=sections),
        reports=(make.report(make.a, {}, narratives=(told,)),),
    )

    text = lines(compose_report(data).document)

    start = text.index("1. Kiến nghị")
    assert text[start : start + 6] == [
        "1. Kiến nghị",
        "- Đảng bộ Cục Thuế tỉnh:",
        "“Một.”",
        "“Hai.”",
        "2. Khác",
        "Không có báo cáo nào có phần này.",
    ]


def test_compose_lists_what_is_missing_as_gaps(make: SimpleNamespace) -> None:
    assert compose_report(make.sample()).gaps == (
        "Chưa có báo cáo của 1 đơn vị: Chi bộ Thanh tra tỉnh.",
        "“Số lượt người tham dự hội nghị”: nhiều số khác nhau trong báo cáo của: "
        "Đảng bộ Cục Thuế tỉnh.",
        "“Tỷ lệ đảng viên học tập”: không nêu số liệu: Chi bộ Ban Dân tộc tỉnh.",
        "Chưa có số của báo cáo.",
        "Chưa có ngày ban hành của báo cáo.",
        "Chưa có địa danh.",
        "Chưa có nơi nhận.",
        "Chưa có người ký.",
    )


def test_compose_counts_units_in_gaps_when_they_are_many(make: SimpleNamespace) -> None:
    units = tuple(Unit(f"U{n}", f"Chi bộ {n}", f"CB {n}") for n in range(9))
    values = {"hoi_nghi": ReportedValue("not_given", None, None, None)}
    reports = tuple(make.report(unit, values) for unit in units)

    gaps = compose_report(make.sample(units=units, reports=reports)).gaps

    assert gaps[1] == "“Số hội nghị đã tổ chức”: 9 đơn vị không nêu số liệu."
    assert len(gaps) < 12


def test_compose_gives_anchors_offsets_and_sections_that_hold(make: SimpleNamespace) -> None:
    document = compose_report(make.sample(remarks=(JOINT,))).document

    text = document.text
    assert all(text[p.start : p.end] == p.text for p in document.paragraphs())
    anchors = [p.anchor for p in document.paragraphs()]
    assert len(set(anchors)) == len(anchors)
    tree = [(s.number, [c.number for c in s.children]) for s in document.sections]
    assert tree == [("I", []), ("II", ["1", "2", "3"]), ("III", [])]


def test_compose_is_the_same_for_the_same_input(make: SimpleNamespace) -> None:
    assert compose_report(make.sample()) == compose_report(make.sample())


def test_compose_refuses_a_period_that_is_none(make: SimpleNamespace) -> None:
    with pytest.raises(UsageError):
        compose_report(make.sample(period="quý 1"))


def test_compose_without_an_issuer_leaves_it_blank(make: SimpleNamespace) -> None:
    document = compose_report(make.sample(issuer="", parent=Unit("", "", ""))).document

    text = lines(document)
    assert text[3] == "Tổng hợp kết quả thông tin, tuyên truyền quý I năm 2024 như sau:"
    assert text[5].startswith("Đã có 2/3 đơn vị gửi báo cáo quý I năm 2024.")
    assert sides(document, "header")[0] == "…………………………\n*"
    assert any(line.endswith("năm 2024 của …)") for line in text)


def test_compose_keeps_the_words_a_basis_opens_with(make: SimpleNamespace) -> None:
    text = lines(compose_report(make.sample(basis=("Căn cứ Kế hoạch số 12-KH/BTG",))).document)

    assert text[3].startswith("Căn cứ Kế hoạch số 12-KH/BTG, Ban Tuyên giáo Đảng ủy Khối tổng hợp")


def test_compose_takes_a_subject_as_it_is_given(make: SimpleNamespace) -> None:
    report = compose_report(make.sample(subject="UBND tỉnh với công tác tuyên truyền"))

    assert report.document.header.subject == "UBND tỉnh với công tác tuyên truyền"


def test_compose_says_when_everyone_reported_and_some_values_wait(make: SimpleNamespace) -> None:
    waiting = ReportedValue("unconfirmed", Decimal(4), None, make.found("4", "04"))
    values = {"hoi_nghi": make.confirmed("3", "03"), "luot_nguoi": waiting}
    form = Form("f", "F", "quarter", make.form.elements[:2])
    a = make.report(make.a, {**values, "luot_nguoi": replace(waiting, candidates=())})

    data = make.sample(form=form, units=(make.a,), reports=(a,), due=None)
    document = compose_report(data).document

    assert lines(document)[5:8] == [
        "Đã có 1/1 đơn vị thuộc Đảng bộ Khối các cơ quan tỉnh Sơn Khê gửi báo cáo quý I năm 2024.",
        "Không có đơn vị nào chưa gửi báo cáo.",
        "Số liệu đã được người có trách nhiệm xác nhận: 1; chưa xác nhận: 1. "
        "Số liệu chưa xác nhận không cộng vào tổng số.",
    ]
    totals, matrix, _ = document.tables()
    assert rows(totals)[2][3:] == ["chưa xác nhận", "0/1", "Chưa xác nhận, không cộng: Cục Thuế."]
    assert rows(matrix)[-1] == ["Tổng số", "3", "chưa xác nhận"]


def test_compose_shows_lowest_and_highest_and_the_maximum(make: SimpleNamespace) -> None:
    form = Form(
        "f",
        "F",
        "quarter",
        (
            Element("ty_le", "Tỷ lệ", "%", over_units="none"),
            Element("cao_nhat", "Số cao nhất", "người", over_units="max"),
        ),
    )
    reports = tuple(
        make.report(
            unit,
            {"ty_le": make.confirmed(rate, rate), "cao_nhat": make.confirmed("7", "07")},
            source=None,
            reported_on=None,
        )
        for unit, rate in ((make.a, "95.5"), (make.b, "100"))
    )

    report = compose_report(make.sample(form=form, units=(make.a, make.b), reports=reports))

    totals, matrix, sources = report.document.tables()
    assert rows(totals)[1][3:] == [
        "từ 95,5 đến 100",
        "2/2",
        "Không cộng; nêu mức thấp nhất và cao nhất.",
    ]
    assert rows(totals)[2][3:] == ["7", "2/2", "Mức cao nhất trong các đơn vị."]
    assert rows(matrix)[-1] == ["Tổng số", "từ 95,5 đến 100", "7"]
    assert rows(sources)[1] == ["1", "Đảng bộ Cục Thuế tỉnh", "nhập trực tiếp", "", ""]
    assert [number.id for number in report.manifest.numbers if number.rule != "value"] == [
        "ty_le:lowest",
        "ty_le:highest",
        "cao_nhat",
    ]


def test_compose_leaves_an_unconfirmed_conflict_open(make: SimpleNamespace) -> None:
    table, prose = make.found("5", "05", "t1!B3"), make.found("6", "06 buổi", "f1")
    value = ReportedValue("unconfirmed", Decimal(5), None, table, (table, prose))

    text = lines(
        compose_report(make.sample(reports=(make.report(make.a, {"hoi_nghi": value}),))).document
    )

    assert (
        "- Đảng bộ Cục Thuế tỉnh, chỉ tiêu “Số hội nghị đã tổ chức”, tệp bao-cao-du-a.txt: "
        "“05” (bảng 1, ô B3); “06 buổi” (vị trí f1); chưa xác nhận, không cộng vào tổng số."
    ) in text


def test_compose_puts_a_form_with_themes_theme_by_theme(make: SimpleNamespace) -> None:
    elements = (
        Element("a", "Hội nghị về kinh tế", "buổi", theme="Kinh tế"),
        Element("b", "Báo cáo viên", "người"),
        Element("c", "Hội nghị về biển, đảo", "buổi", theme="Biển, đảo"),
        Element("d", "Tin, bài về kinh tế", "tin, bài", theme="Kinh tế"),
    )
    values = {code: ReportedValue("confirmed", Decimal(n)) for n, code in enumerate("abcd", 1)}
    before = Comparison("previous", "2023-Q4", {"d": Compared(Decimal(1), 1, 2)})
    form = Form("chu-de", "Biểu theo chủ đề", "quarter", elements)
    data = make.sample(
        form=form, reports=(make.report(make.a, values),), comparisons=(before,), remarks=()
    )

    totals, compared, annex, _sources = compose_report(data).document.tables()
    much = replace(before, values={"d": Compared(Decimal(9_999), 1, 2), "a": before.values["d"]})
    values["d"] = ReportedValue("confirmed", Decimal(10_000))
    grown = list(compose_report(replace(data, comparisons=(much,))).document.tables())[1]

    assert load_form(form_toml(form)) == form
    assert [row[:4] for row in rows(totals)[1:]] == [
        ["Kinh tế"],
        ["1", "Hội nghị về kinh tế", "buổi", "1"],
        ["2", "Tin, bài về kinh tế", "tin, bài", "4"],
        ["Biển, đảo"],
        ["3", "Hội nghị về biển, đảo", "buổi", "3"],
        ["Chỉ tiêu khác"],
        ["4", "Báo cáo viên", "người", "2"],
    ]
    assert [row[:2] for row in rows(compared)[1:]] == [["Kinh tế"], ["1", "Tin, bài về kinh tế"]]
    assert [row[-1] for row in rows(grown) if len(row) > 1] == [
        "Tăng, giảm",
        "0",
        "+1\n(dưới 0,1%)",
    ]
    assert [name.partition(" (")[0] for name in rows(annex)[0][2:]] == [
        "Hội nghị về kinh tế",
        "Tin, bài về kinh tế",
        "Hội nghị về biển, đảo",
        "Báo cáo viên",
    ]
