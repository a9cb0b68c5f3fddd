"""One planter a rule for errors of layout, put into Word files written from real texts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO

from docx import Document as open_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from minhbach.checks.context import Context
from minhbach.model.document import Document

LayoutPlanter = Callable[[bytes, Document], "bytes | None"]


def _paragraphs(word):  # type: ignore[no-untyped-def]
    yield from word.paragraphs
    for table in word.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _saved(word) -> bytes:  # type: ignore[no-untyped-def]
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
_USUAL: list[dict[str, object]] = [{"bold": False}, {"size": 17}, {"italic": True}]


def _bodies(codes: list[str]) -> dict[str, list[LayoutPlanter]]:
    changes: list[list[dict[str, object]]] = [
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
    }  # type: ignore[arg-type]


def planters(profile: str) -> dict[str, list[LayoutPlanter]]:
    """Code → ways to plant its error."""
    found: dict[str, list[LayoutPlanter]] = {}
    for part, code in (_STATE if profile == "state" else _PARTY).items():
        found[code] = [R(restyle, part, **change) for change in _CHANGES.get(part, _USUAL)]  # type: ignore[arg-type]
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
    return found
