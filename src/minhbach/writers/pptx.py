"""Document → .pptx: a title slide, then each section, with its sources at the foot of the slide."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from minhbach.model.document import Document
from minhbach.writers.pptx_deal import (
    BODY,
    GAP,
    LEADING,
    SOURCE,
    Slide,
    deal,
    line_count,
    table_size,
)
from minhbach.writers.runs import clean

FONT = "Arial"  # on every computer that shows slides
_COLOR: Any = RGBColor  # its own hints are missing
INK, NAVY, MUTED, LINE, WHITE = (
    _COLOR.from_string(color) for color in ("16202A", "14406B", "55606B", "C9D2DA", "FFFFFF")
)
_WIDE, _HIGH, _EDGE = Inches(13.333), Inches(7.5), Inches(0.55)
_ROOM = _WIDE - 2 * _EDGE
_TITLE_SIZES = (30.0, 26.0, 22.0, 18.0)
_TITLE_WIDTH = 305.0  # mm
_FIXED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no clock in a file
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def write_pptx(doc: Document) -> bytes:
    """The document as slides; the same document always gives the same bytes.

    Text is never made smaller to fit: a long section takes more slides. A source line ("[1] …")
    stands on each slide that names it; running text beside a list goes to the speaker's notes.
    """
    show = Presentation()
    show.slide_width, show.slide_height = _WIDE, _HIGH
    _describe(show, doc)
    _add_title(show, doc)
    for slide in deal(doc):
        _add_slide(show, slide)
    out = io.BytesIO()
    show.save(out)
    return _dated(out.getvalue())


def _describe(show: Any, doc: Document) -> None:
    facts = show.core_properties
    facts.title = _property(doc.header.subject or doc.name)
    facts.author = facts.last_modified_by = _property(doc.header.issuer or "")
    facts.subject = facts.keywords = facts.comments = facts.category = ""
    facts.created = facts.modified = _FIXED
    facts.language, facts.revision = "vi-VN", 1


def _property(text: str) -> str:
    """A property holds 255 characters, and none that XML can't."""
    return " ".join(clean(text).split())[:255]


def _dated(data: bytes) -> bytes:
    """The same package with every part of one day."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


def _add_title(show: Any, doc: Document) -> None:
    slide = show.slides.add_slide(show.slide_layouts[0])
    head = doc.header
    subject = head.subject or doc.name
    _place(slide.shapes.title, Inches(2.4), Inches(1.9))
    frame = _frame(slide.shapes.title, MSO_ANCHOR.MIDDLE)
    if head.kind_name:
        _paragraph(frame, head.kind_name.upper(), 22, NAVY, align=PP_ALIGN.CENTER)
    _paragraph(frame, subject, _title_size(subject) + 2, NAVY, bold=True, align=PP_ALIGN.CENTER)
    below = slide.placeholders[1]
    _place(below, Inches(4.4), Inches(2.4))
    frame = _frame(below, MSO_ANCHOR.TOP)
    lines = [p.text for p in doc.paragraphs(tables=False) if p.role == "preamble"]
    for text in [*filter(None, (head.parent_issuer, head.issuer)), *lines]:
        _paragraph(frame, text, 18, MUTED, align=PP_ALIGN.CENTER)


def _add_slide(show: Any, slide: Slide) -> None:
    layout = show.slide_layouts[1 if slide.points else 5]
    made = show.slides.add_slide(layout)
    size = _title_size(slide.title)
    _place(made.shapes.title, Inches(0.35), Inches(1.15))
    shown = _cut(slide.title, size)
    _paragraph(_frame(made.shapes.title, MSO_ANCHOR.MIDDLE), shown, size, NAVY, bold=True)
    _add_rule(made)
    if slide.points:
        _add_points(made, slide)
    if slide.rows:
        _add_table(made, slide.rows)
    _add_foot(made, slide, len(show.slides))
    notes = (slide.title, *slide.notes) if shown != slide.title else slide.notes
    if notes:
        made.notes_slide.notes_text_frame.text = clean("\n".join(notes))


def _add_rule(made: Any) -> None:
    rule = made.shapes.add_shape(MSO_SHAPE.RECTANGLE, _EDGE, Inches(1.55), _ROOM, Pt(1.5))
    rule.name = "Đường kẻ"
    rule.fill.solid()
    rule.fill.fore_color.rgb = LINE
    rule.line.fill.background()
    rule.shadow.inherit = False


def _add_points(made: Any, slide: Slide) -> None:
    body = made.placeholders[1]
    _place(body, Inches(1.7), Inches(5.0))
    frame = _frame(body, MSO_ANCHOR.TOP)
    for text, listed in slide.points:
        said = _paragraph(frame, text, BODY, INK)
        said.space_after, said.line_spacing = Pt(GAP), 1.0
        _bullet(said, listed)


def _add_table(made: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    high = Inches(0.45) * len(rows)
    shape = made.shapes.add_table(len(rows), len(rows[0]), _EDGE, Inches(1.8), _ROOM, high)
    size = table_size(len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            frame = shape.table.cell(at, column).text_frame
            frame.word_wrap = True
            _paragraph(frame, text, size, WHITE if at == 0 else INK, bold=at == 0)


def _add_foot(made: Any, slide: Slide, number: int) -> None:
    """The sources, as low as they can stand, and the number of the slide."""
    if slide.sources:
        lines = sum(line_count(text, SOURCE, 300) for text in slide.sources)
        high = Pt(lines * SOURCE * LEADING + 6)
        box = made.shapes.add_textbox(_EDGE, Inches(7.0) - high, _ROOM, high)
        box.name = "Nguồn"
        frame = _frame(box, MSO_ANCHOR.BOTTOM)
        for text in slide.sources:
            _paragraph(frame, text, SOURCE, MUTED)
    box = made.shapes.add_textbox(_WIDE - Inches(1.3), Inches(7.02), Inches(0.75), Inches(0.32))
    box.name = "Số trang"
    _paragraph(_frame(box, MSO_ANCHOR.MIDDLE), str(number), 12, MUTED, align=PP_ALIGN.RIGHT)


def _title_size(text: str) -> float:
    for size in _TITLE_SIZES:
        if line_count(text, size, _TITLE_WIDTH, bold=True) <= 2:
            return size
    return _TITLE_SIZES[-1]


def _cut(text: str, size: float) -> str:
    """A heading of more than three lines is cut; the notes have it whole."""
    if line_count(text, size, _TITLE_WIDTH, bold=True) <= 3:
        return text
    words = text.split()
    while words and line_count(" ".join(words) + " …", size, _TITLE_WIDTH, bold=True) > 3:
        words.pop()
    return " ".join(words) + " …"


def _place(shape: Any, top: Any, high: Any) -> None:
    shape.left, shape.top, shape.width, shape.height = _EDGE, top, _ROOM, high


def _frame(shape: Any, anchor: Any) -> Any:
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def _paragraph(
    frame: Any, text: str, size: float, color: Any, *, bold: bool = False, align: Any = None
) -> Any:
    """The frame's empty first paragraph, or a new one."""
    first = frame.paragraphs[0]
    paragraph = frame.add_paragraph() if first.runs else first
    run = paragraph.add_run()
    run.text = clean(text)
    run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
    run.font.color.rgb = color
    run._r.get_or_add_rPr().set("lang", "vi-VN")
    paragraph.alignment = align if align is not None else PP_ALIGN.LEFT
    return paragraph


def _bullet(paragraph: Any, listed: bool) -> None:
    """A dash before an item, nothing before running text, whatever the layout says."""
    settings = paragraph._p.get_or_add_pPr()
    indent = "285750" if listed else "0"
    settings.set("marL", indent)
    settings.set("indent", f"-{indent}" if listed else "0")
    kind = "a:buChar" if listed else "a:buNone"
    mark = settings.makeelement(_tag(kind), {"char": "–"} if listed else {})
    settings.append(mark)


def _tag(name: str) -> str:
    return "{http://schemas.openxmlformats.org/drawingml/2006/main}" + name.partition(":")[2]
