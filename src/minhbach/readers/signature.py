"""The end of a document: recipients (Nơi nhận) and who signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from minhbach.model.document import Signatory
from minhbach.readers.drafts import Block, Draft, DraftTable
from minhbach.readers.marks import Mark
from minhbach.readers.markup import is_rule
from minhbach.readers.signatory import (
    TYPIST,
    is_authority,
    is_name,
    is_remark,
    is_title,
    signatory_of,
)
from minhbach.readers.signers import signers_of
from minhbach.readers.words import opens

_RECIPIENTS = re.compile(r"Nơi nhận\s*:?\s*", re.IGNORECASE)
_BLANK = re.compile(r"\{\{.{1,40}\}\}|[\s.…_]{2,}")  # "{{ho_ten}}", "…………"
_SIDES = re.compile(r"\t+|\s{5,}")  # the columns of a line that holds both
_ITEM = re.compile(r"[-–—−+*•]\s*")
# The file copy with the full stop of the list; typists put their mark behind it.
_LAST = re.compile(r"(?:[-–+*•]\s*)?Lưu\b[^\n]*\.")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
_BEHIND = 60  # blocks after an example within which the numbers of the text go on
_FAR = 9  # blocks between the label and the signer's name, at most
_LINES_BEFORE = 6


@dataclass(slots=True)
class Ending:
    """``start``/``end``: the blocks of the ending; ``start == end`` when there is none."""

    start: int
    end: int
    recipients: tuple[str, ...] = ()
    signatory: Signatory | None = None
    cosigners: tuple[Signatory, ...] = ()


@dataclass(slots=True)
class _Lines:
    """``signature``: its lines, each with the column that it stands in, 0 outside of tables."""

    recipients: list[Draft] = field(default_factory=list)
    signature: list[tuple[int, str]] = field(default_factory=list)


def find_ending(blocks: list[Block], start: int) -> Ending:
    """The recipients and the signatures after ``start``; roles are set on their drafts."""
    return _with_cosigners(blocks, _first_ending(blocks, start), start)


def _with_cosigners(blocks: list[Block], ending: Ending, start: int) -> Ending:
    """Those who signed a joint paper below the first ones too, and recipients below them all."""
    if ending.signatory is None or ending.signatory.name is None:
        return ending
    more: list[Signatory] = []
    end = ending.end
    while end < len(blocks) and (found := _next_signers(blocks, end)):
        more.extend(found)
        last = _last_of_signature(blocks, end)
        _set_signature(blocks[end:last])
        end = last
    recipients = ending.recipients
    label = blocks[end] if end < len(blocks) else None
    if not recipients and isinstance(label, Draft) and _is_label(label):
        below = _from_lines(blocks, end, start)
        recipients, end = below.recipients, below.end
    return replace(ending, end=end, recipients=recipients, cosigners=(*ending.cosigners, *more))


def _next_signers(blocks: list[Block], at: int) -> tuple[Signatory, ...]:
    """The signers of a table or of lines that stand right here, from left to right; none where
    anything else does, the signature of a certified copy too."""
    block = blocks[at]
    if isinstance(block, DraftTable):
        lines = [(cell.column, line.text) for cell in block.cells for line in cell.lines]
        texts = [text for _, text in lines]
        if not _is_signature_table(block) or any(map(_RECIPIENTS.match, texts)):
            return ()
    elif _opens_signature(blocks, at):
        lines = _signature_after(blocks, at)[0]
        texts = [text for _, text in lines]
    else:
        return ()
    if any(opens(text.upper(), "copies") for text in texts):
        return ()
    chief, others = signers_of(lines, signatory_of)
    found = (*others, chief)
    return tuple(one for one in found if one) if all(one and one.name for one in found) else ()


def _last_of_signature(blocks: list[Block], at: int) -> int:
    block = blocks[at]
    if isinstance(block, DraftTable):
        block.role = "signature"
        return at + 1
    return _signature_after(blocks, at)[1]


def _first_ending(blocks: list[Block], start: int) -> Ending:
    for at in range(start, len(blocks)):
        block = blocks[at]
        if isinstance(block, DraftTable):
            if _is_signature_table(block) and not _counts_on(blocks, start, at):
                return _from_table(blocks, at)
        elif _is_label(block) and not _counts_on(blocks, start, at):
            return _from_lines(blocks, at, start)
    for at in range(start, len(blocks)):
        block = blocks[at]
        if isinstance(block, Draft) and _opens_signature(blocks, at):
            return _only_signature(blocks, at)
    return _unsigned(blocks, start)


def _unsigned(blocks: list[Block], start: int) -> Ending:
    """Authority and title at the end, no name yet: a draft, or a form to be filled in."""
    at = start
    while at < len(blocks):
        lines: list[Draft] = []
        end = at
        while end < len(blocks) and (more := _blank_signature(blocks[end], first=not lines)):
            lines.extend(more)
            end += 1
        if lines and (end == len(blocks) or _opens_annex(blocks[end])):
            for table in blocks[at:end]:
                if isinstance(table, DraftTable):
                    table.role = "signature"
            _set_signature(blocks[at:end])
            return Ending(at, end, (), signatory_of([line.text for line in lines]))
        at = max(end, at + 1)
    return Ending(len(blocks), len(blocks))


def _blank_signature(block: Block, *, first: bool) -> list[Draft]:
    """The lines of a block, where they are those of a signature without a name."""
    lines = list(block.lines()) if isinstance(block, DraftTable) else [block]
    if first and not is_authority(lines[0].text):
        return []
    fits = all(
        len(line.text) < 120
        and (line.text.isupper() or is_remark(line.text) or _BLANK.fullmatch(line.text))
        for line in lines
    )
    return lines if fits and not _opens_annex(block) else []


def _opens_annex(block: Block) -> bool:
    return isinstance(block, Draft) and block.text.upper().startswith("PHỤ LỤC")


def _counts_on(blocks: list[Block], start: int, at: int) -> bool:
    """The numbers go on behind it ("Điều 11" … "Điều 12"): it was an example in the text."""
    after = next(_marks(blocks[at + 1 : at + 1 + _BEHIND]), None)
    if after is None or _ordinal(after) < 2:
        return False
    before = (mark for mark in _marks(blocks[start:at][::-1]) if mark.kind == after.kind)
    last = next(before, None)
    return last is not None and _ordinal(last) == _ordinal(after) - 1


def _marks(blocks: list[Block]) -> Iterator[Mark]:
    for block in blocks:
        mark = block.first_mark() if isinstance(block, Draft) and block.mark else None
        if mark is not None and not mark.is_item:
            yield mark


def _ordinal(mark: Mark) -> int:
    """The place of a number in its list; 0 where it tells none."""
    last = mark.number.split()[-1].strip("()").split(".")[-1]
    if last.isdigit():
        return int(last)
    if mark.kind in ("roman", "chapter", "part", "low-roman"):
        return _ROMANS.index(last.upper()) + 1 if last.upper() in _ROMANS else 0
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxy" if last in "ăâđêôơư" else "abcdđeghiklmnopqrstuvxy"
    return letters.find(last.lower()) + 1 if len(last) == 1 else 0


def _only_signs(lines: list[Draft]) -> bool:
    """Nothing but titles, remarks and, last, a name: "CHỦ TỊCH QUỐC HỘI", "(đã ký)", the name."""
    texts = [line.text for line in lines if not is_remark(line.text)]
    if len(texts) < 2 or not is_name(texts[-1]) or not opens(texts[0], "titles"):
        return False
    return all(text.isupper() for text in texts[:-1])


def _is_label(draft: Draft) -> bool:
    found = _RECIPIENTS.match(draft.text)
    if not found:
        return False
    rest = draft.text[found.end() :]
    return not rest or ":" in found[0] or "\t" in draft.text


def _is_signature_table(table: DraftTable) -> bool:
    lines = list(table.lines())
    if any(_RECIPIENTS.match(line.text) and len(line.text) < 200 for line in lines):
        return True
    if len(lines) > 14 or table.rows > 4 or table.columns > 3:
        return False
    filled = [cell.lines for cell in table.cells if cell.lines]
    if filled and all(map(_only_signs, filled)):
        return True
    return any(is_authority(line.text) for line in lines) and is_name(lines[-1].text)


def _from_table(blocks: list[Block], at: int) -> Ending:
    table = blocks[at]
    assert isinstance(table, DraftTable)  # noqa: S101 - told by the caller
    table.role = "signature"
    lines = _Lines()
    column = row = 0
    for cell in table.cells:
        if any(_RECIPIENTS.match(line.text) for line in cell.lines):
            column, row = cell.column, cell.row
    for cell in table.cells:
        if cell.column == column and not (cell.row < row and _signs(cell.lines)):
            lines.recipients.extend(cell.lines)
        else:
            lines.signature.extend((cell.column, line.text) for line in cell.lines)
            for line in cell.lines:
                line.role = "signature"
    recipients = _recipients(lines.recipients)
    signatory, cosigners = signers_of(lines.signature, signatory_of)
    end = at + 1
    if signatory is None or signatory.name is None:
        more, following = _signature_after(blocks, end)
        found, others = signers_of(lines.signature + more, signatory_of) if more else (None, ())
        if found and found.name:
            signatory, cosigners, end = found, others, following
            _set_signature(blocks[at + 1 : following])
    return Ending(at, end, recipients, signatory, cosigners)


def _signs(lines: list[Draft]) -> bool:
    """A signature above the recipients of the same column."""
    return bool(lines) and (is_authority(lines[0].text) or _only_signs(lines))


def _from_lines(blocks: list[Block], at: int, start: int) -> Ending:
    lines = _Lines()
    end = at
    while end < len(blocks) and isinstance(draft := blocks[end], Draft):
        parts = _SIDES.split(draft.text)
        item = end == at or _is_item(parts[0], draft, lines)
        if not item:
            break
        lines.recipients.append(draft)
        lines.signature.extend((0, part.strip()) for part in parts[1:] if part.strip())
        end += 1
    recipients = _recipients(lines.recipients)
    over = blocks[at - 1] if at > start else None
    if lines.signature and isinstance(over, Draft) and is_authority(over.text):
        lines.signature.insert(0, (0, over.text))
        over.role = "signature"
        at -= 1
    more, following = _signature_after(blocks, end)
    signatory, cosigners = signers_of(lines.signature + more, signatory_of)
    if signatory is not None and (more or lines.signature):
        _set_signature(blocks[end:following])
        return Ending(at, following, recipients, signatory, cosigners)
    before = max(start, at - _LINES_BEFORE)
    for first in range(before, at):
        if _opens_signature(blocks, first):
            above = [b.text for b in blocks[first:at] if isinstance(b, Draft)]
            _set_signature(blocks[first:at])
            return Ending(first, end, recipients, signatory_of(above))
    return Ending(at, end, recipients, None)


def _is_item(text: str, draft: Draft, lines: _Lines) -> bool:
    if _ITEM.match(text) and not is_rule(text):
        return True
    if draft.place == "x":
        return False
    above = lines.recipients[-1].text if lines.recipients else ""
    unfinished = bool(_ITEM.match(above)) and above[-1] not in ".;,"
    return (
        unfinished and (draft.soft or not draft.alone) and not text.isupper() and not is_name(text)
    )


def _signature_after(blocks: list[Block], at: int) -> tuple[list[tuple[int, str]], int]:
    """The lines of a signature that follow, up to the signer's name; empty when none does."""
    lines: list[tuple[int, str]] = []
    for end in range(at, min(at + _FAR, len(blocks))):
        block = blocks[end]
        if isinstance(block, DraftTable):
            if _is_signature_table(block):
                block.role = "signature"
                told = [(cell.column, line.text) for cell in block.cells for line in cell.lines]
                return lines + told, end + 1
            break
        lines.append((0, block.text))
        if is_name(block.text):
            return lines, end + 1
        if len(block.text) > 120:
            break
    return [], at


def _set_signature(blocks: list[Block]) -> None:
    for block in blocks:
        for draft in [block] if isinstance(block, Draft) else block.lines():
            typist = TYPIST.fullmatch(draft.text) or is_rule(draft.text)
            draft.role = "other" if typist else "signature"


def _opens_signature(blocks: list[Block], at: int) -> bool:
    """A line of capitals with an authority mark or a title, a name within a few lines."""
    block = blocks[at]
    if not isinstance(block, Draft) or len(block.text) > 120:
        return False
    if not (is_authority(block.text) or (block.text.isupper() and opens(block.text, "titles"))):
        return False
    for following in blocks[at + 1 : at + 6]:
        if not isinstance(following, Draft):
            return False
        if is_name(following.text):
            return True
        shown = following.text
        if not (shown.isupper() or is_remark(shown) or is_title(shown) or is_authority(shown)):
            return False
    return False


def _only_signature(blocks: list[Block], at: int) -> Ending:
    lines, end = _signature_after(blocks, at)
    _set_signature(blocks[at:end])
    signatory, cosigners = signers_of(lines, signatory_of)
    return Ending(at, end, (), signatory, cosigners)


def _recipients(drafts: list[Draft]) -> tuple[str, ...]:
    """The items under Nơi nhận, wrapped lines joined, without dash and closing mark."""
    items: list[str] = []
    dashed = any(_ITEM.match(draft.text) for draft in drafts)
    for draft in drafts:
        if items and _LAST.fullmatch(items[-1]) and not _ITEM.match(draft.text):
            break  # the file copy with its full stop ends the list; what follows is something else
        draft.role = "recipient"
        text = _SIDES.split(draft.text)[0]
        text = _RECIPIENTS.sub("", text, count=1).strip() if not items else text
        if not text or is_rule(text):
            continue
        goes_on = dashed and items and not _ITEM.match(text)
        if goes_on:
            items[-1] = f"{items[-1]} {text}"
        else:
            items.extend(part for part in re.split(r"(?<=[;,.])\s+-\s+", text) if part)
    return tuple(name for item in items if (name := _ITEM.sub("", item, count=1).strip(" ;,.")))
