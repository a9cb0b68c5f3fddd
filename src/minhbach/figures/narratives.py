"""The narrative parts of a report: paragraphs as they stand, under the form's sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minhbach.figures.parts import Part, Piece, part_of
from minhbach.figures.phrases import prepare
from minhbach.model.document import Cell, Table
from minhbach.model.figures import Narrative
from minhbach.model.form import Form, FormSection
from minhbach.model.period import Period

_PROPOSES = re.compile(r"(?:[-+*•–]\s*|\d+[.)]\s*)?(?:đề nghị|kiến nghị|đề xuất)(?!\w)")
# "(Gửi kèm 02 ảnh.)": a remark of the sender, no narrative
_REMARK = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)\.?")
# Parts with headings of their own; a section of one of them takes nothing else.
_OWN_PARTS = ("assessment", "plan", "proposal")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    ["và", "các", "của", "về", "kỳ", "tới", "trong", "những", "chung", "công", "tác"]
)


def narratives(pieces: Sequence[Piece], form: Form, own: Period | None) -> tuple[Narrative, ...]:
    """A Narrative for every section of the form that the report writes about."""
    parts = {section.code: part_of(section.name, own) for section in form.sections}
    gathered: dict[str, list[tuple[str, str]]] = {section.code: [] for section in form.sections}
    for text, anchor, part, heading in _passages(pieces, own):
        if _says_nothing(text):
            continue
        section = _section(form.sections, parts, part, heading)
        if section is not None:
            gathered[section.code].append((text, anchor))
    return tuple(
        Narrative(code, tuple(t for t, _ in found), tuple(a for _, a in found))
        for code, found in gathered.items()
        if found
    )


def _passages(
    pieces: Sequence[Piece], own: Period | None
) -> Iterator[tuple[str, str, Part | None, str]]:
    for piece in pieces:
        if isinstance(piece.block, Table):
            for cell, label in _wordy_cells(piece.block):
                yield cell.text, cell.anchor, part_of(label, own), label
        elif not piece.is_heading and piece.block.role != "preamble":
            yield piece.block.text, piece.block.anchor, _own_part(piece), piece.heading


def _says_nothing(text: str) -> bool:
    """A rule line ("-----") or a remark in brackets."""
    return not any(c.isalnum() for c in text) or bool(_REMARK.fullmatch(text.strip()))


def _own_part(piece: Piece) -> Part | None:
    """A paragraph that opens with "Đề nghị …" is a proposal, also under another heading."""
    block = piece.block
    if isinstance(block, Table) or piece.part not in ("plan", "assessment"):
        return piece.part
    return "proposal" if _PROPOSES.match(prepare(block.text)) else piece.part


def _wordy_cells(table: Table) -> Iterator[tuple[Cell, str]]:
    """Cells that hold sentences, with the label of their row."""
    for cell in table.cells:
        if cell.column == 1 or len(cell.text.split()) < 6:
            continue
        label = table.cell(cell.row, cell.column - 1)
        if label is not None and label is not cell and len(label.text.split()) <= 10:
            yield cell, label.text


def _section(
    sections: Sequence[FormSection],
    parts: dict[str, Part | None],
    part: Part | None,
    heading: str,
) -> FormSection | None:
    """The section of the same part, else the one whose name shares most words with the heading.

    A section that asks for an assessment, plans or proposals takes only paragraphs of that part:
    "Câu hỏi, kiến nghị tiếp nhận" heads results, though it shares words with "Kiến nghị".
    """
    if part in _OWN_PARTS:
        choice = [s for s in sections if parts[s.code] == part]
        least = 0 if len(choice) == 1 else 1
    else:
        choice = [s for s in sections if parts[s.code] not in _OWN_PARTS]
        least = 2
    words = _words(heading)
    best = max(choice, key=lambda s: len(words & _words(s.name)), default=None)
    if best is None or len(words & _words(best.name)) < least:
        return choice[0] if choice and part in _OWN_PARTS else None
    return best


def _words(text: str) -> set[str]:
    return set(_WORD.findall(prepare(text))) - _COMMON
