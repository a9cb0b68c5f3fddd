"""Two or more who signed side by side: each column of the signature block for itself.

The chief signer of a joint paper, and the chair in minutes, stand on the right (Joint Circular
01/2022/TTLT-VKSNDTC-TANDTC-… and minutes forms are set so); the others follow in reading order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from minhbach.model.document import Signatory

Lines = Sequence[tuple[int, str]]  # the column and the text of each line of the block
Read = Callable[[list[str]], Signatory | None]


def signers_of(lines: Lines, read: Read) -> tuple[Signatory | None, tuple[Signatory, ...]]:
    """The chief signer and the others, from the lines of a block in reading order.

    Columns that don't each hold a whole signature are read as one.
    """
    columns: dict[int, list[str]] = {}
    for column, text in lines:
        columns.setdefault(column, []).append(text)
    found = [
        read(part)
        for column in sorted(columns, reverse=True)
        for part in _parted(columns[column], read)
    ]
    signers = [
        one for one in found if one is not None and one.name and (one.title or one.authority)
    ]
    if len(found) > 1 and len(signers) == len(found):
        return signers[0], tuple(reversed(signers[1:]))
    return read([text for _, text in lines]), ()


def _parted(texts: list[str], read: Read) -> list[list[str]]:
    """The lines of one column cut behind each name that further capitals follow."""
    parts: list[list[str]] = [[]]
    for text in texts:
        whole = read(parts[-1]) if parts[-1] and text.isupper() else None
        if whole is not None and whole.name:
            parts.append([])
        parts[-1].append(text)
    return parts
