"""What Word files hold besides plain runs, planted into real ones: remarks, revisions, boxes …

Each planter takes the parts of a package and changes them as Word would; ``packed`` writes them.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO

from lxml import etree

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DOCUMENT, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
Parts = dict[str, bytes]
Planter = Callable[[Parts, random.Random], None]

_BOX = f"""<w:r xmlns:w="{W_NS}"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="9" behindDoc="0"
 locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>2700000</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="1800000" cy="360000"/><wp:wrapNone/>
<wp:docPr id="9901" name="Box"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="360000"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>
<w:p><w:r><w:t>BOX</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:shape style="width:140pt;height:28pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>BOX</w:t></w:r>
</w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def unpacked(data: bytes) -> Parts:
    """Part name → bytes, in the order of the package."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(parts: Parts) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _saved(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _paragraphs(root: etree._Element) -> list[etree._Element]:
    """Paragraphs of the text with some words in runs of their own."""
    return [p for p in root.iter(W + "p") if any(_words(r) for r in p.iterchildren(W + "r"))]


def _words(run: etree._Element) -> bool:
    text = run.findtext(W + "t") or ""
    return len(text) > 3 and all(c.tag in (W + "rPr", W + "t") for c in run)


def _split(run: etree._Element, rng: random.Random) -> etree._Element:
    """A run cut in two at any letter; the second half."""
    text = run.find(W + "t")
    second = deepcopy(run)
    at = rng.randint(1, len(text.text) - 1)
    other = second.find(W + "t")
    text.text, other.text = text.text[:at], text.text[at:]
    for each in (text, other):
        each.set(XML_SPACE, "preserve")
    run.addnext(second)
    return second


def _some(root: etree._Element, rng: random.Random, count: int) -> list[etree._Element]:
    """Whole or halved runs of words from several paragraphs."""
    found = []
    paragraphs = _paragraphs(root)
    for paragraph in rng.sample(paragraphs, min(count, len(paragraphs))):
        run = rng.choice([r for r in paragraph.iterchildren(W + "r") if _words(r)])
        found.append(_split(run, rng) if rng.random() < 0.7 else run)
    return found


def _related(parts: Parts, kind: str, name: str, target: str) -> str:
    """A relation of the document part and a content type; the relation's id."""
    root = etree.fromstring(parts[RELS])
    number = f"rIdPlanted{len(root)}"
    relation = etree.SubElement(root, root.tag.replace("Relationships", "Relationship"))
    for key, value in (("Id", number), ("Type", f"{_OFFICE}/{kind}"), ("Target", target)):
        relation.set(key, value)
    parts[RELS] = _saved(root)
    types = etree.fromstring(parts[TYPES])
    override = etree.SubElement(types, types.tag.replace("Types", "Override"))
    override.set("PartName", "/" + name)
    override.set("ContentType", f"{_TYPE}.{kind}+xml")
    parts[TYPES] = _saved(types)
    return number


def remarks(parts: Parts, rng: random.Random) -> None:
    """Comments of another person, in a part that bears another name than usual."""
    if b".comments+xml" in parts[TYPES] or "word/comments.xml" in parts:
        return
    root = etree.fromstring(parts[DOCUMENT])
    held = etree.Element(W + "comments", nsmap={"w": W_NS})
    for number, run in enumerate(_some(root, rng, 4)):
        key = {W + "id": str(number * 3 + 1)}
        run.addprevious(etree.Element(W + "commentRangeStart", key))
        end = etree.Element(W + "commentRangeEnd", key)
        reference = etree.Element(W + "r")
        etree.SubElement(reference, W + "commentReference", key)
        run.addnext(end)
        end.addnext(reference)
        comment = etree.SubElement(held, W + "comment", {**key, W + "author": "Người góp ý"})
        said = etree.SubElement(etree.SubElement(comment, W + "p"), W + "r")
        etree.SubElement(said, W + "t").text = "Xem lại."
    parts[DOCUMENT] = _saved(root)
    parts["word/gopy7.xml"] = _saved(held)
    _related(parts, "comments", "word/gopy7.xml", "/word/gopy7.xml")


def revisions(parts: Parts, rng: random.Random) -> None:
    """Tracked insertions, deletions and changes of look."""
    root = etree.fromstring(parts[DOCUMENT])
    for number, run in enumerate(_some(root, rng, 9)):
        stamp = {W + "id": str(800 + number), W + "author": "Người sửa"}
        if number % 3 == 2:
            look = run.find(W + "rPr")
            if look is None:
                look = etree.Element(W + "rPr")
                run.insert(0, look)
            change = etree.SubElement(look, W + "rPrChange", stamp)
            etree.SubElement(change, W + "rPr")
            continue
        wrapper = etree.Element(W + ("ins" if number % 3 else "del"), stamp)
        if number % 3 == 0:
            run.addprevious(wrapper)
            gone = deepcopy(run)
            gone.find(W + "t").tag = W + "delText"
            gone.find(W + "delText").text = "bị xóa "
            wrapper.append(gone)
        else:
            run.addprevious(wrapper)
            wrapper.append(run)
    parts[DOCUMENT] = _saved(root)


def links_and_controls(parts: Parts, rng: random.Random) -> None:
    """Hyperlinks, content controls and bookmarks around words, a control around a paragraph."""
    root = etree.fromstring(parts[DOCUMENT])
    for number, run in enumerate(_some(root, rng, 9)):
        if number % 3 == 0:
            link = etree.Element(W + "hyperlink", {W + "anchor": "_top"})
            run.addprevious(link)
            link.append(run)
        elif number % 3 == 1:
            control = etree.Element(W + "sdt")
            run.addprevious(control)
            etree.SubElement(control, W + "sdtPr")
            etree.SubElement(control, W + "sdtContent").append(run)
        else:
            key = {W + "id": str(600 + number)}
            run.addprevious(etree.Element(W + "bookmarkStart", {**key, W + "name": f"b{number}"}))
            run.addnext(etree.Element(W + "bookmarkEnd", key))
    paragraph = rng.choice(_paragraphs(root))
    control = etree.Element(W + "sdt")
    paragraph.addprevious(control)
    etree.SubElement(control, W + "sdtPr")
    etree.SubElement(control, W + "sdtContent").append(paragraph)
    parts[DOCUMENT] = _saved(root)


def boxes(parts: Parts, rng: random.Random) -> None:
    """Text boxes in both their forms, before and between words."""
    root = etree.fromstring(parts[DOCUMENT])
    paragraphs = [p for p in _paragraphs(root) if p.getparent().tag == W + "body"]
    for number, paragraph in enumerate(rng.sample(paragraphs, min(3, len(paragraphs)))):
        run = rng.choice([r for r in paragraph.iterchildren(W + "r") if _words(r)])
        said = "Chữ trong khung " + ("một", "hai", "ba")[number]
        box = etree.fromstring(_BOX.replace("BOX", said))
        _split(run, rng).addprevious(box)
    parts[DOCUMENT] = _saved(root)


def edges(parts: Parts, rng: random.Random) -> None:
    """A page header and a footer."""
    root = etree.fromstring(parts[DOCUMENT])
    section = root.find(f"{W}body/{W}sectPr")
    if section is None:
        return
    for kind in ("footer", "header"):
        name = f"word/{kind}Planted.xml"
        page = etree.Element(W + ("hdr" if kind == "header" else "ftr"), nsmap={"w": W_NS})
        run = etree.SubElement(etree.SubElement(page, W + "p"), W + "r")
        etree.SubElement(run, W + "t").text = "Từ ngày 31/4/2024 ở mép trang"
        parts[name] = _saved(page)
        reference = etree.Element(W + kind + "Reference", {W + "type": "default"})
        reference.set(f"{{{_OFFICE}}}id", _related(parts, kind, name, f"{kind}Planted.xml"))
        if section.find(f"{W}{kind}Reference") is None:
            section.insert(0, reference)
    parts[DOCUMENT] = _saved(root)


PLANTERS: dict[str, Planter] = {
    "remarks": remarks,
    "revisions": revisions,
    "links": links_and_controls,
    "boxes": boxes,
    "edges": edges,
}


def planted(data: bytes, names: tuple[str, ...], seed: int) -> bytes:
    """A copy with everything of those planters in it."""
    parts, rng = unpacked(data), random.Random(seed)
    for name in names:
        PLANTERS[name](parts, rng)
    return packed(parts)
