"""Word comments and tracked changes put into a copy of a .docx; every other part stays as it is.

Only the document part, its relations, the content types and the comments part are written; runs
are split only where a range begins or ends. Existing comments and tracked changes stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from minhbach.model.document import Document
from minhbach.writers.annotate_groups import Group, Remark, groups_of, word_paragraphs
from minhbach.writers.annotate_names import W
from minhbach.writers.annotate_package import Package, next_id, revisions
from minhbach.writers.annotate_places import Letters

__all__ = ["Remark", "annotate"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
AUTHOR, INITIALS = "Minh Bạch", "MB"


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
    remark stands on its words; on the run that holds a text box or the mark of a footnote, where
    Word has no place for comments; else, when its words can't be found in the file, on the first
    ones. The last two quote the words they are about. None is lost.
    """
    remarks = list(remarks)
    if not remarks:
        return data
    package = Package(data)
    root = package.xml(package.main)
    comments = package.remarks()
    marks = _Marks(
        next_id([*comments.iter(W + "comment"), *root.iter(W + "commentReference")]),
        next_id(revisions(root)),
        comments,
        at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None,
    )
    for group in groups_of(doc, remarks, word_paragraphs(root), package):
        _mark(group, marks)
    return package.packed(root, comments)


def _mark(group: Group, marks: _Marks) -> None:
    letters = group.letters
    places = sorted(group.places, key=lambda place: place[:2])
    letters.split_at({edge for start, end, _ in places for edge in (start, end)})
    for start, end, remark in places:
        if remark.comment and group.holder is not None:
            _comment(group.holder, group.holder, remark, marks)
        elif remark.comment:
            _comment(*_edges(letters, letters.runs(start, end)), remark, marks)
    reached = 0
    for start, end, remark in places:
        if remark.replacement is not None and start >= reached:
            reached = end  # of two changes to one word the first is made
            _change(letters, letters.runs(start, end), start, remark.replacement, marks)


def _edges(
    letters: Letters, runs: list[etree._Element]
) -> tuple[etree._Element | None, etree._Element]:
    """The runs before and after which the marks stand; an empty paragraph bears both at its end."""
    return (runs[0], runs[-1]) if runs else (None, letters.elements[0])


def _comment(
    first: etree._Element | None, last: etree._Element, remark: Remark, marks: _Marks
) -> None:
    number = {W + "id": str(marks.comment_id)}
    start = etree.Element(W + "commentRangeStart", number)
    end = etree.Element(W + "commentRangeEnd", number)
    reference = etree.Element(W + "r")
    etree.SubElement(reference, W + "commentReference", number)
    if first is None:
        last.extend([start, end, reference])
    else:
        first.addprevious(start)
        last.addnext(end)
        end.addnext(reference)
    comment = etree.SubElement(marks.comments, W + "comment", marks.stamp(marks.comment_id))
    comment.set(W + "initials", INITIALS)
    for line in remark.comment.split("\n"):
        _text(etree.SubElement(etree.SubElement(comment, W + "p"), W + "r"), line)
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
        _text(run, replacement)
        last.addnext(inserted)


def _is_inserted(run: etree._Element) -> bool:
    return any(above.tag in (W + "ins", W + "moveTo") for above in run.iterancestors())


def _text(run: etree._Element, text: str) -> None:
    element = etree.SubElement(run, W + "t")
    element.text = text
    element.set(_SPACE, "preserve")
