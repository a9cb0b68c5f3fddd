"""One Word file with one marker for each thing that a .docx can carry, written part by part."""

from __future__ import annotations

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def n(text: str, num: int, level: int) -> str:
    """A paragraph of a list."""
    return p(
        r(text) if text else "",
        properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>',
    )


def styled(text: str, style: str, more: str = "") -> str:
    return p(r(text), properties=f'<w:pStyle w:val="{style}"/>{more}')


def field(instruction: str, result: str) -> str:
    """A complex field: begin, instruction, separate, result, end."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + mark.format("separate")
        + result
        + mark.format("end")
    )


def box(content: str, *, drawing: bool = True) -> str:
    """A text box as Word writes it twice: as a drawing and, for old programs, as VML."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    new = (
        '<w:drawing><wp:anchor><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    if not drawing:
        return f"<w:r>{old}</w:r>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def level(
    ilvl: int,
    fmt: str,
    text: str,
    *,
    start: int = 1,
    more: str = "",
    indent: int = 0,
    font: str = "",
) -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="0"/></w:pPr>{fonts}</w:lvl>'
    )


def abstract(key: int, *levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{more}'
        f"{''.join(levels)}</w:abstractNum>"
    )


def num(key: int, abstract_key: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract_key}"/>{overrides}</w:num>'


def starts_at(ilvl: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def package(body: str, *, strict: bool = False, **parts: str) -> bytes:
    """A whole .docx; parts by kind, ``header1`` and so on with their number as relation id."""
    names = {key: key.rstrip("0123456789") for key in parts}
    documents = {"word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"}
    for key, kind in names.items():
        tag = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        documents[f"word/{key}.xml"] = f"<w:{tag} {_SPACES}>{parts[key]}</w:{tag}>"
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{key}.xml"/>'
        for key, kind in names.items()
    )
    types = "".join(
        f'<Override PartName="/word/{key}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for key, kind in [("document", "document.main"), *names.items()]
    )
    documents["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    documents["_rels/.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    documents["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in documents.items():
            file.writestr(name, _strict(text) if strict else text)
    return buffer.getvalue()


def _strict(text: str) -> str:
    """The same with the names of strict files (ISO 29500)."""
    for part in ("wordprocessingml", "drawingml"):
        text = text.replace(
            f"http://schemas.openxmlformats.org/{part}/2006/", f"http://purl.oclc.org/ooxml/{part}/"
        )
    return text.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/",
        "http://purl.oclc.org/ooxml/officeDocument/",
    )
