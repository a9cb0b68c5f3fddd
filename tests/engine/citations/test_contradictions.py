"""Contradictions: each rule with what it finds and what it leaves alone."""

from __future__ import annotations

import doctest
from datetime import date
from pathlib import Path

import pytest

from minhbach.citations import contradictions, facts, find_in_text, ordinals
from minhbach.citations.contradictions import contradictions_in, find_contradictions, told
from minhbach.readers import read

_EXAMPLES = Path(__file__).parents[3] / "examples"


def _codes(text: str, own: date | None = None, profile: str = "") -> list[str]:
    found = find_contradictions(find_in_text(text), text=text, own_date=own, profile=profile)
    return [c.code for c in found]


@pytest.mark.parametrize("module", [contradictions, facts, ordinals])
def test_docstring_examples_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]

    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "code", "needed", "actual"),
    [
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2021", "CT-01", "2020", "05/3/2021"),
        ("Luật Ngân sách số 83/2015/QH14", "CT-02", "20/7/2016 – 19/7/2021", "2015"),
        (
            "Nghị quyết số 18-NQ/TW ngày 25/10/2011 của Ban Chấp hành Trung ương Đảng khóa XII",
            "CT-03",
            "khóa XII: 27/01/2016 – 30/01/2021",
            "25/10/2011",
        ),
        (
            "Nghị quyết số 18-NQ/TW ngày 25/10/2018 của Hội nghị lần thứ sáu Ban Chấp hành"
            " Trung ương Đảng khóa XII",
            "CT-04",
            "từ 04/10/2017",
            "25/10/2018",
        ),
        (
            "Nghị định số 17/2013/NĐ-CP ngày 19/02/2013; Nghị định 17/2013/NĐ-CP ngày 19/12/2013",
            "CT-05",
            "19/02/2013",
            "19/12/2013",
        ),
        (
            "Kết luận số 64-KL/TW ngày 18/10/2023; Kết luận số 64-KL/TW ngày 18/10/2022",
            "CT-05",
            "18/10/2023",
            "18/10/2022",
        ),
        (
            "Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị; Chỉ thị số 05-CT/TW ngày"
            " 15/5/2016 của Ban Bí thư",
            "CT-05",
            "Bộ Chính trị",
            "Ban Bí thư",
        ),
        (
            "Luật Đất đai số 31/2024/QH15 và Luật Nhà ở số 31/2024/QH15",
            "CT-05",
            "Luật Đất đai",
            "Luật Nhà ở",
        ),
        (
            "Kết luận số 59-KL/TW ngày 28/4/2023; Kết luận số 53-KL/TW ngày 08/8/2023",
            "CT-06",
            "",
            "53-KL/TW, 08/8/2023; 59-KL/TW, 28/4/2023",
        ),
        (
            "Thông tư số 78/2021/TT-BTC của Bộ Xây dựng",
            "CT-07",
            "Bộ Tài chính",
            "Bộ Xây dựng",
        ),
        (
            "Nghị định số 30/2020/NĐ-CP của Thủ tướng Chính phủ",
            "CT-07",
            "Chính phủ",
            "Thủ tướng Chính phủ",
        ),
        ("Nghị quyết số 12/2025/QĐ-TTg", "CT-08", "Quyết định", "Nghị quyết"),
        (
            "Nghị quyết số 95/UBTVQH15 ngày 05/6/2025",
            "CT-11",
            "95/2025/UBTVQH15",
            "95/UBTVQH15",
        ),
        ("Thông tư số 12/TT-BTC", "CT-11", "12/…/TT-BTC", "12/TT-BTC"),
        ("Thông tư số 12/2026/TT-BTTTT", "CT-13", "BTTTT: đến 28/02/2025", "2026"),
        (
            "Kế hoạch số 15/KH-UBND ngày 05/9/2025 của UBND huyện Ba Bể",
            "CT-13",
            "đến 30/6/2025",
            "05/9/2025",
        ),
    ],
)
def test_contradiction_is_found_alone(text: str, code: str, needed: str, actual: str) -> None:
    found = find_contradictions(find_in_text(text), text=text)

    assert [(c.code, c.needed, c.actual) for c in found] == [(code, needed, actual)]


@pytest.mark.parametrize(
    "text",
    [
        # one number in two years, of two terms, of two provinces
        "Nghị quyết số 01/NQ-CP ngày 05/01/2024; Nghị quyết số 01/NQ-CP ngày 08/01/2025",
        "Nghị quyết số 02-NQ/TW ngày 12/6/2021; Nghị quyết số 02-NQ/TW ngày 17/3/2026",
        "Quyết định số 12/2024/QĐ-UBND ngày 05/6/2024 của UBND tỉnh Hà Giang;"
        " Quyết định số 12/2024/QĐ-UBND ngày 09/7/2024 của UBND tỉnh Cao Bằng",
        # a Party regulation has QĐ; a letter may name any type
        "Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương",
        "Công văn số 12/BC-UBND ngày 05/6/2024",
        # names of one body; a successor that is named for a former ministry's document
        "Thông tư số 78/2021/TT-BTC ngày 17/9/2021 của Bộ trưởng Bộ Tài chính",
        "Thông tư số 02/2023/TT-BKHĐT của Bộ Tài chính",
        "Thông báo số 12/TB-VPCP ngày 05/6/2024 của Thủ tướng Chính phủ",
        "Thông tư liên tịch số 01/2014/TTLT-BNV-BTC của Bộ Tài chính, Bộ Nội vụ",
        # a law and the law that amends it under one number
        "Luật Quảng cáo số 75/2025/QH15 và Luật sửa đổi, bổ sung một số điều của Luật Quảng cáo"
        " số 75/2025/QH15",
        # a plenum's conclusion, signed within two months
        "Kết luận số 64-KL/TW, ngày 18/10/2023 của Hội nghị Trung ương 8 (khóa XIII)",
        "Nghị quyết số 36-NQ/TW ngày 22/10/2018 của Hội nghị lần thứ tám Ban Chấp hành Trung"
        " ương Đảng khóa XII",
        # before 1997 numbers had no year
        "Nghị định số 26/NĐ-CP ngày 23/5/1993",
        # two congresses of the Party; the provincial one before and the one to come
        "Nghị quyết Đại hội XIII của Đảng; tiến tới Đại hội XIV của Đảng",
        "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV, nhiệm kỳ 2020 - 2025; tiến tới Đại hội đại"
        " biểu Đảng bộ tỉnh lần thứ XVI, nhiệm kỳ 2025 - 2030",
    ],
)
def test_agreeing_citations_are_left_alone(text: str) -> None:
    assert _codes(text, own=date(2026, 6, 1)) == []


def test_cited_date_is_not_after_the_citing_documents() -> None:
    text = "Quyết định số 5/QĐ-TTg ngày 20/12/2023; Nghị định số 1/2024/NĐ-CP"

    assert _codes(text, own=date(2023, 1, 8)) == ["CT-09", "CT-09"]


def test_wrong_year_is_told_once_not_as_a_later_date_too() -> None:
    assert _codes("Nghị định số 1/2020/NĐ-CP ngày 05/3/2028", own=date(2023, 1, 8)) == ["CT-01"]


def test_first_short_citation_and_stray_commas_are_information() -> None:
    short = "Nghị định số 30/2020/NĐ-CP; Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ"
    commas = "Nghị định số 30/2020/NĐ-CP, ngày 05/3/2020; Nghị định số 1/2021/NĐ-CP ngày 04/01/2021"

    assert (_codes(short), _codes(commas, profile="state")) == (["CT-10"], ["CT-10"])


def test_congress_of_the_plan_has_two_ordinals() -> None:
    plan = read((_EXAMPLES / "ke-hoach-2024.txt").read_bytes(), "ke-hoach-2024.txt")

    found = contradictions_in(plan)

    assert [(c.code, c.severity, [p.quote for p in c.places]) for c in found] == [
        (
            "CT-12",
            "error",
            [
                "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV",
                "Nghị quyết Đại hội XI Đảng bộ tỉnh, nhiệm kỳ 2020 - 2025",
            ],
        )
    ]
    assert "“Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV”" in told(found[0])


@pytest.mark.parametrize(
    "text",
    [
        "Đại hội đại biểu toàn quốc lần thứ XIII của Đảng, nhiệm kỳ 2016 - 2021",
        "Đại hội XI Đảng bộ tỉnh, nhiệm kỳ 2020 - 2025; Đại hội Đảng bộ tỉnh lần thứ XII,"
        " nhiệm kỳ 2020 - 2025",
    ],
)
def test_term_fits_the_ordinal(text: str) -> None:
    assert _codes(text) == ["CT-12"]


def test_repaired_number_makes_a_warning_only() -> None:
    (found,) = find_contradictions(find_in_text("Nghị định số 13/2024/ND-CP ngày 05/02/2023"))

    assert (found.code, found.severity) == ("CT-01", "warning")


def test_every_contradiction_has_its_sentences() -> None:
    text = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2021"
    (found,) = find_contradictions(find_in_text(text))

    assert (text in told(found, "vi"), text in told(found, "en")) == (True, True)
