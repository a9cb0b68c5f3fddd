"""Document → one self-contained HTML page with real headings, lists and tables."""

from __future__ import annotations

from collections import Counter
from html import escape
from importlib.resources import files
from itertools import groupby

from minhbach.model.document import Block, Cell, Document, Paragraph, Table
from minhbach.writers.bookmarks import bookmark_name
from minhbach.writers.columns import cell_style, heading_rows
from minhbach.writers.layout import Layout, Style, layout_of
from minhbach.writers.levels import Levels
from minhbach.writers.runs import Run, clean, runs


def write_html(doc: Document) -> bytes:
    """The page, UTF-8: no script, no outside file. Traced numbers carry their bookmark as id."""
    layout = layout_of(doc)
    page = _Page(layout, composed=doc.format == "")
    name = " ".join(part for part in (doc.header.kind_name, doc.header.subject) if part)
    style = files("minhbach.writers").joinpath("page.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(clean(name or doc.name))}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n<main>\n{page.blocks(doc.blocks)}</main>\n</body>\n</html>\n"
    ).encode()


class _Page:
    """Writes blocks; remembers which numbers already have their id."""

    def __init__(self, layout: Layout, *, composed: bool) -> None:
        self.layout, self.composed = layout, composed
        self.seen: Counter[str] = Counter()
        self.levels = Levels()

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        out: list[str] = []
        for dashes, group in groupby(blocks, key=_is_dash):
            written = [self._block(block) for block in group]
            out.append("<ul>\n" + "".join(written) + "</ul>\n" if dashes else "".join(written))
        return "".join(out)

    def _block(self, block: Block) -> str:
        if isinstance(block, Table):
            if block.role != "content":
                return self._two_sides(block)
            return f'<div class="wide">{self._content(block)}</div>\n'
        style = self.layout.style_of(block, composed=self.composed)
        return self._paragraph(block, style)

    def _paragraph(self, paragraph: Paragraph, style: Style) -> str:
        if style.line_of_text:
            return '<hr class="rule">\n'
        if not paragraph.text.strip():
            return ""
        tag = _tag(paragraph, self.levels.of(paragraph))
        hidden = len(paragraph.text) - len(paragraph.content) if tag == "li" else 0
        look = f"{paragraph.role} {style.align}"
        return f'<{tag} class="{look}">{self._runs(paragraph, style, hidden)}</{tag}>\n'

    def _runs(self, paragraph: Paragraph, style: Style, hidden: int = 0) -> str:
        out = []
        for run in runs(paragraph, style):
            text = run.text[hidden:]
            hidden = max(hidden - len(run.text), 0)
            out.append(self._run(run, text))
        return "".join(out)

    def _run(self, run: Run, text: str) -> str:
        html = escape(clean(text)).replace("\n", "<br>")
        for wanted, tag in ((run.underline, "u"), (run.italic, "i"), (run.bold, "b")):
            if wanted and html:
                html = f"<{tag}>{html}</{tag}>"
        if run.ref is None:
            return html
        self.seen[run.ref] += 1
        return f'<span id="{bookmark_name(run.ref, self.seen[run.ref])}">{html}</span>'

    def _two_sides(self, table: Table) -> str:
        cells = "".join(f"<div>\n{self._cell(cell, table)}</div>\n" for cell in table.cells)
        tag = "header" if table.role == "header" else "section"
        return f'<{tag} class="sides">\n{cells}</{tag}>\n'

    def _content(self, table: Table) -> str:
        rows: list[list[str]] = [[] for _ in range(table.rows)]
        heading = heading_rows(table)
        for cell in table.cells:
            rows[cell.row - 1].append(self._table_cell(cell, table, head=cell.row <= heading))
        lines = ["<tr>\n" + "".join(row) + "</tr>\n" for row in rows]
        head, body = lines[:heading], lines[heading:]
        thead = f"<thead>\n{''.join(head)}</thead>\n" if head else ""
        return f"<table>\n{thead}<tbody>\n{''.join(body)}</tbody>\n</table>"

    def _table_cell(self, cell: Cell, table: Table, *, head: bool) -> str:
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        scope = ' scope="col"' if head else ""
        tag = "th" if head else "td"
        return f"<{tag}{scope}{spans}>{self._cell(cell, table)}</{tag}>\n"

    def _cell(self, cell: Cell, table: Table) -> str:
        out = []
        for block in cell.blocks:
            if isinstance(block, Table):
                out.append(f"{self._content(block)}\n")
                continue
            style = cell_style(block, table, cell.row, self.layout, composed=self.composed)
            out.append(self._paragraph(block, style))
        return "".join(out)


def _is_dash(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role == "item" and block.mark == "-"


def _tag(paragraph: Paragraph, level: int) -> str:
    if paragraph.role == "kind":
        return "h1"
    if level:
        return f"h{min(level + 1, 6)}"
    return "li" if _is_dash(paragraph) else "p"
