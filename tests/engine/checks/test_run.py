"""Choosing rules, profiles and dates; what an office rules out; nothing left out silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from minhbach.checks import check, fixed_text, load_office, rules, said
from minhbach.cli import main
from minhbach.errors import UsageError
from minhbach.model.document import Note
from minhbach.model.finding import Suppressed
from minhbach.readers import read

_PLAN = Path(__file__).parents[3] / "examples" / "ke-hoach-2024.txt"
_STATE = (
    "ỦY BAN NHÂN DÂN TỈNH A\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nNam Định, ngày 20 tháng 3 năm 2024\n\nKẾ HOẠCH\n"
    "Công tác dân vận năm 2024\n\nI. MỤC ĐÍCH\nNâng cao nhận thức của cán bộ.\n\n"
)
_TEXT = "Thực hiện từ ngày 31/4/2024. Kết luận số 59-KL/TW, ngày 8/8/2023 của Bộ Chính trị."


def test_check_of_the_example_plan_finds_its_known_errors() -> None:
    data = _PLAN.read_bytes()

    done = check(read(data, _PLAN.name), data=data)

    found = {(f.code, f.quote) for f in done.findings}
    assert (done.profile, done.rules_date, done.date_from) == (
        "party",
        date(2024, 1, 3),
        "citation",
    )
    assert {
        ("CX-01", "uỷ"),
        ("CX-17", "tình"),
        ("CX-17", "cho"),
        ("NT-02", "9/01/2023"),
        ("VH-08", "Đông Nam bộ"),
    } <= found
    assert [f for f in done.findings if f.severity == "error" and f.code != "CT-12"] == []
    assert {"CT-12", "TT-01", "KH-02", "KH-03"} <= {f.code for f in done.findings}


def test_select_of_an_unknown_code_is_an_error() -> None:
    with pytest.raises(UsageError) as caught:
        check(read(b"abc", "a.txt"), select=["XX-01"])

    assert caught.value.code == "check-unknown-code"


def test_ignored_findings_are_counted_with_who_ruled_them_out() -> None:
    office = load_office(b'ignore = ["NT-02"]')

    done = check(read(_TEXT.encode(), "a.txt"), select=["NT"], ignore=["NT-01"], office=office)

    assert done.findings == ()
    assert done.suppressed == (Suppressed("NT-01", 1, "run"), Suppressed("NT-02", 1, "office"))


def test_office_file_of_another_kind_is_an_error() -> None:
    with pytest.raises(UsageError):
        load_office(b"rules = 1")


def test_office_chooses_the_tone_placement() -> None:
    office = {"settings": {"tone_placement": "new"}}

    done = check(read("Tỉnh ủy, Đảng ủy.".encode(), "a.txt"), select=["CX-01"], office=office)

    assert [(f.quote, f.fix and f.fix.replacement) for f in done.findings] == [("ủy", "uỷ")] * 2


def test_fixed_text_applies_safe_fixes_only() -> None:
    doc = read("Bổ xung các các mục từ ngày 8/8/2023.".encode(), "a.txt")

    found = check(doc, select=["ALL"]).findings

    assert fixed_text(doc, found) == "Bổ sung các các mục từ ngày 08/8/2023."
    assert fixed_text(doc, found, apply="all") == "Bổ sung các mục từ ngày 08/8/2023."


def test_said_speaks_both_languages() -> None:
    finding = check(read(_TEXT.encode(), "a.txt"), select=["NT-01"]).findings[0]

    assert said(finding).message == "Không có ngày 31/4/2024."
    assert said(finding, "en").message == "There is no day 31/4/2024."


def test_a_long_hostile_text_is_checked_fast() -> None:
    text = "\n".join(
        ["(" * 2000, "a " * 5000, "1." * 3000, "từ 1" * 2000, "Số " * 2000, "“" * 2000]
    )

    assert check(read(text.encode(), "a.txt"), select=["ALL"]).profile in ("", "state", "party")


@pytest.mark.parametrize(
    ("layout", "period"),
    [
        *(("state", "2024-Q1"), ("party", "2024-Q1"), ("party", "2024-M04")),
        *(("state", "2024-H1"), ("state", "2024")),
    ],
)
def test_a_report_written_by_the_program_has_no_findings(
    layout: str, period: str, tmp_path: Path
) -> None:
    examples, out = _PLAN.parent, tmp_path / "report.docx"
    form = str(examples / "forms" / "tuyen-truyen.toml")
    options = ["--form", form, "--period", period, "--layout", layout, "-o", str(out)]
    main(["consolidate", str(examples / "quy-1-2024"), *options])
    data = out.read_bytes()
    doc = read(data, "report.docx")

    found = [
        check(doc, data=data, select=["ALL"], on=on).findings
        for on in (date(2024, 4, 1), date(2026, 6, 20))
    ]

    assert (doc.profile, found) == (layout, [(), ()])


@pytest.mark.parametrize(
    ("day", "found"),
    [("ngày 20 tháng 3 năm 2024", True), ("ngày 20 tháng 3 năm 2012", False), ("", True)],
)
def test_state_layout_is_judged_by_decree_30_since_it_holds(day: str, found: bool) -> None:
    rule = rules()["ND-01a"]
    text = rule.wrong.replace("ngày 20 tháng 3 năm 2024", day).replace("năm 2024", "năm tới")

    done = check(read(text.encode(), "a.txt"), profile="state", select=["ND-01a"])

    assert bool(done.findings) is found


def test_a_scan_is_not_judged_and_nothing_is_left_out_silently() -> None:
    doc = replace(read("Thực hiện từ ngày 31/4/2024.".encode(), "a.txt"), notes=(Note("ocr-page"),))

    done = check(doc, select=["NT-01"])

    assert (done.findings, done.suppressed) == ((), (Suppressed("NT-01", 1, "scan"),))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ND-09e", f"{_STATE}Nơi nhận:\n- Như trên;\n- Lưu: VT, CN (2). Ha"),
        ("VH-17", "Dịp tết Nguyên đán và Tết Nguyên đán."),
        ("CX-09", "Người đề nghị (trường hợp   )."),
        ("CX-08", "Đối tượng không áp dụng a[2]) người hưởng."),
        ("DM-06", "6. Thay “một” bằng “hai” và “ba” bằng “bốn.\n7. Bỏ “năm”.\n1. Sửa “sáu”."),
    ],
)
def test_what_was_a_false_alarm_on_real_documents_stays_quiet(code: str, text: str) -> None:
    assert check(read(text.encode(), "a.txt"), select=[code]).findings == ()


def test_what_the_document_above_asks_and_the_plan_omits_is_told_only_when_it_is_given() -> None:
    head = "KẾ HOẠCH\nTuyên truyền năm 2024\n\nI. MỤC ĐÍCH\nNâng cao nhận thức.\n\nII. NỘI DUNG\n"
    asked = "1. Tuyên truyền kết quả sắp xếp đơn vị hành chính cấp xã giai đoạn 2023 - 2025."
    other = "Tuyên truyền chuyển đổi số trong cơ quan nhà nước."
    upper = read(f"{head}{asked}\n2. {other}".encode(), "tren.txt")
    plan = read(f"{head}1. {other}".encode(), "duoi.txt")

    found = [f.params["said"] for f in check(plan, upper=upper).findings if f.code == "KH-07"]

    assert len(found) == 1
    assert "sắp xếp đơn vị hành chính cấp xã" in found[0]
    assert "KH-07" not in {f.code for f in check(plan).findings}
