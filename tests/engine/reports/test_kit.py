"""A kit as a Document: the writer's words, the sources below them, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from minhbach import read, write
from minhbach.model.kit import KitLine, KitPart, KitSource, KitText, Override, Piece
from minhbach.reports.kit import compose_kit

KIT = KitText(
    "Kết quả năm 2023",
    "Đề cương",
    "Sở Ánh Sáng",
    2,
    date(2024, 1, 5),
    parent_issuer="Ủy ban nhân dân tỉnh",
    basis="Kế hoạch số 5",
    parts=(
        KitPart(
            "Kinh tế",
            (
                KitLine((Piece("GDP tăng "), Piece("5,05%", "figure", 1), Piece("."))),
                KitLine((Piece("Một ý."),), item=True),
            ),
            (KitSource(1, "GDP, cả nước, năm 2023: 5,05% (số sơ bộ). Nguồn: Cơ quan A."),),
        ),
    ),
    override=Override(("Có 30 xã.",), "Người duyệt", "Chờ số."),
)
SAID = [
    "ĐỀ CƯƠNG",
    "Kết quả năm 2023",
    "(Phiên bản 2, phát hành ngày 05/01/2024)",
    "Phục vụ: Kế hoạch số 5",
    "1. Kinh tế",
    "GDP tăng 5,05% [1].",
    "- Một ý.",
    "[1] GDP, cả nước, năm 2023: 5,05% (số sơ bộ). Nguồn: Cơ quan A.",
    "SỐ LIỆU CHƯA CÓ NGUỒN",
    "- Các câu sau có số liệu chưa có nguồn. Người cho phép phát hành: Người duyệt. Lý do: Chờ số.",
    "- “Có 30 xã.”",
]


def test_kit_says_what_was_written_and_where_it_comes_from() -> None:
    document = compose_kit(KIT)

    said = [p.text for p in document.paragraphs(tables=False) if p.text and p.style != "separator"]
    assert said == SAID
    assert [s.heading for s in document.sections] == ["Kinh tế", "SỐ LIỆU CHƯA CÓ NGUỒN"]


@pytest.mark.parametrize("profile", ["party", "state"])
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_printed_kit_reads_back_and_is_the_same_each_time(profile: str, suffix: str) -> None:
    document = compose_kit(KitText(**{**_fields(), "profile": profile}))  # type: ignore[arg-type]  # a test

    printed = write(document, suffix)

    text = " ".join(read(printed, f"a.{suffix}").text.split())
    assert write(document, suffix) == printed
    assert [line for line in SAID if line not in text] == []


def _fields() -> dict[str, object]:
    return {name: getattr(KIT, name) for name in KitText.__dataclass_fields__}
