"""The type name in capitals and the subject (trích yếu) under it."""

from __future__ import annotations

import re
from functools import cache

from minhbach.model.notation import DocumentType, document_types, type_of_title
from minhbach.readers.addressees import ADDRESSEE
from minhbach.readers.drafts import Block, Draft, DraftTable
from minhbach.readers.header_lines import Reading
from minhbach.readers.markup import is_rule
from minhbach.readers.words import bare, opens

_SPACED = re.compile(r"\b(?:[^\W\d_] ){2,}[^\W\d_]\b")
_ENACTED_WITH = re.compile(r"\(?\s*(?:Kèm theo|Ban hành kèm theo|Được)", re.IGNORECASE)
LONG = 230  # characters: no line of the header block is longer


def find_title(blocks: list[Block], at: int, reading: Reading) -> int:
    """The type name at ``at`` and the subject under it; the index after both."""
    if at and at <= len(blocks) and isinstance(table := blocks[at - 1], DraftTable):
        cell = title_cell(table)
        if cell:
            reading.kind = cell[0]
            lines = list(table.lines())
            below = lines[lines.index(cell[1]) + 1 :]
            reading.subject = [line.text for line in below if not is_rule(line.text)]
            cell[1].role = "kind"
            return at
    if at >= len(blocks) or not isinstance(draft := blocks[at], Draft):
        return at
    found = title_of(draft)
    if not found:
        return at
    reading.kind, rest = found
    draft.role = "kind"
    if rest:
        reading.subject.append(rest)
    return _subject(blocks, at + 1, draft, reading)


def _subject(blocks: list[Block], at: int, title: Draft, reading: Reading) -> int:
    enacted = ""  # "(Ban hành kèm theo Quyết định số …," that goes on in the next line
    while at < len(blocks) and isinstance(draft := blocks[at], Draft):
        if is_rule(draft.text):
            draft.role = "other"
            return at + 1
        enacted = enacted if enacted.count("(") > enacted.count(")") else ""
        if draft.place == "x" or enacted or _ENACTED_WITH.match(draft.text):
            draft.role = "other"
            enacted += draft.text
        elif _is_subject(draft, title, reading.subject) or (
            reading.subject and _goes_on_to_issuer(blocks, at, reading)
        ):
            draft.role = "subject"
            reading.subject.append(draft.text)
        else:
            break
        at += 1
    return at


def _goes_on_to_issuer(blocks: list[Block], at: int, reading: Reading) -> bool:
    """A line of capitals that opens with a body, and the body that decides stands below it:
    "QUY ĐỊNH SỐ LƯỢNG ĐẠI BIỂU" / "HỘI ĐỒNG NHÂN DÂN CẤP XÃ" / "ỦY BAN THƯỜNG VỤ QUỐC HỘI"."""
    line = blocks[at]
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    if not isinstance(line, Draft) or not isinstance(below, Draft) or not line.text.isupper():
        return False
    issuer = bare(" ".join(line.text for line in reading.issuer))
    decides = bare(below.text.rstrip(" :,;.")) == issuer and bool(issuer)
    return decides and reading.subject[-1].isupper() and bare(line.text) != issuer


def _is_subject(draft: Draft, title: Draft, so_far: list[str]) -> bool:  # noqa: PLR0911 - one case a line
    text = draft.text
    if opens(text, "basis") or ADDRESSEE.match(text):
        return False
    if opens(text, "preamble") and not (not so_far and _stands_as_title(draft, title)):
        return False
    if draft.mark and draft.mark[0] not in "-–(" and not so_far:
        return False
    if draft.mark and so_far:
        return False
    centred = draft.align == "center"
    if text.endswith(":") or (text.endswith(";") and not centred) or len(text) > 600:
        return False
    if not so_far:
        return not (text.endswith(".") and len(text) > LONG)
    if so_far[-1].isupper() and not text.isupper() and text.endswith("."):
        return False  # a sentence under a subject in capitals
    if title.align == "center":
        return centred and not _is_authority(draft, so_far)
    if _is_authority(draft, so_far):
        return False
    return (text.isupper() and so_far[-1].isupper()) or (not draft.alone and not text.endswith("."))


def _stands_as_title(draft: Draft, title: Draft) -> bool:
    """ "Thực hiện Nghị quyết …" under the type name: set as the title is, and no sentence."""
    if draft.text.endswith((".", ";", ":")) or len(draft.text) > LONG:
        return False
    if title.align == "center":
        return draft.align == "center"
    return draft.bold or not draft.alone


def _is_authority(draft: Draft, so_far: list[str]) -> bool:
    """The line of the body that decides, between subject and basis: "CHÍNH PHỦ"."""
    if not draft.text.isupper():
        return False
    body = opens(draft.text, "bodies") or opens(draft.text, "titles")
    return body and (draft.bold or not so_far[-1].isupper())


def title_cell(table: DraftTable) -> tuple[DocumentType, Draft] | None:
    for line in table.lines():
        found = title_of(line)
        if found and not found[1]:
            return found[0], line
    return None


def title_of(draft: Draft) -> tuple[DocumentType, str] | None:
    """The type name on a line of capitals, also with spaced letters."""
    text = draft.text.rstrip(" .:")
    if not text.isupper() or len(text) > LONG or "\t" in text:
        return None
    if _SPACED.search(text):
        text = re.sub(r"(?<=\w) (?=\w)", "", re.sub(r"\s{2,}", "\0", text)).replace("\0", " ")
        glued = {bare(kind.name).replace(" ", ""): kind.name.upper() for kind in document_types()}
        text = glued.get(bare(text).replace(" ", ""), draft.text)
    return type_of_title(text) or type_of_title(_accented().get(bare(text), ""))


@cache
def _accented() -> dict[str, str]:
    """Type names by their letters without accents: scans and old keyboards lose or change them
    ("CHÍ THỊ", "KE HOACH")."""
    return {bare(kind.name): kind.name.upper() for kind in document_types()}
