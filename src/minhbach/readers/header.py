"""The header block: issuer, number, place and date, type, subject, addressees.

It is read from the lines of a layout table, from tabbed lines or from plain lines; what does not
stand there stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from minhbach.model.document import Header
from minhbach.model.notation import DocumentType, parse_number
from minhbach.readers.addressees import ADDRESSEE, find_addressees
from minhbach.readers.drafts import Block, Draft, DraftTable
from minhbach.readers.header_lines import DATE, NUMBER, Reading, classify, header_lines
from minhbach.readers.issuer import issuer_of
from minhbach.readers.long_title import long_title
from minhbach.readers.title import LONG, find_title, title_cell, title_of
from minhbach.readers.words import bare, folded, opens

_CONCLUSION_OF = re.compile(
    r"(?:CỦA\s+(?:BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN CHẤP HÀNH[^,]{0,60})(?:\s*,\s*|\s+VÀ\s+|\s+))+"
    r"(?:(?:BỘ CHÍNH TRỊ|BAN BÍ THƯ)\s+)*",
    re.IGNORECASE,
)
_MAX_BLOCKS = 45


@dataclass(slots=True)
class Found:
    """``end``: index of the first block after the header block and title."""

    header: Header
    end: int = 0
    motto: str = ""
    has_title: bool = False
    complete: bool = False


def find_header(blocks: list[Block]) -> Found:
    """Read the header block at the front of ``blocks``; roles are set on its drafts."""
    top = _top_end(blocks)
    reading = Reading()
    lines = header_lines(blocks[:top])
    classify(lines, reading)
    end = find_title(blocks, top, reading)
    end, addressees = find_addressees(blocks, end)
    if reading.kind is None and not (reading.numbered or reading.motto or reading.day):
        _give_back(blocks[:top])
        return Found(end=end if addressees else 0, header=Header(addressees=addressees))
    return _found(reading, end, addressees)


def _give_back(blocks: list[Block]) -> None:
    """No header block stood there after all: its lines are body again."""
    for block in blocks:
        if isinstance(block, DraftTable):
            block.role = "content"
        for draft in [block] if isinstance(block, Draft) else block.lines():
            draft.role = "body"


def _found(reading: Reading, end: int, addressees: tuple[str, ...]) -> Found:
    kind = reading.kind
    letter = kind is None and _is_letter(reading, bool(addressees))
    subject = " ".join(reading.subject) or None
    if kind is None and reading.about:
        subject = " ".join(reading.about)
    parent, issuer = issuer_of([(line.text, line.bold) for line in reading.issuer])
    whole = long_title(subject) if kind is not None and subject else None
    if whole is not None:
        subject, issuer = whole.subject, issuer or whole.issuer
        if not reading.numbered:
            reading.number, reading.day = whole.number, reading.day or whole.day
            reading.numbered = whole.number is not None
    name = "Công văn" if letter else (kind.name if kind else None)
    header = Header(
        kind="cong-van" if letter else (kind.slug if kind else None),
        kind_name=name,
        number=reading.number,
        date=reading.day,
        place=reading.place,
        issuer=issuer,
        parent_issuer=parent,
        subject=_tidy(subject, kind),
        addressees=addressees,
    )
    stated = bool(issuer or reading.numbered or reading.day)
    return Found(header, end, reading.motto, kind is not None, stated)


def _tidy(subject: str | None, kind: DocumentType | None) -> str | None:
    if not subject:
        return None
    text = " ".join(subject.split())
    if kind is not None and kind.slug == "ket-luan":
        shorter = _CONCLUSION_OF.sub("", text, count=1)
        text = shorter if shorter else text
    return text


def _is_letter(reading: Reading, addressed: bool) -> bool:
    """An official letter: no type name; "V/v" under the number, or an addressee."""
    if reading.number is None:
        return bool(reading.numbered and (reading.about or addressed))
    notation = parse_number(reading.number)
    if notation is not None and notation.scheme == "party":
        return notation.type_code == "CV"
    return bool(reading.about) or addressed


def _top_end(blocks: list[Block]) -> int:
    """Index of the title or of the first block of the body."""
    for at, block in enumerate(blocks[:_MAX_BLOCKS]):
        if isinstance(block, DraftTable):
            if not is_header_table(block):
                return at
            if title_cell(block):
                return at + 1
        elif title_of(block) or _opens_body(block, at):
            return at
    return min(len(blocks), _MAX_BLOCKS)


def is_header_table(table: DraftTable) -> bool:
    if table.rows > 12 or len(table.text) > 1500:
        return False
    text = table.text
    upper = bare(text)
    if any(motto in upper for motto in folded("mottos")) or "DOC LAP" in upper:
        return True
    return any(NUMBER.match(line.text) or DATE.match(line.text) for line in table.lines())


def _opens_body(draft: Draft, at: int) -> bool:
    text = draft.text
    if ADDRESSEE.match(text) or opens(text, "basis"):
        return True
    if len(text) > LONG or (draft.mark and draft.mark not in "-–*+" and len(draft.mark) < 12):
        return not NUMBER.match(text)
    return False
