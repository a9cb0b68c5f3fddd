"""What stands printed in a .docx at the bookmarks of traced numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from minhbach.readers.archive import Package
from minhbach.writers.bookmarks import bookmark_name

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# hoi_nghi_5542845e_2: the second place of a number
_AGAIN = re.compile(r"^(?P<name>.+_[0-9a-f]{8})_\d+$")


def printed_numbers(data: bytes, ids: Iterable[str], file: str) -> dict[str, tuple[str, ...]]:
    """Per id, the text of each of its bookmarks in reading order; () where none is left."""
    names = {bookmark_name(ref): ref for ref in ids}
    found: dict[str, list[str]] = {ref: [] for ref in names.values()}
    for name, text in _bookmarks(data, file):
        again = _AGAIN.match(name)
        ref = names.get(again["name"] if again else name, names.get(name))
        if ref is not None:
            found[ref].append(text)
    return {ref: tuple(texts) for ref, texts in found.items()}


def _bookmarks(data: bytes, file: str) -> list[tuple[str, str]]:
    root = Package(data, file).xml("word/document.xml")
    order: list[tuple[str, str]] = []
    texts: dict[str, list[str]] = {}
    running: set[str] = set()
    for node in root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}t"):
        mark = node.get(f"{_W}id")
        if node.tag == f"{_W}t":
            for key in running:
                texts[key].append(node.text or "")
        elif node.tag == f"{_W}bookmarkEnd":
            running.discard(mark or "")
        elif mark is not None:
            running.add(mark)
            texts[mark] = []
            order.append((mark, node.get(f"{_W}name") or ""))
    return [(name, "".join(texts[mark])) for mark, name in order]
