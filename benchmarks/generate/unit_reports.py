"""Word reports of units for one quarter, in shapes that offices use; the same seed, the same text.

Each asks for the usual header block, a page of narrative and the figures as prose, list or table.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random

import docx
from docx.document import Document as Word

from benchmarks.generate.prose import sentence

FORM = """code = "do-toc-do"
name = "Kết quả thông tin, tuyên truyền"
period = "quarter"
[[element]]
code = "hoi_nghi"
name = "Số hội nghị, buổi quán triệt, tuyên truyền đã tổ chức"
unit = "buổi"
[[element]]
code = "luot_nguoi"
name = "Số lượt người tham dự hội nghị, buổi quán triệt, tuyên truyền"
unit = "lượt người"
[[element]]
code = "tin_bai"
name = "Số tin, bài đăng trên cổng/trang thông tin điện tử, bản tin nội bộ"
unit = "tin, bài"
"""
TITLE = "Kết quả công tác thông tin, tuyên truyền quý I năm 2024"


@dataclass(frozen=True, slots=True)
class UnitPaper:
    """A report's bytes with what it says."""

    name: str
    data: bytes
    values: dict[str, int]


def unit_paper(number: int) -> UnitPaper:
    """The report of unit ``number``: the number is the seed."""
    chance = Random(number)
    meetings, articles = chance.randint(1, 40), chance.randint(2, 150)
    people = meetings * chance.randint(20, 90)
    paper = docx.Document()
    _opening(paper, number)
    paper.add_paragraph("I. Công tác chỉ đạo")
    for _ in range(6):
        paper.add_paragraph(_told(chance, 3))
    paper.add_paragraph("II. Kết quả")
    _figures(paper, number % 3, meetings, people, articles)
    paper.add_paragraph("III. Phương hướng")
    for _ in range(4):
        paper.add_paragraph(_told(chance, 2))
    out = io.BytesIO()
    paper.save(out)
    values = {"hoi_nghi": meetings, "luot_nguoi": people, "tin_bai": articles}
    return UnitPaper(f"don-vi-{number:04d}.docx", out.getvalue(), values)


def _told(chance: Random, sentences: int) -> str:
    """Sentences without numbers: what they counted would be figures, too."""
    found: list[str] = []
    while len(found) < sentences:
        told = sentence(chance)
        if not any(char.isdigit() for char in told):
            found.append(told)
    return " ".join(found)


def _opening(paper: Word, number: int) -> None:
    head = paper.add_table(rows=1, cols=2).rows[0].cells
    head[0].text = f"ĐẢNG ỦY CƠ QUAN SỐ {number}\n*\nSố {number}-BC/ĐU"
    head[1].text = "ĐẢNG CỘNG SẢN VIỆT NAM\nngày 25 tháng 3 năm 2024"
    paper.add_paragraph("BÁO CÁO")
    paper.add_paragraph(TITLE)


def _figures(paper: Word, shape: int, meetings: int, people: int, articles: int) -> None:
    crowd = f"{people:,}".replace(",", ".")
    if shape == 0:
        paper.add_paragraph(
            f"Trong quý đã tổ chức {meetings:02d} hội nghị tuyên truyền với {crowd} lượt người "
            f"tham dự; đăng {articles} tin, bài trên trang thông tin điện tử."
        )
        return
    rows = (
        ("Số hội nghị, buổi tuyên truyền đã tổ chức", "buổi", str(meetings)),
        ("Số lượt người tham dự hội nghị, buổi tuyên truyền", "lượt người", crowd),
        ("Số tin, bài đăng trên trang thông tin điện tử", "tin, bài", str(articles)),
    )
    if shape == 1:
        for name, unit, value in rows:
            paper.add_paragraph(f"- {name}: {value} {unit}")
        return
    table = paper.add_table(rows=0, cols=3)
    for row in (("Nội dung", "Đơn vị tính", "Kết quả"), *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
