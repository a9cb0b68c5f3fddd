"""KitText → the kit as a Document: what a person wrote, and the source of each figure below it."""

from __future__ import annotations

from minhbach.model.document import Document, Header
from minhbach.model.kit import KitLine, KitPart, KitText
from minhbach.reports.paper import CellSpec, Line, Paper, line
from minhbach.reports.words import words
from minhbach.writers.layout import Layout, layout_for


def compose_kit(kit: KitText) -> Document:
    """The kit in the layout of its profile, ready for every writer.

    Each section ends with the sources that it names ("[1] …"); what was released without a source
    stands at the end with the person who let it pass. No sentence is added but those of
    layouts/kit.toml. The same kit gives the same document.

    >>> from datetime import date
    >>> doc = compose_kit(KitText("Kết quả năm 2023", "Đề cương", "Sở A", 1, date(2024, 1, 5)))
    >>> doc.header.kind_name, doc.header.subject
    ('Đề cương', 'Kết quả năm 2023')
    """
    layout = layout_for(kit.profile, kit.released_on)
    text, paper = words("kit"), Paper()
    _add_header(paper, kit, layout)
    paper.add("kind", "kind", kit.kind_name.upper())
    paper.add("subject", "subject", kit.title)
    paper.add("separator", "other", layout.words["separator"])
    day = f"{kit.released_on:%d/%m/%Y}"
    paper.add("annex-of", "preamble", text["version"].format(n=kit.n, day=day))
    if kit.basis:
        paper.add("annex-of", "preamble", text["basis"].format(basis=kit.basis))
    if kit.invented:
        paper.add("annex-of", "preamble", text["invented"])
    for number, part in enumerate(kit.parts, start=1):
        _add_part(paper, number, part)
    _add_override(paper, kit)
    return Document(
        name=f"{_slug(kit)}-{kit.n}",
        format="",
        profile=kit.profile,
        header=Header(
            kind=_slug(kit),
            kind_name=kit.kind_name,
            issuer=kit.issuer or None,
            parent_issuer=kit.parent_issuer or None,
            subject=kit.title,
            date=kit.released_on,
        ),
        blocks=tuple(paper.blocks),
        sections=paper.sections(),
        layout_date=kit.released_on,
    )


def _slug(kit: KitText) -> str:
    return {"Đề cương": "de-cuong"}.get(kit.kind_name, "bo-tai-lieu")


def _add_header(paper: Paper, kit: KitText, layout: Layout) -> None:
    left: list[Line] = []
    if kit.parent_issuer:
        left.append(line("parent-issuer", kit.parent_issuer.upper()))
    left.append(line("issuer", kit.issuer.upper()))
    left.append(line("under-issuer", layout.words["under_issuer"]))
    styles = ("national", "motto")
    right = [
        line(style, said) for style, said in zip(styles, layout.words["national"], strict=False)
    ]
    right.append(line("national-rule", ""))
    rows = [(CellSpec(tuple(left)), CellSpec(tuple(right)))]
    paper.table(rows, role="header", cell_role="header")


def _add_part(paper: Paper, number: int, part: KitPart) -> None:
    mark = f"{number}."
    paper.add("heading-1", "heading", f"{mark} {part.heading}", level=1, mark=mark)
    for one in part.lines:
        said = printed(one)
        if one.item:
            paper.add("item", "item", f"- {said}", mark="-")
        else:
            paper.add("body", "body", said)
    for source in part.sources:
        mark = f"[{source.n}]"
        paper.add("note", "note", f"{mark} {source.text}", mark=mark)


def printed(one: KitLine) -> str:
    """The line with the number of its source after each figure and each document.

    >>> from minhbach.model.kit import Piece
    >>> printed(KitLine((Piece("GDP tăng "), Piece("5,05%", "figure", 1), Piece("."))))
    'GDP tăng 5,05% [1].'
    """
    return "".join(
        f"{piece.text} [{piece.note}]" if piece.note else piece.text for piece in one.pieces
    )


def _add_override(paper: Paper, kit: KitText) -> None:
    if kit.override is None:
        return
    text, passed = words("kit"), kit.override
    paper.add("heading-1", "heading", text["override_heading"], level=1)
    said = text["override"].format(by=passed.by, reason=passed.reason.rstrip(". "))
    # Items, so that slides show who let them pass, too.
    for entry in (said, *(f"“{quote}”" for quote in passed.quotes)):
        paper.add("item", "item", f"- {entry}", mark="-")
