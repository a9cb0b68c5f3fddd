"""Generated papers as .docx, written as Word writes them: revision marks on every run, runs split
by the spelling checker, the look repeated in each run, a long styles part."""

from __future__ import annotations

import io
import zipfile
from random import Random
from xml.sax.saxutils import escape

from benchmarks.generate.papers import Grid, Line, Paper, Piece

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OVERRIDES = "".join(
    f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-'
    f'officedocument.wordprocessingml.{kind}+xml"/>'
    for part, kind in (
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
    )
)
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>{_OVERRIDES}</Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PARTS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
_FORMATS = {"I": "upperRoman", "A": "upperLetter", "a": "lowerLetter", "1": "decimal"}
_LATENT = 360  # entries in the list of latent styles that Word writes


def docx_of(paper: Paper, seed: int = 0) -> bytes:
    """The bytes of a .docx; the same paper and seed give the same bytes."""
    chance = Random(f"word {seed} {paper.name}")
    body = "".join(
        _table(block, chance) if isinstance(block, Grid) else _paragraph(block, chance)
        for block in paper.blocks
    )
    page = '<w:sectPr><w:pgSz w:w="11907" w:h="16840"/></w:sectPr>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/_rels/document.xml.rels": _PARTS,
        "word/document.xml": f"{_HEAD}<w:document {_NS}><w:body>{body}{page}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(paper.levels),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def _paragraph(text: Line, chance: Random) -> str:
    number = ""
    if text.automatic is not None:
        number = f'<w:numPr><w:ilvl w:val="{text.automatic}"/><w:numId w:val="1"/></w:numPr>'
    first = text.pieces[0] if text.pieces else Piece("")
    properties = (
        f'<w:pPr>{number}<w:spacing w:before="120" w:after="120" w:line="264" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="567"/><w:jc w:val="{text.align}"/>{_look(first)}</w:pPr>'
    )
    runs = "".join(_runs(piece, chance) for piece in text.pieces)
    marks = f'w:rsidR="{_rsid(chance)}" w:rsidRDefault="{_rsid(chance)}"'
    return f"<w:p {marks}>{properties}{runs}</w:p>"


def _runs(piece: Piece, chance: Random) -> str:
    """A piece as one or several runs: Word splits where words were typed or checked."""
    if not piece.text:
        return ""
    words = piece.text.split(" ")
    runs: list[str] = []
    while words:
        take = chance.choice((2, 5, 9, 30))
        part = " ".join(words[:take]) + (" " if len(words) > take else "")
        words = words[take:]
        runs.append(_run(part, piece, chance))
        if words and chance.random() < 0.15:
            runs.append('<w:proofErr w:type="spellStart"/>')
            runs.append(_run(words.pop(0) + (" " if words else ""), piece, chance))
            runs.append('<w:proofErr w:type="spellEnd"/>')
    return "".join(runs)


def _run(text: str, piece: Piece, chance: Random) -> str:
    parts = [
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
        for part in text.split("\n")
    ]
    return f'<w:r w:rsidRPr="{_rsid(chance)}">{_look(piece)}{"<w:br/>".join(parts)}</w:r>'


def _look(piece: Piece) -> str:
    bold = "<w:b/><w:bCs/>" if piece.bold else ""
    italic = "<w:i/><w:iCs/>" if piece.italic else ""
    under = '<w:u w:val="single"/>' if "underline" in piece.look else ""
    return (
        f"<w:rPr>{bold}{italic}"
        f'<w:sz w:val="28"/><w:szCs w:val="28"/>{under}<w:lang w:val="vi-VN"/></w:rPr>'
    )


def _rsid(chance: Random) -> str:
    return f"00{chance.randrange(16**6):06X}"


def _table(grid: Grid, chance: Random) -> str:
    edge = "single" if grid.bordered else "none"
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="{edge}" w:sz="4" w:space="0"/>' for side in sides)
    width = 9000 // len(grid.rows[0])
    columns = f'<w:gridCol w:w="{width}"/>' * len(grid.rows[0])
    rows = "".join(
        "<w:tr>" + "".join(_cell(cell, width, chance) for cell in row) + "</w:tr>"
        for row in grid.rows
    )
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(cell: tuple[Line, ...], width: int, chance: Random) -> str:
    inside = "".join(_paragraph(text, chance) for text in cell) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def _styles() -> str:
    """Normal in Times New Roman 14, headings and table styles nobody uses, as Word keeps them."""
    latent = "".join(
        f'<w:lsdException w:name="latent {n}" w:semiHidden="1" w:uiPriority="{n}"/>'
        for n in range(_LATENT)
    )
    more = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
        f"<w:rPr><w:b/></w:rPr></w:style>"
        for n in range(1, 10)
    )
    return (
        f"{_HEAD}<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="24"/>'
        f"</w:rPr></w:rPrDefault></w:docDefaults><w:latentStyles>{latent}</w:latentStyles>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:rPr><w:sz w:val="28"/></w:rPr></w:style>{more}</w:styles>'
    )


def _numbering(levels: tuple[str, ...]) -> str:
    parts: list[str] = []
    for at, form in enumerate(levels):
        dots = form.count(".") + (not form.endswith((".", ")")))
        dotted = form[0] == "1" and form.strip("1.") == "" and dots > 1
        text = ".".join(f"%{n}" for n in range(at + 2 - dots, at + 2)) if dotted else f"%{at + 1}"
        close = form[-1] if form[-1] in ".)/-" else ""
        parts.append(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{_FORMATS[form[0]]}"/>'
            f'<w:lvlText w:val="{text}{close}"/></w:lvl>'
        )
    return (
        f'{_HEAD}<w:numbering {_NS}><w:abstractNum w:abstractNumId="0">{"".join(parts)}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
