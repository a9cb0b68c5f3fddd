"""Numbers that a reader would ask a source for, and those that only name, order or date."""

from __future__ import annotations

import pytest

from minhbach.figures.unsourced import find_claims

CLAIMS = {
    "GDP tăng 5,05% so với năm 2022": ["5,05%"],
    "kim ngạch 683 tỷ USD, xuất siêu 28 tỷ USD": ["683 tỷ", "28 tỷ"],
    "có 1.250 hộ thoát nghèo; 12/14 chỉ tiêu đạt": ["1.250", "12/14"],
    "hai mươi ba xã đạt chuẩn": ["hai mươi ba"],
    "tăng từ 6-6,5%": ["từ 6-6,5%"],
    "thu ngân sách 2024 tỷ đồng": ["2024 tỷ"],
    "cả nước có 63 tỉnh, thành phố": ["63"],
    "Bước 2: giải quyết 45 hồ sơ": ["45"],
    "dịch COVID-19 làm 12 người mắc": ["12"],
}
NONE = (
    "Năm 2023, quý I/2024, tháng 4 năm 2024, 6 tháng đầu năm",
    "giai đoạn 2021 - 2025, nhiệm kỳ 2020-2025, đến 2030",
    "ngày 29/12/2023, lúc 8 giờ 30 ngày 12/3",
    "Nghị quyết số 103/2023/QH15 ngày 09/11/2023 của Quốc hội",
    "theo điểm a khoản 2 Điều 5 Luật Đất đai năm 2024",
    "Hội nghị Trung ương 8 khóa XIII; Kết luận số 64-KL/TW",
    "ba đột phá chiến lược, hai bên, một số kết quả",
    "công nghiệp 4.0, mạng 5G, hỗ trợ 24/7",
    "1. Kết quả chung",
    "2.1. Kết quả riêng",
    "như chú thích [12] và mục (3)",
    "Chỉ tiêu 3: giữ vững ổn định",
    "bản đồ tỷ lệ 1:5.000, TCVN 10299:2025",
)


@pytest.mark.parametrize(("text", "quotes"), CLAIMS.items())
def test_number_that_claims_something_is_found(text: str, quotes: list[str]) -> None:
    found = find_claims(text)

    assert [claim.quote for claim in found] == quotes
    assert [text[claim.start : claim.end] for claim in found] == quotes


@pytest.mark.parametrize("text", NONE)
def test_number_that_names_orders_or_dates_is_none(text: str) -> None:
    assert find_claims(text) == ()


def test_lines_keep_their_places_and_long_text_is_quick() -> None:
    text = "1. Thu đạt 10 tỷ đồng\n" * 2_000

    found = find_claims(text)

    assert len(found) == 2_000
    assert {text[claim.start : claim.end] for claim in found} == {"10 tỷ"}
