"""The paper: size, margins, page headers and footers of each stretch (ECMA-376 part 1, 17.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal

from lxml import etree

from minhbach.model.document import Align, PageSetup, PageText, Paragraph
from minhbach.readers.ooxml.names import R, W, is_on, number, twips, val
from minhbach.readers.raw import RawParagraph

Where = Literal["header", "footer"]
Pages = Literal["all", "first", "even"]
Texts = Callable[[str], tuple[etree._Element, list[RawParagraph]] | None]
_PAGES: dict[str, Pages] = {"default": "all", "first": "first", "even": "even"}
# "PAGE \* MERGEFORMAT", but not NUMPAGES, SECTIONPAGES, PAGEREF
_PAGE_FIELD = re.compile(r"(?<![A-Z])PAGE(?![A-Z])", re.IGNORECASE)
_BY_TABS: tuple[Align, ...] = ("left", "center", "right")
_ALIGNS: dict[str | None, Align] = {"center": "center", "right": "right", "outside": "right"}


def page_setups(
    ends: list[tuple[int, etree._Element]], texts: Texts, even: Callable[[], bool]
) -> tuple[PageSetup, ...]:
    """The stretches of a document. ``texts`` gives the part of a relation and its paragraphs;
    ``even``: whether even pages have texts of their own."""
    setups: list[PageSetup] = []
    parts: dict[tuple[Where, Pages], str] = {}
    count = 0
    first = 1
    for last, section in ends:
        _referenced(section, parts)
        shown = [
            (key, relation) for key, relation in parts.items() if _applies(section, key[1], even)
        ]
        made = []
        for (where, pages), relation in shown:
            found = texts(relation)
            if found is not None:
                made.append(_page_text(where, pages, found, count))
                count += len(made[-1].paragraphs)
        setups.append(_setup(section, (first, last), tuple(made)))
        first = last + 1
    return tuple(setups)


def _referenced(section: etree._Element, parts: dict[tuple[Where, Pages], str]) -> None:
    """What the stretch names itself; the rest goes on from the stretch before."""
    for where in ("header", "footer"):
        for reference in section.iterchildren(f"{W}{where}Reference"):
            pages = _PAGES.get(reference.get(W + "type") or "default")
            relation = reference.get(R + "id")
            if pages and relation:
                parts[where, pages] = relation


def _applies(section: etree._Element, pages: Pages, even: Callable[[], bool]) -> bool:
    if pages == "first":
        title = section.find(W + "titlePg")
        return title is not None and is_on(title)
    return pages == "all" or even()


def _page_text(
    where: Where, pages: Pages, found: tuple[etree._Element, list[RawParagraph]], count: int
) -> PageText:
    root, raws = found
    filled = [raw for raw in raws if raw.text.strip()]
    paragraphs = tuple(_paragraph(raw, count + n) for n, raw in enumerate(filled, 1))
    return PageText(where, pages, paragraphs, _number_align(root, filled))


def _paragraph(raw: RawParagraph, number_: int) -> Paragraph:
    text = raw.text.replace("\n", " ")
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    spans = (
        replace(span, start=max(span.start, left) - left, end=min(span.end, right) - left)
        for span in raw.spans
        if span.start < right and span.end > left
    )
    return Paragraph(
        f"h{number_}",
        text[left:right],
        role="other",
        align=raw.align,
        spans=tuple(spans),
        style=raw.style,
        spacing=raw.spacing,
        line=raw.line,
    )


def _number_align(root: etree._Element, raws: list[RawParagraph]) -> Align | None:
    """Where the page number stands, None when there is none."""
    for paragraph in root.iter(W + "p"):
        place = _tabs_before(paragraph)
        if place is None:
            continue
        frame = paragraph.find(f"{W}pPr/{W}framePr")
        if frame is not None and frame.get(W + "xAlign"):
            return _ALIGNS.get(frame.get(W + "xAlign"), "left")
        if place:
            return _BY_TABS[min(place, 2)]
        shown = "".join(t.text or "" for t in paragraph.iter(W + "t")).strip()
        raw = next((raw for raw in raws if shown and shown in raw.text), None)
        return (raw.align if raw else _direct(paragraph)) or "left"
    return None


def _direct(paragraph: etree._Element) -> Align:
    align = val(paragraph.find(W + "pPr"), "jc")
    return "center" if align == "center" else "right" if align in ("right", "end") else ""


def _tabs_before(paragraph: etree._Element) -> int | None:
    """How many tabs stand before the page number of a paragraph; None without a number."""
    tabs = 0
    for element in paragraph.iter(
        W + "tab", W + "ptab", W + "instrText", W + "fldSimple", W + "pgNum"
    ):
        tag = element.tag
        if tag in (W + "tab", W + "ptab"):
            tabs += element.getparent().tag == W + "r"  # type: ignore[union-attr]  # it has one
        elif tag == W + "pgNum" or _PAGE_FIELD.search(_instruction(element)):
            return tabs
    return None


def _instruction(element: etree._Element) -> str:
    return element.get(W + "instr") or element.text or ""


def _setup(
    section: etree._Element, source: tuple[int, int], texts: tuple[PageText, ...]
) -> PageSetup:
    size, margins = _attributes(section, "pgSz"), _attributes(section, "pgMar")
    numbers = _attributes(section, "pgNumType")
    start = numbers.get("start")
    return PageSetup(
        source=source,
        width=twips(size.get("w")),
        height=twips(size.get("h")),
        **{
            side: twips(margins.get(side))
            for side in ("top", "right", "bottom", "left", "header", "footer")
        },
        landscape=size.get("orient") == "landscape",
        columns=max(number(_attributes(section, "cols").get("num"), 1), 1),
        number_format=numbers.get("fmt") or "decimal",
        number_start=number(start) if start is not None else None,
        texts=texts,
    )


def _attributes(section: etree._Element, name: str) -> dict[str, str]:
    """The attributes of a child, without their namespace."""
    child = section.find(W + name)
    if child is None:
        return {}
    return {str(key).removeprefix(W): str(value) for key, value in child.attrib.items()}


def comment_texts(paragraphs: Iterable[RawParagraph]) -> str:
    """The text of a remark, one line a paragraph."""
    return "\n".join(p.text.strip() for p in paragraphs if p.text.strip())
