"""Word styles of a layout: one face, the layout's body type, headings without colour."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from minhbach.writers.layout import Layout

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KEPT = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header"}


def set_styles(word: WordDocument, layout: Layout) -> None:
    """Replaces the template's styles by the few that the layout needs."""
    root = word.styles.element
    for child in list(root):
        name = child.get(f"{{{_W}}}styleId")
        if child.tag == f"{{{_W}}}docDefaults" or (name is not None and name not in _KEPT):
            root.remove(child)
    root.insert(0, parse_xml(_defaults(layout)))
    for child in list(root):
        if child.get(f"{{{_W}}}styleId") in ("Normal", "Header"):
            root.replace(child, parse_xml(_plain(str(child.get(f"{{{_W}}}styleId")), layout)))
    for level in (1, 2, 3):
        root.append(parse_xml(_heading(level, layout)))


def _fonts(layout: Layout) -> str:
    places = ("ascii", "hAnsi", "eastAsia", "cs")
    return "<w:rFonts " + " ".join(f'w:{place}="{layout.font}"' for place in places) + "/>"


def _defaults(layout: Layout) -> str:
    size = round(layout.styles["body"].size * 2)
    return (
        f'<w:docDefaults xmlns:w="{_W}"><w:rPrDefault><w:rPr>{_fonts(layout)}'
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{layout.language}" w:eastAsia="{layout.language}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _plain(name: str, layout: Layout) -> str:
    based = "" if name == "Normal" else '<w:basedOn w:val="Normal"/>'
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style xmlns:w="{_W}" w:type="paragraph"{default} w:styleId="{name}">'
        f'<w:name w:val="{name.lower() if based else name}"/>{based}<w:qFormat/>'
        f"<w:rPr>{_fonts(layout)}</w:rPr></w:style>"
    )


def _heading(level: int, layout: Layout) -> str:
    style = layout.styles[f"heading-{level}"]
    italic = "<w:i/>" if style.italic else ""
    size = round(style.size * 2)
    return (
        f'<w:style xmlns:w="{_W}" w:type="paragraph" w:styleId="Heading{level}">'
        f'<w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
        f'<w:qFormat/><w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/>{italic}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )
