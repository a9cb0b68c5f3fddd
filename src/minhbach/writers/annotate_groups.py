"""Remarks put together by the Word paragraphs that bear them, and where those bear none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from minhbach.model.document import Document, Paragraph
from minhbach.writers.annotate_names import MC, W
from minhbach.writers.annotate_package import Package
from minhbach.writers.annotate_places import Letters, letters_of, place_of, squeezed

_QUOTED = 80  # letters of the words that a remark quotes where it can't stand on them
_NOTES = (("footnotes", "footnoteReference"), ("endnotes", "endnoteReference"))


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on ``Document.text[start:end]`` (on the first paragraph when both are 0), a
    tracked change to ``replacement``, or both. ``comment`` may be empty for a change alone."""

    start: int
    end: int
    comment: str = ""
    replacement: str | None = None


Place = tuple[int, int, Remark]


@dataclass(slots=True)
class Group:
    """``places``: remarks with their ranges of ``letters``. ``holder``: the run of a text box or
    of a footnote's mark, around which the comments stand instead."""

    letters: Letters
    holder: etree._Element | None
    places: list[Place] = field(default_factory=list)

    @property
    def borne_by(self) -> etree._Element:
        elements = self.letters.elements
        return elements[0] if elements or self.holder is None else self.holder


def word_paragraphs(root: etree._Element) -> list[etree._Element]:
    """Every paragraph of the body in the order of the file, text boxes once; an empty body gets
    one paragraph."""
    found = [
        p
        for p in root.iter(W + "p")
        if not any(above.tag == MC + "Fallback" for above in p.iterancestors())
    ]
    body = root.find(W + "body")
    if not found and body is not None:
        body.insert(0, etree.Element(W + "p"))
        return list(body.iterchildren(W + "p"))
    return found


def groups_of(
    doc: Document, remarks: Iterable[Remark], elements: list[etree._Element], package: Package
) -> list[Group]:
    """The remarks by the paragraphs that hold their words."""
    known = list(doc.paragraphs())
    by_index: dict[int, list[Remark]] = defaultdict(list)
    for remark in remarks:
        by_index[_index(known, remark)].append(remark)
    groups: dict[int, Group] = {}
    for index, wanted in sorted(by_index.items()):
        paragraph = known[index] if known else None
        letters = letters_of(paragraph, elements) if paragraph else None
        if paragraph is None or letters is None:
            group = _elsewhere(known, index, elements, package)
            held = groups.setdefault(id(group.borne_by), group)
            held.places += [(0, len(held.letters.letters), _quoting(doc, r)) for r in wanted]
            continue
        holder = _holder(letters.elements[0])
        group = groups.setdefault(id(letters.elements[0]), Group(letters, holder))
        for remark in wanted:
            group.places.append(_placed(doc, paragraph, group, remark))
    return list(groups.values())


def _placed(doc: Document, paragraph: Paragraph, group: Group, remark: Remark) -> Place:
    """The remark at its letters; nothing is changed where they weren't found to the letter."""
    place = place_of(paragraph, group.letters, remark.start, remark.end)
    if place is None:
        return (0, len(group.letters.letters), replace(remark, replacement=None))
    if group.holder is not None:
        remark = replace(remark, comment=_quoting(doc, remark).comment)
    return (*place, remark)


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


def _holder(element: etree._Element) -> etree._Element | None:
    """The outermost run, or choice of runs, in whose text box a paragraph stands."""
    found = None
    inside = False
    for above in element.iterancestors():
        inside = inside or above.tag == W + "txbxContent"
        parent = above.getparent()
        if inside and parent is not None and parent.tag == W + "p":
            found = above
    return found


def _elsewhere(
    known: Sequence[Paragraph], index: int, elements: list[etree._Element], package: Package
) -> Group:
    """For words that the document part does not hold: the footnote's mark, else the first words."""
    mark = _note_mark(known[index], elements, package) if known else None
    if mark is not None:
        return Group(Letters([]), mark)
    letters = (letters_of(known[0], elements) if known else None) or Letters(elements[:1])
    return Group(letters, _holder(letters.elements[0]))


def _note_mark(
    paragraph: Paragraph, elements: list[etree._Element], package: Package
) -> etree._Element | None:
    """The run with the mark of the footnote or endnote that holds a paragraph."""
    content = squeezed(paragraph.content)
    for kind, mark in _NOTES if content else ():
        part = package.related(kind)
        for note in package.xml(part) if part else ():
            if any(content in Letters([p]).text for p in note.iter(W + "p")):
                number = note.get(W + "id")
                for reference in (r for e in elements for r in e.iter(W + mark)):
                    run = reference.getparent()
                    if reference.get(W + "id") == number and run is not None:
                        return run
    return None


def _quoting(doc: Document, remark: Remark) -> Remark:
    """The remark as a comment alone with the words that it is about, which it can't stand on."""
    words = " ".join(doc.text[remark.start : remark.end].split())
    if not words or not remark.comment:
        return replace(remark, replacement=None)
    shown = words if len(words) <= _QUOTED else words[:_QUOTED] + "…"
    return replace(remark, comment=f"«{shown}»\n{remark.comment}", replacement=None)
