"""Document → .docx: new documents in the layout of their profile and date."""

from __future__ import annotations

from minhbach.model.document import Document, Paragraph
from minhbach.model.report import Manifest
from minhbach.writers.docx_package import HeaderId, package
from minhbach.writers.docx_paragraphs import TINY, Bookmarks, paragraph_xml, rule_xml, twips
from minhbach.writers.docx_tables import table_xml
from minhbach.writers.layout import Layout, Style, kept_align, layout_of
from minhbach.writers.parts import Part, parts


def write_docx(doc: Document, manifest: Manifest | None = None) -> bytes:
    """The document as .docx bytes; the same document always gives the same bytes.

    ``manifest`` travels inside as a custom XML part, which survives a re-save by Word. Layout
    rules: layouts/*.toml.
    """
    layout = layout_of(doc)
    return package(doc, layout, lambda header: _body(doc, layout, header), manifest)


def _body(doc: Document, layout: Layout, header: HeaderId) -> str:
    marks = Bookmarks()
    runs = parts(doc, layout)
    out = ["<w:body>"]
    for at, part in enumerate(runs):
        last = at == len(runs) - 1
        section = _section(part, layout, header, first=at == 0)
        out.append(_part(part, layout, marks, composed=doc.format == ""))
        out.append(section if last else TINY.format(section="", end=section))
    out.append("</w:body>")
    return "".join(out)


def _part(part: Part, layout: Layout, marks: Bookmarks, *, composed: bool) -> str:
    page = layout.page
    room = page.text_width_landscape if part.landscape else page.text_width
    out: list[str] = []
    above: tuple[str, Style] | None = None
    for block in part.blocks:
        if not isinstance(block, Paragraph):
            out.append(table_xml(block, room, layout, marks, composed=composed))
            out.append(TINY.format(section="", end=""))
            continue
        style = layout.style_of(block, composed=composed)
        if style.line_of_text and above is not None:
            out.append(rule_xml(style, *above, room))
            continue
        align = "" if composed else kept_align(block)
        out.append(paragraph_xml(block, style, marks, align=align))
        above = (block.text, style)
    return "".join(out)


def _section(part: Part, layout: Layout, header: HeaderId, *, first: bool) -> str:
    page, number = layout.page, layout.page_number
    width, height = twips(page.width), twips(page.height)
    if part.landscape:
        size = f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
    else:
        size = f'<w:pgSz w:w="{width}" w:h="{height}"/>'
    own = part.annex and number.restart_in_annex
    restart = '<w:pgNumType w:start="1"/>' if own else ""
    blank_first = "<w:titlePg/>" if (first or own) and not number.first_page else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>'
        f'<w:type w:val="nextPage"/>{size}'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" '
        f'w:bottom="{twips(page.bottom)}" w:left="{twips(page.left)}" '
        f'w:header="{twips(number.from_top)}" w:footer="{twips(10)}" w:gutter="0"/>'
        f"{restart}{blank_first}</w:sectPr>"
    )
