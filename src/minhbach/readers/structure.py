"""Raw blocks → Document: header block, roles, section tree, recipients, signature, anchors.

RawDocument → drafts → header → ending → joins → anchors → sections → Document
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal, cast

from minhbach.model.document import Block as ModelBlock
from minhbach.model.document import Cell, Document, Note, Paragraph, Table, column_name
from minhbach.model.notation import parse_number
from minhbach.readers.drafts import Block, Draft, Drafts, DraftTable, drafts_of, join_cut
from minhbach.readers.header import Found, find_header
from minhbach.readers.places import placed_comments, placed_notes
from minhbach.readers.raw import RawDocument
from minhbach.readers.sections import build_sections
from minhbach.readers.signature import Ending, find_ending
from minhbach.readers.words import holds, opens

Profile = Literal["party", "state", "mass", "mixed", ""]

_FOOTNOTE = re.compile(r"\[\d{1,3}\]\s|\(\*\)")
_ITSELF = re.compile(
    r"(?:Kế hoạch|Chỉ thị|Hướng dẫn|Công văn|văn bản|Công điện|Chương trình|Nghị quyết|Thông báo|"
    r"Quyết định|Kết luận|Đề án|Phương án|Quy định|Quy chế) này"
)
_PARTY_SIGNS = ("T/M", "K/T", "T/L")
_STATE_SIGNS = ("TM.", "KT.", "TL.", "TUQ.")
_DASHES = "-–—−+*•●○▪■◦➢✓❖◆→⇨·"


def structured(raw: RawDocument, name: str, sha256: str) -> Document:
    """The Document of what a format reader gave."""
    drafts = drafts_of(raw)
    blocks = drafts.blocks
    found = find_header(blocks)
    ending = find_ending(blocks, found.end)
    ending = _joined(drafts, found, ending, recorded=raw.format != "txt")
    _other_tables(blocks)
    _anchor(blocks)
    first = _mark_preamble(blocks, found.end, ending.start)
    closing = _mark_closing(blocks, first, ending.start)
    _mark_notes(blocks, ending.end)
    sections = build_sections(blocks, first, closing)
    _mark_rest(blocks, closing, ending.start)
    return Document(
        name=name,
        format=raw.format,
        sha256=sha256,
        profile=_profile(found, ending),
        header=found.header,
        blocks=_finished(blocks),
        sections=sections,
        signatory=ending.signatory,
        cosigners=ending.cosigners,
        recipients=ending.recipients,
        repaired_breaks=tuple(sorted(set(drafts.broken))),
        notes=(*raw.notes, *placed_notes(raw, blocks), *_notes(found)),
        pages=raw.pages,
        comments=placed_comments(raw, blocks),
        images=raw.images,
        page_starts=raw.page_starts,
    )


def _joined(drafts: Drafts, found: Found, ending: Ending, *, recorded: bool) -> Ending:
    """Cut sentences of the body and of what follows the signature joined; indices moved."""
    join_cut(drafts, ending.end, len(drafts.blocks), recorded=recorded)
    start = join_cut(drafts, found.end, ending.start, recorded=recorded)
    moved = ending.start - start
    return replace(ending, start=start, end=ending.end - moved)


def _notes(found: Found) -> tuple[Note, ...]:
    return () if found.complete else (Note("header-missing"),)


def _profile(found: Found, ending: Ending) -> Profile:
    """Which layout rules apply: by motto, number and signing marks; "mixed" when they differ."""
    signs: set[str] = {found.motto} if found.motto else set()
    notation = parse_number(found.header.number) if found.header.number else None
    if notation is not None and found.motto != "mass":
        signs.add(notation.scheme)
    if signs:
        return cast(Profile, signs.pop()) if len(signs) == 1 else "mixed"
    authority = (ending.signatory.authority if ending.signatory else None) or ""
    if authority.startswith(_PARTY_SIGNS):
        return "party"
    if authority.startswith(_STATE_SIGNS):
        return "state"
    issuer = found.header.issuer or ""
    if opens(issuer.upper(), "party_bodies"):
        return "party"
    return _profile_of_recipients(ending.recipients)


def _profile_of_recipients(recipients: tuple[str, ...]) -> Profile:
    """By the file copy: "Lưu: VT, TH" is a state form (Decree 30/2020/NĐ-CP, annex I, II.9);
    "Lưu Văn phòng Tỉnh ủy" has no colon and, beside a Party body, is a Party form (36-HD/VPTW)."""
    copies = [line for line in recipients if line.startswith("Lưu")]
    if any(line.startswith("Lưu:") for line in copies):
        return "state"
    bodies = any(holds(line.upper(), "party_bodies") for line in recipients)
    return "party" if copies and bodies else ""


def _other_tables(blocks: list[Block]) -> None:
    """A table of one cell is layout, unless a table stands in it."""
    for block in blocks:
        if isinstance(block, DraftTable) and block.role == "content":
            filled = [cell for cell in block.cells if cell.lines]
            if len(filled) < 2 and not any(cell.tables for cell in filled):
                block.role = "layout"


def _anchor(blocks: list[Block]) -> None:
    """p1, p2 … for body paragraphs, f and x for notes and boxes, t and l for tables."""
    counts: dict[str, int] = {}

    def following(letter: str) -> str:
        counts[letter] = counts.get(letter, 0) + 1
        return f"{letter}{counts[letter]}"

    for block in blocks:
        if isinstance(block, Draft):
            block.anchor = following(block.place)
        else:
            block.anchor = following("t" if block.role == "content" else "l")
            for cell in block.cells:
                cell.anchor = f"{block.anchor}!{column_name(cell.column)}{cell.row}"
                for number, line in enumerate(cell.lines, 1):
                    line.anchor = f"{cell.anchor}.{number}"


def _mark_preamble(blocks: list[Block], start: int, end: int) -> int:
    """Roles of what stands before the first section; its index."""
    stop = end
    for at in range(start, end):
        block = blocks[at]
        if not isinstance(block, Draft):
            if block.role == "content":
                stop = at
                break
            continue
        if _is_numbered(block):
            return at
        if block.role == "body":
            after_mark = block.text.lstrip(_DASHES + " ")
            block.role = "basis" if opens(after_mark, "basis") else "preamble"
    if any(
        isinstance(b, Draft) and b.role == "preamble" and (b.covered("bold") or b.outline)
        for b in blocks[start:stop]
    ) and not any(map(_is_numbered, blocks[stop:end])):
        return _unnumbered_start(blocks, start, stop)
    if stop == end:
        _plain_body(blocks, start, end)
    return stop


def _is_numbered(block: Block) -> bool:
    mark = block.first_mark() if isinstance(block, Draft) and block.mark else None
    return mark is not None and not mark.is_item


def _plain_body(blocks: list[Block], start: int, end: int) -> None:
    """A document of running text only: the preamble ends at its first colon, or with the first
    paragraph."""
    preamble = [b for b in blocks[start:end] if isinstance(b, Draft) and b.role == "preamble"]
    colon = next((n for n, draft in enumerate(preamble[:4]) if draft.text.endswith(":")), 0)
    for draft in preamble[colon + 1 :]:
        draft.role = "body"


def _unnumbered_start(blocks: list[Block], start: int, end: int) -> int:
    """A document without numbers: the body begins at its first bold label or heading."""
    for at in range(start, end):
        block = blocks[at]
        if (
            isinstance(block, Draft)
            and (block.covered("bold") or block.outline)
            and _may_open(blocks, at, end)
        ):
            for later in blocks[at:end]:
                if isinstance(later, Draft) and later.role in ("preamble", "basis"):
                    later.role = "body"
            return at
    return end


def _may_open(blocks: list[Block], at: int, end: int) -> bool:
    """A bold label, or a bold line of capitals over running text ("QUYẾT ĐỊNH:" is none)."""
    block = blocks[at]
    assert isinstance(block, Draft)  # noqa: S101 - told by the caller
    if not block.text.isupper():
        return True
    below = blocks[at + 1] if at + 1 < end else None
    running = isinstance(below, Draft) and not below.text.isupper()
    return running and not opens(block.text, "preamble")


def _mark_closing(blocks: list[Block], start: int, end: int) -> int:
    """Index of the first closing paragraph after the last section; ``end`` without one."""
    first = end
    for at in range(end - 1, start, -1):
        block = blocks[at]
        if not isinstance(block, Draft):
            if block.role == "content":
                break
            continue
        if block.role not in ("body", "other") or (block.mark and block.mark not in "*"):
            break
        last = first == end and at > start and _speaks_of_itself(block, blocks[at - 1])
        if last or opens(block.text, "closing"):
            first = at
    return first


def _speaks_of_itself(draft: Draft, above: Block) -> bool:
    """The last paragraph speaks of "Kế hoạch này" and stands under no heading of its own."""
    headed = isinstance(above, Draft) and above.text.isupper()
    marked = isinstance(above, Draft) and (above.bold or not above.text.endswith((".", ";")))
    return not headed and not marked and _ITSELF.search(draft.text) is not None


def _mark_rest(blocks: list[Block], start: int, end: int) -> None:
    for block in blocks[start:end]:
        if isinstance(block, Draft) and block.role == "body":
            block.role = "closing"


def _mark_notes(blocks: list[Block], start: int) -> None:
    for block in blocks:
        if isinstance(block, Draft) and block.place == "f":
            block.role = "note"
    for block in blocks[start:]:
        if isinstance(block, Draft) and _FOOTNOTE.match(block.text):
            block.role = "note"


def _finished(blocks: list[Block]) -> tuple[ModelBlock, ...]:
    """The blocks frozen, each paragraph with its offset in the running text."""
    finished: list[ModelBlock] = []
    at = 0
    for block in blocks:
        if isinstance(block, Draft):
            finished.append(_paragraph(block, at))
            at += len(block.text) + 1
            continue
        cells: list[Cell] = []
        for cell in block.cells:
            lines: list[Paragraph] = []
            for line in cell.lines:
                lines.append(_paragraph(line, at))
                at += len(line.text) + 1
            cells.append(
                Cell(
                    cell.anchor,
                    cell.row,
                    cell.column,
                    cell.row_span,
                    cell.column_span,
                    tuple(lines),
                    cell.tables,
                )
            )
        finished.append(
            Table(
                block.anchor,
                block.rows,
                block.columns,
                tuple(cells),
                block.role,
                block.header_rows,
                block.widths,
            )
        )
    return tuple(finished)


def _paragraph(draft: Draft, start: int) -> Paragraph:
    heading = draft.level and draft.role in ("heading", "body", "annex")
    return Paragraph(  # by place: it is made for every line
        draft.anchor,
        draft.text,
        draft.mark,
        draft.role,
        draft.level if heading else 0,
        draft.align,
        tuple(draft.spans),
        draft.source,
        start,
        draft.style,
        draft.spacing,
        draft.line,
    )
