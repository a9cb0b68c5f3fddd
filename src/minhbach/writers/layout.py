"""Layout rules as data: which page, type and words a paper of a profile and date has."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from minhbach.model.document import Align, Document, Paragraph

_FILES = ("party-36", "party-05", "state-30")
_WITHOUT_TYPE = ("", "txt", "md")  # composed here; texts with a few marks for bold at most
_TYPED_RULE = re.compile(r"[-–—_=*.~ ]{3,60}")
_BY_ROLE = {
    "header": "number",
    "kind": "kind",
    "subject": "subject-alone",
    "addressee": "addressee",
    "basis": "basis",
    "closing": "closing",
    "item": "item",
    "caption": "caption",
    "note": "note",
    "recipient": "recipient",
    "signature": "signer",
    "annex": "annex-title",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks. Sizes and spacing in pt, ``indent`` (first line) in mm.

    ``line``: exact line height in pt; ``multiple``: of single spacing, where ``line`` is 0.
    ``line_of_text``: the paragraph is a drawn line, this part of the text line above it.
    """

    name: str
    rule: str
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    upper: bool = False
    align: Align = "left"
    indent: float = 0
    before: float = 0
    after: float = 0
    line: float = 0
    multiple: float = 1
    keep_next: bool = False
    line_of_text: float = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A4 page in mm. ``top`` … ``right`` are margins."""

    rule: str
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_width_landscape(self) -> float:
        return self.height - self.left - self.right


@dataclass(frozen=True, slots=True)
class PageNumber:
    rule: str
    size: float
    from_top: float
    first_page: bool
    restart_in_annex: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """One version of the rules of one profile."""

    name: str
    profile: Literal["party", "state"]
    act: str
    first_day: date
    last_day: date
    font: str
    language: str
    page: Page
    page_number: PageNumber
    columns: dict[str, tuple[float, float]]
    words: dict[str, Any]
    styles: dict[str, Style]

    def style_of(self, paragraph: Paragraph, *, composed: bool) -> Style:
        """The style of a paragraph: by its name when composed here, else by its role.

        A line that leads into what follows ("- Chi bộ Thanh tra tỉnh:") stays on its page.
        """
        if composed and paragraph.style in self.styles:
            style = self.styles[paragraph.style or ""]
        elif paragraph.role == "heading":
            style = self.styles[f"heading-{min(max(paragraph.level, 1), 3)}"]
        else:
            style = self.styles[_BY_ROLE.get(paragraph.role, "body")]
        return replace(style, keep_next=True) if paragraph.text.endswith(":") else style


def kept_align(paragraph: Paragraph) -> Align:
    """Of a document that was read, only what sets a line apart; the layout does the rest.

    A typed rule ("-------", "_____") under a header line stands in the middle, as drawn ones do.
    """
    if paragraph.align in ("center", "right"):
        return paragraph.align
    return "center" if _TYPED_RULE.fullmatch(paragraph.text.strip()) else ""


def layout_for(profile: str, day: date | None) -> Layout:
    """The layout of a profile in force on a day; the newest when no day is known.

    Papers of the Party and of mass organisations take the Party layout, all others the state's.

    >>> layout_for("party", date(2024, 1, 5)).name
    'party-36'
    """
    wanted = "party" if profile in ("party", "mass") else "state"
    versions = [layout for layout in _layouts() if layout.profile == wanted]
    for layout in versions:
        if day is not None and layout.first_day <= day <= layout.last_day:
            return layout
    return versions[0] if day is not None else versions[-1]


def layout_of(doc: Document) -> Layout:
    """The layout that a document is written in.

    A paper whose file tells its own emphasis keeps exactly that; texts without, and papers
    composed here, get the bold and italic type that the rules ask for.
    """
    layout = layout_for(doc.profile, doc.header.date or doc.layout_date)
    return _unemphasised(layout.name) if _tells_emphasis(doc) else layout


def _tells_emphasis(doc: Document) -> bool:
    if doc.format in _WITHOUT_TYPE:
        return False
    spans = (span for paragraph in doc.paragraphs() for span in paragraph.spans)
    return any(span.bold or span.italic or span.underline for span in spans)


@cache
def _unemphasised(name: str) -> Layout:
    layout = next(one for one in _layouts() if one.name == name)
    plain = {
        name: replace(style, bold=False, italic=False, underline=False)
        for name, style in layout.styles.items()
    }
    return replace(layout, styles=plain)


@cache
def _layouts() -> tuple[Layout, ...]:
    return tuple(_layout(_table(name)) for name in _FILES)


@cache
def _table(name: str) -> dict[str, Any]:
    source = files("minhbach.writers").joinpath("layouts", f"{name}.toml")
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    if "extends" not in table:
        return table
    base = _table(table["extends"])
    merged = {**base, **table}
    merged["words"] = {**base["words"], **table.get("words", {})}
    merged["style"] = {**base["style"], **table.get("style", {})}
    return merged


def _layout(table: dict[str, Any]) -> Layout:
    return Layout(
        name=table["name"],
        profile=table["profile"],
        act=table["act"],
        first_day=table["from"],
        last_day=table["until"],
        font=table["font"],
        language=table["language"],
        page=Page(**table["page"]),
        page_number=PageNumber(**table["page_number"]),
        columns={name: (pair[0], pair[1]) for name, pair in table["columns"].items()},
        words=table["words"],
        styles={name: _style(name, table["style"]) for name in table["style"]},
    )


def _style(name: str, rows: dict[str, dict[str, Any]]) -> Style:
    """A row of the table; ``like`` takes over what another row says."""
    row = dict(rows[name])
    base = rows[row.pop("like")] if "like" in row else {}
    return Style(name=name, **{**base, **row})
