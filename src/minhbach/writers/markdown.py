"""Document → Markdown: headings, lists and tables as every viewer knows them."""

from __future__ import annotations

import re

from minhbach.model.document import Cell, Document, Paragraph, Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~])")
# "1." or "+" at the start of a line would become a list
_LIST_START = re.compile(r"^(\d+)([.)])(?=\s)|^([-+#])(?=\s|$)")


def write_markdown(doc: Document) -> bytes:
    """The document as Markdown, UTF-8. Title and headings become #, ##, …; tables GFM tables."""
    parts: list[str] = []
    for block in doc.blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                parts.append(_paragraph(block))
        elif block.role == "content":
            parts.append(_table(block))
        else:
            lines = (p.text for cell in block.cells for p in cell.paragraphs)
            parts.append("  \n".join(_escaped(line) for line in lines if line.strip()))
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _paragraph(paragraph: Paragraph) -> str:
    text = _escaped(paragraph.text)
    if paragraph.role == "kind":
        return f"# {text}"
    if paragraph.role in ("subject", "annex"):
        return f"**{text}**"
    if paragraph.role == "heading":
        return "#" * min(max(paragraph.level, 1) + 1, 6) + f" {text}"
    if paragraph.role == "item" and paragraph.mark == "-":
        return f"- {_escaped(paragraph.content)}"
    return text


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(r"\\\1", text.replace("\n", " ").strip())
    return _LIST_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)


def _table(table: Table) -> str:
    rows = [[""] * table.columns for _ in range(max(table.rows, 1))]
    for cell in table.cells:
        rows[cell.row - 1][cell.column - 1] = _cell(cell)
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * table.columns)
    return "\n".join(lines)


def _cell(cell: Cell) -> str:
    """Its lines; a table in it as HTML, Markdown has no other way."""
    text = ""
    for block in cell.blocks:
        if isinstance(block, Table):
            text += _inner(block)
        else:
            text += ("<br>" if text and not text.endswith("</table>") else "") + _escaped(
                block.text
            )
    return text


def _inner(table: Table) -> str:
    rows: dict[int, str] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        tag = "th" if cell.row <= table.header_rows else "td"
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        rows[cell.row] = f"{rows.get(cell.row, '')}<{tag}{spans}>{_cell(cell)}</{tag}>"
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows.values())}</table>"
