"""Document → plain text, one paragraph a line."""

from __future__ import annotations

from minhbach.model.document import Document, Paragraph, Table


def write_text(doc: Document) -> bytes:
    """The words of the paper in reading order, UTF-8; cells of a row are parted by " | "."""
    lines: list[str] = []
    for block in doc.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif block.role == "content":
            lines.extend(_rows(block))
        else:
            lines.extend(p.text for cell in block.cells for p in cell.paragraphs if p.text)
    return ("\n".join(lines).strip("\n") + "\n").encode("utf-8")


def _rows(table: Table) -> list[str]:
    rows: list[list[str]] = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row - 1][cell.column - 1] = cell.text.replace("\n", " ")
    return [" | ".join(row) for row in rows]
