"""Documents stamped secret stay out: nothing of them is kept.

A stamp is MẬT, TỐI MẬT or TUYỆT MẬT alone in its line, cell or text box, in the header block,
before the type name. The words in running text or in a title are no stamp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from minhbach.errors import RefusedFile
from minhbach.model.notation import type_of_title
from minhbach.readers.marks import mark_of
from minhbach.readers.raw import RawDocument, RawParagraph
from minhbach.readers.words import opens, words

_DECORATION = re.compile(r"[\W_]+")
_LONG = 160  # a line of running text: the header block has ended
_MAX_LINES = 80


def refuse_secret(raw: RawDocument, file: str) -> None:
    """Raise ``RefusedFile`` when the document carries a secrecy stamp."""
    if not _may_be_stamped(raw):
        return
    for line in _header_lines(raw):
        if is_stamp(line):
            raise RefusedFile("file-secret", file=file)


def _may_be_stamped(raw: RawDocument) -> bool:
    """Whether the letters of a stamp stand anywhere among the first blocks: most have none."""
    texts: list[str] = []
    lines = 0
    for block in raw.blocks:
        lines += not (isinstance(block, RawParagraph) and block.place == "x")
        if lines > _MAX_LINES:
            break
        texts.append(block.text)
    return _letters_of_stamps().search("\n".join(texts)) is not None


@cache
def _letters_of_stamps() -> re.Pattern[str]:
    """The letters of the shortest stamps, with anything but letters between them."""
    stamps = _stamps()
    shortest = [one for one in stamps if not any(other in one for other in stamps - {one})]
    return re.compile("|".join(r"[\W_]*".join(map(_either, one)) for one in shortest))


def _either(letter: str) -> str:
    return f"[{letter}{letter.lower()}]"


def is_stamp(line: str) -> bool:
    """Whether a line is a stamp and nothing else; frames and spaced letters don't hide it.

    >>> is_stamp("[ T U Y Ệ T  M Ậ T ]"), is_stamp("Bảo vệ bí mật")
    (True, False)
    """
    letters = _DECORATION.sub("", line).upper()
    return letters in _stamps()


@cache
def _stamps() -> frozenset[str]:
    return frozenset(_DECORATION.sub("", word) for word in words("secrecy"))


def _header_lines(raw: RawDocument) -> Iterator[str]:
    """Lines, cells and boxes before the type name or the first running text."""
    count = 0
    titled = False
    for block in raw.blocks:
        boxed = isinstance(block, RawParagraph) and block.place == "x"
        if titled and not boxed:  # a box that hangs on the title line still stands over it
            return
        for line in _lines_of(block):
            count += 1
            if not boxed and (count > _MAX_LINES or _body_begins(line)):
                return
            if not boxed and _is_title(line, in_cell=not isinstance(block, RawParagraph)):
                titled = True
                break
            yield line


def _lines_of(block: object) -> Iterator[str]:
    if isinstance(block, RawParagraph):
        yield from re.split(r"[\n\t]|\s{3,}", block.text)
        yield block.text
        return
    for cell in getattr(block, "cells", ()):
        for paragraph in cell.paragraphs:
            yield from paragraph.text.split("\n")
        yield cell.text


def _is_title(line: str, *, in_cell: bool) -> bool:
    if not line.isupper():
        return False
    found = type_of_title(line)
    return found is not None and not (in_cell and found[1])


def _body_begins(line: str) -> bool:
    if len(line) > _LONG and "\n" not in line:
        return True
    if opens(line, "basis"):
        return True
    mark = mark_of(line)
    return mark is not None and mark.kind in ("roman", "article", "chapter", "part")
