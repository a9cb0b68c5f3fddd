"""A composed paper with everything that the writers treat specially."""

from __future__ import annotations

from datetime import date

import pytest

from minhbach.model.document import Block, Cell, Document, Header, Paragraph, Span, Table


def cell(row: int, column: int, *texts: str, style: str = "table-text", **span: int) -> Cell:
    anchor = f"t1!{chr(64 + column)}{row}"
    paragraphs = tuple(Paragraph(anchor, text, style=style) for text in texts)
    return Cell(anchor, row, column, span.get("rows", 1), span.get("columns", 1), paragraphs)


def _header() -> Table:
    def side(row: int, column: int, *lines: tuple[str, str]) -> Cell:
        paragraphs = tuple(Paragraph("l1", t, role="header", style=s) for t, s in lines)
        return Cell("l1", row, column, paragraphs=paragraphs)

    return Table(
        "l1",
        2,
        2,
        (
            side(1, 1, ("ĐẢNG ỦY KHỐI", "parent-issuer"), ("BAN TUYÊN GIÁO", "issuer")),
            side(1, 2, ("ĐẢNG CỘNG SẢN VIỆT NAM", "national"), ("", "national-rule")),
            side(2, 1, ("Số       -BC/…", "number")),
            side(2, 2, ("…, ngày      tháng      năm 2024", "place-date")),
        ),
        "header",
    )


def _values(columns: int, width: float) -> Table:
    cells = [cell(1, at, f"Cột {at}", style="table-head") for at in range(1, columns + 1)]
    cells += [cell(2, at, "1.250", style="table-number") for at in range(1, columns)]
    cells.append(cell(2, columns, "cổng/trang thông tin điện tử"))
    return Table("t1", 2, columns, tuple(cells), "content", 1, (width,) * columns)


@pytest.fixture
def paper() -> Document:
    """A Party paper of January 2024 with a traced number, a table and a wide annex."""
    blocks: tuple[Block, ...] = (
        _header(),
        Paragraph("p1", "BÁO CÁO", role="kind", style="kind"),
        Paragraph("p2", "kết quả tuyên truyền", role="subject", style="subject"),
        Paragraph("p3", "-----", role="other", style="separator"),
        Paragraph("p4", "I. KẾT QUẢ", "I.", "heading", 1, style="heading-1"),
        Paragraph(
            "p5",
            "Tổ chức 1.250 buổi <nhanh> & gọn.",
            spans=(Span(8, 13, ref="hoi_nghi.DU-CT"),),
            style="body",
        ),
        _values(3, 40),
        Paragraph("p6", "Phụ lục 1", role="annex", style="annex-label"),
        _values(13, 19),
    )
    return Document(
        "bao-cao",
        "",
        profile="party",
        header=Header(kind_name="Báo cáo", subject="kết quả tuyên truyền"),
        blocks=blocks,
        layout_date=date(2024, 1, 5),
    )
