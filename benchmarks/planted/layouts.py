"""One planter a rule for errors of layout, put into Word files written from real texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

from docx import Document as open_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from minhbach.checks.context import Context
from minhbach.model.document import Document

LayoutPlanter = Callable[[bytes, Document], "bytes | None"]


def _paragraphs(word: Any) -> Iterator[Any]:
    yield from word.paragraphs
    for table in word.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _saved(word: Any) -> bytes:
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def restyle(
    part: str,
    data: bytes,
    doc: Document,
    *,
    size: float | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
    underline: bool | None = None,
    align: int | None = None,
) -> bytes | None:
    """Every run of a component in another look."""
    texts = {p.text.strip() for p in Context(doc).parts.get(part, [])[:3]}
    word, done = open_docx(BytesIO(data)), False
    for paragraph in _paragraphs(word):
        if paragraph.text.strip() and " ".join(paragraph.text.split()) in {
            " ".join(t.split()) for t in texts
        }:
            done = True
            for run in paragraph.runs:
                for name, value in (("bold", bold), ("italic", italic), ("underline", underline)):
                    if value is not None:
                        setattr(run.font, name, value)
                if size is not None:
                    run.font.size = Pt(size)
            if align is not None:
                paragraph.alignment = align
    return _saved(word) if done else None


def retext(part: str, pattern: str, new: str, data: bytes, doc: Document) -> bytes | None:
    """The words of one paragraph of a component changed, in its first run's look."""
    paragraphs = Context(doc).parts.get(part, [])
    if part == "closing":
        paragraphs = [p for p in doc.paragraphs() if p.text.startswith("Trên đây là")]
    if part == "last_recipient":
        paragraphs = Context(doc).parts.get("recipients", [])[-1:]
    texts = [" ".join(p.text.split()) for p in paragraphs]
    word = open_docx(BytesIO(data))
    for paragraph in _paragraphs(word):
        text = " ".join(paragraph.text.split())
        shown = next((t for t in texts if text and (t == text or t.lstrip("- ") == text)), None)
        if "\t" in paragraph.text:
            continue  # two columns made of tabs: joined they would be another line
        if shown is None or not paragraph.runs or not re.search(pattern, text):
            continue
        changed = re.sub(pattern, new, text, count=1)
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = changed
        return _saved(word)
    return None


def in_force_since_2026(data: bytes, doc: Document) -> bytes:
    """Recipients with the semicolons of 05-HD/VPTW."""
    texts = {" ".join(p.text.split()) for p in Context(doc).parts.get("recipients", [])}
    word = open_docx(BytesIO(data))
    for paragraph in _paragraphs(word):
        text = " ".join(paragraph.text.split())
        if text.endswith(",") and paragraph.runs and (text in texts or f"- {text}" in texts):
            for run in reversed(paragraph.runs):
                if run.text.rstrip().endswith(","):
                    run.text = run.text.rstrip()[:-1] + ";"
                    break
    return _saved(word)


def table(rows: list[list[str]], data: bytes, doc: Document) -> bytes:
    """A table at the end."""
    word = open_docx(BytesIO(data))
    put = word.add_table(len(rows), len(rows[0]))
    for line, cells in zip(rows, put.rows, strict=True):
        for text, cell in zip(line, cells.cells, strict=True):
            cell.text = text
    return _saved(word)


def section(data: bytes, doc: Document, **values: float) -> bytes:
    """Paper or margins in millimetres."""
    word = open_docx(BytesIO(data))
    for name, value in values.items():
        for each in word.sections:
            setattr(each, name, Mm(value))
    return _saved(word)


def body(
    data: bytes,
    doc: Document,
    *,
    font: str | None = None,
    size: float | None = None,
    align: int | None = None,
    gap: float | None = None,
    lines: float | None = None,
    indent: float | None = None,
) -> bytes | None:
    """The running text in another look."""
    texts = {" ".join(p.text.split()) for p in Context(doc).parts.get("body", [])}
    word, done = open_docx(BytesIO(data)), 0
    for paragraph in word.paragraphs:
        if " ".join(paragraph.text.split()) not in texts:
            continue
        done += len(paragraph.text) >= 60
        form = paragraph.paragraph_format
        if align is not None:
            paragraph.alignment = align
        if gap is not None:
            form.space_before = form.space_after = Pt(gap)
        if lines is not None:
            form.line_spacing = lines
        if indent is not None:
            form.first_line_indent = Mm(indent)
        for run in paragraph.runs:
            if font is not None:
                run.font.name = font
                run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hAnsi"), font)
            if size is not None:
                run.font.size = Pt(size)
    return _saved(word) if done >= 8 else None


def without_page_number(data: bytes, doc: Document) -> bytes | None:
    """The fields of the page headers taken out; short papers need no number."""
    if len(doc.text) < 8000:
        return None
    word, done = open_docx(BytesIO(data)), False
    for each in word.sections:
        for paragraph in each.header.paragraphs:
            for run in list(paragraph.runs) + list(paragraph._p.iter(qn("w:fldSimple"))):
                element = getattr(run, "_r", run)
                if element.getparent() is not None:
                    element.getparent().remove(element)
                    done = True
    return _saved(word) if done else None


R, LEFT = partial, WD_ALIGN_PARAGRAPH.LEFT
_STATE = {
    "motto": "ND-01s",
    "slogan": "ND-01t",
    "parent": "ND-02a",
    "issuer": "ND-02b",
    "number": "ND-03s",
    "place_date": "ND-04s",
    "kind": "ND-05a",
    "subject": "ND-05b",
    "about": "ND-05s",
    "title": "ND-07a",
    "signer": "ND-07s",
    "recipients_label": "ND-09b",
    "recipients": "ND-09s",
    "basis": "ND-31",
}
_PARTY = {
    "party_title": "PD-01",
    "parent": "PD-02a",
    "issuer": "PD-02b",
    "number": "PD-03s",
    "place_date": "PD-04s",
    "kind": "PD-05a",
    "subject": "PD-05t",
    "authority": "PD-07a",
    "title": "PD-07b",
    "signer": "PD-07n",
    "recipients_label": "PD-09b",
    "recipients": "PD-09s",
    "basis": "PD-06c",
}
_CHANGES: dict[str, list[dict[str, object]]] = {
    "parent": [{"bold": True}, {"size": 17}],
    "number": [{"size": 17}, {"bold": True}],
    "place_date": [{"italic": False}, {"size": 11}],
    "kind": [{"bold": False}, {"size": 18}, {"align": LEFT}],
    "about": [{"bold": True}, {"size": 16}],
    "recipients_label": [
        {"size": 9},
        {"italic": False, "underline": False, "bold": False, "size": 15},
    ],
    "recipients": [{"size": 15}, {"bold": True}],
    "basis": [{"size": 10}],
    "title": [{"size": 10}],
}
_USUAL: list[dict[str, Any]] = [{"bold": False}, {"size": 17}, {"italic": True}]


def _bodies(codes: list[str]) -> dict[str, list[LayoutPlanter]]:
    changes: list[list[dict[str, Any]]] = [
        [{"font": "Arial"}, {"font": "Calibri"}],
        [{"size": 11}, {"size": 17}],
        [{"align": LEFT}],
        [{"indent": 25.0}, {"indent": 0.0}],
        [{"gap": 0.0}, {"gap": 3.0}],
        [{"lines": 2.0}, {"lines": 2.5}],
    ]
    return {
        code: [R(body, **change) for change in each]
        for code, each in zip(codes, changes, strict=True)
    }


_ROWS = [
    ["TT", "Đơn vị", "Hội nghị", "Lượt người"],
    ["1", "Đơn vị A", "10", "1.100"],
    ["2", "Đơn vị B", "20", "250"],
    ["3", "Đơn vị C", "5", "50"],
    ["", "Tổng cộng", "35", "1.400"],
]
_WRONG_ROWS = [*_ROWS[:4], ["", "Tổng cộng", "35", "1.450"]]
_SIDE = [
    ["Đơn vị", "Tổng số", "Nam", "Nữ"],
    ["Đơn vị A", "30", "10", "20"],
    ["Đơn vị B", "50", "30", "20"],
    ["Đơn vị C", "45", "20", "25"],
    ["Đơn vị D", "54", "20", "25"],
]


def _words(profile: str) -> dict[str, list[LayoutPlanter]]:
    """Errors in the words of components, and in tables."""
    if profile == "state":
        return {"SL-01": [R(table, _WRONG_ROWS)], "SL-02": [R(table, _SIDE)]}
    return {
        "PD-03": [R(retext, "number", r"Số\s*", "Số: ")],
        "PD-04": [R(retext, "place_date", r"ngày \d+", "ngày 5")],
        "PD-05b": [R(retext, "subject", r"^kết quả", "Kết quả")],
        "PD-06d": [R(retext, "closing", r"\.$", "./.")],
        "PD-07m": [R(retext, "authority", r"^T/M", "TM.")],
        "PD-07c": [R(retext, "signer", r"^", "ThS. ")],
        "PD-07d": [R(retext, "title", r"BÍ THƯ$", "BÍ THƯ ĐẢNG ỦY")],
        "PD-09c-36": [R(retext, "recipients", r",$", ";")],
        "PD-09e-36": [R(retext, "last_recipient", r"\.$", ",")],
        "PD-09c": [R(retext, "recipients", r";$", ",")],
        "PD-09e": [R(retext, "last_recipient", r"\.$", ";")],
        "PD-09d": [R(retext, "last_recipient", r"Lưu ", "Lưu: VT, ")],
    }


def without_line(part: str, data: bytes, doc: Document) -> bytes | None:
    """The line, the hyphens or the star under a component taken away."""
    texts = {" ".join(p.text.split()) for p in Context(doc).parts.get(part, [])[-1:]}
    word = open_docx(BytesIO(data))
    if part == "issuer" and re.search(r"^-{6,}$", doc.text[:800], re.MULTILINE):
        return None  # a copy from a site of laws, which draws lines for stars: not judged
    for paragraph in _paragraphs(word):
        if " ".join(paragraph.text.split()) not in texts or "\t" in paragraph.text:
            continue
        below = paragraph._p.getnext()
        if below is None or below.tag != qn("w:p"):
            return None
        border = below.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
        shown = "".join(t.text or "" for t in below.iter(qn("w:t"))).strip()
        if border is not None:
            border.getparent().remove(border)
        elif shown and not shown.strip("-*"):
            below.getparent().remove(below)
        else:
            return None
        return _saved(word)
    return None


_LINES = {
    "state": {"ND-01c": "slogan", "ND-02c": "issuer", "ND-05c": "subject"},
    "party": {"PD-01c": "party_title", "PD-02c": "issuer", "PD-05c": "subject"},
}


def planters(profile: str) -> dict[str, list[LayoutPlanter]]:
    """Code → ways to plant its error."""
    found: dict[str, list[LayoutPlanter]] = {}
    for part, code in (_STATE if profile == "state" else _PARTY).items():
        found[code] = [R(restyle, part, **change) for change in _CHANGES.get(part, _USUAL)]
    prefix = "ND" if profile == "state" else "PD"
    found[f"{prefix}-P1"] = [
        R(section, page_width=215.9, page_height=279.4),
        R(section, page_width=148, page_height=210),
    ]
    found[f"{prefix}-P2"] = [
        R(section, left_margin=20),
        R(section, top_margin=12),
        R(section, right_margin=26),
    ]
    found[f"{prefix}-P4"] = [without_page_number]
    codes = (
        ["ND-P3", "ND-06", "ND-30a", "ND-30b", "ND-30c", "ND-30d"]
        if profile == "state"
        else ["PD-P3", "PD-06", "PD-06j", "PD-06i", "PD-06b", "PD-06l"]
    )
    found.update(_bodies(codes))
    found.update({code: [R(without_line, part)] for code, part in _LINES[profile].items()})
    found.update(_words(profile))
    return found
