"""Paragraphs as WordprocessingML text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from minhbach.model.document import Align, Paragraph
from minhbach.writers.bookmarks import bookmark_name
from minhbach.writers.layout import Style
from minhbach.writers.metrics import text_width
from minhbach.writers.runs import Run, clean, runs

_JC = {"": "left", "left": "left", "center": "center", "right": "right", "justify": "both"}
_HEADINGS = {"heading-1": "Heading1", "heading-2": "Heading2", "heading-3": "Heading3"}
TINY = (
    '<w:p><w:pPr>{section}<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr>{end}</w:pPr></w:p>'
)


def twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


@dataclass(slots=True)
class Bookmarks:
    """Hands out bookmark numbers and names in reading order."""

    count: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def around(self, ref: str, xml: str) -> str:
        self.count += 1
        self.seen[ref] += 1
        name = bookmark_name(ref, self.seen[ref])
        start = f'<w:bookmarkStart w:id="{self.count}" w:name="{name}"/>'
        return f'{start}{xml}<w:bookmarkEnd w:id="{self.count}"/>'


def paragraph_xml(
    paragraph: Paragraph, style: Style, marks: Bookmarks, *, align: Align = "", section: str = ""
) -> str:
    """A paragraph. ``align`` overrides the style's; ``section``: properties of a section that
    ends here."""
    properties = _properties(style, align or style.align, section)
    return f"<w:p>{properties}{_runs_xml(runs(paragraph, style), style, marks)}</w:p>"


def rule_xml(style: Style, above: str, above_style: Style, room: float) -> str:
    """A drawn line, as long as the style's share of the text line above it; ``room`` in mm."""
    bold, italic = above_style.bold, above_style.italic
    text = min(text_width(above, above_style.size, bold=bold, italic=italic), room)
    side = twips(max(room - text * style.line_of_text, 0) / 2)
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="60" w:after="{round(style.after * 20)}" w:line="40" '
        f'w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}"/><w:jc w:val="center"/>'
        '<w:rPr><w:sz w:val="4"/></w:rPr></w:pPr></w:p>'
    )


def _properties(style: Style, align: Align, section: str) -> str:
    heading = _HEADINGS.get(style.name)
    named = f'<w:pStyle w:val="{heading}"/>' if heading else ""
    keep = "<w:keepNext/>" if style.keep_next else ""
    indent = f'<w:ind w:firstLine="{twips(style.indent)}"/>' if style.indent else ""
    if style.line:
        line = f'w:line="{round(style.line * 20)}" w:lineRule="exact"'
    else:
        line = f'w:line="{round(style.multiple * 240)}" w:lineRule="auto"'
    before, after = round(style.before * 20), round(style.after * 20)
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" {line}/>'
    jc = f'<w:jc w:val="{_JC[align]}"/>'
    size = f'<w:rPr><w:sz w:val="{round(style.size * 2)}"/></w:rPr>'
    return f"<w:pPr>{named}{keep}{spacing}{indent}{jc}{size}{section}</w:pPr>"


def _runs_xml(pieces: list[Run], style: Style, marks: Bookmarks) -> str:
    out: list[str] = []
    at = 0
    while at < len(pieces):
        ref, group = pieces[at].ref, []
        while at < len(pieces) and pieces[at].ref == ref:
            group.append(_run_xml(pieces[at], style))
            at += 1
        xml = "".join(group)
        out.append(marks.around(ref, xml) if ref else xml)
    return "".join(out)


def _run_xml(run: Run, style: Style) -> str:
    bold = "<w:b/>" if run.bold else '<w:b w:val="0"/>'
    italic = "<w:i/>" if run.italic else '<w:i w:val="0"/>'
    size = round(style.size * 2)
    underline = '<w:u w:val="single"/>' if run.underline else ""
    text = escape(clean(run.text)).replace("\n", "</w:t><w:br/><w:t>")
    text = text.replace("\t", "</w:t><w:tab/><w:t>").replace("<w:t>", '<w:t xml:space="preserve">')
    return (
        f'<w:r><w:rPr>{bold}{italic}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{underline}'
        f'</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )
