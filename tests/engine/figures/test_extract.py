"""Cost of tables that are no reports."""

from __future__ import annotations

import pytest
from tests.engine.figures.small_reports import report, usual_form

from minhbach.figures import extract_figures

HEAD = ["STT", "Nội dung", "Kết quả"]
SENTENCE = "Đã tổ chức 09 buổi tuyên truyền tại trụ sở với 360 lượt người tham dự"
ROW = ["1", "Hội nghị, buổi tuyên truyền", SENTENCE]


def test_a_table_of_few_sentence_cells_is_read() -> None:
    figures = extract_figures(report([[HEAD, ROW]]), usual_form())

    assert figures.values["hoi_nghi"] is not None


def test_a_register_of_sentence_cells_is_not_read_as_a_report() -> None:
    figures = extract_figures(report([[HEAD, *[ROW] * 301]]), usual_form())

    assert figures.values["hoi_nghi"] is None
    assert figures.conflicts == ()


def test_a_table_of_more_than_a_thousand_rows_is_not_read() -> None:
    row = ["1", "Số hội nghị, buổi tuyên truyền", "9"]

    read = extract_figures(report([[HEAD, row, *[["2", "Việc khác", "1"]] * 998]]), usual_form())
    unread = extract_figures(report([[HEAD, row, *[["2", "Việc khác", "1"]] * 999]]), usual_form())

    assert read.values["hoi_nghi"] is not None
    assert unread.values["hoi_nghi"] is None


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["Nội dung", "Số lượng"], *([["Số tin, bài", "5"]] * 1001)], "figures-table-long"),
        (
            [["Nội dung", "Kết quả"], *([["Tin, bài", "Đăng 17 tin, bài trên cổng."]] * 301)],
            "figures-cells-many",
        ),
    ],
)
def test_a_table_too_long_for_a_report_is_named_in_the_notes(
    rows: list[list[str]], code: str
) -> None:
    figures = extract_figures(report([rows]), usual_form())

    assert [(note.code, note.anchor) for note in figures.notes] == [(code, "t1")]
    assert all(value is None for value in figures.values.values())
