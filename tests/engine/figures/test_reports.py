"""Small reports: what each gives against the form, and nothing else."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import pytest
from tests.engine.figures.small_reports import HERE, TITLE, report, usual_form

from minhbach.figures import extract_figures, load_form
from minhbach.model.figures import Figures

CASES = tomllib.loads((HERE / "reports.toml").read_text(encoding="utf-8"))["case"]


def given(figures: Figures) -> dict[str, str]:
    """Code → "qualifier value" of what was found."""
    return {
        code: f"{found.qualifier or ''} {found.value}".strip()
        for code, found in figures.values.items()
        if found is not None
    }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_report_gives_its_figures(case: dict[str, Any]) -> None:
    document = report(case["blocks"], case.get("title", TITLE))
    either = case.get("either", {})

    found = given(extract_figures(document, usual_form()))

    asked = {code: value for code, value in found.items() if code not in either}
    assert asked == case["want"]
    assert all(found.get(code) in (None, *values) for code, values in either.items())


def test_every_element_has_an_entry_and_running_totals_only_where_given() -> None:
    figures = extract_figures(report(["Kết quả", "Đăng 5 tin, bài."]), usual_form())

    assert list(figures.values) == [element.code for element in usual_form().elements]
    assert given(figures) == {"tin_bai": "5"}


OTHER = load_form((HERE / "other_form.toml").read_bytes())
HALF_YEAR = "kết quả công tác phổ biến, giáo dục pháp luật 6 tháng đầu năm 2024"


@pytest.mark.parametrize(
    ("blocks", "want"),
    [
        (
            [
                "I. Kết quả",
                "Trong 6 tháng đầu năm, Sở đã mở 05 lớp tập huấn, bồi dưỡng với 310 học viên tham "
                "gia. Hỗ trợ 42 hộ nghèo sửa chữa nhà ở. Các tổ hòa giải đã tiếp nhận 120 vụ việc, "
                "hòa giải thành 104 vụ việc.",
                "Toàn huyện hiện có 96 tổ hòa giải. Ban hành 14 văn bản chỉ đạo. Tổ chức 02 cuộc "
                "thi tìm hiểu pháp luật. Kinh phí thực hiện: 125,5 triệu đồng.",
                "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 99,2%.",
            ],
            {
                "lop": "5",
                "hoc_vien": "310",
                "ho_ngheo": "42",
                "hoa_giai": "104",
                "van_ban": "14",
                "kinh_phi": "125.5",
                "dung_han": "99.2",
                "cuoc_thi": "2",
                "to_hoa_giai": "96",
            },
        ),
        (
            [
                [
                    ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "Ghi chú"],
                    ["1", "Số lớp tập huấn, bồi dưỡng", "lớp", "8", "6", ""],
                    ["2", "Hộ nghèo được hỗ trợ", "hộ", "50", "51", ""],
                    ["3", "Kinh phí", "triệu đồng", "200", "150,5", ""],
                    ["4", "Hồ sơ giải quyết đúng hạn", "%", "100", "98,7", ""],
                ]
            ],
            {"lop": "6", "ho_ngheo": "51", "kinh_phi": "150.5", "dung_han": "98.7"},
        ),
        (
            [
                "Kết quả",
                "Không tổ chức cuộc thi tìm hiểu pháp luật.",
                "Có 15 hộ cận nghèo thoát nghèo; 3 cuộc thi thể thao; chi 1,2 tỷ đồng sửa trường.",
            ],
            {"cuoc_thi": "0"},
        ),
    ],
)
def test_a_form_that_no_concept_covers_is_read_by_its_names(
    blocks: list[Any], want: dict[str, str]
) -> None:
    assert given(extract_figures(report(blocks, HALF_YEAR), OTHER)) == want


def test_prose_and_table_that_disagree_are_a_conflict_and_the_table_stands() -> None:
    blocks = [
        "I. Kết quả",
        "Trong quý đã tổ chức 14 buổi tuyên truyền; đăng 33 tin, bài.",
        [["Nội dung", "Số lượng"], ["Số buổi tuyên truyền", "13"], ["Số tin, bài", "33"]],
    ]

    figures = extract_figures(report(blocks), usual_form())

    assert given(figures) == {"hoi_nghi": "13", "tin_bai": "33"}
    [conflict] = figures.conflicts
    places = [(c.value, c.where, c.anchor) for c in conflict.candidates]
    assert conflict.element == "hoi_nghi"
    assert places == [(Decimal(13), "table", "t1!B2"), (Decimal(14), "paragraph", "p2")]


def test_two_paragraphs_that_disagree_give_no_value_but_a_conflict() -> None:
    blocks = ["I. Kết quả", "Trong quý đăng 30 tin, bài.", "Chi bộ đăng 28 tin, bài trên cổng."]

    figures = extract_figures(report(blocks), usual_form())

    assert given(figures) == {}
    [conflict] = figures.conflicts
    assert [c.value for c in conflict.candidates] == [Decimal(30), Decimal(28)]


def test_a_figure_points_at_its_digits_and_quotes_its_words() -> None:
    text = "- Chi bộ đã tổ chức 05 (năm) buổi tuyên truyền, có hơn 1.250 lượt người dự."
    document = report(["Kết quả", text])

    figures = extract_figures(document, usual_form())

    found = figures.values["luot_nguoi"]
    assert found is not None
    assert (found.anchor, found.where, found.qualifier) == ("p2", "paragraph", "hơn")
    assert text[found.start : found.end] == "1.250"
    assert found.quote == "có hơn 1.250 lượt người dự"
    sessions = figures.values["hoi_nghi"]
    assert sessions is not None
    assert text[sessions.start : sessions.end] == "05 (năm)"


def test_a_cell_is_quoted_whole_with_its_anchor() -> None:
    rows = [["Nội dung", "Quý I/2024"], ["Lượt người dự", "gần 350"]]

    found = extract_figures(report([rows]), usual_form()).values["luot_nguoi"]

    assert found is not None
    assert (found.quote, found.anchor, found.qualifier) == ("gần 350", "t1!B2", "gần")


def test_a_figure_without_doubt_is_surer_than_one_from_a_heading() -> None:
    plain = extract_figures(report(["Kết quả", "Đăng 12 tin, bài."]), usual_form())
    loose = extract_figures(
        report(["1. Sinh hoạt chuyên đề", "Trong quý tổ chức được 03 buổi."]), usual_form()
    )

    sure, unsure = plain.values["tin_bai"], loose.values["sinh_hoat_chuyen_de"]
    assert sure is not None
    assert unsure is not None
    assert sure.confidence > unsure.confidence >= 0.7


def test_a_paragraph_of_thousands_of_numbers_is_read_fast_and_gives_nothing() -> None:
    document = report(["Kết quả", "12 buổi (" * 5_000])

    assert given(extract_figures(document, usual_form())) == {}
