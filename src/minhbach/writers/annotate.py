"""Word comments and tracked changes put into a copy of a .docx; every other part stays as it is.

Only the document part, its relations, the content types and the comments part are written; runs
are split only where a range begins or ends. Existing comments and tracked changes stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from minhbach.model.document import Document, Paragraph
from minhbach.writers.annotate_package import DOCUMENT, Package, comments_of, next_id, packed
from minhbach.writers.annotate_places import Letters, letters_of, place_of, word_paragraphs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
AUTHOR, INITIALS = "Minh Bạch", "MB"


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on ``Document.text[start:end]`` (on the first paragraph when both are 0), a
    tracked change to ``replacement``, or both. ``comment`` may be empty for a change alone."""

    start: int
    end: int
    comment: str = ""
    replacement: str | None = None


@dataclass(slots=True)
class _Marks:
    """Ids still free, the comments part, who and when."""

    comment_id: int
    change_id: int
    comments: etree._Element
    at: str | None

    def stamp(self, number: int) -> dict[str, str]:
        values = {W + "id": str(number), W + "author": AUTHOR}
        if self.at:
            values[W + "date"] = self.at
        return values


def annotate(
    data: bytes, doc: Document, remarks: Iterable[Remark], *, at: datetime | None = None
) -> bytes:
    """A copy of the .docx ``data`` with the remarks in it.

    ``doc`` is what reading ``data`` gave: it says where offsets lie. ``at`` dates the marks. A
    remark whose words can't be found in the file stands at its paragraph, or at the first one:
    none is lost.
    """
    remarks = list(remarks)
    if not remarks:
        return data
    package = Package(data)
    root = package.xml(DOCUMENT)
    comments = comments_of(package)
    marks = _Marks(
        next_id(comments.iter(W + "comment")),
        next_id(root.iter(W + "ins", W + "del", W + "moveFrom", W + "moveTo")),
        comments,
        at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None,
    )
    elements = word_paragraphs(root)
    for group, wanted in _by_place(doc, remarks, elements):
        _mark_paragraphs(group, wanted, marks)
    return packed(package, data, root, comments)


Place = tuple[int, int, Remark]


def _by_place(
    doc: Document, remarks: Iterable[Remark], elements: list[etree._Element]
) -> list[tuple[Letters, list[Place]]]:
    """Remarks by the Word paragraphs that hold them, each with its range of letters there."""
    groups: dict[int, tuple[Letters, list[Place]]] = {}
    known = list(doc.paragraphs())
    by_anchor: dict[int, list[Remark]] = defaultdict(list)
    for remark in remarks:
        by_anchor[_index(known, remark)].append(remark)
    for index, wanted in sorted(by_anchor.items()):
        letters = letters_of(known[index], elements)
        if letters is None:
            letters = letters_of(known[0], elements) or Letters.of(elements[:1])
        key = id(letters.elements[0])
        held = groups.setdefault(key, (letters, []))[1]
        for remark in wanted:
            held.append((*place_of(known[index], groups[key][0], remark.start, remark.end), remark))
    return list(groups.values())


def _index(known: Sequence[Paragraph], remark: Remark) -> int:
    if remark.end <= remark.start:
        return next((at for at, p in enumerate(known) if p.text.strip()), 0)
    low, high = 0, len(known) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if known[middle].start <= remark.start:
            low = middle
        else:
            high = middle - 1
    return low


def _mark_paragraphs(letters: Letters, places: list[Place], marks: _Marks) -> None:
    letters.split_at({edge for start, end, _ in places for edge in (start, end)})
    for start, end, remark in sorted(places, key=lambda place: place[:2]):
        runs = letters.runs(start, end)
        if remark.comment:
            _comment(letters, runs, remark, marks)
    for start, end, remark in places:
        if remark.replacement is not None:
            _change(letters, letters.runs(start, end), start, remark.replacement, marks)


def _comment(letters: Letters, runs: list[etree._Element], remark: Remark, marks: _Marks) -> None:
    number = str(marks.comment_id)
    start = etree.Element(W + "commentRangeStart", {W + "id": number})
    end = etree.Element(W + "commentRangeEnd", {W + "id": number})
    reference = etree.Element(W + "r")
    etree.SubElement(reference, W + "commentReference", {W + "id": number})
    if runs:
        runs[0].addprevious(start)
        last = runs[-1]
    else:
        letters.elements[0].append(start)
        last = start
    last.addnext(end)
    end.addnext(reference)
    comment = etree.SubElement(marks.comments, W + "comment", marks.stamp(marks.comment_id))
    comment.set(W + "initials", INITIALS)
    for line in remark.comment.split("\n"):
        _text(etree.SubElement(etree.SubElement(comment, W + "p"), W + "r"), "t", line)
    marks.comment_id += 1


def _change(
    letters: Letters, runs: list[etree._Element], start: int, replacement: str, marks: _Marks
) -> None:
    """Runs become deleted, the replacement inserted after them, in the look of the first."""
    like = runs[0] if runs else letters.run_before(start)
    if like is None or any(_is_inserted(run) for run in [like, *runs]):
        return  # text that another person inserted: the comment alone speaks
    last = like
    for run in runs:
        wrapper = etree.Element(W + "del", marks.stamp(marks.change_id))
        marks.change_id += 1
        run.addprevious(wrapper)
        wrapper.append(run)
        for text in run.iterchildren(W + "t"):
            text.tag = W + "delText"
        last = wrapper
    if replacement:
        inserted = etree.Element(W + "ins", marks.stamp(marks.change_id))
        marks.change_id += 1
        run = etree.SubElement(inserted, W + "r")
        look = like.find(W + "rPr")
        if look is not None:
            run.append(deepcopy(look))
        _text(run, "t", replacement)
        last.addnext(inserted)


def _is_inserted(run: etree._Element) -> bool:
    return any(above.tag == W + "ins" for above in run.iterancestors())


def _text(run: etree._Element, tag: str, text: str) -> None:
    element = etree.SubElement(run, W + tag)
    element.text = text
    element.set(_SPACE, "preserve")
